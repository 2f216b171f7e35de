"""Lists of a million rows: the first of them at once, the rest in parts, so that other work
comes in between.

What no index has in order, because it is grouped or ordered by a column of few values first, is
read in the order of an index and dealt out into those values.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ipdesk.domain.listing import Arrangement, Group, Listed, Narrowing, Sums
from ipdesk.storage import index_reading as reading
from ipdesk.storage import listing
from ipdesk.storage.database import Database
from ipdesk.storage.index_reading import Asked, Left, Order
from ipdesk.storage.listing import Shown

FIRST = 512  # rows shown at once
_LOOKS = (2_000, 20_000)  # rows looked at in the order of an index, in the hope of the first ones
_READ = 10  # times as many, where the index itself holds what is asked for
_SOME = 5_000  # of those that are left so many, in the hope of the first ones of a value


def _heaps() -> dict[int, array[int]]:
    return defaultdict(partial(array, "q"))


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a list goes on: behind the row `last` of the index, `given` rows being out."""

    shown: Shown
    wanted: Arrangement
    left: Left | None = None
    known: bool = False  # whether `left` has been looked up; without narrowings it stays None
    last: int | None = None
    given: int = 0
    values: tuple[tuple[Any, ...], ...] = ()  # those of each layer, in order
    places: tuple[array[int], ...] = ()  # for each layer, by id, the place of a row's value
    heaps: dict[int, array[int]] = field(default_factory=_heaps)  # what was dealt out so far


def listed(db: Database, shown: Shown, wanted: Arrangement, first: int = FIRST) -> Listed:
    """The first ids in order and the groups they are of; the rest is handed over by `more`."""
    return _Beginning(db, shown, wanted).listed(first)


def more(db: Database, rest: Rest, most: int = 0) -> Listed:
    """The next ids, with the groups when they are known, and where it goes on after them."""
    shown, order = rest.shown, reading.order_of(rest.shown.shelf, rest.wanted)
    if not rest.known:
        left = reading.left(db, shown, reading.asked_of(shown, rest.wanted))
        return Listed((), rest=replace(rest, left=left, known=True))
    if len(rest.places) < len(order.layers):
        return Listed((), rest=_placed(db, rest, order))
    ids = reading.walked(db, shown, order, rest.last, most or reading.PART)
    ended = len(ids) < (most or reading.PART)
    kept = reading.kept(ids, rest.left)
    goes_on = None if ended else replace(rest, last=ids[-1], given=rest.given + len(kept))
    if not order.layers:
        return Listed(kept, rest=goes_on)
    _deal(rest, kept)
    return _dealt(rest) if ended else Listed((), rest=replace(rest, last=ids[-1]))


def sums(db: Database, shown: Shown, wanted: Arrangement) -> Sums:
    """How many rows there are; a list as long as this has no amounts to add up."""
    asked = reading.asked_of(shown, wanted)
    if shown.among is None and not asked:
        return listing.sums(db, shown, wanted)
    return Sums(len(reading.left(db, shown, asked)))


def choices(
    db: Database, shown: Shown, wanted: Arrangement, key: str
) -> tuple[tuple[Any, int], ...]:
    """The values of a column with their counts, as the other columns leave the list."""
    asked = reading.asked_of(shown, wanted.without(key))
    if shown.among is None and not asked:
        return listing.choices(db, shown, wanted, key)
    left = reading.left(db, shown, asked)
    values = reading.by_value(db, shown, shown.shelf.fields[key].sql, "ASC")
    found = [(value, len(left.intersection(ids))) for value, ids in values]
    return tuple(sorted((one for one in found if one[1]), key=lambda one: -one[1]))


