"""Where a list has its records from, and what it is asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ipdesk.domain.listing import Arrangement, Group, Kind, Listed, Narrowing, Sums
from ipdesk.ui.widgets.paged_model import Column

if TYPE_CHECKING:
    from ipdesk.services.lists import Shown


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows: text searched for, the place's filters, the columns' ones, the order."""

    text: str = ""
    filters: dict[str, Any] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    narrowed: Mapping[str, Narrowing] = field(default_factory=dict)
    group: str = ""

    @property
    def arrangement(self) -> Arrangement:
        return Arrangement(self.narrowed, self.sort, self.descending, self.group)


ListIds = Callable[[Any, Query], Sequence[int]]
Load = Callable[[Any, Sequence[int]], Sequence[Any]]


class ListSource(ABC):
    """Answers on the store's thread; `keys` are the columns it can narrow, group and sort by."""

    keys: frozenset[str] = frozenset()
    at_hand = False  # answered at once: nothing of it is in the store

    @abstractmethod
    def listed(self, office: Any, query: Query) -> Listed:
        """The ids in order, with groups when the query asks for them.

        A long list comes in parts: as long as there is a rest, `more` has what comes next.
        """

    def more(self, office: Any, rest: Any) -> Listed:
        """The ids that come next; groups where not all of them had come."""
        return Listed(())

    @abstractmethod
    def load(self, office: Any, ids: Sequence[int]) -> Sequence[Any]:
        """The records of these ids."""

    def choices(self, office: Any, query: Query, key: str) -> Sequence[tuple[Any, int]]:
        """The values of a column with their counts."""
        return ()

    def sums(self, office: Any, query: Query, only: Sequence[int] | None) -> Sums:
        """What the list comes to, or some of its rows."""
        return Sums(len(only) if only is not None else 0)


class PlainSource(ListSource):
    """A list that is only sorted, by two functions of its place."""

    def __init__(self, list_ids: ListIds, load: Load) -> None:
        self._list_ids = list_ids
        self._load = load

    def listed(self, office: Any, query: Query) -> Listed:
        return Listed(self._list_ids(office, query))

    def load(self, office: Any, ids: Sequence[int]) -> Sequence[Any]:
        return self._load(office, ids)


class StoreSource(ListSource):
    """A list the store narrows, orders and adds up.

    How it does so is read with the first such list; the first screen has none.
    """

    def __init__(
        self,
        shown: Callable[[Any, Query], Shown],
        load: Load,
        keys: Sequence[str],
        usual: tuple[str, bool] = ("", False),
    ) -> None:
        """`usual` is the order, and whether downwards, of a list nobody has sorted."""
        self.keys = frozenset(keys)
        self._shown = shown
        self._load = load
        self._usual = usual

    def listed(self, office: Any, query: Query) -> Listed:
        from ipdesk.services import lists

        return lists.listed(office, self._shown(office, query), self._arranged(query))

    def more(self, office: Any, rest: Any) -> Listed:
        from ipdesk.services import lists

        return lists.more(office, rest)

    def load(self, office: Any, ids: Sequence[int]) -> Sequence[Any]:
        return self._load(office, ids)

    def choices(self, office: Any, query: Query, key: str) -> Sequence[tuple[Any, int]]:
        from ipdesk.services import lists

        return lists.choices(office, self._shown(office, query), query.arrangement, key)

    def sums(self, office: Any, query: Query, only: Sequence[int] | None) -> Sums:
        from ipdesk.services import lists

        return lists.sums(office, self._shown(office, query), query.arrangement, only)

    def _arranged(self, query: Query) -> Arrangement:
        if query.sort:
            return query.arrangement
        sort, descending = self._usual
        return Arrangement(query.narrowed, sort, descending, query.group)


class RecordsSource(ListSource):
    """A list of records that are all at hand, arranged by the values of its columns."""

    def __init__(
        self,
        records: Callable[[Any, Query], Sequence[Any]],
        columns: Sequence[Column],
        summed: Sequence[str] = (),
        *,
        at_hand: bool = False,
    ) -> None:
        self.at_hand = at_hand
        self._records = records
        self._columns = {column.id: column for column in columns if column.id}
        self._summed = tuple(summed)
        self._known: dict[int, Any] = {}
        self.keys = frozenset(self._columns)

    def listed(self, office: Any, query: Query) -> Listed:
        found = list(self._narrowed(office, query))
        self._known = {record.id: record for record in found}
        if query.sort in self._columns:
            rank = _ranks(self._columns[query.sort])
            found.sort(key=rank, reverse=query.descending)
        if query.group not in self._columns:
            return Listed([record.id for record in found])
        grouped = self._columns[query.group]
        found.sort(key=lambda record: _rank(_group_value(grouped, record)))
        groups: dict[Any, list[Any]] = {}
        for record in found:
            groups.setdefault(_group_value(grouped, record), []).append(record)
        told = tuple(Group(value, self._sum(records)) for value, records in groups.items())
        return Listed([record.id for record in found], told)

    def load(self, office: Any, ids: Sequence[int]) -> Sequence[Any]:
        known = self._known
        return [known[number] for number in ids if number in known]

    def choices(self, office: Any, query: Query, key: str) -> Sequence[tuple[Any, int]]:
        others = {name: asked for name, asked in query.narrowed.items() if name != key}
        column = self._columns[key]
        found = self._narrowed(office, Query(query.text, query.filters, narrowed=others))
        return Counter(_plain(column.raw(record)) for record in found).most_common()

    def sums(self, office: Any, query: Query, only: Sequence[int] | None) -> Sums:
        wanted = None if only is None else frozenset(only)
        found = self._narrowed(office, query)
        return self._sum([one for one in found if wanted is None or one.id in wanted])

    def _narrowed(self, office: Any, query: Query) -> Sequence[Any]:
        asked = [(self._columns[k], n) for k, n in query.narrowed.items() if k in self._columns]
        return [
            record
            for record in self._records(office, query)
            if all(narrowing.admits(_plain(column.raw(record))) for column, narrowing in asked)
        ]

    def _sum(self, records: Sequence[Any]) -> Sums:
        columns = [(key, self._columns[key]) for key in self._summed]
        by_key = {key: sum(int(c.raw(one) or 0) for one in records) for key, c in columns}
        return Sums(len(records), by_key)


def _plain(value: Any) -> Any:
    return "" if value is None else value


def _ranks(column: Column) -> Callable[[Any], tuple[bool, Any]]:
    """What a column is sorted by: words as they are spelt, as the store's lists of names are."""
    from ipdesk.services.spelling import spelt

    def rank(record: Any) -> tuple[bool, Any]:
        value = column.rank(record) if column.rank else column.raw(record)
        return _rank(spelt(value) if isinstance(value, str) and value else value)

    return rank


def _rank(value: Any) -> tuple[bool, Any]:
    """Empty cells come first, whatever kind of value the others are."""
    return (value is not None and value != "", value if value is not None else "")


def _group_value(column: Column, record: Any) -> Any:
    value = column.raw(record)
    if column.kind is Kind.DAY:
        return value.isoformat()[:7] if isinstance(value, date) else ""
    return _plain(value)
