"""The queue for a year's money: live claims by the date they were received."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ipdesk.domain.stages import Stage
from ipdesk.storage.database import Database

# As the budget counts them: from acceptance on, decided and paid ones with what was approved.
_RESERVED = (
    Stage.ACCEPTED,
    Stage.EXAMINED,
    Stage.INSPECTION,
    Stage.REVIEWED,
    Stage.SIGNED,
    Stage.COMMITTEE,
    Stage.PUBLISHED,
    Stage.OBJECTION,
    Stage.UNOBJECTED,
)
_DECIDED = (Stage.APPROVED, Stage.PAID, Stage.ARCHIVED, Stage.RECOVERY)
_FEN = "coalesce(approved_fen, decided_fen, proposed_fen, claimed_fen)"
_STAGES = ", ".join(f"'{stage}'" for stage in (*_RESERVED, *_DECIDED))
_QUEUED = f"stage IN ({_STAGES}) AND {_FEN} > 0"
# One day of a year is found by its day, and not by going through the year.
_OF_DAY = f"+pack = ? AND +fund_year = ? AND received_on = ? AND {_QUEUED}"


class _Day(NamedTuple):
    """What was received on one day."""

    day: str
    claims: int
    fen: int


class _Place(NamedTuple):
    """Where a claim stands: claims compare by this."""

    day: str
    number: str
    id: int


class _Known(NamedTuple):
    """What was read of the queues, and the state of the store it was read in."""

    state: tuple[int, int]
    days: dict[tuple[str, int], tuple[_Day, ...]]


# A list asks for each page of it; between two changes the answer is the same.
_known: WeakKeyDictionary[Database, _Known] = WeakKeyDictionary()


def whole_fen(db: Database, pack: str, year: int) -> int:
    """Everything that the money of a year is wanted for."""
    return int(
        db.value(
            "SELECT coalesce(sum(queued_fen), 0) FROM claim_sum WHERE pack = ? AND fund_year = ?"
            f" AND claims > 0 AND stage IN ({_STAGES})",
            (pack, year),
        )
    )


def place(db: Database, pack: str, year: int, claim: int) -> tuple[int, int, int, int] | None:
    """Place, fen before it, its own fen and all fen; None when the claim is not in the queue."""
    day = db.value(
        f"SELECT received_on FROM claim WHERE id = ? AND pack = ? AND fund_year = ? AND {_QUEUED}",
        (claim, pack, year),
    )
    if day is None:
        return None
    earlier = tuple(takewhile(lambda one: one.day < day, _days(db, pack, year)))
    claims, fen = sum(one.claims for one in earlier), sum(one.fen for one in earlier)
    for found, own in _of_day(db, pack, year, str(day)):
        claims += 1
        if found.id == claim:
            return claims, fen, own, whole_fen(db, pack, year)
        fen += own
    raise AssertionError  # it was among them a moment ago


def over_budget(db: Database, wanted: Sequence[int]) -> frozenset[int]:
    """Those of the claims that the budget of their policy and year no longer covers."""
    chosen = json.dumps(list(wanted))
    years = db.rows(
        "SELECT b.pack, b.year, b.fen FROM budget b WHERE b.fen > 0 AND (b.pack, b.year) IN"
        " (SELECT pack, fund_year FROM claim WHERE id IN (SELECT value FROM json_each(?)))",
        (chosen,),
    )
    return frozenset(
        claim
        for pack, year, budget in years
        for claim in _beyond(db, str(pack), int(year), int(budget), chosen)
    )


def all_over_budget(db: Database) -> frozenset[int]:
    """Every claim that the budget of its policy and year no longer covers."""
    years = db.rows("SELECT pack, year, fen FROM budget WHERE fen > 0")
    return frozenset(
        claim
        for pack, year, budget in years
        for claim in _beyond(db, str(pack), int(year), int(budget))
    )


def _beyond(db: Database, pack: str, year: int, budget: int, chosen: str = "") -> list[int]:
    """From the first claim on that is not covered whole; `chosen` are ids as JSON."""
    first = _first_beyond(db, pack, year, budget)
    if first is None:
        return []
    of_year = "pack = ? AND fund_year = ?"
    how, among = "INDEXED BY claim_listed", ""
    if chosen:  # looked up one by one, not found in all of the year
        how, among = "NOT INDEXED", " AND id IN (SELECT value FROM json_each(?))"
    rows = db.rows(
        f"SELECT id FROM claim {how} WHERE {of_year} AND {_QUEUED}"
        f" AND (received_on, number, id) >= (?, ?, ?){among}",
        (pack, year, *first, *([chosen] if chosen else [])),
    )
    return [int(number) for (number,) in rows]


def _first_beyond(db: Database, pack: str, year: int, budget: int) -> _Place | None:
    if whole_fen(db, pack, year) <= budget:
        return None  # most years; only a short one is gone through
    upto = 0
    for one in _days(db, pack, year):
        if upto + one.fen > budget:
            for found, fen in _of_day(db, pack, year, one.day):
                upto += fen
                if upto > budget:
                    return found
        upto += one.fen
    return None


def _days(db: Database, pack: str, year: int) -> tuple[_Day, ...]:
    """What came in day by day, the earliest first."""
    known = _known.get(db)
    if known is None or known.state != db.state:
        known = _known[db] = _Known(db.state, {})
    if (pack, year) not in known.days:
        rows = db.rows(
            f"SELECT received_on, count(*), sum({_FEN}) FROM claim INDEXED BY claim_listed"
            f" WHERE pack = ? AND fund_year = ? AND {_QUEUED} GROUP BY received_on ORDER BY 1",
            (pack, year),
        )
        known.days[pack, year] = tuple(_Day(*row) for row in rows)
    return known.days[pack, year]


def _of_day(db: Database, pack: str, year: int, day: str) -> list[tuple[_Place, int]]:
    rows = db.rows(
        f"SELECT number, id, {_FEN} FROM claim INDEXED BY claim_stage WHERE {_OF_DAY}"
        " ORDER BY number, id",
        (pack, year, day),
    )
    return [(_Place(day, str(number), int(claim)), int(fen)) for number, claim, fen in rows]
