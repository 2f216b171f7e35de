"""The views of one list at work: kept, brought back, the last one at the next start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QLineEdit, QMenu

from ipdesk.ui.widgets.list_bar import ListBar
from ipdesk.ui.widgets.list_layout import Layout, lay_out, layout_of, usual
from ipdesk.ui.widgets.list_views import ListViews, View
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.view_sheet import ViewSheet

USUAL = ""


class Above(Protocol):
    """The controls a page has above its list, kept with a view."""

    @property
    def text(self) -> QLineEdit | None: ...  # what the list is searched by

    def kept(self) -> Mapping[str, Any]: ...

    def bring(self, kept: Mapping[str, Any]) -> None: ...


class ViewDesk(QObject):
    """Everything one sees of a list: columns, order, filters, groups, and what stands above it."""

    def __init__(
        self,
        table: RecordTable,
        above: Above | None,
        show_name: Callable[[str, bool], object],
        arrange: Callable[[], object],
    ) -> None:
        super().__init__(table)
        self._table = table
        self._above = above
        self._show_name = show_name
        self._arrange = arrange
        self._views = ListViews(table.bench.settings, table.name)
        self.name = USUAL
        table.arranged.connect(self.tell)
        table.bench.actor_changed.connect(lambda _: self._follow_person())
        # The page sets its own controls up first; a view of before comes on top of them.
        QTimer.singleShot(0, self, self._come_back)

    def named(self) -> dict[str, View]:
        """What whoever sits here has kept."""
        bench = self._table.bench
        return self._views.named(bench.actor.id) if bench.has_actor else {}

    def offer(self, bar: ListBar) -> None:
        """The views that were kept, and what can be done with them."""
        menu = QMenu(self._table)
        self._add(menu, "默认", USUAL)
        for number, name in enumerate(self.named(), start=1):
            self._add(menu, f"&{number}  {name}" if number < 10 else name, name)
        menu.addSeparator()
        menu.addAction("存为新视图…", self.ask)
        if self.name != USUAL:
            menu.addAction(f"更新“{self.name}”", partial(self.keep, self.name))
            menu.addAction(f"删除“{self.name}”", self.drop)
        menu.addAction("恢复默认", self.restore)
        menu.popup(bar.views.mapToGlobal(QPoint(0, bar.views.height() + 2)))

    def ask(self) -> None:
        """Keep how the list stands under a name."""
        messages = self._table.bench.messages
        sheet = ViewSheet(messages.window, self.named())
        if messages.run(sheet) and sheet.name:
            self.keep(sheet.name)

    def keep(self, name: str) -> None:
        self._views.keep(self._table.bench.actor.id, name, self.now())
        self._call(name)
        self._table.bench.say(f"视图“{name}”已保存")

    def drop(self) -> None:
        self._views.drop(self._table.bench.actor.id, self.name)
        self.restore()

    def show(self, name: str) -> None:
        """The list as it was kept under a name."""
        kept = self.named().get(name)
        if kept is None:
            self.restore()
            return
        lay_out(self._table.view, kept.columns)
        self._call(name)
        self._bring(kept)

    def restore(self) -> None:
        """The list as it is meant: all its rows, its own columns and order."""
        self._call(USUAL)
        lay_out(self._table.view, usual(self._table.view))
        self._bring(View())

    def now(self) -> View:
        """How the list stands."""
        query = self._table.query
        return View(
            layout_of(self._table.view),
            query.sort,
            query.descending,
            {key: asked.told() for key, asked in query.narrowed.items()},
            query.group,
            dict(self._above.kept()) if self._above else {},
        )

    def tell(self) -> None:
        """Say which view is on, and whether the list stands otherwise by now."""
        kept = self.named().get(self.name) if self.name else None
        self._show_name(self.name, kept is not None and _seen(kept) != _seen(self.now()))

    def _bring(self, view: View) -> None:
        table = self._table
        table.closed.clear()
        table.query = replace(
            table.query,
            sort=view.sort,
            descending=view.descending,
            narrowed=view.narrowings(),
            group=view.group if view.group in table.source.keys else "",
        )
        table.view.show_sort(view.sort, view.descending)
        table.remember()
        if self._above is not None:
            self._above.bring(view.place)
        self._arrange()

    def _come_back(self) -> None:
        bench = self._table.bench
        if bench.has_actor:
            name = self._views.last(bench.actor.id)
            if name in self.named():
                self.show(name)

    def _follow_person(self) -> None:
        if self.name not in self.named():
            self.name = USUAL
        self.tell()

    def _call(self, name: str) -> None:
        self.name = name
        if self._table.bench.has_actor:
            self._views.remember(self._table.bench.actor.id, name)
        self.tell()

    def _add(self, menu: QMenu, text: str, name: str) -> None:
        action = menu.addAction(text, partial(self.show, name))
        action.setCheckable(True)
        action.setChecked(name == self.name)


def _seen(view: View) -> tuple[object, ...]:
    """What makes two views the same: not the widths, which follow the window."""
    columns: Layout = [[title, shown] for title, _, shown in view.columns]
    narrowed = {key: dict(asked) for key, asked in view.narrowed.items()}
    return columns, view.sort, view.descending, narrowed, view.group, dict(view.place)
