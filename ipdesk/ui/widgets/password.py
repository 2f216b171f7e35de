"""A field for a password: covered, shown while the eye is pressed on, with a word on Caps Lock."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ipdesk.ui import icons
from ipdesk.ui.widgets.editors import LineField
from ipdesk.ui.widgets.end_button import SIGN, EndButton

LONGEST = 128


class PasswordField(LineField):
    """The value is every character typed, blanks included."""

    capitals = Signal(bool)  # Caps Lock seems to be on, or off again
    entered = Signal()

    def __init__(self, hint: str = "") -> None:
        super().__init__(hint, LONGEST)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        # Neither kept in a list of an input method nor written in another script.
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._eye = EndButton(self, "eye", "显示或遮住密码", lambda: None)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.returnPressed.connect(self.entered)

    def value(self) -> Any:
        return self.text()

    def wipe(self) -> None:
        """Empty again and covered."""
        self.clear()
        self._eye.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text.isascii() and text.isalpha():
            # Qt has no question for Caps Lock: a large letter without Shift tells it.
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(text.isupper() != shifted)
        super().keyPressEvent(event)

    def _show(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        icons.put(self._eye, "eye-off" if on else "eye", size=SIGN)
