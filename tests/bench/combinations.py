"""Every narrowing of a list with every order and group of it, at full size: the worst are told.

What a clerk waits for are the first rows; what comes behind them must not hold the store for
long in one piece, or the next click waits for it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ipdesk.domain.listing import Kind, Narrowing
from ipdesk.ui.applicants.listing import ApplicantList
from ipdesk.ui.claims.listing import ClaimList
from ipdesk.ui.letters.lists import issued_table
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_source import Query
from ipdesk.ui.widgets.paged_model import Column
from ipdesk.ui.widgets.record_table import RecordTable
from tests.bench.big_store import big_home
from tests.bench.lists import GOAL_MS, Stand

_WORST = 10
# Parts of a text: of a quarter of them, of a few, of none.
_PARTS = ("有限公司", "茶", "无此")


@dataclass(frozen=True, slots=True)
class Figure:
    """One combination: processor milliseconds to its first rows, then the longest piece."""

    name: str
    first: float
    rest: float
    piece: float


class Watched:
    """A list whose source is timed, piece by piece, on the store's thread."""

    def __init__(self, stand: Stand, name: str, table: RecordTable) -> None:
        self.stand, self.name, self.table = stand, name, table
        self.pieces: list[float] = []
        for work in ("listed", "more", "sums", "load"):
            setattr(table.source, work, self._timed(getattr(table.source, work)))

    def figure(self, said: str, query: Query) -> Figure:
        self.pieces.clear()
        self.table.query = query
        first = self.stand.first_rows(self.table, self.table.reload)
        return Figure(f"{self.name}: {said}", first, self.stand.rest, max(self.pieces))

    def _timed(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any) -> Any:
            started = time.thread_time()
            try:
                return work(*arguments)
            finally:
                self.pieces.append((time.thread_time() - started) * 1000)

        return timed


def narrowings(watched: Watched, column: Column) -> Iterator[tuple[str, Narrowing]]:
    """What a clerk may ask of a column, common and rare."""
    if column.kind is Kind.CHOICE:
        values = _values(watched, column.id)
        yield "one", Narrowing(among=values[:1])
        yield "the rarest", Narrowing(among=values[-1:])
        yield "several", Narrowing(among=values[: max(2, len(values) // 2)])
        yield "all but one", Narrowing(without=values[:1])
    elif column.kind is Kind.DAY:
        yield "a year", Narrowing(first=date(2024, 1, 1), last=date(2024, 12, 31))
    elif column.kind is Kind.TEXT:
        yield from ((f"contains {part}", Narrowing(contains=part)) for part in _PARTS)
        yield "contains 1", Narrowing(contains="1")
    else:
        yield "at least", Narrowing(least=2)


def _values(watched: Watched, key: str) -> tuple[Any, ...]:
    found: list[tuple[Any, ...]] = []
    source = watched.table.source

    def take(choices: Any) -> None:
        found.append(tuple(value for value, _ in choices))

    watched.stand.bench.jobs.run(source.choices, take, None, Query(), key)
    watched.stand.settle()
    return found[0]


def queries(watched: Watched) -> Iterator[tuple[str, Query]]:
    """Each column narrowed in each order; each group in each order, also narrowed."""
    columns = watched.table.model.columns
    sorts = ["", *(one.sort for one in columns if one.sort)]
    asked = [
        (f"{one.title} {said}", {one.id: narrowing})
        for one in columns
        if one.id
        for said, narrowing in narrowings(watched, one)
    ]
    groups = ["", *(one.id for one in columns if one.id and one.groups)]
    for group in groups:
        # Grouped lists are narrowed by a few columns only: all of them would take hours.
        for said, narrowed in [("all", {}), *(asked if not group else asked[:3])]:
            for sort in sorts:
                for down in (False, True) if not (group or narrowed) else (False,):
                    way = " downwards" if down else ""
                    yield (
                        f"{said}, sorted by {sort or 'nothing'}{way}"
                        + (f", grouped by {group}" if group else ""),
                        Query(narrowed=narrowed, sort=sort, descending=down, group=group),
                    )


def told(figures: list[Figure]) -> bool:
    for what, key in (("first rows", "first"), ("longest piece", "piece")):
        sys.stdout.write(f"the {_WORST} worst by {what} of {len(figures)}:\n")
        for one in sorted(figures, key=lambda one: -getattr(one, key))[:_WORST]:
            over = "  OVER" if one.first > GOAL_MS else ""
            sys.stdout.write(
                f"  {one.first:7.0f} ms, then {one.rest:7.0f}, in one piece {one.piece:6.0f}"
                f"  {one.name}{over}\n"
            )
        sys.stdout.flush()
    return all(one.first <= GOAL_MS for one in figures)


def main(claims: int = 100_000, applicants: int = 1_000_000) -> bool:
    stand = Stand(big_home(claims, applicants))
    made = {
        "申报主体": lambda: ApplicantList(stand.bench, lambda: None).desk.table,
        "申报办理": lambda: ClaimList(stand.bench, lambda: None).desk.table,
        "文书": lambda: issued_table(stand.bench, Controls(lambda: None), lambda: None),
    }
    held = []
    for name, make in made.items():
        watched = Watched(stand, name, make())
        window = watched.table.window()
        window.resize(1366, 700)
        window.show()
        stand.settle()
        held.append(told([watched.figure(*one) for one in queries(watched)]))
        window.hide()
    stand.end()
    return all(held)
