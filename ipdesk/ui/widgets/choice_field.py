"""One of several values, in a list that opens; what there is no room for is in the tip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from ipdesk.ui import theme
from ipdesk.ui.widgets.letter_pick import LetterPick

_WIDEST_CHOICE, _LEAST_CHOICE = 260, 96
AIR = 4  # beside the words in a field
_EDGES = 2  # Qt's own, left and right of the words of a choice


def tip_of(field: QWidget, event: QEvent, text: str, room: int) -> None:
    """Say the whole of what a field has no room for."""
    if isinstance(event, QHelpEvent) and field.fontMetrics().boundingRect(text).width() > room:
        QToolTip.showText(event.globalPos(), text, field)
    else:
        QToolTip.hideText()


class ChoiceField(QComboBox):
    """One of several values with the words shown for them."""

    edited = Signal()
    offered = Signal()  # other values stand to be chosen

    def __init__(self, choices: Sequence[tuple[Any, str]] = (), empty: str = "") -> None:
        super().__init__()
        # Kept here: Qt's own item data turns an enum of texts into a plain text.
        self._values: list[Any] = []
        self._empty = empty
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_choices(choices)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda _: self.edited.emit())
        self._letters = LetterPick(self)

    def showPopup(self) -> None:
        self._letters.follow_list()
        super().showPopup()

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other values; the one chosen stays where it is still offered."""
        kept = self.value()
        self.clear()
        offered = [(None, self._empty), *choices] if self._empty else list(choices)
        self._values = [value for value, _ in offered]
        self.addItems([caption for _, caption in offered])
        if kept in self._values:
            self.setCurrentIndex(self._values.index(kept))
        self.offered.emit()

    def values(self) -> tuple[Any, ...]:
        """What is offered, None for the line that asks for nothing."""
        return tuple(self._values)

    def value(self) -> Any:
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Any) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def unread(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        """Wide enough for what is offered, up to a bound: one long choice must not push all."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), theme.current().px(_WIDEST_CHOICE)), hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.current().px(_LEAST_CHOICE)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """What there is no room for ends in dots; all of it is in the tip."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        metrics, text, room = self.fontMetrics(), self.currentText(), self._room()
        if metrics.boundingRect(text).width() > room:  # as Qt measures the field itself
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        option.currentText = text  # type: ignore[attr-defined]  # not in the stubs
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _room(self) -> int:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        combo = QStyle.ComplexControl.CC_ComboBox
        return self.style().subControlRect(combo, option, part, self).width() - _EDGES

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and not self.toolTip():
            tip_of(self, event, self.currentText(), self._room())
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a form must not change a value on the way.
        event.ignore()
