"""Lists of a million rows: the first of them at once, the rest in parts, each from where it ended.

All of them at once would hold the store for seconds; so other work comes in between.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from ipdesk.domain.listing import Arrangement, Listed, Narrowing
from ipdesk.storage import listing
from ipdesk.storage.database import Database
from ipdesk.storage.listing import Shelf, Shown

FIRST = 512  # rows shown at once
PART = 100_000  # rows of an index gone through at once
_FEW = 5_000  # so many are looked up one by one and put in order
_BEGINNING = 20_000  # rows of an index gone through for the first ones
_HELD = 10_000  # rows at once of those met in an index, of which nobody knows how many they are


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a list goes on: after the row `last`, or after so many rows."""

    shown: Shown
    wanted: Arrangement
    part: int  # so many rows at once; 0 as long as the columns are still to be narrowed
    last: int = 0
    rows: int = 0
    groups: bool = False  # whether all the groups are still to come


def listed(db: Database, shown: Shown, wanted: Arrangement, first: int = FIRST) -> Listed:
    """The first ids in order and the groups they are of; the rest is handed over by `more`."""
    met = _met(db, shown, wanted, first)
    if met is not None:
        return met
    found = _found(db, shown, wanted)
    plain = replace(wanted, narrowed={})
    given = _given(shown, wanted, found)
    if found is not None and found.count <= _FEW:
        return listing.listed(db, given, plain)
    begun = _part(db, Rest(given, plain, _step(db, shown, wanted, found)), first)
    if wanted.group and begun.ids:
        return _with_first_groups(db, begun, given, plain)
    return begun


def more(db: Database, rest: Rest, most: int = 0) -> Listed:
    """The next ids, with all the groups once, and where it goes on after them."""
    if not rest.part:
        of_these = _found(db, rest.shown, rest.wanted)
        given, plain = _given(rest.shown, rest.wanted, of_these), replace(rest.wanted, narrowed={})
        step = _step(db, rest.shown, rest.wanted, of_these)
        rest = replace(rest, shown=given, wanted=plain, part=step)
    found = _part(db, replace(rest, groups=False), most or rest.part)
    if not rest.groups:
        return found
    return replace(found, groups=listing.grouped(db, rest.shown, rest.wanted))


def _met(db: Database, shown: Shown, wanted: Arrangement, first: int) -> Listed | None:
    """The first rows as they are met in the index of the order; None where they are rare."""
    held = _held(shown, wanted)
    if held is None:
        return None
    (cell, asked), shelf, plain = held, shown.shelf, replace(wanted, narrowed={})
    where, values = listing.conditions(_given(shown, wanted, None), plain)
    by = ", ".join(f"{sql} {way}" for sql, way in listing.ordering(shelf, wanted))
    beginning = (
        f"SELECT {shelf.key} AS id, {cell} AS cell FROM {shelf.table}{where}"
        f" ORDER BY {by} LIMIT {_BEGINNING:d}"
    )
    condition, given = listing.narrowed("cell", asked)
    select = f"SELECT id FROM ({beginning}) WHERE {condition} LIMIT {first:d}"
    ids = listing.ids(db, select, [*values, *given])
    if len(ids) < first:
        return None
    return Listed(ids, rest=Rest(shown, wanted, 0, ids[-1], len(ids)))


def _held(shown: Shown, wanted: Arrangement) -> tuple[str, Narrowing] | None:
    """The one narrowing that is asked where the index of the order holds its column too."""
    shelf, order = shown.shelf, listing.ordering(shown.shelf, wanted)
    others = [
        (shelf.fields[key].sql, asked)
        for key, asked in listing.narrowings(shown, wanted)
        if not _straight(shelf, wanted, key, asked)
    ]
    held = {shelf.fields[wanted.sort or shelf.usual].beside, *(sql for sql, _ in order)}
    if shown.among is not None or len(others) != 1 or others[0][0] not in held:
        return None
    return others[0] if _indexed(shelf, order) and not wanted.group else None


