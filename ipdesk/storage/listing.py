"""Any list of the store, narrowed, ordered, grouped and added up by the store itself.

A list names its columns once (`Shelf`); nothing a window sends reaches the SQL but values.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
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
    within: str = ""  # what else holds its text, apart from letters and figures


@dataclass(frozen=True, slots=True)
class Shelf:
    """The columns of a list and where they come from."""

    table: str  # with its alias: "claim c"
    key: str  # the id of a row: "c.id"
    fields: Mapping[str, Field]
    joins: Mapping[str, str] = field(default_factory=dict)  # by alias; only those used are made
    usual: str = ""  # the order of a list nobody has ordered
    # A million rows: every column is filled and has an index of its own, and nothing is added
    # up. Read from one index at a time and handed over in parts (storage/long_lists.py).
    long: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as its place shows it: what the place itself leaves out, as SQL with its values."""

    shelf: Shelf
    parts: tuple[str, ...] = ()
    values: tuple[object, ...] = ()
    asked: tuple[tuple[str, Narrowing], ...] = ()  # columns the place itself narrows
    among: frozenset[int] | None = None  # all the place has found


def listed(db: Database, shown: Shown, wanted: Arrangement) -> Listed:
    """The ids in order, and the groups where there are any."""
    where, values = conditions(shown, wanted)
    order = ", ".join(f"{sql} {way}" for sql, way in ordering(shown.shelf, wanted))
    text = f"{where} ORDER BY {order}"
    if _many_groups(shown.shelf, wanted):
        return _listed_with_groups(db, shown, wanted, "")
    select = f"SELECT {shown.shelf.key} AS id{source(shown.shelf, text)}{text}"
    return Listed(ids(db, select, values), grouped(db, shown, wanted))


@dataclass(frozen=True, slots=True)
class Behind:
    """What a list in groups is still to show, behind its first rows."""

    shown: Shown
    wanted: Arrangement
    given: int


def begun(db: Database, shown: Shown, wanted: Arrangement, first: int) -> Listed:
    """The list; of one in groups, of which there may be many, the beginning."""
    if not wanted.group:
        return listed(db, shown, wanted)
    found = _listed_with_groups(db, shown, wanted, f" LIMIT {first:d}")
    if len(found.ids) < first:
        return found
    *whole, last = found.groups
    groups = (*whole, replace(last, whole=False))
    return Listed(found.ids, groups, Behind(shown, wanted, len(found.ids)))


def behind(db: Database, rest: Behind) -> Listed:
    """The rest of it, with all the groups."""
    found = listed(db, rest.shown, rest.wanted)
    return Listed(found.ids[rest.given :], found.groups)


def _many_groups(shelf: Shelf, wanted: Arrangement) -> bool:
    return bool(wanted.group) and shelf.fields[wanted.group].kind is Kind.TEXT


def _listed_with_groups(db: Database, shown: Shown, wanted: Arrangement, limit: str) -> Listed:
    """Rows with their groups, gone through once: there may be nearly as many of these."""
    shelf, names = shown.shelf, _summed(shown.shelf)[0]
    where, values = conditions(shown, wanted)
    order = ", ".join(f"{sql} {way}" for sql, way in ordering(shelf, wanted))
    text = f"{where} ORDER BY {order}{limit}"
    columns = ", ".join([_group_of(shelf, wanted.group), *(shelf.fields[one].sql for one in names)])
    tables = source(shelf, columns + text)
    found = db.rows(f"SELECT {shelf.key}, {columns}{tables}{text}", values)
    groups = []
    for value, rows in groupby(found, key=itemgetter(1)):
        of_group = list(rows)
        amounts: Sequence[Any] = of_group[0][2:]
        if len(of_group) > 1:
            places = range(2, 2 + len(names))
            amounts = [sum(filter(None, map(itemgetter(n), of_group))) for n in places]
        by_key = {name: fen or 0 for name, fen in zip(names, amounts, strict=True)}
        groups.append(Group(value, Sums(len(of_group), by_key)))
    return Listed(array("q", (row[0] for row in found)), tuple(groups))


def ids(db: Database, select: str, values: Sequence[object]) -> array[int]:
    """The column `id` of a query: as one JSON text it takes a third of the time of its rows."""
    found = db.value(f"SELECT json_group_array(id) FROM ({select})", values)
    return array("q", json.loads(found))


def sums(
    db: Database, shown: Shown, wanted: Arrangement, only: Sequence[int] | None = None
) -> Sums:
    """What the rows shown come to, or some of them."""
    where, values = conditions(shown, wanted)
    if only is not None:
        where = f"{where} AND {shown.shelf.key} IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(only)))
    names, columns = _summed(shown.shelf)
    row = db.row(f"SELECT {columns}{source(shown.shelf, columns + where)}{where}", values)
    assert row is not None  # an aggregate always has a row
    return _sums(names, row)


