"""How a clerk arranges a list: what its columns are narrowed to, its order, its groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

_VALUES = ("among", "without")
_DAYS = ("first", "last")
_NUMBERS = ("least", "most")


class Kind(StrEnum):
    """What stands in a column, and so how it is narrowed and added up."""

    TEXT = "text"
    CHOICE = "choice"  # one of a closed set
    DAY = "day"
    MONEY = "money"  # fen
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What one column is narrowed to; the parts left empty ask for nothing."""

    contains: str = ""
    among: tuple[Any, ...] = ()  # values as they are stored; "" stands for an empty cell
    without: tuple[Any, ...] = ()  # values left out
    first: date | None = None
    last: date | None = None
    least: int | None = None
    most: int | None = None

    @property
    def asks(self) -> bool:
        """Whether it leaves anything out at all."""
        return self != Narrowing()

    def admits(self, value: object) -> bool:
        """Whether a record with this value stays in the list."""
        if self.contains and self.contains.casefold() not in str(value or "").casefold():
            return False
        if self.among and ("" if value is None else value) not in self.among:
            return False
        if self.without and ("" if value is None else value) in self.without:
            return False
        if self.first is not None or self.last is not None:
            if not isinstance(value, date):
                return False
            if not (self.first or value) <= value <= (self.last or value):
                return False
        if self.least is not None or self.most is not None:
            if not isinstance(value, int):
                return False
            least = value if self.least is None else self.least
            most = value if self.most is None else self.most
            return least <= value <= most
        return True

    def told(self) -> dict[str, Any]:
        """As plain values, to be kept with a view."""
        kept: dict[str, Any] = {}
        if self.contains:
            kept["contains"] = self.contains
        for name in _VALUES:
            if values := getattr(self, name):
                kept[name] = list(values)
        for name in _DAYS:
            if (day := getattr(self, name)) is not None:
                kept[name] = day.isoformat()
        for name in _NUMBERS:
            if (number := getattr(self, name)) is not None:
                kept[name] = number
        return kept


def narrowing(kept: Mapping[str, Any]) -> Narrowing:
    """What was kept with a view; what cannot be read any more asks for nothing."""
    found: dict[str, Any] = {"contains": str(kept.get("contains", ""))}
    for name in _VALUES:
        values = kept.get(name, ())
        if isinstance(values, Sequence) and not isinstance(values, str):
            found[name] = tuple(one for one in values if isinstance(one, str | int))
    for name in _DAYS:
        try:
            found[name] = date.fromisoformat(str(kept[name]))
        except (KeyError, ValueError):
            continue
    for name in _NUMBERS:
        if isinstance(kept.get(name), int):
            found[name] = kept[name]
    return Narrowing(**found)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a list stands: columns narrowed by their keys, the order, and what it is grouped by."""

    narrowed: Mapping[str, Narrowing] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    group: str = ""

    def without(self, key: str) -> Arrangement:
        """The same with one column set free: what its own list of values is counted in."""
        return replace(self, narrowed={k: n for k, n in self.narrowed.items() if k != key})


@dataclass(frozen=True, slots=True)
class Sums:
    """How many records, and what their columns of money and counts come to."""

    count: int
    by_key: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """The records that share a value, or a month."""

    value: Any
    sums: Sums
    whole: bool = True  # not while more of them are still to come than were counted


@dataclass(frozen=True, slots=True)
class Listed:
    """A list in its order; where it is grouped, the groups in the same order."""

    ids: Sequence[int]
    groups: tuple[Group, ...] = ()
    rest: object | None = None  # what the store goes on by where only the first of it have come
