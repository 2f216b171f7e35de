"""A grouped list as rows: the line of each group, and the records of those that are open."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from ipdesk.domain.listing import Group, Listed
from ipdesk.ui.widgets.paged_model import Column, GroupLine


class GroupLines(Mapping[int, GroupLine]):
    """The lines above the groups shown, made when they are looked at: there may be thousands."""

    def __init__(
        self,
        groups: Sequence[Group],
        column: Column,
        closed: Collection[object],
        note: Callable[[Group], str],
    ) -> None:
        self._groups = groups
        self._column = column
        self._closed = frozenset(closed)
        self._note = note

    def __getitem__(self, number: int) -> GroupLine:
        if not -len(self._groups) <= number < 0:
            raise KeyError(number)
        group = self._groups[-number - 1]
        opened = group.value not in self._closed
        return GroupLine(number, self._column.say(group.value), self._note(group), opened)

    def __iter__(self) -> Iterator[int]:
        return iter(range(-1, -len(self._groups) - 1, -1))

    def __len__(self) -> int:
        return len(self._groups)


def rows_of(
    listed: Listed, column: Column, closed: Collection[object], note: Callable[[Group], str]
) -> tuple[array[int], Mapping[int, GroupLine]]:
    """The ids with those of group lines among them (negative), and the lines themselves.

    Of a list that is still coming only the groups whose records have begun to come.
    """
    rows: array[int] = array("q")
    ids = listed.ids if isinstance(listed.ids, array) else array("q", listed.ids)
    start = number = 0
    for number, group in enumerate(listed.groups, start=1):
        if listed.rest is not None and start >= len(ids):
            number -= 1
            break
        end = start + group.sums.count
        rows.append(-number)
        if group.value not in closed:
            rows.extend(ids[start:end])
        start = end
    return rows, GroupLines(listed.groups[:number], column, closed, note)
