"""收款收据, 现场核查记录 and 卷内目录 of a claim: previewed, then printed or saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from ipdesk.domain.office_form import FormKind
from ipdesk.services import office_forms, word_copies
from ipdesk.services.office import Changes
from ipdesk.services.office_forms import OfficePaper
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.paper_sheet import PaperSheet


class OfficePaperDesk(QObject):
    """Shows the very bytes that are printed or saved; each copy is journalled."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def begin(self, claim_id: int, kind: FormKind) -> None:
        run = self._bench.jobs.run
        run(office_forms.preview_paper, self._show, None, claim_id, kind, key="claim-paper")

    def _show(self, paper: OfficePaper) -> None:
        sheet = PaperSheet(
            self._bench,
            paper.name,
            paper.pdf,
            kind=f"form-{paper.kind}",
            save=partial(self._save, paper),
            printed=partial(self._log, paper),
            given_to=paper.given_to,
            word=partial(self._copy, paper),
        )
        self._bench.messages.run(sheet)

    def _save(self, paper: OfficePaper, path: Path, recipient: str) -> None:
        done = partial(self._done, f"已另存：{path}", file=path)
        work = (self._bench.actor, paper, path, recipient)
        self._bench.jobs.run(office_forms.save_paper, done, None, *work)

    def _copy(self, paper: OfficePaper, path: Path, recipient: str) -> None:
        done = partial(self._done, f"已另存：{path}", file=path)
        work = (self._bench.actor, paper, path, recipient)
        self._bench.jobs.run(word_copies.save_paper_word, done, None, *work)

    def _log(self, paper: OfficePaper, copies: int, recipient: str) -> None:
        done = partial(self._done, f"已送打印：{paper.name}，{copies} 份")
        work = (self._bench.actor, paper, "print", copies, recipient)
        self._bench.jobs.run(office_forms.log_paper, done, None, *work)

    def _done(self, said: str, changes: Changes, file: Path | None = None) -> None:
        self._bench.announce(changes)
        self._bench.say(said, file)
