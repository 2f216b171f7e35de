"""Editors of single values: text, date, money, count, share, choice, yes or no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ipdesk.ui import reading, theme
from ipdesk.ui.widgets.base import column
from ipdesk.ui.widgets.choice_field import AIR, ChoiceField, tip_of
from ipdesk.ui.widgets.end_button import SIGN, EndButton
from ipdesk.ui.widgets.many_field import ManyField

_DAY = "0000-00-00"
_FEW = 11  # figures, with the air around them


class LineField(QLineEdit):
    """A line of text; the value is what stands there, without outer blanks."""

    edited = Signal()

    def __init__(self, hint: str = "", longest: int = 200) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setMaxLength(longest)
        self.textEdited.connect(lambda _: self.edited.emit())

    def value(self) -> Any:
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def unread(self) -> bool:
        """True when something stands here that is no value of this kind."""
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and not self.toolTip():
            margins = self.textMargins()
            room = self.contentsRect().width() - margins.left() - margins.right() - AIR
            tip_of(self, event, self.text() or self.placeholderText(), room)
            return True
        return super().event(event)


class ReadField(LineField):
    """A line read as a value of some kind, written in its usual form when the field is left."""

    def __init__(
        self,
        read: Callable[[str], Any],
        show: Callable[[Any], str],
        hint: str = "",
        right: bool = False,
    ) -> None:
        super().__init__(hint)
        self._read = read
        self._show = show
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._tidy)

    def value(self) -> Any:
        text = self.text().strip()
        return self._read(text) if text else None

    def set_value(self, value: Any) -> None:
        self.setText(value if isinstance(value, str) else self._show(value))

    def unread(self) -> bool:
        return bool(self.text().strip()) and self.value() is None

    def _tidy(self) -> None:
        value = self.value()
        if value is not None:
            self.setText(self._show(value))


class NumberLine(ReadField):
    """A code or telephone number: full-width letters and figures are taken as narrow ones."""

    def __init__(self, hint: str = "", longest: int = 200) -> None:
        super().__init__(reading.narrow, lambda text: text or "", hint)
        self.setMaxLength(longest)

    def value(self) -> str:
        return reading.narrow(self.text())


class MoneyField(ReadField):
    """An amount in 元, kept in fen."""

    asks = reading.ASK_MONEY

    def __init__(self, hint: str = "0.00") -> None:
        super().__init__(reading.read_money, reading.show_money, hint, right=True)


class CountField(ReadField):
    """A whole number; a `short` one is as wide as a few figures, wherever it stands."""

    asks = reading.ASK_COUNT

    def __init__(self, hint: str = "", *, short: bool = False) -> None:
        super().__init__(
            reading.read_count, lambda n: "" if n is None else str(n), hint, right=True
        )
        self._short = short
        if short:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        usual = super().sizeHint()
        if not self._short:
            return usual
        return QSize(self.fontMetrics().horizontalAdvance("0" * _FEW), usual.height())


class ShareField(ReadField):
    """A share, typed as 50%, 0.5 or 1/2."""

    asks = reading.ASK_SHARE

    def __init__(self, hint: str = "如 50%") -> None:
        super().__init__(reading.read_share, reading.show_share, hint, right=True)

    def value(self) -> Decimal | None:
        return reading.read_share(self.text())


class DateField(ReadField):
    """A calendar date, typed in any usual way or picked from a calendar (Alt+Down)."""

    asks = reading.ASK_DATE

    def __init__(self, hint: str = "年-月-日") -> None:
        super().__init__(reading.read_date, reading.show_date, hint)
        EndButton(self, "calendar", "选择日期（Alt+↓）", self.pick)

    def minimumSizeHint(self) -> QSize:
        """A day is short and stands whole, beside what opens the calendar."""
        least, letters = super().minimumSizeHint(), self.fontMetrics()
        around = least.width() - letters.maxWidth()
        return QSize(letters.horizontalAdvance(_DAY) + around + AIR, least.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pick()
            return
        super().keyPressEvent(event)

    def pick(self) -> None:
        """Open the calendar under the field."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("kind", "tip")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
        )
        rest_day = QTextCharFormat()
        rest_day.setForeground(theme.current().colour("muted"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekday, rest_day)
        for button in calendar.findChildren(QToolButton):
            button.setIconSize(QSize(1, 1) * theme.current().px(SIGN))
        day = self.value()
        if isinstance(day, date):
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def take(chosen: QDate) -> None:
            self.set_value(date(chosen.year(), chosen.month(), chosen.day()))
            popup.close()
            self.edited.emit()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.setLayout(column(calendar, margins=(4, 4, 4, 4)))
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()


class FlagField(QCheckBox):
    """Yes or no."""

    edited = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.clicked.connect(lambda _: self.edited.emit())

    def value(self) -> Any:
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        self.setChecked(bool(value))

    def unread(self) -> bool:
        return False


class NoteField(QPlainTextEdit):
    """Several lines of text; Tab goes on to the next field."""

    edited = Signal()

    def __init__(self, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self._quiet = False
        self.textChanged.connect(self._told)
        self._measure()

    def value(self) -> Any:
        return self.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self._quiet = True
        self.setPlainText("" if value is None else str(value))
        self._quiet = False

    def unread(self) -> bool:
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
        super().changeEvent(event)

    def _told(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _measure(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 20)


Editor = LineField | ChoiceField | FlagField | NoteField | ManyField


def is_editor(widget: QWidget) -> bool:
    return isinstance(widget, Editor)
