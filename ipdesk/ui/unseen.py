"""Parts of the window that are not seen: a new look is put on them when they are shown again.

With every place open there are four thousand controls, of which a tenth is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_BEHIND = "look_behind"  # a part that has not taken the look in use
_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE = Qt.WidgetAttribute.WA_SetStyle
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class Stack(Protocol):
    """What shows one of its parts at a time."""

    def count(self) -> int: ...
    def currentIndex(self) -> int: ...
    def widget(self, number: int, /) -> QWidget | None: ...


class Unseen:
    """Knows the stacks of the window, and which of their parts are behind."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._stacks: WeakSet[Stack] = WeakSet()

    def add(self, stack: Stack) -> None:
        self._stacks.add(stack)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Meanwhile Qt passes over what is not seen: it takes it for unused, and for styled."""
        stacks = [stack for stack in list(self._stacks) if isValid(stack)]
        hidden = [part for stack in stacks for part in _hidden(stack)]
        passed: list[QWidget] = []
        for part in hidden:
            found = [part, *part.findChildren(QWidget)]
            if any(one.testAttribute(_POLISHED) for one in found):
                part.setProperty(_BEHIND, True)  # one that was never seen wears nothing yet
            passed += found
        for one in passed:
            one.setAttribute(_POLISHED, False)
            one.setAttribute(_OWN_STYLE, True)
        try:
            yield
        finally:
            for one in passed:
                one.setAttribute(_OWN_STYLE, False)

    def catch_up(self, part: QWidget) -> None:
        """What was passed over takes the look now, except for what stays unseen within it."""
        if not part.property(_BEHIND):
            return
        part.setProperty(_BEHIND, False)
        seen = list(_within(part))
        style = self._app.style()
        for one in seen:
            style.polish(one)
            one.setAttribute(_POLISHED, True)
        for one in seen:
            QCoreApplication.sendEvent(one, QEvent(QEvent.Type.StyleChange))


def _hidden(stack: Stack) -> Iterator[QWidget]:
    for number in range(stack.count()):
        part = stack.widget(number)
        if part is not None and number != stack.currentIndex():
            yield part


def _within(part: QWidget) -> Iterator[QWidget]:
    yield part
    for child in part.findChildren(QWidget, options=_DIRECT):
        if not child.property(_BEHIND):
            yield from _within(child)
