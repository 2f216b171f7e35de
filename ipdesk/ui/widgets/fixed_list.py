"""A list of records that are all at hand: coverage, cases, readings, claims that change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QGuiApplication

from ipdesk.ui.widgets import Column, PagedModel
from ipdesk.ui.widgets.paged_model import Deliver
from ipdesk.ui.widgets.record_view import RecordView


class FixedList(RecordView):
    """Shows records that have an id, drawn and worked like the long lists."""

    chosen = Signal(object)  # the record under the cursor, None when there is none
    opened = Signal(object)  # double click or Enter

    def __init__(self, name: str, columns: Sequence[Column]) -> None:
        by_id: dict[int, Any] = {}

        def fetch(ids: Sequence[int], deliver: Deliver) -> None:
            deliver([by_id[number] for number in ids])

        model = PagedModel(columns, fetch)
        super().__init__(model)
        self._by_id = by_id
        model.setParent(self)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setup()
        self.horizontalHeader().setSortIndicatorShown(False)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.current()))
        self.doubleClicked.connect(lambda _: self._open())
        self.entered_row.connect(lambda _: self._open())
        self.copy_asked.connect(lambda _: self._copy())

    def show_records(self, records: Sequence[Any]) -> None:
        """Show other records; the cursor stays on the record it was on."""
        kept = self.current()
        self._by_id.clear()
        self._by_id.update({record.id: record for record in records})
        self.records.set_ids(list(self._by_id))
        if not records:
            self.chosen.emit(None)
        elif kept is None or not self.choose(kept.id):
            self.choose(records[0].id)

    def current(self) -> Any:
        row = self.currentIndex().row()
        return self.records.record(row) if 0 <= row < self.records.rowCount() else None

    def choose(self, number: int) -> bool:
        """Put the cursor on a record; False when it is not listed."""
        row = self.records.row_of(number)
        if row < 0:
            return False
        index = self.records.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        self.chosen.emit(self.current())
        return True

    def _open(self) -> None:
        record = self.current()
        if record is not None:
            self.opened.emit(record)

    def _copy(self) -> None:
        columns = list(range(len(self.records.columns)))
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = ["\t".join(column.title for column in self.records.columns)]
        lines += [self.records.line(self.records.record(row), columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
