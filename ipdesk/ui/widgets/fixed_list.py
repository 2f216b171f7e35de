"""A list of records that are all at hand: coverage, cases, readings, claims that change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QMetaMethod, QPoint, Signal
from PySide6.QtGui import QGuiApplication

from ipdesk.ui.widgets import Column, PagedModel
from ipdesk.ui.widgets.paged_model import Deliver
from ipdesk.ui.widgets.record_view import RecordView
from ipdesk.ui.widgets.row_menu import RowAct, made


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
        self.cell_copy_asked.connect(self._copy_cell)
        self.row_menu_asked.connect(self._offer_row)
        self.row_acts: Callable[[], Sequence[RowAct]] = list  # of the page, for the row's menu

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

    def _offer_row(self, place: QPoint) -> None:
        if self.current() is None:
            return
        opens = self.isSignalConnected(QMetaMethod.fromSignal(self.opened))
        acts = [RowAct("打开", self._open, "回车")] if opens else []
        copies = (
            RowAct("复制这一格", self._copy_cell, "Ctrl+Shift+C"),
            RowAct("复制所选各行", self._copy, "Ctrl+C"),
        )
        made(self, ([*acts, *self.row_acts()], copies)).popup(place)

    def _copy_cell(self) -> None:
        record, column = self.current(), self.records.columns[self.currentIndex().column()]
        if record is not None:
            QGuiApplication.clipboard().setText(column.text(record))

    def _copy(self) -> None:
        columns = [n for n in range(len(self.records.columns)) if not self.isColumnHidden(n)]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = ["\t".join(self.records.columns[number].title for number in columns)]
        lines += [self.records.line(self.records.record(row), columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
