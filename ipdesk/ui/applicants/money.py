"""申报与资金: the one-page answer on the screen, to be printed or copied."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from ipdesk.domain.one_page import OnePage
from ipdesk.services import one_page
from ipdesk.services.one_page import PrintedPage
from ipdesk.ui.applicants.money_lines import MoneyLines
from ipdesk.ui.bench import Bench
from ipdesk.ui.store.history_sheet import History
from ipdesk.ui.widgets import Card, label, link, quiet, row
from ipdesk.ui.widgets.paper_sheet import PaperSheet


class MoneyCard(Card):
    """A line for each award and year, the sums, and the year's quotas in words."""

    def __init__(self, bench: Bench) -> None:
        self.copy_button = quiet("复制", self._copy)
        self.print_button = quiet("打印一页情况", self._print, icon="printer")
        super().__init__("申报与资金", tools=(self.copy_button, self.print_button))
        self._bench = bench
        self._page: OnePage | None = None
        self._number = 0
        self.lines = MoneyLines()
        self.quotas = label("", wrap=True, select=True)
        self.story = link("历史", self._tell_quotas)
        self.story.setAccessibleName("额度的历史")
        self.story.setToolTip("哪件申报什么时候占用、退回了额度")
        self._history = History(bench, self)
        self.body.addWidget(self.lines)
        line = row(self.quotas, self.story)
        line.setStretch(0, 1)
        self.body.addLayout(line)

    def show_page(self, number: int, page: OnePage) -> None:
        self._number, self._page = number, page
        self.lines.show_lines(page.lines)
        self.quotas.setText("\n".join(quota.text for quota in page.quotas))
        self.quotas.setVisible(bool(page.quotas))
        self.story.setVisible(bool(page.quotas))

    def _tell_quotas(self) -> None:
        if self._page is not None:
            self._history.begin_quota(self._number, self._page.applicant)

    def _copy(self) -> None:
        if self._page is not None:
            QGuiApplication.clipboard().setText(self._page.plain)
            self._bench.say("已复制，可直接粘贴到表格或公文")

    def _print(self) -> None:
        self._bench.jobs.run(one_page.printed_page, self._show, None, self._number)

    def _show(self, printed: PrintedPage) -> None:
        sheet = PaperSheet(
            self._bench,
            f"申报主体情况 {printed.page.applicant}",
            printed.pdf,
            kind="handout",
            save=partial(self._save, printed),
            printed=partial(self._log, printed),
            given_to=printed.given_to,
        )
        self._bench.messages.run(sheet)

    def _log(self, printed: PrintedPage, copies: int, recipient: str) -> None:
        work = (self._bench.actor, self._number, printed, copies, recipient)
        said = f"已送打印：{copies} 份"
        self._bench.jobs.run(one_page.log_page, lambda _: self._bench.say(said), None, *work)

    def _save(self, printed: PrintedPage, path: Path, recipient: str) -> None:
        work = (self._bench.actor, self._number, printed, path, recipient)
        self._bench.jobs.run(
            one_page.save_page, lambda _: self._bench.say(f"已另存：{path}", path), None, *work
        )
