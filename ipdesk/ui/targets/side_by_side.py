"""A list and what is told of its line: beside it, or below it where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ipdesk.ui import theme

_LOW = 230  # the least height of each where one stands below the other


class SideBySide(QSplitter):
    """Two parts; at large type in a small window the second goes below the first."""

    def __init__(self, first: QWidget, second: QWidget, shares: tuple[int, int]) -> None:
        super().__init__()
        self._shares = list(shares)
        self.setHandleWidth(12)
        self.setChildrenCollapsible(False)
        self.addWidget(first)
        self.addWidget(second)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 1)
        self.setSizes(self._shares)  # by these the room is shared whenever both fit

    def minimumSizeHint(self) -> QSize:
        # As narrow as the wider part alone: whether both fit is seen when there is a width.
        parts = self._least()
        width = max(part.width() for part in parts)
        if self.orientation() == Qt.Orientation.Horizontal:
            return QSize(width, max(part.height() for part in parts))
        return QSize(width, 2 * theme.current().px(_LOW) + self.handleWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(part.width() for part in self._least()) + self.handleWidth()
        fits = event.size().width() >= needed
        wanted = Qt.Orientation.Horizontal if fits else Qt.Orientation.Vertical
        if wanted != self.orientation():
            self.setOrientation(wanted)
            room = event.size().width() - self.handleWidth()
            shares = [room * one // sum(self._shares) for one in self._shares]
            self.setSizes(shares if fits else [1, 1])
            self.updateGeometry()

    def _least(self) -> list[QSize]:
        parts = (self.widget(number) for number in range(self.count()))
        return [part.minimumSizeHint().expandedTo(part.minimumSize()) for part in parts]
