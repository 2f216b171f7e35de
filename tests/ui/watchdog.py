"""Holds that the window's thread is never busy for long: what a clerk would feel as a pause.

Measured is processor time of that thread in one turn of the event loop, from one moment in
which it may wait to the next, so that a loaded machine does not count. Between turns what a
person types gets its chance. Another thread looks at what it is doing meanwhile.

A loaded machine takes longer for the same: two threads share what one core can do. So a piece
of plain work is measured beside each act, and the act is told in milliseconds of a machine at
rest that does this work in `_REST_MS`; on a quicker one nothing is added.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType, TracebackType

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer

from ipdesk.ui.jobs import Jobs

LIMIT_MS = 100.0
_LOOK_S = 0.01
_QUIET_MS = 30
_DEEP = 12
_REST_MS = 1.8  # for `_plain_work`, of an office machine at rest
_LOOKS = 3


@dataclass(frozen=True)
class Pause:
    """The thread was busy for too long."""

    doing: str
    ms: float
    where: str


class Watchdog:
    """`act` does things as a person would, one after the other; `pauses` are those too long."""

    def __init__(self, jobs: Jobs, limit_ms: float = LIMIT_MS) -> None:
        self.pauses: list[Pause] = []
        self.longest: dict[str, float] = {}
        self._jobs = jobs
        self._limit = limit_ms
        self._doing, self._pace = "", 1.0
        self._began = time.thread_time()
        self._seen: Counter[str] = Counter()
        self._thread = threading.get_ident()
        self._over = threading.Event()
        self._looker = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watchdog:
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._rest)
        self._looker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._over.set()
        self._looker.join()
        QAbstractEventDispatcher.instance().aboutToBlock.disconnect(self._rest)

    def act(self, doing: str, deed: Callable[[], object]) -> None:
        """Do it from the event loop and wait until the store has answered all that came of it."""
        self._pace = _pace()
        self._doing, self._began = doing, time.thread_time()
        loop, poll = QEventLoop(), QTimer(interval=_QUIET_MS)
        poll.timeout.connect(lambda: None if self._jobs.pending else loop.quit())
        QTimer.singleShot(0, lambda: deed() and None)
        poll.start()
        loop.exec()

    def told(self) -> str:
        return "\n".join(f"{one.doing}: {one.ms:.0f} ms\n{one.where}" for one in self.pauses)

    def _rest(self) -> None:
        now = time.thread_time()
        taken, self._began = (now - self._began) * 1000 / self._pace, now
        self.longest[self._doing] = max(taken, self.longest.get(self._doing, 0.0))
        if taken > self._limit:
            where = "\n".join(f"  {count} × {text}" for text, count in self._seen.most_common(4))
            self.pauses.append(Pause(self._doing, taken, where))
        self._seen.clear()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_S):
            self._seen[_stack(sys._current_frames().get(self._thread))] += 1


def _pace() -> float:
    """How many times as long as at rest anything takes just now: 1 and more."""
    return max(1.0, min(_plain_work() for _ in range(_LOOKS)) / _REST_MS)


def _plain_work() -> float:
    began, found = time.thread_time(), 0
    for number in range(50_000):
        found += number
    return (time.thread_time() - began) * 1000


def _stack(frame: FrameType | None) -> str:
    names: list[str] = []
    while frame is not None and len(names) < _DEEP:
        path = frame.f_code.co_filename
        if "ipdesk" in path and "tests" not in path:
            names.append(f"{path.rsplit('/', 1)[-1]}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(names) or "Qt"
