"""What is typed into a claim is kept: drafts as one types, later changes when the clerk says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ipdesk.services import claim_page, claims
from ipdesk.services.claim_view import ClaimView
from ipdesk.services.claims import ClaimForm
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench

PREVIEW_MS = 250
SAVE_MS = 60  # of what is typed, a killed process loses no more than the last key
TELL_MS = 800  # the pages hear of it when the typing rests
FormNow = Callable[[], tuple[int, ClaimForm] | None]


class Keeper(QObject):
    """Knows whether something typed is not yet in the store, and brings it there."""

    previewed = Signal(object)  # ClaimView with the typing in it
    amended = Signal(object)  # Changes
    dirty = Signal()  # something typed is not in the store yet
    saved = Signal()  # a draft is in the store as it stands

    def __init__(self, bench: Bench, form_now: FormNow, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._form_now = form_now
        self.amending = False
        self.unsaved = False
        self._preview = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._preview.timeout.connect(self.preview)
        self._tell = QTimer(self, singleShot=True, interval=TELL_MS)
        self._save.timeout.connect(lambda: self._keep(self._saved_meanwhile))
        self._tell.timeout.connect(self._tell_pages)
        self._changes: Changes | None = None

    def typed(self) -> None:
        """Something was typed: the 核算 follows at once, the store a moment later."""
        self.unsaved = True
        self.dirty.emit()
        self._preview.start()
        self._save_soon()

    def typing(self) -> None:
        """A key in a cell that is still open: kept as well, assessed when the cell is left."""
        self.unsaved = True
        self._save_soon()

    def _save_soon(self) -> None:
        if not self.amending and not self._save.isActive():
            self._save.start()

    def flush(self) -> None:
        """Save a draft now; what was typed is never lost by leaving."""
        self._keep(self._saved)
        self._tell_pages()

    def _keep(self, done: Callable[[Changes], None]) -> None:
        self._save.stop()
        if not self.unsaved or self.amending:
            return
        now = self._form_now()
        if now is not None:
            self.unsaved = False
            self._bench.jobs.run(claims.save_draft, done, self._not_saved, self._bench.actor, *now)

    def keep_amended(self) -> None:
        now = self._form_now()
        if now is not None:
            self._bench.jobs.run(claims.save_draft, self._amended, None, self._bench.actor, *now)

    def forget(self) -> None:
        """Nothing here is to be kept: another claim is shown, or the draft is gone."""
        self.amending = self.unsaved = False
        self._save.stop()
        self._preview.stop()

    def preview(self) -> None:
        """Have the page read with what stands in the grid now."""
        now = self._form_now()
        if now is not None:
            self._bench.jobs.run(
                claim_page.preview_items, self._show_preview, None, *now, key="claim-preview"
            )

    def _show_preview(self, view: ClaimView) -> None:
        self.previewed.emit(view)

    def _saved_meanwhile(self, changes: Changes) -> None:
        self._changes = changes
        self._tell.start()
        self.saved.emit()

    def _tell_pages(self) -> None:
        self._tell.stop()
        changes, self._changes = self._changes, None
        if changes is not None:
            self._bench.announce(changes)

    def _saved(self, changes: Changes) -> None:
        self.saved.emit()
        self._bench.announce(changes)

    def _not_saved(self, error: Exception) -> None:
        self.unsaved = True
        self._bench.messages.complain(error)

    def _amended(self, changes: Changes) -> None:
        self.forget()
        self._bench.say("修改已保存，原值记入操作记录")
        self.amended.emit(changes)
