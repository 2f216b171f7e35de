"""A small button within the end of a field: as large as the letters beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QToolButton

from ipdesk.ui import icons, theme

SIGN, _AROUND = 16, 6  # pixels at the usual size, and of the air around
_CHANGES = (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange)


class EndButton(QToolButton):
    """Pressed by the pointer; its act has keys of its own, so Tab passes it by.

    Qt's own buttons in a field stay at 16 pixels, whatever the size of the letters.
    """

    def __init__(self, edit: QLineEdit, name: str, tip: str, act: Callable[[], object]) -> None:
        super().__init__(edit)
        self._edit = edit
        self.setProperty("kind", "end")
        icons.put(self, name, size=SIGN)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.clicked.connect(lambda _=False: act())
        edit.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and event.type() in _CHANGES:
            self._place()
        return False

    def _place(self) -> None:
        side = theme.current().px(SIGN) + _AROUND
        edit = self._edit
        self.setGeometry(edit.width() - side - _AROUND, (edit.height() - side) // 2, side, side)
        if edit.textMargins().right() != side:
            edit.setTextMargins(0, 0, side, 0)
