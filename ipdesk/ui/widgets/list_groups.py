"""A grouped list as rows: the line of each group, and the records of those that are open."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection

from ipdesk.domain.listing import Group, Listed
from ipdesk.ui.widgets.paged_model import Column, GroupLine


def rows_of(
    listed: Listed, column: Column, closed: Collection[object], note: Callable[[Group], str]
) -> tuple[array[int], dict[int, GroupLine]]:
    """The ids with those of group lines among them (negative), and the lines themselves.

    Of a list that is still coming only the groups whose records have begun to come.
    """
    rows: array[int] = array("q")
    heads: dict[int, GroupLine] = {}
    ids = listed.ids if isinstance(listed.ids, array) else array("q", listed.ids)
    start = 0
    for number, group in enumerate(listed.groups, start=1):
        if listed.rest is not None and start >= len(ids):
            break
        end = start + group.sums.count
        opened = group.value not in closed
        heads[-number] = GroupLine(-number, column.say(group.value), note(group), opened)
        rows.append(-number)
        if opened:
            rows.extend(ids[start:end])
        start = end
    return rows, heads
