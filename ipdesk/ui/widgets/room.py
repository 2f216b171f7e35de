"""Room for large letters: what does not fit the window is scrolled to, never cut off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from ipdesk.ui import theme

_USUAL = 100  # per cent: the widths written in the program are for letters of this size


def make_room(root: QWidget) -> None:
    """Widen what was given a width for letters of the usual size and holds larger ones now."""
    if theme.current().zoom <= _USUAL:
        return
    for part in root.findChildren(QWidget):
        least, most = part.minimumWidth(), part.maximumWidth()
        if not least or part.isWindow():
            continue
        needed = part.minimumSizeHint().width()
        if needed > least:
            part.setMaximumWidth(max(needed, most))
            part.setMinimumWidth(needed)


class Pages(QStackedWidget):
    """One page at a time; only the one that is seen says how much room it wants."""

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page is not None else super().sizeHint()


class Room(QScrollArea):
    """Holds the pages; at the usual size everything fits and nothing scrolls."""

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self._pages = pages
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fit)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(pages)
        pages.currentChanged.connect(lambda _: self._timer.start())
        pages.installEventFilter(self)
        theme.current().changed.connect(self._timer.start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._pages and event.type() == QEvent.Type.LayoutRequest:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        page = self._pages.currentWidget()
        if page is not None:
            make_room(page)
        self._pages.updateGeometry()
