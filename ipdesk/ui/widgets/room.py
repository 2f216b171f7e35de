"""Room for large letters: what does not fit the window is scrolled to, never cut off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QTableView, QWidget

from ipdesk.ui import theme, worn

_WIDENED = "widened"  # what a part was given before, and what it was given then
_KEPT_ROWS = "kept_rows"  # the height a list was given for its rows
_USUAL = 100  # per cent: the widths written in the program are for letters of this size
_ROWS = 6  # a list shows so many before the page is scrolled


def make_room(root: QWidget) -> None:
    """Widen what was given a width for letters of the usual size and holds larger ones now."""
    for table in root.findChildren(QTableView):
        _keep_rows(table)
    parts = root.findChildren(QWidget)
    for part in parts:
        _give_back(part)
    if theme.current().zoom <= _USUAL:
        return
    for part in parts:
        least, most = part.minimumWidth(), part.maximumWidth()
        if not least or part.isWindow():
            continue
        needed = part.minimumSizeHint().width()
        if needed > least:
            part.setProperty(_WIDENED, (least, most, needed))
            part.setMaximumWidth(max(needed, most))
            part.setMinimumWidth(needed)


def _give_back(part: QWidget) -> None:
    """The letters may be smaller again; a width that somebody else set meanwhile stays."""
    kept = part.property(_WIDENED)
    if kept is None:
        return
    least, most, needed = kept
    part.setProperty(_WIDENED, None)
    if part.minimumWidth() == needed:
        part.setMinimumWidth(least)
    if part.maximumWidth() == max(needed, most):
        part.setMaximumWidth(most)


def _keep_rows(table: QTableView) -> None:
    """Large letters take the room around a list first; what is left of it is still a list."""
    if table.minimumHeight() not in (0, table.property(_KEPT_ROWS)):
        return  # it measures its own rows
    high = 0
    if theme.current().zoom > _USUAL and table.model() is not None:
        row = table.verticalHeader().defaultSectionSize()
        head = table.horizontalHeader()
        above = head.sizeHint().height() if not head.isHidden() else 0
        rows = min(table.model().rowCount(), _ROWS)
        high = min(above + row * rows, table.maximumHeight())
    table.setProperty(_KEPT_ROWS, high)
    if table.minimumHeight() != high:
        table.setMinimumHeight(high)


class OneShown(QStackedLayout):
    """One part at a time; only the one that is seen says how much room it wants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        if parent is not None:
            parent.setLayout(self)
        self.currentChanged.connect(lambda _: self._anew())

    def minimumSize(self) -> QSize:
        item = self.itemAt(self.currentIndex())
        return item.minimumSize() if item is not None else QSize()

    def sizeHint(self) -> QSize:
        item = self.itemAt(self.currentIndex())
        return item.sizeHint() if item is not None else QSize()

    def hasHeightForWidth(self) -> bool:
        item = self.itemAt(self.currentIndex())
        return item is not None and item.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        item = self.itemAt(self.currentIndex())
        return item.heightForWidth(width) if item is not None else -1

    def _anew(self) -> None:
        self.invalidate()
        holder = self.parentWidget()
        if holder is not None:
            holder.updateGeometry()


class Pages(QWidget):
    """The same as a part of its own, as the pages of the window are."""

    currentChanged = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.setProperty(worn.BY_PARTS, True)
        self._shown = OneShown(self)
        self._shown.currentChanged.connect(self.currentChanged)

    def addWidget(self, part: QWidget) -> int:
        return self._shown.addWidget(part)

    def currentWidget(self) -> QWidget | None:
        return self._shown.currentWidget()

    def currentIndex(self) -> int:
        return self._shown.currentIndex()

    def setCurrentWidget(self, part: QWidget) -> None:
        worn.catch_up(part)
        self._shown.setCurrentWidget(part)

    def setCurrentIndex(self, number: int) -> None:
        part = self.widget(number)
        if part is not None:
            worn.catch_up(part)
        self._shown.setCurrentIndex(number)

    def widget(self, number: int) -> QWidget | None:
        return self._shown.widget(number)

    def count(self) -> int:
        return self._shown.count()


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
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            worn.wear_when_seen(bar)  # the pages wear the look each for itself
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
