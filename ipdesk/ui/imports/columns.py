"""Which column of the file is which: found by itself, changed with drop-downs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ipdesk.domain.cell_entry import column_letters
from ipdesk.domain.importing import Kind
from ipdesk.services.imports.taking import Layout
from ipdesk.ui import theme
from ipdesk.ui.widgets import ChoiceField, column, label, set_property

_ACROSS, _WIDE = 4, 230  # so many beside each other, where each has this room
_HEIGHT, _LINE = 168, 62


class ColumnsBox(QScrollArea):
    """One drop-down for each field; `changed` comes with the new mapping."""

    changed = Signal(object)  # dict of field → column

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName("列对应")
        self.fields: dict[str, ChoiceField] = {}
        self._cells: list[QWidget] = []
        self._across = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def show_layout(self, kind: Kind, layout: Layout) -> None:
        """Show what was made of a header."""
        choices = [
            (place, f"{column_letters(place)}　{name}")
            for place, name in enumerate(layout.headers)
            if name
        ]
        self.fields, self._cells, self._across = {}, [], 0
        for each in kind.fields:
            box = ChoiceField(choices, empty="（没有这一列）")
            box.setAccessibleName(each.label)
            box.set_value(layout.mapping.get(each.id))
            missing = each.required and each.id not in layout.mapping
            caption = label(f"{each.label} *" if each.required else each.label, "small")
            set_property(caption, "tone", "fault" if missing else "")
            caption.setToolTip(each.help)
            box.edited.connect(self._tell)
            self.fields[each.id] = box
            cell = QWidget()
            cell.setProperty("kind", "clear")
            cell.setLayout(column(caption, box, gap=2))
            self._cells.append(cell)
        self._place()

    def _place(self) -> None:
        """As many beside each other as have room; the rest is scrolled to."""
        look = theme.current()
        across = max(1, min(_ACROSS, self.viewport().width() // look.px(_WIDE)))
        if across == self._across or not self._cells:
            return
        self._across = across
        holder = QWidget()
        holder.setProperty("kind", "clear")
        grid = QGridLayout(holder)
        grid.setContentsMargins(2, 2, 2, 2)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for number, cell in enumerate(self._cells):
            grid.addWidget(cell, number // across, number % across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        self.setWidget(holder)
        rows = -(-len(self._cells) // across)
        self.setFixedHeight(look.px(min(_HEIGHT, _LINE * rows + 6)))

    def mapping(self) -> Mapping[str, int]:
        return {name: box.value() for name, box in self.fields.items() if box.value() is not None}

    def _tell(self) -> None:
        self.changed.emit(dict(self.mapping()))
