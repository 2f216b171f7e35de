"""A letter typed at a list of choices picks the one whose reading begins with it: g, 个人."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from ipdesk.services.searching import hit_part

_COMMAND = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class LetterPick(QObject):
    """Listens to a combo box, and to its list while that is open."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._box = box
        self._listed = False
        box.installEventFilter(self)

    def follow_list(self) -> None:
        """The list opens and has the keyboard; it is made no earlier than that."""
        if not self._listed:
            self._listed = True
            self._box.view().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        letter = event.text()
        if event.modifiers() & _COMMAND or not (letter.isascii() and letter.isalnum()):
            return False
        return self._pick(letter)

    def _pick(self, letter: str) -> bool:
        """The next choice that begins so; the same letter again goes on to the one after."""
        box = self._box
        shown = self._listed and box.view().isVisible()
        at = box.view().currentIndex().row() if shown else box.currentIndex()
        after = [*range(at + 1, box.count()), *range(at + 1)]
        found = next((n for n in after if _begins(box.itemText(n), letter)), -1)
        if found < 0:
            return False
        if shown:
            box.view().setCurrentIndex(box.model().index(found, box.modelColumn()))
        elif found != box.currentIndex():
            box.setCurrentIndex(found)
            box.activated.emit(found)
        return True


def _begins(caption: str, letter: str) -> bool:
    at, end = hit_part(caption, letter)
    return at == 0 < end
