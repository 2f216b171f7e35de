"""审批表 of a claim: previewed at any stage, then printed or saved; each copy is journalled."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from ipdesk.services import forms, word_copies
from ipdesk.services.forms import FormPreview
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.paper_sheet import PaperSheet

DRAFT = "样稿：这件申报还没有作出决定，金额和意见以决定时为准。可以先打印，送各环节在纸面签字。"


class FormPaper(QObject):
    """Shows the very bytes that are printed or saved."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def begin(self, claim_id: int) -> None:
        self._bench.jobs.run(forms.preview_form, self._show, None, claim_id, key="claim-form")

    def _show(self, preview: FormPreview) -> None:
        sheet = PaperSheet(
            self._bench,
            preview.name,
            preview.pdf,
            kind="form",
            save=partial(self._save, preview),
            printed=partial(self._log, preview),
            given_to=preview.given_to,
            note=DRAFT if preview.form.draft else "",
            word=partial(self._copy, preview),
        )
        self._bench.messages.run(sheet)

    def _save(self, preview: FormPreview, path: Path, recipient: str) -> None:
        done = partial(self._saved, path)
        work = (self._bench.actor, preview, path, recipient)
        self._bench.jobs.run(forms.save_form, done, None, *work)

    def _copy(self, preview: FormPreview, path: Path, recipient: str) -> None:
        done = partial(self._saved, path)
        work = (self._bench.actor, preview, path, recipient)
        self._bench.jobs.run(word_copies.save_form_word, done, None, *work)

    def _saved(self, path: Path, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say(f"已另存：{path}", path)

    def _log(self, preview: FormPreview, copies: int, recipient: str) -> None:
        done = partial(self._printed, preview, copies)
        work = (self._bench.actor, preview, "print", copies, recipient)
        self._bench.jobs.run(forms.log_form, done, None, *work)

    def _printed(self, preview: FormPreview, copies: int, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say(f"已送打印：{preview.name}，{copies} 份")
