"""Several of many: a button that says which, and a menu to tick them in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton

from ipdesk.ui import icons, theme
from ipdesk.ui.widgets.base import column, set_property

_LEAST = 90


class ManyField(QPushButton):
    """The value is a tuple, in the order the choices are offered in."""

    edited = Signal()

    def __init__(self, choices: Sequence[tuple[Any, str]] = (), empty: str = "未选") -> None:
        super().__init__()
        self._empty = empty
        self._choices: list[tuple[Any, str]] = list(choices)
        self._chosen: set[Any] = set()
        self.popup: QFrame | None = None
        self.setAutoDefault(False)
        set_property(self, "kind", "many")
        self.clicked.connect(self.open)
        self._tell()

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other values; those ticked stay ticked where they are still offered."""
        self._choices = list(choices)
        self._tell()

    def value(self) -> Any:
        return tuple(value for value, _ in self._choices if value in self._chosen)

    def set_value(self, value: Any) -> None:
        self._chosen = set(value or ())
        self._tell()

    def unread(self) -> bool:
        return False

    def open(self) -> None:
        """The choices to tick, under the field; Escape or a click elsewhere closes them."""
        popup = QFrame(self, Qt.WindowType.Popup)
        set_property(popup, "kind", "tip")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        boxes = []
        for value, caption in self._choices:
            box = QCheckBox(caption)
            box.setChecked(value in self._chosen)
            box.toggled.connect(lambda on, value=value: self._tick(value, on))
            boxes.append(box)
        popup.setLayout(column(*boxes, gap=2, margins=(10, 8, 14, 8)))
        popup.setMinimumWidth(self.width())
        popup.destroyed.connect(self._closed)
        self.popup = popup
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        if boxes:
            boxes[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.open()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(_LEAST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        sign = icons.picture("chevron-down", "muted" if self.isEnabled() else "faint", 16)
        height = sign.height() / sign.devicePixelRatio()
        painter.drawPixmap(QPoint(self.width() - 24, int((self.height() - height) / 2)), sign)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _tick(self, value: Any, on: bool) -> None:
        (self._chosen.add if on else self._chosen.discard)(value)
        self._tell()
        self.edited.emit()

    def _closed(self) -> None:
        self.popup = None

    def _tell(self) -> None:
        named = [caption for value, caption in self._choices if value in self._chosen]
        said = "、".join(named) or self._empty
        room = max(40, self.width() - 44)
        self.setText(QFontMetrics(self.font()).elidedText(said, Qt.TextElideMode.ElideRight, room))
        self.setToolTip(said)
        self.setAccessibleDescription(said)
