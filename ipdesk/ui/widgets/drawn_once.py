"""A page that is seen when all of it has its place, and not while its parts look for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

_TURNS = 4  # a column that scrolls takes its height, what is in it its width, the bars follow


class DrawnOnce(QObject):
    """Keeps a page undrawn from when it is made until what it shows first is laid out.

    `begin` does the same for what takes its place: the old stays in sight for those turns
    of the event loop.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._left = 0
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._turned)
        page.setUpdatesEnabled(False)

    def begin(self) -> None:
        """What is to be seen is being put in."""
        self._left = _TURNS
        self._page.setUpdatesEnabled(False)
        self._turn.start()

    def _turned(self) -> None:
        self._left -= 1
        if self._left:
            self._turn.start()
        else:
            self._page.setUpdatesEnabled(True)