def choices(
    db: Database, shown: Shown, wanted: Arrangement, key: str
) -> tuple[tuple[Any, int], ...]:
    """Every value of a column with its count, as the other columns leave the list.

    A column of names and numbers has none to be ticked off, and a million of them to count.
    """
    if shown.shelf.fields[key].kind is not Kind.CHOICE:
        return ()
    where, values = conditions(shown, wanted.without(key))
    sql = _cell(shown.shelf, key)
    text = f"{where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_SHOWN_VALUES}"
    found = db.rows(f"SELECT {sql}, count(*){source(shown.shelf, sql + where)}{text}", values)
    return tuple((value, int(count)) for value, count in found)


def grouped(db: Database, shown: Shown, wanted: Arrangement) -> tuple[Group, ...]:
    """The groups in their order, with what each comes to."""
    if not wanted.group:
        return ()
    where, values = conditions(shown, wanted)
    names, columns = _summed(shown.shelf)
    by = _group_of(shown.shelf, wanted.group)
    tables = source(shown.shelf, columns + where + by)
    text = f"SELECT {by}, {columns}{tables}{where} GROUP BY 1 ORDER BY 1"
    return tuple(Group(row[0], _sums(names, row[1:])) for row in db.rows(text, values))


def ordering(shelf: Shelf, wanted: Arrangement) -> list[tuple[str, str]]:
    """What the rows are ordered by, each with its way; groups stand from first to last."""
    one, way = shelf.fields.get(wanted.sort or shelf.usual), "DESC" if wanted.descending else "ASC"
    parts = (*(one.order or (one.sql,)), shelf.key) if one else (shelf.key,)
    order = [(part, way) for part in parts]
    return [(_group_of(shelf, wanted.group), "ASC"), *order] if wanted.group else order


def source(shelf: Shelf, used: str) -> str:
    """Only what is asked for is joined: each join costs as much as the list itself."""
    joins: list[str] = []
    for alias, text in reversed(list(shelf.joins.items())):
        if re.search(rf"\b{alias}\.", used):
            joins.insert(0, text)
            used += text
    return " ".join((f" FROM {shelf.table}", *joins))


def conditions(shown: Shown, wanted: Arrangement) -> tuple[str, Values]:
    """Which rows: those of the place, as far as its columns are narrowed to them."""
    shelf, parts, values = shown.shelf, list(shown.parts), list(shown.values)
    for key, asked in narrowings(shown, wanted):
        condition, given = narrowed(shelf.fields[key].sql, asked)
        if shelf.long:
            condition = f"+{shelf.key} IN (SELECT {shelf.key} FROM {shelf.table} WHERE {condition})"
        parts.append(condition)
        values.extend(given)
    if shown.among is not None:
        parts.append(f"+{shelf.key} IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(shown.among)))
    return f" WHERE {' AND '.join(parts) or '1'}", values


def narrowings(shown: Shown, wanted: Arrangement) -> list[tuple[str, Narrowing]]:
    """What the place and the clerk ask of the columns."""
    known = shown.shelf.fields
    asked = (*shown.asked, *wanted.narrowed.items())
    return [(key, one) for key, one in asked if key in known and one.asks]


def narrowed(sql: str, asked: Narrowing) -> tuple[str, Values]:
    """A narrowing of one column as a condition, with its values."""
    parts: list[str] = []
    values: Values = []

    def add(part: str, *more: object) -> None:
        parts.append(part)
        values.extend(more)

    if asked.contains:
        # Chinese has no capitals, and to look for them doubles the time.
        plain = asked.contains.lower() == asked.contains.upper()
        add(f"instr({sql}, ?)" if plain else f"instr(lower({sql}), lower(?))", asked.contains)
    if asked.among:
        # An empty cell may be no value at all; only then is the index of no use.
        cell = f"coalesce({sql}, '')" if "" in asked.among else sql
        add(f"{cell} IN ({', '.join('?' for _ in asked.among)})", *asked.among)
    if asked.without:
        marks = ", ".join("?" for _ in asked.without)
        add(f"coalesce({sql}, '') NOT IN ({marks})", *asked.without)
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


def _summed(shelf: Shelf) -> tuple[list[str], str]:
    names = [name for name, one in shelf.fields.items() if one.summed]
    parts = ["count(*)", *(f"coalesce(sum({shelf.fields[name].sql}), 0)" for name in names)]
    return names, ", ".join(parts)


def _sums(names: Sequence[str], row: Sequence[Any]) -> Sums:
    return Sums(int(row[0]), {name: int(fen) for name, fen in zip(names, row[1:], strict=True)})


def _group_of(shelf: Shelf, key: str) -> str:
    one = shelf.fields[key]
    # Days are grouped by their month.
    return f"coalesce(substr({one.sql}, 1, 7), '')" if one.kind is Kind.DAY else _cell(shelf, key)


def _cell(shelf: Shelf, key: str) -> str:
    """A column as text, the way its index has it where there is one."""
    sql = shelf.fields[key].sql
    return sql if shelf.long else f"coalesce({sql}, '')"