def _with_first_groups(db: Database, begun: Listed, shown: Shown, wanted: Arrangement) -> Listed:
    """To count all the groups takes longer than to find the first rows."""
    shelf, rest = shown.shelf, begun.rest
    by, _ = listing.ordering(shelf, wanted)[0]
    if isinstance(rest, Rest):
        upto = db.value(f"SELECT {by} FROM {shelf.table} WHERE {shelf.key} = ?", (rest.last,))
        parts, values = (*shown.parts, f"{by} <= ?"), (*shown.values, upto)
        shown, rest = replace(shown, parts=parts, values=values), replace(rest, groups=True)
    return replace(begun, groups=listing.grouped(db, shown, wanted), rest=rest)


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows left by what no index answers, as one JSON text."""

    count: int
    ids: str


def _part(db: Database, rest: Rest, most: int) -> Listed:
    shelf = rest.shown.shelf
    where, values = listing.conditions(rest.shown, rest.wanted)
    order, skip = listing.ordering(shelf, rest.wanted), 0
    indexed = _indexed(shelf, order)
    if rest.rows and indexed:
        columns = ", ".join(sql for sql, _ in order)
        last = db.row(f"SELECT {columns} FROM {shelf.table} WHERE {shelf.key} = ?", (rest.last,))
        sign = ">" if order[0][1] == "ASC" else "<"
        where += f" AND ({columns}) {sign} ({', '.join('?' for _ in order)})"
        values.extend(last or [None for _ in order])
    elif rest.rows:
        skip, most = rest.rows, -1  # put in order as a whole, and so handed over as a whole
    # Half an order from an index and the rest row by row would take half a minute.
    by = ("" if indexed else "+") + ", ".join(f"{sql} {way}" for sql, way in order)
    select = f"SELECT {shelf.key} AS id FROM {shelf.table}{where} ORDER BY {by}"
    found = listing.ids(db, f"{select} LIMIT {most:d} OFFSET {skip:d}", values)
    if most < 0 or len(found) < most:
        return Listed(found)
    return Listed(found, rest=replace(rest, last=found[-1], rows=rest.rows + len(found)))


def _indexed(shelf: Shelf, order: list[tuple[str, str]]) -> bool:
    """Whether there is an index of this order, which is gone on with from any of its rows."""
    columns = tuple(sql for sql, _ in order[:-1])
    one_way = len({way for _, way in order}) == 1
    return one_way and columns in {one.order or (one.sql,) for one in shelf.fields.values()}


def _found(db: Database, shown: Shown, wanted: Arrangement) -> _Found | None:
    """The rows the place has found itself, as far as the columns leave them; None for all."""
    among, shelf = shown.among, shown.shelf
    found = None if among is None else _Found(len(among), json.dumps(sorted(among)))
    for key, asked in listing.narrowings(shown, wanted):
        if _straight(shelf, wanted, key, asked):
            continue
        where, values = listing.narrowed(shelf.fields[key].sql, asked)
        if found is not None:
            where += f" AND +{shelf.key} IN (SELECT value FROM json_each(?))"
            values.append(found.ids)
        # In the order of their ids they are gone through in a quarter of the time; the plus
        # keeps the store from reading its widest rows for that order.
        select = f"SELECT {shelf.key} AS id FROM {shelf.table} WHERE {where}"
        # What the index of the order holds is asked there, unless it is rare.
        enough = f" LIMIT {_FEW + 1:d}" if _held(shown, wanted) else f" ORDER BY +{shelf.key}"
        select += enough
        row = db.row(f"SELECT count(*), json_group_array(id) FROM ({select})", values)
        assert row is not None  # an aggregate always has a row
        found = _Found(int(row[0]), str(row[1]))
    return found


def _given(shown: Shown, wanted: Arrangement, found: _Found | None) -> Shown:
    """The same list without narrowed columns: the index of one value, and what was found."""
    shelf, parts, values = shown.shelf, list(shown.parts), list(shown.values)
    for key, asked in listing.narrowings(shown, wanted):
        if _straight(shelf, wanted, key, asked):
            condition, given = listing.narrowed(shelf.fields[key].sql, asked)
            parts.append(condition)
            values.extend(given)
    held = _held(shown, wanted)
    if found is not None and found.count > _FEW and held is not None:
        condition, given = listing.narrowed(*held)
        parts.append(condition)
        values.extend(given)
    elif found is not None:
        # A few are looked up; of many it is asked whether an entry of the index is among them.
        own = shelf.key if found.count <= _FEW else f"+{shelf.key}"
        parts.append(f"{own} IN (SELECT value FROM json_each(?))")
        values.append(found.ids)
    return Shown(shelf, tuple(parts), tuple(values))


def _straight(shelf: Shelf, wanted: Arrangement, key: str, asked: Narrowing) -> bool:
    """Whether the index of a column has the rows of one value in the order that is wanted."""
    one, usual = shelf.fields[key], shelf.fields[shelf.usual]
    order = (one.sql, *(usual.order or (usual.sql,)))
    value = len(asked.among) == 1 and asked == Narrowing(among=asked.among) and asked.among[0] != ""
    return value and one.order == order and wanted.sort in ("", shelf.usual) and not wanted.group


def _step(db: Database, shown: Shown, wanted: Arrangement, found: _Found | None) -> int:
    """So many rows at once that about a PART of the index is gone through for them.

    Those found are handed to the store anew with each part: many of them in few parts.
    """
    if found is None:
        return PART
    if _held(shown, wanted):
        return _HELD
    shelf = shown.shelf
    whole = int(db.value(f"SELECT max({shelf.key}) FROM {shelf.table}") or 1)
    return max(FIRST, PART * found.count // whole, found.count // 4)
