"""Which columns a list shows, in what order and how wide: kept by their titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipdesk.ui import theme
from ipdesk.ui.widgets.record_view import RecordView

Layout = list[list[Any]]  # [title, width at 100 %, shown], from left to right


def layout_of(view: RecordView) -> Layout:
    """How the columns stand now."""
    header, columns = view.horizontalHeader(), view.records.columns
    zoom = theme.current().zoom
    found: Layout = []
    for place in range(len(columns)):
        number = header.logicalIndex(place)
        column, shown = columns[number], not header.isSectionHidden(number)
        # What only followed the window and its rows goes on following them.
        pulled = shown and view.widths.pulled
        width = round(view.columnWidth(number) * 100 / zoom) if pulled else column.width
        found.append([column.title, width, shown if view.widths.chosen else not column.hidden])
    return found


def usual(view: RecordView) -> Layout:
    """How the columns stood before anybody touched them."""
    return [[column.title, column.width, not column.hidden] for column in view.records.columns]


def lay_out(view: RecordView, wanted: Sequence[Sequence[Any]]) -> None:
    """Put the columns as they were kept; those that came since stand behind as they are meant."""
    header, columns = view.horizontalHeader(), view.records.columns
    numbers = {column.title: number for number, column in enumerate(columns)}
    place = 0
    meant = {column.title: (column.width, not column.hidden) for column in columns}
    kept = [(meant[title], width, shown) for title, width, shown in wanted if title in meant]
    view.widths.pulled = any(width != usual_width for (usual_width, _), width, _ in kept)
    view.widths.chosen = any(shown is not usually for (_, usually), _, shown in kept)
    view.fitting = True
    for title, width, shown in wanted:
        number = numbers.get(title)
        if number is None:
            continue
        header.moveSection(header.visualIndex(number), place)
        header.setSectionHidden(number, not shown)
        if shown:
            view.setColumnWidth(number, theme.current().px(int(width)))
        place += 1
    if all(header.isSectionHidden(number) for number in range(len(columns))):
        header.setSectionHidden(0, False)
    view.fitting = False
    view.fit()
