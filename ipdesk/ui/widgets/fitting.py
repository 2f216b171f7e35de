"""A part that scrolls where it must: it asks for the room its content needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST = 60


class Fitting(QScrollArea):
    """Never too narrow for its content; `tall`, as high as it too where there is room."""

    def __init__(self, name: str, inside: QWidget, *, tall: bool = False) -> None:
        super().__init__()
        self._tall = tall
        if name:
            self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        inside = self.widget()
        wanted = inside.sizeHint()
        if not self._tall:  # a page is not to grow by what can be scrolled to here
            return QSize(wanted.width(), _LEAST)
        high = inside.heightForWidth(self.width()) if inside.hasHeightForWidth() else -1
        return QSize(wanted.width(), max(high if high > 0 else wanted.height(), _LEAST))

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.widget().minimumSizeHint().width() + bar, _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
