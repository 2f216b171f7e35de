"""年度工作总结附表: previewed, then printed or saved; each copy is journalled."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from ipdesk.services import year_paper
from ipdesk.services.office import Changes
from ipdesk.services.year_paper import YearPaper
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.paper_sheet import PaperSheet


class YearDesk(QObject):
    """Shows the very bytes that are printed or saved."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def begin(self, pack: str, year: int | None) -> None:
        """The sums of the policy and the year chosen."""
        if year is None or not pack:
            self._bench.messages.warn("总结附表按一个资金年度编制，请先在上方选定年度。")
            return
        run = self._bench.jobs.run
        run(year_paper.preview_year, self._show, None, pack, year, key="year-paper")

    def _show(self, paper: YearPaper) -> None:
        sheet = PaperSheet(
            self._bench,
            paper.name,
            paper.pdf,
            kind="year-paper",
            save=partial(self._save, paper),
            printed=partial(self._log, paper),
            given_to=paper.given_to,
        )
        self._bench.messages.run(sheet)

    def _save(self, paper: YearPaper, path: Path, recipient: str) -> None:
        done = partial(self._done, f"已另存：{path}", file=path)
        work = (self._bench.actor, paper, path, recipient)
        self._bench.jobs.run(year_paper.save_year, done, None, *work)

    def _log(self, paper: YearPaper, copies: int, recipient: str) -> None:
        done = partial(self._done, f"已送打印：{paper.name}，{copies} 份")
        work = (self._bench.actor, paper, "print", copies, recipient)
        self._bench.jobs.run(year_paper.log_year, done, None, *work)

    def _done(self, said: str, changes: Changes, file: Path | None = None) -> None:
        self._bench.announce(changes)
        self._bench.say(said, file)
