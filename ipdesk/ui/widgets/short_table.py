"""A short list that is read and not worked in, drawn as the long ones are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QTableView

from ipdesk.ui.widgets import Column
from ipdesk.ui.widgets.fixed_list import FixedList

_MOST_SHOWN = 9
_HEAD = 44


class ShortTable(FixedList):
    """Shows records that are all at hand; `records` have an id."""

    def __init__(self, columns: Sequence[Column], records: Sequence[Any]) -> None:
        super().__init__("清单", columns)
        self.show_records(records)
        self.clearSelection()
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        shown = min(len(records), _MOST_SHOWN)
        self.setMinimumHeight(self.cells.row_height * shown + _HEAD)
