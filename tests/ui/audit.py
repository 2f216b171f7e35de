"""What every dialog must be for a person with a keyboard, or with a screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QWidget,
)

NO_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.ColorChooser)
CHINESE = re.compile(r"[\u4e00-\u9fff\d]")  # words, or figures such as 125%
_NEAR = 40  # pixels: beside each other rather than below


def told(part: QWidget) -> str:
    text = part.text() if isinstance(part, QLabel | QAbstractButton) else part.accessibleName()
    return f"{type(part).__name__} {text[:30]}"


def unnamed(part: QWidget) -> bool:
    """Whether a screen reader would have nothing in Chinese to say of it."""
    told_by = QAccessible.queryAccessibleInterface(part)
    assert told_by is not None
    name = told_by.text(QAccessible.Text.Name)
    return not CHINESE.search(name) or told_by.role() in NO_ROLES


def reached(root: QWidget) -> Iterator[QWidget]:
    """Yield what Tab goes to, in its order."""
    part = root.nextInFocusChain()
    while part is not root:
        by_tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if by_tab and part.isVisibleTo(root) and part.isEnabled() and part.focusProxy() is None:
            yield part
        part = part.nextInFocusChain()


def _spot(root: QWidget, part: QWidget) -> QPoint:
    """Where a part stands in the dialog; what is scrolled out of sight stands at the edge."""
    spot = part.mapTo(root, QPoint(0, 0))
    above = part.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, QScrollArea):
            corner = above.mapTo(root, QPoint(0, 0))
            spot.setY(max(corner.y(), min(spot.y(), corner.y() + above.height())))
        above = above.parentWidget()
    return spot


def backwards(root: QWidget, parts: list[QWidget]) -> Iterator[str]:
    """Yield where Tab goes back up within a column; it goes round, from where a page begins.

    That is at its highest part, or at the upper left where one at the right is a little higher.
    """
    spots = [_spot(root, part) for part in parts]
    if not spots:
        return
    every = range(len(spots))
    begins = (
        min(every, key=lambda n: (spots[n].y(), spots[n].x())),
        min(every, key=lambda n: (spots[n].y() + spots[n].x() / 4, 0)),
    )
    yield from min((_back(parts, spots, first) for first in begins), key=len)


def _back(parts: list[QWidget], spots: list[QPoint], first: int) -> list[str]:
    parts, spots = parts[first:] + parts[:first], spots[first:] + spots[:first]
    found = []
    for number in range(1, len(parts)):
        before, after = spots[number - 1], spots[number]
        if after.y() < before.y() - _NEAR and after.x() < before.x() + _NEAR:
            found.append(f"{told(parts[number - 1])} → {told(parts[number])}")
    return found


def cut(part: QWidget) -> bool:
    """Whether a text has less room than its letters need, and no tip that says it whole."""
    if part.toolTip():
        return False
    if isinstance(part, QLabel) and part.wordWrap():
        return bool(part.text()) and part.heightForWidth(part.width()) > part.height() + 2
    if isinstance(part, QLabel | QAbstractButton) and part.text():
        return part.sizeHint().width() > part.width() + 2
    return False


def crushed(part: QWidget) -> bool:
    """Whether a part reaches out of what holds it, where nothing can be scrolled to it."""
    holder = part.parentWidget()
    if holder is None or part.isWindow() or not isinstance(holder.layout(), QLayout):
        return False
    if isinstance(part, QAbstractItemView):
        return False  # its rows are scrolled to
    if isinstance(holder.parentWidget(), QAbstractScrollArea) or holder.layout().indexOf(part) < 0:
        return False
    return not holder.rect().adjusted(-2, -2, 2, 2).contains(part.geometry())


def faults(dialog: QDialog) -> list[str]:
    """What is wrong with a dialog that is about to be shown."""
    found = []
    if not CHINESE.search(dialog.windowTitle()):
        found.append("no title")
    dialog.ensurePolished()
    QApplication.sendEvent(dialog, QShowEvent())
    if not dialog.isVisible() and dialog.layout() is not None:
        dialog.resize(dialog.size().expandedTo(dialog.sizeHint()))
        dialog.layout().activate()
    parts = list(reached(dialog))
    found += [f"no name: {told(part)}" for part in parts if unnamed(part)]
    found += [f"back up: {step}" for step in backwards(dialog, parts)]
    filled = [
        one
        for one in dialog.findChildren(QPushButton)
        if one.property("kind") == "primary" and one.isVisibleTo(dialog)
    ]
    takes_enter = [one for one in dialog.findChildren(QPushButton) if one.isDefault()]
    if len(filled) > 1:
        found.append("more than one filled button: " + "、".join(one.text() for one in filled))
    if len(takes_enter) > 1 or (filled and takes_enter and takes_enter != filled):
        found.append("Enter does " + "、".join(one.text() for one in takes_enter))
    return found
