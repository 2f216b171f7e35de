"""The queue for a year's money: live claims by the date they were received."""

from __future__ import annotations

from collections.abc import Sequence

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
_COUNTED = f"pack = ? AND fund_year = ? AND stage IN ({_STAGES}) AND {_FEN} > 0"


def place(db: Database, pack: str, year: int, claim: int) -> tuple[int, int, int, int] | None:
    """Place, fen before it, its own fen and all fen; None when the claim is not in the queue."""
    row = db.row(
        f"SELECT place, upto - fen, fen, whole FROM (SELECT id, {_FEN} AS fen,"
        f" row_number() OVER queue AS place, sum({_FEN}) OVER queue AS upto,"
        f" sum({_FEN}) OVER () AS whole FROM claim WHERE {_COUNTED}"
        " WINDOW queue AS (ORDER BY received_on, number, id)) WHERE id = ?",
        (pack, year, claim),
    )
    return None if row is None else (int(row[0]), int(row[1]), int(row[2]), int(row[3]))


def over_budget(db: Database, wanted: Sequence[int]) -> frozenset[int]:
    """Those of the claims that the budget of their policy and year no longer covers."""
    marks = ", ".join("?" for _ in wanted)
    years = db.rows(
        "SELECT b.pack, b.year, b.fen FROM budget b WHERE b.fen > 0 AND (b.pack, b.year) IN"
        f" (SELECT pack, fund_year FROM claim WHERE id IN ({marks}))",
        list(wanted),
    )
    found: set[int] = set()
    for pack, year, budget in years:
        found.update(_beyond(db, str(pack), int(year), int(budget)))
    return frozenset(found.intersection(wanted))


def all_over_budget(db: Database) -> frozenset[int]:
    """Every claim that the budget of its policy and year no longer covers."""
    years = db.rows("SELECT pack, year, fen FROM budget WHERE fen > 0")
    return frozenset(
        claim
        for pack, year, budget in years
        for claim in _beyond(db, str(pack), int(year), int(budget))
    )


def _beyond(db: Database, pack: str, year: int, budget: int) -> tuple[int, ...]:
    whole = db.value(f"SELECT sum({_FEN}) FROM claim WHERE {_COUNTED}", (pack, year))
    if int(whole or 0) <= budget:
        return ()  # most years; only a short one is gone through claim by claim
    rows = db.rows(
        f"SELECT id FROM (SELECT id, sum({_FEN}) OVER (ORDER BY received_on, number, id)"
        f" AS upto FROM claim WHERE {_COUNTED}) WHERE upto > ?",
        (pack, year, budget),
    )
    return tuple(int(row[0]) for row in rows)
