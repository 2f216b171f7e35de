"""Coverage and cases, worked out again as one types: off the window's thread, the newest alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ipdesk.domain.draft_work import Work
from ipdesk.services import policy_drafts
from ipdesk.services.policy_drafts import DraftCheck
from ipdesk.ui.bench import Bench

REST_MS = 120


class Checker(QObject):
    """One check runs at a time; of what changes meanwhile only the last state is checked."""

    checked = Signal(object)  # DraftCheck

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._waiting: Work | None = None
        self._running: Work | None = None
        self._done: Work | None = None
        self.result: DraftCheck | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin)

    @property
    def fresh(self) -> bool:
        """Whether the result is of the draft as it stands."""
        return self.result is not None and self._waiting is None and self._running is None

    def check(self, work: Work) -> None:
        """Check this state soon; the same one is not checked twice."""
        if work in (self._running, self._waiting) or (
            self._waiting is None and self._running is None and work == self._done
        ):
            return
        self._waiting = work
        if self.result is None:
            self._begin()
        elif self._running is None:
            self._rest.start()

    def forget(self) -> None:
        """Another draft is shown."""
        self._rest.stop()
        self._waiting = self._done = self.result = None

    def _begin(self) -> None:
        if self._waiting is None or self._running is not None:
            return
        self._running, self._waiting = self._waiting, None
        work, words = self._running, self._bench.wording
        self._bench.jobs.aside(policy_drafts.check_draft, self._end, self._failed, work, words)

    def _end(self, result: DraftCheck) -> None:
        of, self._running = self._running, None
        if self._waiting is not None:
            self._begin()
            return
        self._done, self.result = of, result
        self.checked.emit(result)

    def _failed(self, error: Exception) -> None:
        self._running = None
        self._bench.messages.complain(error)
