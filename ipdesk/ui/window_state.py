"""Where the window and its dividers stood: brought back, and always to where it can be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from ipdesk.ui.page import Page
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.record_view import RecordView

_GEOMETRY = "window/geometry"
_USUAL = (1366, 768)
_TITLE = 32  # the bar above the window
_SEEN = 80  # pixels of the title that must be on a screen to take hold of the window


def keep(window: QMainWindow, settings: QSettings) -> None:
    """Note how the window stands."""
    settings.setValue(_GEOMETRY, window.saveGeometry())


def bring(window: QMainWindow, settings: QSettings) -> None:
    """Put the window as it stood; from a screen that is gone it comes to one that is there."""
    kept: Any = settings.value(_GEOMETRY)
    if not isinstance(kept, QByteArray) or not window.restoreGeometry(kept):
        window.resize(*_USUAL)
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    free = next((one for one in screens if _can_be_held(window.geometry(), one)), None)
    gone = free is None
    free = free or QGuiApplication.primaryScreen().availableGeometry()
    # 1366×768 at 125 % has fewer pixels than the window likes: then it is as small as the screen.
    room = free.size() - QSize(0, _TITLE)
    window.setMinimumSize(window.minimumSize().boundedTo(room))
    if window.isMaximized() and not gone:
        return
    window.resize(window.size().boundedTo(room))
    if gone:
        window.move(free.center() - QPoint(window.width() // 2, window.height() // 2))


def keep_dividers(place: str, page: QWidget, settings: QSettings) -> None:
    """Note how wide the parts of a page are."""
    for name, divider in _dividers(place, page):
        settings.setValue(name, divider.saveState())


def bring_dividers(place: str, page: QWidget, settings: QSettings) -> None:
    """Give the parts of a page the widths they had."""
    for name, divider in _dividers(place, page):
        kept: Any = settings.value(name)
        if isinstance(kept, QByteArray):
            children = divider.childrenCollapsible()
            divider.restoreState(kept)
            divider.setChildrenCollapsible(children)


def _dividers(place: str, page: QWidget) -> Iterator[tuple[str, QSplitter]]:
    """Counted within the part that is made by itself, so that those not made yet change nothing."""
    counted: Counter[str] = Counter()
    found = page.dividers() if isinstance(page, Page) else page.findChildren(QSplitter)
    for divider in found:
        above = divider.parentWidget()
        while above is not None and above is not page and not above.property("part"):
            above = above.parentWidget()
        part = f"{above.property('part')}/" if above is not None and above is not page else ""
        yield f"dividers/{place}/{part}{counted[part]}", divider
        counted[part] += 1


def keep_cursors(page: QWidget, settings: QSettings) -> None:
    """Note which record each list of a page stands on."""
    for table in _tables(page):
        settings.setValue(f"cursor/{table.name}", table.current_id())


def bring_cursors(page: QWidget, settings: QSettings) -> None:
    """Put each list of a page on the record it stood on, once it is read."""
    for table in _tables(page):
        number = str(settings.value(f"cursor/{table.name}", ""))
        if number.isdecimal() and int(number):
            table.choose(int(number))


def _tables(page: QWidget) -> list[RecordTable]:
    if not isinstance(page, Page):
        own = [page] if isinstance(page, RecordTable) else []
        return own + page.findChildren(RecordTable)
    holders = (_holder(view, page) for view in page.views() if isinstance(view, RecordView))
    return [one for one in holders if one is not None]


def _holder(view: QWidget, page: QWidget) -> RecordTable | None:
    above = view.parentWidget()
    while above is not None and above is not page and not isinstance(above, RecordTable):
        above = above.parentWidget()
    return above if isinstance(above, RecordTable) else None


def _can_be_held(place: QRect, free: QRect) -> bool:
    seen = place.intersected(free)
    return seen.width() >= _SEEN and seen.height() >= _SEEN and place.top() >= free.top() - _SEEN
