"""Long work with its progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ipdesk.errors import UserError
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import label
from ipdesk.ui.widgets.ask import Sheet

SOON_MS = 400  # what is done sooner needs no sheet
IMPACT = "已核算 {done}／{whole} 件。这一步只是计算，还没有改动任何申报。"
_STOPPED = "work-stopped"


class WorkingSheet(Sheet):
    """How far it is; its one button stops the work. `said` has {done} and {whole}."""

    def __init__(self, parent: QWidget | None, title: str, said: str, begun: str) -> None:
        super().__init__(parent, title, "", "停止")
        self._told = said
        self.yes.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.said = label(begun, "muted", wrap=True)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.said)

    def show_step(self, done: int, whole: int) -> None:
        if not whole:
            return  # it is not known how much there is
        self.bar.setMaximum(whole)
        self.bar.setValue(done)
        self.said.setText(self._told.format(done=f"{done:,}", whole=f"{whole:,}"))


class Working(QObject):
    """One run of a service that takes a `progress` as its last argument."""

    stepped = Signal(int, int)
    ended = Signal()  # done, failed or stopped

    def __init__(
        self, bench: Bench, title: str, said: str = IMPACT, begun: str = "正在准备…"
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._stop = Event()
        self.keeps = False  # what it did counts, also when it was stopped too late
        self.sheet = WorkingSheet(bench.messages.window, title, said, begun)
        self.sheet.rejected.connect(self.stop)
        self.stepped.connect(self.sheet.show_step)
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self._timer.timeout.connect(self.sheet.open)
        self._done: Callable[[Any], object] | None = None
        self._failed: Callable[[Exception], object] | None = None

    def run(
        self,
        work: Callable[..., Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        *arguments: object,
    ) -> None:
        self._done, self._failed = done, failed
        self._timer.start()
        self._bench.jobs.run(work, self._finished, self._refused, *arguments, self._tell)

    def stop(self) -> None:
        """Ends the work at its next step; nothing has been written."""
        self._stop.set()

    def _tell(self, done: int, whole: int) -> bool:
        # Called on the store's thread; a hundred steps are enough to see it move.
        if whole and done % max(1, whole // 100) == 0:
            self.stepped.emit(done, whole)
        return not self._stop.is_set()

    def _close(self) -> None:
        self._timer.stop()
        self.sheet.rejected.disconnect(self.stop)
        self.sheet.reject()
        self.sheet.deleteLater()
        self.ended.emit()
        self.deleteLater()

    def _finished(self, result: Any) -> None:
        # Pressed while the last answer was on its way: what only reckons is let go.
        if self._stop.is_set() and not self.keeps:
            self._refused(UserError(_STOPPED))
            return
        self._close()
        if self._done is not None:
            self._done(result)

    def _refused(self, error: Exception) -> None:
        self._close()
        if isinstance(error, UserError) and error.code == _STOPPED:
            self._bench.say(self._bench.messages.text_of(error))
        elif self._failed is not None:
            self._failed(error)
