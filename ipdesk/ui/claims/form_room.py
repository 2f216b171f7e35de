"""Room for the fields of an act: a long form scrolls, its confirming button does not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets import column

_LEAST = 250  # of a form that is longer: what is always in sight of it


class FormRoom(QScrollArea):
    """As high as its fields while there is room for them, and scrolling when there is not."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("kind", "clear")
        self.lines = column(gap=8)
        inside.setLayout(self.lines)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted())

    def minimumSizeHint(self) -> QSize:
        least = min(self._wanted(), theme.current().px(_LEAST))
        return QSize(super().minimumSizeHint().width(), least)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _wanted(self) -> int:
        inside = self.widget()
        if inside.hasHeightForWidth():
            return inside.heightForWidth(max(self.viewport().width(), 1))
        return inside.sizeHint().height()
