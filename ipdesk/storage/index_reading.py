"""How a list of a million rows is read: from one narrow index at a time.

An index holds the rows in order; which of them are left by the columns is a set of ids read from
the index of each column. Both are put together here: to join them in the store, or to ask each
row of an order for another column, takes many times as long.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ipdesk.domain.listing import Arrangement, Narrowing
from ipdesk.storage import listing
from ipdesk.storage.database import Database
from ipdesk.storage.listing import Shelf, Shown

PART = 100_000  # rows of an index gone through at once
FEW = 8_000  # so many are looked up one by one and put in order

Left = frozenset[int]  # the rows left by the columns
Asked = tuple[tuple[str, Narrowing], ...]  # columns by their SQL, and what they are narrowed to


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it is read: what an index has, dealt out into the values of other columns."""

    shelf: Shelf
    layers: tuple[tuple[str, str], ...]  # what is dealt out by, each with its way
    base: tuple[tuple[str, str], ...]  # what the index is in the order of, the id behind it

    def by(self, layer: int = 0) -> str:
        """The order from one of its layers on."""
        return ", ".join(f"{sql} {way}" for sql, way in (*self.layers[layer:], *self.base))


def order_of(shelf: Shelf, wanted: Arrangement) -> Order:
    """How an arrangement is read."""
    order = listing.ordering(shelf, wanted)
    return Order(shelf, tuple(order[:-2]), tuple(order[-2:]))


def asked_of(shown: Shown, wanted: Arrangement) -> Asked:
    """What the place and the clerk narrow, by the SQL of each column."""
    fields = shown.shelf.fields
    return tuple((fields[key].sql, asked) for key, asked in listing.narrowings(shown, wanted))


def held_by(shown: Shown, wanted: Arrangement, order: Order) -> Asked:
    """The same asked of the very index the order is read from; nothing where it cannot answer."""
    index, found = order.base[0][0], []
    for key, asked in listing.narrowings(shown, wanted):
        one = shown.shelf.fields[key]
        part = asked == Narrowing(contains=asked.contains) and not asked.contains.isascii()
        if one.sql != index and not (one.within == index and part):
            return ()
        found.append((index, asked))
    return tuple(found)


def last_id(db: Database, shown: Shown) -> int:
    """The highest id there is."""
    return int(db.value(f"SELECT max({shown.shelf.key}) FROM {shown.shelf.table}") or 0)


def left(db: Database, shown: Shown, asked: Asked, among: Left | None = None) -> Left:
    """The rows the place shows that are left by each column, of all or of some."""
    shelf, found = shown.shelf, shown.among if among is None else among
    place, given = _place(shown)
    for sql, narrowing in asked or ((shelf.key, Narrowing()),):
        condition, values = listing.narrowed(sql, narrowing)
        where = f"{condition or '1'} AND {place}"
        values = [*values, *given]
        if found is not None and len(found) <= FEW:
            where += f" AND {shelf.key} IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(list(found)))
        select = f"SELECT {shelf.key} AS id FROM {shelf.table} WHERE {where}"
        text = db.value(f"SELECT json_group_array(id) FROM ({select})", values)
        some = frozenset(json.loads(text))
        found = some if found is None else found & some
    assert found is not None  # one narrowing has been gone through at least
    return found


def looked_at(
    db: Database, shown: Shown, order: Order, asked: Asked, look: int, most: int
) -> array[int]:
    """Those of the first rows of the index that are asked for, each looked at."""
    where, values = _place(shown)
    cells = "".join(f", {sql} AS cell{number}" for number, (sql, _) in enumerate(asked))
    parts = [listing.narrowed(f"cell{n}", narrowing) for n, (_, narrowing) in enumerate(asked)]
    beginning = (
        f"SELECT {order.shelf.key} AS id{cells} FROM {order.shelf.table} WHERE {where}"
        f" ORDER BY {order.by(len(order.layers))} LIMIT {look:d}"
    )
    conditions = " AND ".join(condition for condition, _ in parts)
    given = [value for _, some in parts for value in some]
    select = f"SELECT id FROM ({beginning}) WHERE {conditions} LIMIT {most:d}"
    return listing.ids(db, select, [*values, *given])


