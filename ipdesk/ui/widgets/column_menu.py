"""The menu of a column's head, as in Excel: order, narrowing, groups, and what is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from ipdesk.domain.listing import Kind, Narrowing
from ipdesk.ui.widgets.base import column, label, primary, quiet, row, rule
from ipdesk.ui.widgets.narrowing_form import form_for
from ipdesk.ui.widgets.paged_model import Column

_WAYS = {
    Kind.TEXT: ("升序 A→Z", "降序 Z→A"),
    Kind.CHOICE: ("升序", "降序"),
    Kind.DAY: ("从早到晚", "从晚到早"),
    Kind.MONEY: ("从小到大", "从大到小"),
    Kind.COUNT: ("从小到大", "从大到小"),
}


class ColumnMenu(QFrame):
    """Opens below a head and closes when something was chosen; Esc leaves all as it was."""

    sorted_by = Signal(bool)  # downwards
    narrowed = Signal(object)  # Narrowing
    grouped = Signal(bool)
    hidden = Signal()

    def __init__(self, parent: QWidget, shown: Column, asked: Narrowing, *, grouped: bool) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "tip")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"{shown.title}的排序和筛选")
        self.form = form_for(shown)
        self.form.fill(asked)
        self.form.setParent(self)
        self.apply_button = primary("应用", self.apply)
        self.clear_button = quiet("清除", lambda: self._end(self.narrowed, Narrowing()))
        self.clear_button.setEnabled(asked.asks)
        whole = column(gap=2, margins=(8, 8, 8, 10))
        if shown.sort:
            for says, down in zip(_WAYS[shown.kind], (False, True), strict=True):
                whole.addWidget(self._line(says, partial(self._end, self.sorted_by, down)))
        grouping = shown.groups and shown.kind in (Kind.CHOICE, Kind.DAY, Kind.TEXT)
        if grouping:
            says = "取消分组" if grouped else "按月分组" if shown.kind is Kind.DAY else "按此列分组"
            whole.addWidget(self._line(says, lambda: self._end(self.grouped, not grouped)))
        whole.addWidget(self._line("隐藏此列", lambda: self._end(self.hidden)))
        whole.addWidget(rule())
        whole.addLayout(column(label("筛选", "small"), self.form, gap=6, margins=(8, 8, 8, 4)))
        buttons = row(None, self.clear_button, self.apply_button, margins=(8, 2, 8, 0))
        whole.addLayout(buttons)
        self.setLayout(whole)

    def show_choices(self, found: Sequence[tuple[Any, int]]) -> None:
        self.form.show_choices(found)

    def open_at(self, place: QPoint) -> None:
        """Show it at a place of the screen, on the screen as a whole."""
        self.adjustSize()
        free = self.screen().availableGeometry()
        left = min(place.x(), free.right() - self.width())
        top = min(place.y(), free.bottom() - self.height())
        self.move(max(free.left(), left), max(free.top(), top))
        self.show()
        self.form.first.setFocus()

    def apply(self) -> None:
        """Take what was typed; what cannot be read keeps the menu open."""
        asked = self.form.value()
        if asked is None:
            self.form.first.setFocus()
        else:
            self._end(self.narrowed, asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _line(self, text: str, slot: Callable[[], object]) -> QWidget:
        made = quiet(text, slot)
        made.setProperty("kind", "line")
        return made

    def _end(self, signal: Any, *values: object) -> None:
        signal.emit(*values)
        self.close()
