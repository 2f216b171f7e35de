"""Lists of records: arranged by the store, columns remembered, copied as a block."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QMetaMethod, QModelIndex, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from ipdesk.domain.listing import Group, Listed
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.base import column as column_of
from ipdesk.ui.widgets.block import Block, block_of
from ipdesk.ui.widgets.list_groups import rows_of
from ipdesk.ui.widgets.list_layout import lay_out, layout_of
from ipdesk.ui.widgets.list_reading import ListReading
from ipdesk.ui.widgets.list_source import ListIds, ListSource, Load, PlainSource, Query
from ipdesk.ui.widgets.paged_model import Column, Deliver, GroupLine, PagedModel
from ipdesk.ui.widgets.record_view import RecordView
from ipdesk.ui.widgets.row_menu import RowAct, offer_row
from ipdesk.ui.widgets.surfaces import EmptyState

__all__ = ["Query", "RecordTable"]

Ask = Callable[..., None]


class RecordTable(QWidget):
    """A list over the store; its source is asked on the store's thread."""

    chosen = Signal(object)  # the record under the cursor, None when there is none
    opened = Signal(object)  # double click or Enter
    counted = Signal(int)
    arranged = Signal()  # the list has come, or stands in another order

    def __init__(
        self,
        bench: Bench,
        name: str,
        columns: Sequence[Column],
        source: ListIds | ListSource,
        load: Load | None = None,
        empty: QWidget | None = None,
        query: Query | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.bench = bench
        self.name = name
        self.query = query or Query()
        self.choices: frozenset[str] = frozenset()  # filters that a person sets above the list
        self.source = source if isinstance(source, ListSource) else _plain(source, load)
        self.listed = Listed(())
        self.opens_by = "打开"  # what a double click does, for the row's menu
        self.row_acts: Callable[[], Sequence[RowAct]] = list  # of the page, for the row's menu
        self.row_values: Callable[[QModelIndex], Sequence[RowAct]] = lambda _: []
        self.closed: set[object] = set()  # the values of groups that are folded up
        self._keep = 0
        self._led_to = 0  # where the list put the cursor, not the clerk
        self.ask: Ask = _at_once if self.source.at_hand else bench.jobs.run
        self._reading = ListReading(self, self.ask, bench.jobs.later, self.source, f"table/{name}")
        self.model = PagedModel(columns, self._fetch, self)
        self.view = RecordView(self.model)
        self.view.setModel(self.model)
        self.view.setup()
        self.view.setAccessibleName("列表")
        holder = QWidget()
        holder.setProperty("kind", "clear")
        self.stack = QStackedLayout(holder)
        self.stack.addWidget(self.view)
        if empty is not None:
            self.stack.addWidget(empty)
            self.stack.addWidget(EmptyState("search", "没有找到", "换一个说法，或去掉上面的条件。"))
        self.whole = column_of(gap=0)
        self.whole.addWidget(holder, 1)
        self.setLayout(self.whole)
        self._connect()
        self._restore_columns()

    @property
    def opens(self) -> bool:
        """Whether a double click leads anywhere."""
        return self.isSignalConnected(QMetaMethod.fromSignal(self.opened))

    def reload(self) -> None:
        """Ask the store again, keeping the record under the cursor where it is still listed.

        In another order the list stands at its top, as long as no record has been chosen.
        """
        current = self.current_id()
        led = current == self._led_to and self.query != self._reading.query
        self._keep = self._keep or (0 if led else current)
        self._reading.ask(self.query, self._keep)

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
        return max(self.model.id_at(row), 0) if 0 <= row < self.model.rowCount() else 0

    def current(self) -> Any:
        """The record under the cursor, None when there is none or it is on the way."""
        row = self.view.currentIndex().row()
        return self.model.record(row) if 0 <= row < self.model.rowCount() else None

    def selected_ids(self) -> list[int]:
        """The records selected, from top to bottom."""
        # By ranges: an index for each of 100,000 rows takes a second.
        ranges = self.view.selectionModel().selection().toList()
        rows = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
        return [number for row in rows if (number := self.model.id_at(row)) > 0]

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
        while 0 <= row < self.model.rowCount() and self.model.id_at(row) < 0:
            row += 1 if by > 0 else -1
        if not 0 <= row < self.model.rowCount():
            return None
        self._go_to(row)
        return self.model.record(row)

    def copy(self, *, heads: bool = True) -> None:
        """Copy the selected rows, with the columns shown, as a block for Excel."""
        ids = self.selected_ids()
        if ids:
            columns = [self.model.columns[number] for number in self.shown_columns()]
            work = (self.source, ids, columns, heads)
            self.ask(_block, self._copied, None, *work)

    def copy_cell(self) -> None:
        """Copy the text of the cell under the cursor alone."""
        index, record = self.view.currentIndex(), self.current()
        if record is not None:
            text = self.model.columns[index.column()].text(record)
            QGuiApplication.clipboard().setText(text)
            self.bench.say(f"已复制“{text}”" if text else "这一格是空的")

    def shown_columns(self) -> list[int]:
        header = self.view.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(len(self.model.columns)))
        return [number for number in order if not header.isSectionHidden(number)]

    def show_column(self, number: int, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not shown and self.shown_columns() == [number]:
            return
        self.view.widths.chosen = True
        self.view.horizontalHeader().setSectionHidden(number, not shown)
        self.view.measure()
        self.view.fit()
        self.remember()

    def offer_columns(self, place: QPoint) -> None:
        """A menu to choose the columns from, at a place of the screen."""
        menu, shown = QMenu(self), self.shown_columns()
        for number, column in enumerate(self.model.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(number in shown)
            action.toggled.connect(partial(self.show_column, number))
        menu.popup(place)

    def remember(self) -> None:
        """Keep how the columns stand and what they are sorted by."""
        kept = {
            "columns": layout_of(self.view),
            "sort": self.query.sort,
            "descending": self.query.descending,
        }
        text = json.dumps(kept, ensure_ascii=False)
        self.bench.settings.setValue(f"lists/{self.name}", text)

    def fold(self, row: int, closed: bool | None = None) -> None:
        """Fold a group up or open it again; None turns it round."""
        head = self.model.head(row)
        if head is None or (closed is not None and closed is not head.open):
            return
        value = self.listed.groups[-head.id - 1].value
        (self.closed.add if head.open else self.closed.discard)(value)
        self._show_rows()
        self._go_to(self.model.row_of(head.id))

    def say_group(self, group: Group) -> str:
        """What stands behind the name of a group; its tools say more."""
        return f"{group.sums.count:,} 件" if group.whole else "…"

    def _connect(self) -> None:
        self._reading.come.connect(self._take)
        self._reading.grown.connect(self._grow)
        self._reading.whole.connect(self._whole)
        self.model.sort_asked.connect(self.sort)
        self.model.dataChanged.connect(lambda *_: self._tell_chosen())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._tell_chosen())
        self.view.doubleClicked.connect(self._open)
        self.view.clicked.connect(self._click)
        self.view.entered_row.connect(self._open)
        self.view.folded.connect(self.fold)
        self.view.copy_asked.connect(lambda heads: self.copy(heads=heads))
        self.view.cell_copy_asked.connect(self.copy_cell)
        self.view.row_menu_asked.connect(partial(offer_row, self))

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        self.ask(self.source.load, deliver, None, ids)

    def _take(self, listed: Listed) -> None:
        self.listed = listed
        row = self._show_rows()
        if len(listed.ids):
            self._go_to(max(row, 0))
            if row < 0:
                self._led_to = self.current_id()
            elif self._keep != self._led_to:
                self._led_to = 0
        else:
            self.chosen.emit(None)
        self._keep = 0

    def _grow(self, listed: Listed) -> None:
        """More rows below; what is selected stays, and all of them are all of them still."""
        self.listed = listed
        every = self.view.all_selected
        self.model.extend(*self._rows())
        if every:
            self.view.selectAll()
        row = self.model.row_of(self._keep) if self._keep else -1
        if row >= 0:
            self._go_to(row)
            self._keep = 0

    def _whole(self) -> None:
        self.counted.emit(len(self.listed.ids))
        self.arranged.emit()

    def _show_rows(self) -> int:
        """Show what was listed; the row of the record that was under the cursor."""
        self.model.set_ids(*self._rows())
        if self.stack.count() > 1:
            # A list that is only narrowed to nothing is not said to be empty.
            query = self.query
            chosen = any(query.filters.get(name) for name in self.choices)
            asked = bool(query.text or query.narrowed or chosen)
            self.stack.setCurrentIndex(0 if len(self.listed.ids) else 2 if asked else 1)
        return self.model.row_of(self._keep) if self._keep else -1

    def _rows(self) -> tuple[Sequence[int], Mapping[int, GroupLine]]:
        grouped = next((c for c in self.model.columns if c.id == self.query.group), None)
        if self.listed.groups and grouped is not None:
            return rows_of(self.listed, grouped, self.closed, self.say_group)
        return self.listed.ids, {}

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
        else:
            self.fold(index.row())

    def _click(self, index: QModelIndex) -> None:
        self._led_to = 0
        if self.model.head(index.row()) is not None:
            self.fold(index.row())
        elif self.model.columns[index.column()].link:
            self._open(index)

    def sort(self, key: str, descending: bool) -> None:
        """Another order; it is remembered as the columns are."""
        self.query = replace(self.query, sort=key, descending=descending)
        self.view.show_sort(key, descending)
        self.remember()
        self.reload()

    def _copied(self, block: Block) -> None:
        QGuiApplication.clipboard().setMimeData(block.mime())
        self.bench.say(f"已复制 {block.rows:,} 行，可粘贴到表格")

    def _restore_columns(self) -> None:
        header = self.view.horizontalHeader()
        try:
            kept = json.loads(str(self.bench.settings.value(f"lists/{self.name}", "{}")))
            lay_out(self.view, kept.get("columns", ()))
            sort = str(kept.get("sort", ""))
            if sort and any(column.sort == sort for column in self.model.columns):
                self.query = replace(self.query, sort=sort, descending=bool(kept["descending"]))
        except (ValueError, TypeError, KeyError):
            self.bench.settings.remove(f"lists/{self.name}")
        self.view.show_sort(self.query.sort, self.query.descending)
        header.sectionMoved.connect(lambda *_: None if self.view.fitting else self.remember())
        header.sectionResized.connect(self._resized)
        header.customContextMenuRequested.connect(
            lambda place: self.offer_columns(header.mapToGlobal(place))
        )

    def _resized(self) -> None:
        # Only what the clerk did is remembered, not how columns follow the window.
        if not self.view.fitting:
            self.remember()


def _at_once(
    function: Callable[..., Any],
    on_done: Callable[[Any], object],
    on_error: object = None,
    *args: Any,
    key: str = "",
) -> None:
    """Ask a source that has its records at hand: no office is needed and nobody waits."""
    on_done(function(None, *args))


def _plain(list_ids: ListIds, load: Load | None) -> ListSource:
    if load is None:
        raise TypeError("a list of ids needs the way to its records")
    return PlainSource(list_ids, load)


def _block(
    office: Any, source: ListSource, ids: Sequence[int], columns: Sequence[Column], heads: bool
) -> Block:
    by_id = {record.id: record for record in source.load(office, ids)}
    return block_of([by_id[one] for one in ids if one in by_id], columns, heads=heads)
