"""What a clerk arranges a list with: heads, chips, views, groups, sums and the export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ipdesk.domain.listing import Group, Narrowing, Sums
from ipdesk.domain.money import figures
from ipdesk.ui.widgets.base import label, row, rule
from ipdesk.ui.widgets.column_menu import ColumnMenu
from ipdesk.ui.widgets.filter_keys import FilterKeys
from ipdesk.ui.widgets.list_bar import ListBar
from ipdesk.ui.widgets.list_export import export_list
from ipdesk.ui.widgets.narrowing_form import told
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.row_menu import RowAct, by_value
from ipdesk.ui.widgets.view_desk import Above, ViewDesk

_PAUSE_MS = 80


@dataclass(frozen=True, slots=True)
class ListTools:
    """What a list is called, what of it is added up, and the filters above it."""

    title: str
    sums: tuple[tuple[str, str], ...] = ()  # key and caption, in fen
    above: Above | None = None
    counts: tuple[tuple[str, str], ...] = ()  # key and caption, plain numbers


class ListDesk(QObject):
    """Works on one list; the bar stands above its rows and the sums below."""

    def __init__(self, table: RecordTable, tools: ListTools) -> None:
        super().__init__(table)
        self.table = table
        self.tools = tools
        self.totals = Sums(0)
        self.bar = ListBar(self.offer_views, self._offer_columns, self.export, self.free_all)
        self.views = ViewDesk(table, tools.above, self.bar.show_view, self._arrange)
        self.foot = label("", "small", wrap=True)
        self._foot = row(self.foot, margins=(12, 5, 12, 5))
        table.whole.insertWidget(0, self.bar)
        table.whole.insertWidget(1, rule())
        for before in self.bar.findChildren(QPushButton):
            QWidget.setTabOrder(before, table.view)
        table.whole.addWidget(rule())
        table.whole.addLayout(self._foot)
        columns, heads = table.model.columns, table.view.heads
        known = [n for n, column in enumerate(columns) if column.id in table.source.keys]
        heads.offered = frozenset(known)
        heads.menu_asked.connect(self.open_menu)
        table.view.menu_asked.connect(self.open_menu)
        table.view.views_asked.connect(self.offer_views)
        table.row_values = self._values_of
        table.arranged.connect(self._add_up)
        if tools.above is not None and tools.above.text is not None:
            FilterKeys(table, tools.above.text)
        table.say_group = self._say_group  # type: ignore[method-assign]
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._add_up_selected)
        table.view.selectionModel().selectionChanged.connect(lambda *_: self._pause.start())

    def narrow(self, key: str, asked: Narrowing) -> None:
        """Narrow a column, or set it free."""
        others = {name: one for name, one in self.table.query.narrowed.items() if name != key}
        self._arrange(narrowed={**others, key: asked} if asked.asks else others)

    def _values_of(self, index: QModelIndex) -> list[RowAct]:
        column, record = self.table.model.columns[index.column()], self.table.current()
        if column.id not in self.table.source.keys:
            return []
        before = self.table.query.narrowed.get(column.id, Narrowing())
        return by_value(column, record, self.narrow, before)

    def group(self, key: str) -> None:
        """Group by a column; "" for none."""
        self.table.closed.clear()
        self._arrange(group=key)

    def free_all(self) -> None:
        self._arrange(narrowed={}, group="")

    def open_menu(self, number: int) -> None:
        """The menu of a column, below its head."""
        heads = self.table.view.heads
        if number in heads.offered:
            corner = QPoint(heads.sectionViewportPosition(number), heads.height())
            self.menu_of(number).open_at(heads.mapToGlobal(corner))

    def menu_of(self, number: int) -> ColumnMenu:
        """The menu of a column; the values that occur are on their way."""
        table, column = self.table, self.table.model.columns[number]
        asked = table.query.narrowed.get(column.id, Narrowing())
        menu = ColumnMenu(table, column, asked, grouped=table.query.group == column.id)
        menu.narrowed.connect(partial(self.narrow, column.id))
        menu.grouped.connect(lambda on: self.group(column.id if on else ""))
        menu.sorted_by.connect(partial(table.sort, column.sort))
        menu.hidden.connect(partial(table.show_column, number, False))
        work = (table.query, column.id)
        table.ask(
            table.source.choices, menu.show_choices, None, *work, key=f"table/{table.name}/values"
        )
        return menu

    def offer_views(self) -> None:
        """The views that were kept, and what can be done with them."""
        self.views.offer(self.bar)

    def export(self) -> None:
        """Hand on exactly what is shown."""
        said = [text for text, _ in self._chips()]
        export_list(self.table, self.tools.title, said, self.totals.count)

    def tell_below(self, told: QLabel) -> None:
        """Something the place has to say of the whole list, at the end of the line of sums."""
        told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._foot.addWidget(told)

    def said(self) -> str:
        """The narrowings in words."""
        return "；".join(text for text, _ in self._chips())

    def _arrange(self, **changed: Any) -> None:
        table = self.table
        table.query = replace(table.query, **changed)
        asked, columns = table.query.narrowed, enumerate(table.model.columns)
        table.view.heads.narrowed = frozenset(n for n, one in columns if one.id in asked)
        table.view.heads.viewport().update()
        self.bar.show_chips(self._chips())
        table.reload()

    def _chips(self) -> list[tuple[str, Callable[[], object]]]:
        query = self.table.query
        columns = {column.id: column for column in self.table.model.columns if column.id}
        found: list[tuple[str, Callable[[], object]]] = [
            (told(columns[key], asked), partial(self.narrow, key, Narrowing()))
            for key, asked in query.narrowed.items()
            if key in columns
        ]
        if query.group in columns:
            found.append((f"分组：{columns[query.group].title}", partial(self.group, "")))
        return found

    def _add_up(self) -> None:
        table = self.table
        run, key = table.ask, f"table/{table.name}/sums"
        run(table.source.sums, self._show_totals, None, table.query, None, key=key)

    def _add_up_selected(self) -> None:
        table, ids = self.table, self.table.selected_ids()
        if len(ids) < 2 or len(ids) == self.totals.count:
            self._tell("计数", self.totals)
            return
        run, key = table.ask, f"table/{table.name}/sums"
        run(table.source.sums, partial(self._tell, "所选"), None, table.query, ids, key=key)

    def _show_totals(self, sums: Sums) -> None:
        self.totals = sums
        self._tell("计数", sums)

    def _tell(self, caption: str, sums: Sums) -> None:
        self.foot.setText(f"{caption} {sums.count:,}{self._said_sums(sums)}")

    def _said_sums(self, sums: Sums) -> str:
        known, tools = sums.by_key, self.tools
        counted = "".join(f"　　{name} {known.get(key, 0):,}" for key, name in tools.counts)
        money = ((name, known.get(key, 0)) for key, name in tools.sums)
        return counted + "".join(f"　　{name} {figures(fen)} 元" for name, fen in money)

    def _say_group(self, group: Group) -> str:
        if not group.whole:
            return "…"
        return f"{group.sums.count:,} 件{self._said_sums(group.sums)}"

    def _offer_columns(self) -> None:
        button = self.bar.columns
        self.table.offer_columns(button.mapToGlobal(QPoint(0, button.height() + 2)))
