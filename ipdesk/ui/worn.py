"""The parts of the window that wear the style sheet, each as a whole; an unseen one later.

The sheet is not the program's own: Qt would then put it anew on all that a part holds each time
the part is put into another, which is half of the time a page takes to make. A part is made
without it and wears it once, where it stands. No part that wears it holds another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from weakref import WeakSet

from PySide6.QtCore import QChildEvent, QEvent, QObject, QSize
from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import isValid

from ipdesk.ui import icons, theme

_BEHIND = "look_behind"  # a part that has not taken the look in use
_NEVER_SEEN = "look_of_others"  # only what it asks is seen, and looks like it
BY_PARTS = "worn_by_parts"  # a part without a look of its own: what stands in it wears it


class Worn(QObject):
    """Knows which parts wear the sheet of a theme, and which of them are behind.

    A place that holds a stack of parts does not wear it itself: each of its parts does, and what
    stands beside the stack; so a new look is put on the one part that is seen.
    """

    def __init__(self, look: theme.Theme) -> None:
        super().__init__(look)
        self._parts: WeakSet[QWidget] = WeakSet()
        self._holders: WeakSet[QWidget] = WeakSet()
        self.sheet = look.sheet()
        look.dyed.connect(self._change)

    def put_on(self, part: QWidget) -> None:
        inner = _beside_stack(part)
        if inner is not None:
            self._holders.add(part)
            part.installEventFilter(self)
            for one in inner:
                self.put_on(one)
            return
        if part not in self._parts:
            self._parts.add(part)
            part.installEventFilter(self)
        part.setStyleSheet(self.sheet)

    def put_on_when_seen(self, part: QWidget) -> None:
        self._parts.add(part)
        part.setProperty(_BEHIND, True)
        part.installEventFilter(self)

    def join(self, part: QWidget) -> None:
        """A part that came to a stack whose parts wear it already."""
        if part.parentWidget() in self._holders and part not in self._parts:
            self.put_on(part)

    def _change(self, sheet: str) -> None:
        """Another look: on what is seen now, on the rest when it is about to be seen."""
        self.sheet = sheet
        icons.repaint_acts()
        for part in list(self._parts):
            if isValid(part):
                part.setProperty(_BEHIND, True)
                if part.isVisible() or part.property(_NEVER_SEEN):
                    self.catch_up(part)

    def catch_up(self, part: QWidget) -> None:
        if part.property(_BEHIND):
            part.setProperty(_BEHIND, False)
            # One sheet in the place of another would be put on every control once for each
            # control around it; taken off and put on it goes through them twice.
            part.setStyleSheet("")
            part.setStyleSheet(self.sheet)
            icons.repaint(part)

    def behind(self) -> list[QWidget]:
        return [part for part in self._parts if isValid(part) and part.property(_BEHIND)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self.catch_up(watched)
        elif event.type() == QEvent.Type.ChildPolished and watched in self._holders:
            child = cast(QChildEvent, event).child()
            if isinstance(child, QWidget) and child not in self._holders:
                self.join(child)
        return False


def _beside_stack(part: QWidget) -> list[QWidget] | None:
    """What stands in a part that is worn by its parts; None where it wears the look itself."""
    layout = part.layout()
    if layout is None or not part.property(BY_PARTS):
        return None
    return list(_widgets(layout))


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _widgets(inner)


def wear(part: QWidget) -> None:
    """Put the look on a part that has just been put where it stays, now and when it changes."""
    _worn().put_on(part)


def wear_when_seen(part: QWidget) -> None:
    """The same for a part that most days begin without: the sheet is read for it when it shows."""
    _worn().put_on_when_seen(part)


def wear_for_others(part: QWidget) -> None:
    """The same for a part that is never seen itself, but whose dialogs take the look from it."""
    part.setProperty(_NEVER_SEEN, True)
    wear(part)


def join(part: QWidget) -> None:
    """A part was put among others that wear the look each for itself, or yet will."""
    _worn().join(part)


def size_of(part: QWidget) -> QSize:
    """How large a part wants to be in the look, before it stands where it takes it from."""
    part.setStyleSheet(_worn().sheet)
    wanted = part.sizeHint()
    part.setStyleSheet("")
    return wanted


def behind() -> list[QWidget]:
    """The parts that still wear the look of before, as nobody sees them."""
    return _worn().behind()


def catch_up(part: QWidget) -> None:
    """A part is about to be seen: it may still wear the look of before."""
    _worn().catch_up(part)


def _worn() -> Worn:
    look = theme.current()
    return look.findChild(Worn) or Worn(look)
