"""Between a list and what it is searched by: letters go there, the arrow down comes back."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ipdesk.ui.widgets.record_table import RecordTable


class FilterKeys(QObject):
    """A letter typed on the rows begins a search; ↓ and Enter lead to the rows, Esc frees them."""

    def __init__(self, table: RecordTable, edit: QLineEdit) -> None:
        super().__init__(table)
        self._table = table
        self._edit = edit
        table.view.searched = True
        table.view.typed.connect(self._begin)
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Of several lists with one field, only the one that is seen is gone to.
        if event.type() == QEvent.Type.KeyPress and self._table.isVisible():
            return self._key(cast(QKeyEvent, event))
        return False

    def _begin(self, letter: str) -> None:
        if self._edit.isVisible() and self._edit.isEnabled():
            self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._edit.setText(letter)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._table.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if event.key() == Qt.Key.Key_Escape and self._edit.text():
            self._edit.clear()
            return True
        return False
