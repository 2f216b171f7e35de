"""Work off the window's thread: one thread that owns the store, and a pool for the rest."""

from __future__ import annotations

import queue
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from ipdesk.ui.callbacks import alive

Done = Callable[[Any], object]
Failed = Callable[[Exception], object]

# Between an answer and what it leads to lies a paint: a list asks for its rows when it is drawn.
QUIET_MS = 20


@dataclass(slots=True)
class _Job:
    number: int
    work: Callable[..., Any]
    arguments: tuple[object, ...]
    on_done: Done | None
    on_error: Failed | None
    key: str
    with_office: bool = True
    result: Any = None
    error: Exception | None = None
    details: str = field(default="")


class _Thread(QThread):
    """Takes jobs one after another; what it opens stays on it and is closed on it."""

    finished_job = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self.newest: dict[str, int] = {}
        self.office: Any = None

    def run(self) -> None:
        while (job := self.waiting.get()) is not None:
            if not job.key or self.newest.get(job.key) == job.number:
                self._do(job)
            self.finished_job.emit(job)
        self.office = None

    def _do(self, job: _Job) -> None:
        try:
            job.result = (
                job.work(self.office, *job.arguments)
                if job.with_office
                else job.work(*job.arguments)
            )
        except Exception as error:  # every kind is handed to the window, which tells them apart
            job.error = error
            job.details = traceback.format_exc()


class Jobs(QObject):
    """Runs services on the store's thread and brings the answers back to the window's thread."""

    busy = Signal(bool)
    complaint = Signal(object, str)  # an error nobody else takes, with its traceback

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._open = 0
        self._thread = _Thread(self)
        self._thread.finished_job.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread.start()
        self._later: list[_Job] = []
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._take_later)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        # Qt aborts the process when a thread still runs as it is destroyed: a program that
        # ends without its window having been closed finishes its work all the same.
        if (application := QCoreApplication.instance()) is not None:
            application.aboutToQuit.connect(self.close)

    @property
    def pending(self) -> int:
        """How many jobs have not been answered yet."""
        return self._open

    def begin(
        self, opener: Callable[[], Any], on_done: Done | None = None, on_error: Failed | None = None
    ) -> None:
        """Open the office on the store's thread; later jobs are handed what `opener` returns."""

        def open_office() -> Any:
            self._thread.office = None
            self._thread.office = opener()
            return self._thread.office

        self._put(_Job(next(self._numbers), open_office, (), on_done, on_error, "", False))

    def end(self, closer: Callable[[Any], object], on_done: Done | None = None) -> None:
        """Close the office on its own thread, after everything asked for before."""

        self._drop_later(lambda job: True)  # it was for the office that is closed

        def close_office(office: Any) -> None:
            self._thread.office = None
            if office is not None:
                closer(office)

        self._put(_Job(next(self._numbers), close_office, (), on_done, None, ""))

    def run(
        self,
        work: Callable[..., Any],
        on_done: Done | None = None,
        on_error: Failed | None = None,
        *arguments: object,
        key: str = "",
    ) -> None:
        """Call `work(office, *arguments)` on the store's thread and answer on this one.

        Of jobs with the same `key` only the newest is run and answered (search as one types).
        """
        self._put(_Job(next(self._numbers), work, arguments, on_done, on_error, key))

    def later(
        self,
        work: Callable[..., Any],
        on_done: Done | None = None,
        on_error: Failed | None = None,
        *arguments: object,
        key: str = "",
    ) -> None:
        """Like `run`, when nothing is waited for any more that is seen; one after another."""
        if key:
            self._drop_later(lambda job: job.key == key)
        self._later.append(_Job(next(self._numbers), work, arguments, on_done, on_error, key))
        self._opened()

    def hurry(self) -> None:
        """What was left for later is wanted now."""
        while self._later:
            self._queue(self._later.pop(0))

    def waits(self, key: str) -> bool:
        """Whether a job of this key is still to be answered."""
        return key in self._thread.newest

    def aside(
        self,
        work: Callable[..., Any],
        on_done: Done | None = None,
        on_error: Failed | None = None,
        *arguments: object,
    ) -> None:
        """Call `work(*arguments)` on a pool thread: rendering and other work without the store."""
        job = _Job(next(self._numbers), work, arguments, on_done, on_error, "", False)
        self._opened()

        def do() -> None:
            self._thread._do(job)
            if isValid(self._thread):
                self._thread.finished_job.emit(job)

        self._pool.start(do)

    def close(self) -> None:
        """Finish what was asked for, then stop; nothing is left half done."""
        self._drop_later(lambda job: True)
        self._pool.waitForDone()
        self._thread.waiting.put(None)
        self._thread.wait()

    def _put(self, job: _Job) -> None:
        self._queue(job)
        self._opened()

    def _queue(self, job: _Job) -> None:
        if job.key:
            self._thread.newest[job.key] = job.number
        self._thread.waiting.put(job)

    def _take_later(self) -> None:
        """The next one only: whoever clicks in between does not wait for the others."""
        if self._later:
            self._queue(self._later.pop(0))

    def _drop_later(self, given_up: Callable[[_Job], bool]) -> None:
        kept = [job for job in self._later if not given_up(job)]
        self._open -= len(self._later) - len(kept)
        self._later = kept

    def _opened(self) -> None:
        self._open += 1
        if self._open == 1:
            self.busy.emit(True)
        self._follow()

    def _follow(self) -> None:
        """Begin with what was left for later once nothing else is under way."""
        if self._later and self._open == len(self._later):
            self._quiet.start()
        else:
            self._quiet.stop()

    def _deliver(self, job: _Job) -> None:
        self._open -= 1
        if not self._open:
            self.busy.emit(False)
        newest = job.key and self._thread.newest.get(job.key)
        if newest == job.number and job.key:
            del self._thread.newest[job.key]
        if newest == job.number or not job.key:
            self._answer(job)
        self._follow()

    def _answer(self, job: _Job) -> None:
        if job.error is None:
            if job.on_done is not None and alive(job.on_done):
                job.on_done(job.result)
        elif job.on_error is not None and alive(job.on_error):
            job.on_error(job.error)
        else:
            self.complaint.emit(job.error, job.details)
