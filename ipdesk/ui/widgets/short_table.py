"""A short list that is read and not worked in, drawn as the long ones are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHeaderView, QTableView

from ipdesk.ui.widgets import Column, PagedModel
from ipdesk.ui.widgets.paged_model import Deliver
from ipdesk.ui.widgets.row_delegate import RowDelegate

_MOST_SHOWN = 9
_HEAD = 44


class ShortTable(QTableView):
    """Shows records that are all at hand; `records` have an id."""

    def __init__(self, columns: Sequence[Column], records: Sequence[Any]) -> None:
        super().__init__()
        by_id = {record.id: record for record in records}

        def fetch(ids: Sequence[int], deliver: Deliver) -> None:
            deliver([by_id[number] for number in ids])

        self.records = PagedModel(columns, fetch, self)
        self.records.set_ids(list(by_id))
        self.setModel(self.records)
        delegate = RowDelegate(self)
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(delegate.row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for place, column in enumerate(columns):
            self.setColumnWidth(place, column.width)
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(place, mode.Stretch if column.stretch else mode.Interactive)
        shown = min(len(by_id), _MOST_SHOWN)
        self.setMinimumHeight(delegate.row_height * shown + _HEAD)