def by_value(db: Database, shown: Shown, sql: str, way: str) -> Iterator[tuple[Any, list[int]]]:
    """The values of a column in their order, each with its rows, as they are asked for."""
    where, values = _place(shown)
    rows = db.execute(
        f"SELECT {sql}, json_group_array({shown.shelf.key}) FROM {shown.shelf.table}"
        f" WHERE {where} GROUP BY 1 ORDER BY 1 {way}",
        values,
    )
    for value, ids in rows:
        yield value, json.loads(ids)


def counted(db: Database, shown: Shown, sql: str, way: str) -> Iterator[tuple[Any, int]]:
    """The values of a column in their order, each with how many rows it has."""
    where, values = _place(shown)
    table = shown.shelf.table
    text = f"SELECT {sql}, count(*) FROM {table} WHERE {where} GROUP BY 1 ORDER BY 1 {way}"
    yield from db.execute(text, values)


def put_in_order(db: Database, order: Order, layer: int, some: Left) -> array[int]:
    """A few rows, looked up one by one and put in order by the store."""
    shelf = order.shelf
    among = f"{shelf.key} IN (SELECT value FROM json_each(?))"
    select = f"SELECT {shelf.key} AS id FROM {shelf.table} WHERE {among} ORDER BY {order.by(layer)}"
    return listing.ids(db, select, (json.dumps(list(some)),))


def cells(db: Database, order: Order, columns: str, some: Sequence[int]) -> list[tuple[Any, ...]]:
    """What stands in some rows, the id behind it, in the order of the index."""
    shelf, text = order.shelf, json.dumps(list(some))
    return db.rows(
        f"SELECT {columns}, {shelf.key} FROM {shelf.table}"
        f" WHERE {shelf.key} IN (SELECT value FROM json_each(?))"
        f" ORDER BY {order.by(len(order.layers))}",
        (text,),
    )


def gone_through(
    db: Database, shown: Shown, order: Order, some: Left | None, most: int
) -> tuple[array[int], int | None]:
    """The first rows of the index, of all or of some; and the row behind which more may come."""
    found: array[int] = array("q")
    last, step = None, most if some is None else most * 8
    while len(found) < most:
        ids = walked(db, shown, order, last, step)
        found.extend(kept(ids, some))
        if len(ids) < step:
            return found, None
        last, step = ids[-1], min(step * 4, PART)
    return found, last


def walked(db: Database, shown: Shown, order: Order, last: int | None, most: int) -> array[int]:
    """The next rows of the index behind a row, whatever the columns ask."""
    shelf, ((sql, way), (key, _)) = order.shelf, order.base
    if last is None:
        return _read(db, shown, order, most)
    sign = ">" if way == "ASC" else "<"
    if sql == key:
        return _read(db, shown, order, most, (f"{key} {sign} ?", (last,)))
    row = db.row(f"SELECT {sql} FROM {shelf.table} WHERE {shelf.key} = ?", (last,))
    if row is None:
        return array("q")  # it has gone since, and the list is asked for anew
    # Asked for both at once, the index would be gone through from the first row of this value.
    found = _read(db, shown, order, most, (f"{sql} = ? AND {key} {sign} ?", (row[0], last)))
    if len(found) < most:
        found += _read(db, shown, order, most - len(found), (f"{sql} {sign} ?", row))
    return found


def kept(ids: array[int], some: Left | None) -> array[int]:
    """Those of the ids that are among some."""
    return ids if some is None else array("q", filter(some.__contains__, ids))


def _read(
    db: Database,
    shown: Shown,
    order: Order,
    most: int,
    behind: tuple[str, Sequence[object]] = ("1", ()),
) -> array[int]:
    where, values = _place(shown)
    select = (
        f"SELECT {shown.shelf.key} AS id FROM {shown.shelf.table}"
        f" WHERE {where} AND {behind[0]} ORDER BY {order.by(len(order.layers))} LIMIT {most:d}"
    )
    return listing.ids(db, select, (*values, *behind[1]))


def _place(shown: Shown) -> tuple[str, list[object]]:
    """What the place leaves out whatever the columns are narrowed to."""
    return " AND ".join(shown.parts) or "1", list(shown.values)
