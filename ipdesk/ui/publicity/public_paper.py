"""公示 as paper: the very bytes, to be printed for the board or saved for the website."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from ipdesk.services import publicity_paper, word_copies
from ipdesk.services.office import Changes
from ipdesk.services.publicity_paper import PublicityPaper
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.paper_sheet import PaperSheet


class PublicPaper(QObject):
    """Shows what would be posted; each copy is journalled with where it goes."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def begin(self, claims: Sequence[int], starts_on: date, until: date, channel: str) -> None:
        """Preview the 公示 of these claims, in the order given."""
        show = partial(self._show, starts_on, channel)
        work = (tuple(claims), starts_on, until)
        run = self._bench.jobs.run
        run(publicity_paper.preview_publicity, show, None, *work, key="publicity/paper")

    def _show(self, starts_on: date, channel: str, paper: PublicityPaper) -> None:
        sheet = PaperSheet(
            self._bench,
            f"公示 {starts_on.isoformat()} {len(paper.claims)}件",
            paper.pdf,
            kind="publicity",
            save=partial(self._save, paper),
            printed=partial(self._log, paper),
            given_to=channel,
            word=partial(self._copy, paper),
            note="" if channel else "还没有写张贴在哪里：可以在下面写明，会记入操作记录。",
        )
        self._bench.messages.run(sheet)

    def _save(self, paper: PublicityPaper, path: Path, channel: str) -> None:
        done = partial(self._done, f"已另存：{path}", file=path)
        work = (self._bench.actor, paper, path, channel)
        self._bench.jobs.run(publicity_paper.save_publicity, done, None, *work)

    def _copy(self, paper: PublicityPaper, path: Path, recipient: str) -> None:
        done = partial(self._done, f"已另存：{path}", file=path)
        work = (self._bench.actor, paper, path, recipient)
        self._bench.jobs.run(word_copies.save_publicity_word, done, None, *work)

    def _log(self, paper: PublicityPaper, copies: int, channel: str) -> None:
        done = partial(self._done, f"已送打印：公示，{copies} 份")
        work = (self._bench.actor, paper, "print", copies, channel)
        self._bench.jobs.run(publicity_paper.log_publicity, done, None, *work)

    def _done(self, said: str, changes: Changes, file: Path | None = None) -> None:
        self._bench.announce(changes)
        self._bench.say(said, file)
