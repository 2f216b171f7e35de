"""Which column of the file is which: found by itself, changed with drop-downs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ipdesk.domain.cell_entry import column_letters
from ipdesk.domain.importing import Kind
from ipdesk.services.imports.taking import Layout
from ipdesk.ui import theme
from ipdesk.ui.widgets import ChoiceField, column, label, set_property

_ACROSS = 4
_HEIGHT = 168


class ColumnsBox(QScrollArea):
    """One drop-down for each field; `changed` comes with the new mapping."""

    changed = Signal(object)  # dict of field → column

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName("列对应")
        self.fields: dict[str, ChoiceField] = {}

    def show_layout(self, kind: Kind, layout: Layout) -> None:
        """Show what was made of a header."""
        holder = QWidget()
        holder.setProperty("kind", "clear")
        grid = QGridLayout(holder)
        grid.setContentsMargins(2, 2, 2, 2)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        choices = [
            (place, f"{column_letters(place)}　{name}")
            for place, name in enumerate(layout.headers)
            if name
        ]
        self.fields = {}
        for number, each in enumerate(kind.fields):
            box = ChoiceField(choices, empty="（没有这一列）")
            box.setAccessibleName(each.label)
            box.set_value(layout.mapping.get(each.id))
            missing = each.required and each.id not in layout.mapping
            caption = label(f"{each.label} *" if each.required else each.label, "small")
            set_property(caption, "tone", "fault" if missing else "")
            caption.setToolTip(each.help)
            box.edited.connect(self._tell)
            self.fields[each.id] = box
            cell = column(caption, box, gap=2)
            grid.addLayout(cell, number // _ACROSS, number % _ACROSS)
        for place in range(_ACROSS):
            grid.setColumnStretch(place, 1)
        self.setWidget(holder)
        rows = -(-len(kind.fields) // _ACROSS)
        self.setFixedHeight(min(theme.current().px(_HEIGHT), theme.current().px(62 * rows + 6)))

    def mapping(self) -> Mapping[str, int]:
        return {name: box.value() for name, box in self.fields.items() if box.value() is not None}

    def _tell(self) -> None:
        self.changed.emit(dict(self.mapping()))
