"""Lists of records: sorted and filtered by the store, columns remembered, copied as a block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.paged_model import Column, Deliver, PagedModel
from ipdesk.ui.widgets.record_view import RecordView


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows: text searched for, filters by name, and the order."""

    text: str = ""
    filters: dict[str, Any] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False


ListIds = Callable[[Any, Query], Sequence[int]]
Load = Callable[[Any, Sequence[int]], Sequence[Any]]


class RecordTable(QWidget):
    """A list over the store; `list_ids` and `load` run on the store's thread."""

    chosen = Signal(object)  # the record under the cursor, None when there is none
    opened = Signal(object)  # double click or Enter
    counted = Signal(int)

    def __init__(
        self,
        bench: Bench,
        name: str,
        columns: Sequence[Column],
        list_ids: ListIds,
        load: Load,
        empty: QWidget | None = None,
        query: Query | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.query = query or Query()
        self._bench = bench
        self._name = name
        self._list_ids = list_ids
        self._load = load
        self._keep = 0
        self.model = PagedModel(columns, self._fetch, self)
        self.view = RecordView(self.model)
        self.view.sorted_by, self.view.descending = self.query.sort, self.query.descending
        self.view.setModel(self.model)
        self.view.setup()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        if empty is not None:
            self._stack.addWidget(empty)
        self.model.sort_asked.connect(self._sort)
        self.model.dataChanged.connect(lambda *_: self._tell_chosen())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._tell_chosen())
        self.view.doubleClicked.connect(self._open)
        self.view.clicked.connect(self._follow_link)
        self.view.entered_row.connect(self._open)
        self.view.copy_asked.connect(self.copy)
        self._restore_columns()

    def reload(self) -> None:
        """Ask the store again, keeping the record under the cursor where it is still listed."""
        self._keep = self.current_id()
        self._bench.jobs.run(
            self._list_ids, self._take_ids, None, self.query, key=f"table/{self._name}"
        )

    def search(self, text: str) -> None:
        self.query = replace(self.query, text=text.strip())
        self.reload()

    def set_filter(self, **filters: Any) -> None:
        """Set filters by name; None takes one away."""
        kept = {k: v for k, v in {**self.query.filters, **filters}.items() if v is not None}
        self.query = replace(self.query, filters=kept)
        self.reload()

    def current_id(self) -> int:
        row = self.view.currentIndex().row()
        return self.model.id_at(row) if 0 <= row < self.model.rowCount() else 0

    def current(self) -> Any:
        """The record under the cursor, None when there is none or it is on the way."""
        row = self.view.currentIndex().row()
        return self.model.record(row) if 0 <= row < self.model.rowCount() else None

    def selected_ids(self) -> list[int]:
        rows = self.view.selectionModel().selectedRows()
        return [self.model.id_at(row) for row in sorted(index.row() for index in rows)]

    def choose(self, record_id: int) -> bool:
        """Put the cursor on a record; remembered when the list is still on its way."""
        row = self.model.row_of(record_id)
        if row < 0:
            self._keep = record_id
            return False
        self._go_to(row)
        return True

    def step(self, by: int) -> Any:
        """Move the cursor by so many rows and give the record there (Ctrl+PgDn in a claim)."""
        row = self.view.currentIndex().row() + by
        if not 0 <= row < self.model.rowCount():
            return None
        self._go_to(row)
        return self.model.record(row)

    def copy(self) -> None:
        """Copy the selected rows, with the columns shown, as a block for Excel."""
        ids = self.selected_ids()
        if ids:
            self._bench.jobs.run(self._load, self._copy_records, None, ids)

    def shown_columns(self) -> list[int]:
        header = self.view.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(len(self.model.columns)))
        return [number for number in order if not header.isSectionHidden(number)]

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        self._bench.jobs.run(self._load, deliver, None, ids)

    def _take_ids(self, ids: Sequence[int]) -> None:
        self.model.set_ids(ids)
        self._stack.setCurrentIndex(0 if len(ids) or self._stack.count() == 1 else 1)
        row = self.model.row_of(self._keep) if self._keep else -1
        if len(ids):
            self._go_to(max(row, 0))
        else:
            self.chosen.emit(None)
        self.counted.emit(len(ids))

    def _go_to(self, row: int) -> None:
        index = self.model.index(row, self.shown_columns()[0])
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.view.scrollTo(index)

    def _tell_chosen(self) -> None:
        self.chosen.emit(self.current())

    def _open(self, index: QModelIndex) -> None:
        record = self.model.record(index.row())
        if record is not None:
            self.opened.emit(record)

    def _follow_link(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].link:
            self._open(index)

    def _sort(self, key: str, descending: bool) -> None:
        self.query = replace(self.query, sort=key, descending=descending)
        self.reload()

    def _copy_records(self, records: Sequence[Any]) -> None:
        by_id = {record.id: record for record in records}
        columns = self.shown_columns()
        lines = ["\t".join(self.model.columns[number].title for number in columns)]
        ids = self.selected_ids()
        lines += [self.model.line(by_id[i], columns) for i in ids if i in by_id]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._bench.say(f"已复制 {len(lines) - 1} 行，可粘贴到表格")

    def _restore_columns(self) -> None:
        header = self.view.horizontalHeader()
        state = self._bench.settings.value(f"tables/{self._name}")
        if state is not None and header.restoreState(state):
            self.view.fit()
        header.sectionMoved.connect(lambda *_: self._remember())
        header.sectionResized.connect(self._resized)
        header.customContextMenuRequested.connect(self._offer_columns)

    def _resized(self) -> None:
        # Only what the clerk did is remembered, not how columns follow the window.
        if not self.view.fitting:
            self._remember()

    def _remember(self) -> None:
        state = self.view.horizontalHeader().saveState()
        self._bench.settings.setValue(f"tables/{self._name}", state)

    def _offer_columns(self, place: QPoint) -> None:
        header = self.view.horizontalHeader()
        menu = QMenu(self)
        for number, column in enumerate(self.model.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.toggled.connect(lambda on, n=number: self.show_column(n, on))
        menu.popup(header.mapToGlobal(place))

    def show_column(self, number: int, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not shown and self.shown_columns() == [number]:
            return
        self.view.horizontalHeader().setSectionHidden(number, not shown)
        self.view.fit()
        self._remember()
