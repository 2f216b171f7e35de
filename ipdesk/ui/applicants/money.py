"""申报与资金: the one-page answer on the screen, to be printed or copied."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from ipdesk.domain.money import figures
from ipdesk.domain.one_page import OnePage, YearLine, summed
from ipdesk.services import one_page
from ipdesk.services.one_page import PrintedPage
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.store.history_sheet import History
from ipdesk.ui.widgets import Card, clear, label, link, quiet, row, rule
from ipdesk.ui.widgets.paper_sheet import PaperSheet

_HEADS = ("事项", "年度", "申报", "核定", "实付", "未成", "历史导入")


class MoneyCard(Card):
    """A line for each award and year, the sums, and the year's quotas in words."""

    def __init__(self, bench: Bench) -> None:
        self.copy_button = quiet("复制", self._copy)
        self.print_button = quiet("打印一页情况", self._print, icon="printer")
        super().__init__("申报与资金", tools=(self.copy_button, self.print_button))
        self._bench = bench
        self._page: OnePage | None = None
        self._number = 0
        inside = QWidget()
        inside.setProperty("kind", "clear")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(0, theme.current().px(110))
        self.quotas = label("", wrap=True, select=True)
        self.story = link("历史", self._tell_quotas)
        self.story.setAccessibleName("额度的历史")
        self.story.setToolTip("哪件申报什么时候占用、退回了额度")
        self._history = History(bench, self)
        self.body.addWidget(inside)
        line = row(self.quotas, self.story)
        line.setStretch(0, 1)
        self.body.addLayout(line)

    def show_page(self, number: int, page: OnePage) -> None:
        self._number, self._page = number, page
        clear(self._grid)
        if not page.lines:
            self._grid.addWidget(label("还没有申报，也没有导入以往的奖补。", "muted"), 0, 0)
        else:
            self._heads()
            for line in page.lines:
                self._line(f"{line.clause}{line.award}", line)
            self._grid.addWidget(rule(), self._grid.rowCount(), 0, 1, len(_HEADS))
            whole = summed(page.lines)
            self._line("合计", whole, role="strong")
            self._hide_column(len(_HEADS) - 1, whole.before == 0)
        self.quotas.setText("\n".join(quota.text for quota in page.quotas))
        self.quotas.setVisible(bool(page.quotas))
        self.story.setVisible(bool(page.quotas))

    def _hide_column(self, place: int, hidden: bool) -> None:
        """Nothing imported for this applicant: the room is for what there is."""
        for number in range(self._grid.rowCount()):
            cell = self._grid.itemAtPosition(number, place)
            widget = cell.widget() if cell is not None else None
            if widget is not None and widget.property("kind") != "rule":
                widget.setVisible(not hidden)

    def _heads(self) -> None:
        for place, head in enumerate(_HEADS):
            side = Qt.AlignmentFlag.AlignRight if 2 <= place != 5 else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(label(head, "small"), 0, place, side)

    def _line(self, caption: str, line: YearLine, role: str = "") -> None:
        number = self._grid.rowCount()
        ends = [f"在办 {line.open}"] if line.open else []
        ends += [f"不予 {line.refused}"] if line.refused else []
        cells = (
            caption,
            str(line.year) if line.year else "",
            _sum(line.claimed, line.claimed_fen, "笔"),
            _sum(line.approved, line.approved_fen, "笔"),
            _sum(line.paid, line.paid_fen, "笔"),
            " ".join(ends),
            _sum(line.before, line.before_fen, "件"),
        )
        for place, text in enumerate(cells):
            shown = label(text, role, wrap=place == 0, select=True)
            right = 2 <= place != 5
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            if place == 0:
                self._grid.addWidget(shown, number, place)
            else:
                self._grid.addWidget(shown, number, place, side | Qt.AlignmentFlag.AlignTop)

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


def _sum(count: int, fen: int, unit: str) -> str:
    return f"{count} {unit} {figures(fen)}" if count else ""