class _Beginning:
    """Reads the first rows, value by value where they are dealt out."""

    def __init__(self, db: Database, shown: Shown, wanted: Arrangement) -> None:
        self._db = db
        self._shown = shown
        self._wanted = wanted
        self._order = reading.order_of(shown.shelf, wanted)
        self._asked = reading.asked_of(shown, wanted)
        self._left: Left | None = None  # None for all, or as long as nobody has looked
        self._prefix: list[tuple[Any, ...]] | None = None

    def listed(self, first: int) -> Listed:
        rest = Rest(self._shown, self._wanted, known=not self._asked)
        if self._asked and self._shown.among is None and not self._order.layers:
            met = self._met(first)
            if met is not None:
                return Listed(met, rest=replace(rest, last=met[-1], given=first))
        if self._asked or self._shown.among is not None:
            self._left = reading.left(self._db, self._shown, self._asked)
            if len(self._left) <= reading.FEW:
                return self._few(self._left)
        rest = replace(rest, left=self._left, known=True)
        if self._order.layers:
            return self._dealt(first, rest)
        found, last = reading.gone_through(self._db, self._shown, self._order, self._left, first)
        goes_on = None if last is None else replace(rest, last=last, given=len(found))
        return Listed(found, rest=goes_on)

    def _few(self, some: Left) -> Listed:
        """A list so short that the store looks its rows up and groups them itself."""
        found = reading.put_in_order(self._db, self._order, 0, some)
        if not self._wanted.group:
            return Listed(found)
        shown = replace(self._shown, among=some, asked=())
        return Listed(found, listing.grouped(self._db, shown, replace(self._wanted, narrowed={})))

    def _met(self, most: int) -> array[int] | None:
        """The first rows as they are met in the index, looked at one by one; None where rare."""
        found: array[int] = array("q")
        held = reading.held_by(self._shown, self._wanted, self._order)
        for look, before in zip(_LOOKS, (0, *_LOOKS), strict=False):
            if before and len(found) * look < most * before and not held:
                break  # so rare that the next look would not do either
            seen = look * _READ if held else look
            args = (self._db, self._shown, self._order, held or self._asked, seen, most)
            found = reading.looked_at(*args)
            if len(found) == most:
                return found
        return None

    def _dealt(self, first: int, rest: Rest) -> Listed:
        found: array[int] = array("q")
        groups: list[Group] = []
        for value, part in self._parts((), first):
            part = part[: first - len(found)]
            found.extend(part)
            if part and self._wanted.group:
                groups.append(Group(value, Sums(len(part))))
            if len(found) == first:
                if groups:
                    groups[-1] = replace(groups[-1], whole=False)
                return Listed(found, tuple(groups), replace(rest, given=first))
        return Listed(found, tuple(groups))

    def _parts(self, of: Asked, most: int) -> Iterator[tuple[Any, array[int]]]:
        """The first rows of each value of the next layer, `of` certain values of those before."""
        sql, way = self._order.layers[len(of)]
        for value, count in reading.counted(self._db, self._shown, sql, way):
            values = (*of, (sql, Narrowing(among=(value,))))
            if count <= reading.FEW:
                some = self._rows(values, self._left)
                yield value, reading.put_in_order(self._db, self._order, len(values), some)
            elif len(values) == len(self._order.layers):
                yield value, self._first_of(values, most)
            else:
                found: array[int] = array("q")
                for _, part in self._parts(values, most):
                    found.extend(part)
                    if len(found) >= most:
                        break
                yield value, found

    def _first_of(self, values: Asked, most: int) -> array[int]:
        """The first rows with certain values, each of which many have."""
        wanted = tuple(narrowing.among[0] for _, narrowing in values)
        if self._prefix is None:
            some = reading.gone_through(self._db, self._shown, self._order, self._left, _SOME)[0]
            columns = ", ".join(sql for sql, _ in self._order.layers)
            self._prefix = reading.cells(self._db, self._order, columns, some[:_SOME])
        met = array("q", (row[-1] for row in self._prefix if row[:-1] == wanted))
        if len(met) >= most:
            return met
        some_left = self._rows(values[-1:], self._left)
        for one in reversed(values[:-1]):
            # As few as are looked up; else the first of them may do.
            if len(some_left) > reading.FEW:
                beginning = self._through(some_left, most * 2)
                met = self._through(self._rows(values[:-1], frozenset(beginning)), most)
                if len(met) >= most:
                    return met
            some_left = self._rows((one,), some_left)
        if len(some_left) <= reading.FEW:
            return reading.put_in_order(self._db, self._order, len(self._order.layers), some_left)
        return self._through(some_left, most)

    def _through(self, some: Left, most: int) -> array[int]:
        if len(some) <= reading.FEW:
            return reading.put_in_order(self._db, self._order, len(self._order.layers), some)
        return reading.gone_through(self._db, self._shown, self._order, some, most)[0][:most]

    def _rows(self, values: Asked, some: Left | None) -> Left:
        """Those with certain values; what fewest have is mostly the last of them."""
        return reading.left(self._db, self._shown, values[::-1], some)


def _placed(db: Database, rest: Rest, order: Order) -> Rest:
    """With the place of each row's value in one more layer."""
    values: list[Any] = []
    # With room for those that are entered while the list is still coming.
    places = array("q", bytes(8 * (reading.last_id(db, rest.shown) + reading.PART)))
    for value, ids in reading.by_value(db, rest.shown, *order.layers[len(rest.places)]):
        place = len(values)
        for number in ids:
            places[number] = place
        values.append(value)
    return replace(rest, values=(*rest.values, tuple(values)), places=(*rest.places, places))


def _deal(rest: Rest, ids: Sequence[int]) -> None:
    """Each row to those of its values, behind those that were there."""
    heaps: dict[int, array[int]] = rest.heaps
    places: Iterable[int] = map(rest.places[0].__getitem__, ids)
    for below, values in zip(rest.places[1:], rest.values[1:], strict=True):
        size = len(values)
        pairs = zip(places, map(below.__getitem__, ids), strict=True)
        places = [place * size + one for place, one in pairs]
    for number, place in zip(ids, places, strict=True):
        heaps[place].append(number)


def _dealt(rest: Rest) -> Listed:
    """All that was dealt out, behind what was handed over before, with the groups."""
    found: array[int] = array("q")
    counts: dict[int, int] = {}
    below = 1
    for values in rest.values[1:]:
        below *= len(values)
    for place in sorted(rest.heaps):
        heap = rest.heaps[place]
        found.extend(heap)
        counts[place // below] = counts.get(place // below, 0) + len(heap)
    groups: tuple[Group, ...] = ()
    if rest.wanted.group:
        groups = tuple(Group(rest.values[0][place], Sums(n)) for place, n in counts.items())
    return Listed(found[rest.given :], groups)
