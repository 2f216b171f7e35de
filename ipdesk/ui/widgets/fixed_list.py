"""A list of records that are all at hand: clauses, readings, a roster, claims that change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from ipdesk.domain.listing import Kind
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import RecordsSource
from ipdesk.ui.widgets.paged_model import Column
from ipdesk.ui.widgets.record_table import RecordTable

_ABOVE = "above"


class FixedList(RecordTable):
    """Worked as every list is; with `tools` it has views, filters, groups and its export too."""

    def __init__(
        self,
        bench: Bench,
        name: str,
        title: str,
        columns: Sequence[Column],
        tools: ListTools | None = None,
        empty: QWidget | None = None,
    ) -> None:
        self.shown: tuple[Any, ...] = ()
        known = tuple(map(_keyed, columns))
        summed = [key for key, _ in (*tools.sums, *tools.counts)] if tools else []
        source = RecordsSource(lambda office, query: self.shown, known, summed, at_hand=True)
        super().__init__(bench, name, known, source, None, empty)
        self.view.setAccessibleName(title)
        self.setFocusProxy(self.view)
        self.choices = frozenset({_ABOVE})
        self.desk = ListDesk(self, tools) if tools else None

    def show_records(self, records: Sequence[Any], *, narrowed: bool = False) -> None:
        """Show other records, each with an id; the cursor stays on the record it was on.

        `narrowed` when there are more of them than what stands above the list leaves.
        """
        self.shown = tuple(records)
        self.query = replace(self.query, filters={_ABOVE: narrowed})
        self.reload()

    def tell_below(self, told: QLabel) -> None:
        """What the place says of the whole list stands in the line of its sums."""
        if self.desk is not None:
            self.desk.tell_below(told)


def _keyed(column: Column) -> Column:
    """Every column is sorted and narrowed by what stands in it; a chip is one of a few words."""
    made = column if column.sort else replace(column, sort=column.title)
    if made.tone is not None and made.kind is Kind.TEXT:
        made = replace(made, kind=Kind.CHOICE)
    return made
