"""Any list of the store, narrowed, ordered, grouped and added up by the store itself.

A list names its columns once (`Shelf`); nothing a window sends reaches the SQL but values.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from ipdesk.domain.listing import Arrangement, Group, Kind, Listed, Narrowing, Sums
from ipdesk.storage.database import Database

Values = list[object]
_SHOWN_VALUES = 500  # more different values than anybody ticks off one by one


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a list: its SQL, what it holds, and how it is ordered by."""

    sql: str
    kind: Kind = Kind.TEXT
    order: tuple[str, ...] = ()  # what to order by, where it is not the column itself
    summed: bool = False
    within: tuple[str, str] = ("", "")  # its name in a table of its own, and who is meant by those
    # found there, with two places for the condition: names beside each row cost two look-ups each


@dataclass(frozen=True, slots=True)
class Shelf:
    """The columns of a list and where they come from."""

    table: str  # with its alias: "claim c"
    key: str  # the id of a row: "c.id"
    fields: Mapping[str, Field]
    joins: Mapping[str, str] = field(default_factory=dict)  # by alias; only those used are made
    usual: str = ""  # the order of a list nobody has ordered
    apart: bool = False  # narrowed before it is ordered: asked row by row in the order of an
    # index, a million rows take half a minute


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as its place shows it: what the place itself leaves out, as SQL with its values."""

    shelf: Shelf
    parts: tuple[str, ...] = ()
    values: tuple[object, ...] = ()


def listed(db: Database, shown: Shown, wanted: Arrangement) -> Listed:
    """The ids in order, and the groups where there are any."""
    shelf = shown.shelf
    where, values = _where(shown, wanted)
    order = [f"{part} {_way(wanted.descending)}" for part in _order(shelf, wanted)]
    groups: tuple[Group, ...] = ()
    if wanted.group:
        by = _group_of(shelf, wanted.group)
        order.insert(0, by)
        groups = _groups(db, shown, wanted, by)
    text = " ORDER BY ".join((where, ", ".join(order)))
    # One JSON text instead of a tuple for each row: two thirds of the time.
    ids = db.value(
        f"SELECT json_group_array(id) FROM (SELECT {shelf.key} AS id{_from(shelf, text)}{text})",
        values,
    )
    return Listed(array("q", json.loads(ids)), groups)


def sums(
    db: Database, shown: Shown, wanted: Arrangement, only: Sequence[int] | None = None
) -> Sums:
    """What the rows shown come to, or some of them."""
    where, values = _where(shown, wanted)
    if only is not None:
        where = f"{where} AND {shown.shelf.key} IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(only)))
    names, columns = _summed(shown.shelf)
    row = db.row(f"SELECT {columns}{_from(shown.shelf, columns + where)}{where}", values)
    assert row is not None  # an aggregate always has a row
    return _sums(names, row)


def choices(
    db: Database, shown: Shown, wanted: Arrangement, key: str
) -> tuple[tuple[Any, int], ...]:
    """Every value of a column with its count, as the other columns leave the list."""
    where, values = _where(shown, wanted.without(key))
    sql = f"coalesce({shown.shelf.fields[key].sql}, '')"
    text = f"{where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_SHOWN_VALUES}"
    found = db.rows(f"SELECT {sql}, count(*){_from(shown.shelf, sql + where)}{text}", values)
    return tuple((value, int(count)) for value, count in found)


def _groups(db: Database, shown: Shown, wanted: Arrangement, by: str) -> tuple[Group, ...]:
    where, values = _where(shown, wanted)
    names, columns = _summed(shown.shelf)
    source = _from(shown.shelf, columns + where + by)
    text = f"SELECT {by}, {columns}{source}{where} GROUP BY 1 ORDER BY 1"
    return tuple(Group(row[0], _sums(names, row[1:])) for row in db.rows(text, values))


def _summed(shelf: Shelf) -> tuple[list[str], str]:
    names = [name for name, one in shelf.fields.items() if one.summed]
    parts = ["count(*)", *(f"coalesce(sum({shelf.fields[name].sql}), 0)" for name in names)]
    return names, ", ".join(parts)


def _sums(names: Sequence[str], row: Sequence[Any]) -> Sums:
    return Sums(int(row[0]), {name: int(fen) for name, fen in zip(names, row[1:], strict=True)})


def _group_of(shelf: Shelf, key: str) -> str:
    one = shelf.fields[key]
    # Days are grouped by their month.
    return (
        f"coalesce(substr({one.sql}, 1, 7), '')"
        if one.kind is Kind.DAY
        else (f"coalesce({one.sql}, '')")
    )


def _order(shelf: Shelf, wanted: Arrangement) -> tuple[str, ...]:
    one = shelf.fields.get(wanted.sort or shelf.usual)
    if one is None:
        return (shelf.key,)
    return (*(one.order or (one.sql,)), shelf.key)


def _way(descending: bool) -> str:
    return "DESC" if descending else "ASC"


def _from(shelf: Shelf, used: str) -> str:
    """Only what is asked for is joined: each join costs as much as the list itself."""
    joins: list[str] = []
    for alias, text in reversed(list(shelf.joins.items())):
        if re.search(rf"\b{alias}\.", used):
            joins.insert(0, text)
            used += text
    return " ".join((f" FROM {shelf.table}", *joins))


def _where(shown: Shown, wanted: Arrangement) -> tuple[str, Values]:
    shelf, parts, values = shown.shelf, list(shown.parts), list(shown.values)
    for key, asked in wanted.narrowed.items():
        if key not in shelf.fields or not asked.asks:
            continue
        field_sql, meant = shelf.fields[key].within
        condition, given = _narrow(field_sql or shelf.fields[key].sql, asked)
        if meant:
            condition, given = meant.format(condition, condition), given * 2
        if shelf.apart:
            condition = f"+{shelf.key} IN (SELECT {shelf.key} FROM {shelf.table} WHERE {condition})"
        parts.append(condition)
        values.extend(given)
    return f" WHERE {' AND '.join(parts) or '1'}", values


def _narrow(sql: str, asked: Narrowing) -> tuple[str, Values]:
    parts: list[str] = []
    values: Values = []

    def add(part: str, *more: object) -> None:
        parts.append(part)
        values.extend(more)

    if asked.contains:
        add(f"instr(lower({sql}), lower(?))", asked.contains)
    if asked.among:
        # An empty cell may be no value at all; only then is the index of no use.
        cell = f"coalesce({sql}, '')" if "" in asked.among else sql
        add(f"{cell} IN ({', '.join('?' for _ in asked.among)})", *asked.among)
    if asked.first is not None:
        add(f"{sql} >= ?", asked.first.isoformat())
    if asked.last is not None:
        # What holds a time of day too is still of this day.
        add(f"{sql} < ?", (asked.last + timedelta(days=1)).isoformat())
    if asked.least is not None:
        add(f"{sql} >= ?", asked.least)
    if asked.most is not None:
        add(f"{sql} <= ?", asked.most)
    return " AND ".join(parts), values
