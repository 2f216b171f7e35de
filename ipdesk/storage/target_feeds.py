"""What casework knows that targets ask for: approved and paid claims of a span of days."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ipdesk.storage.database import Database

_STANDS = "c.stage IN ('approved', 'paid', 'archived', 'recovery') AND c.approved_fen > 0"


class FedClaim(NamedTuple):
    """One claim behind a figure."""

    id: int
    number: str
    applicant_id: int
    applicant: str
    pack: str
    award: str
    day: date
    fen: int
    pieces: int


def approved(db: Database, start: date, end: date) -> tuple[FedClaim, ...]:
    """Claims approved between two days whose amount stands."""
    rows = db.rows(
        "SELECT c.id, c.number, c.applicant, a.name, c.pack, c.award, c.approved_on,"
        " c.approved_fen, c.item_count FROM claim c JOIN applicant a ON a.id = c.applicant"
        f" WHERE {_STANDS} AND c.approved_on BETWEEN ? AND ? ORDER BY c.approved_on, c.number",
        (start.isoformat(), end.isoformat()),
    )
    return tuple(map(_fed, rows))


def paid(db: Database, start: date, end: date) -> tuple[FedClaim, ...]:
    """What went out between two days, less what came back or was recovered."""
    rows = db.rows(
        "SELECT c.id, c.number, c.applicant, a.name, c.pack, c.award, p.paid_on,"
        " CASE p.kind WHEN 'paid' THEN p.fen ELSE -p.fen END, 0 FROM payment p"
        " JOIN claim c ON c.id = p.claim JOIN applicant a ON a.id = c.applicant"
        " WHERE p.paid_on BETWEEN ? AND ? ORDER BY p.paid_on, c.number, p.id",
        (start.isoformat(), end.isoformat()),
    )
    return tuple(map(_fed, rows))


class FedSum(NamedTuple):
    """What one day comes to for one award."""

    pack: str
    award: str
    day: date
    claims: int
    pieces: int
    fen: int


def approved_sums(db: Database, start: date, end: date) -> tuple[FedSum, ...]:
    """The claims of `approved`, added up by day and award."""
    rows = db.rows(
        "SELECT c.pack, c.award, c.approved_on, count(*), sum(c.item_count), sum(c.approved_fen)"
        f" FROM claim c WHERE {_STANDS} AND c.approved_on BETWEEN ? AND ?"
        " GROUP BY c.approved_on, c.pack, c.award",
        (start.isoformat(), end.isoformat()),
    )
    return tuple(map(_summed, rows))


def paid_sums(db: Database, start: date, end: date) -> tuple[FedSum, ...]:
    """The payments of `paid`, added up by day and award."""
    rows = db.rows(
        "SELECT c.pack, c.award, p.paid_on, 0, 0,"
        " sum(CASE p.kind WHEN 'paid' THEN p.fen ELSE -p.fen END)"
        " FROM payment p JOIN claim c ON c.id = p.claim WHERE p.paid_on BETWEEN ? AND ?"
        " GROUP BY p.paid_on, c.pack, c.award",
        (start.isoformat(), end.isoformat()),
    )
    return tuple(map(_summed, rows))


def applicants(db: Database, start: date, end: date, pack: str, award: str) -> int:
    """Of how many applicants claims were approved; `award` is how its id begins."""
    return int(
        db.value(
            f"SELECT count(DISTINCT c.applicant) FROM claim c WHERE {_STANDS}"
            " AND c.approved_on BETWEEN ? AND ? AND (? = '' OR c.pack = ?)"
            " AND substr(c.award, 1, length(?)) = ?",
            (start.isoformat(), end.isoformat(), pack, pack, award, award),
        )
    )


def first_claim_day(db: Database) -> date | None:
    """The first day anything was received: before it the ledger knows nothing."""
    # Stage by stage: the index has them by stage and day.
    day = db.value(
        "SELECT min((SELECT min(received_on) FROM claim WHERE stage = s.stage))"
        " FROM (SELECT source AS stage FROM stage_move UNION SELECT target FROM stage_move) s"
    )
    return None if day is None else date.fromisoformat(day)


def _summed(row: Any) -> FedSum:
    pack, award, day, claims, pieces, fen = row
    return FedSum(pack, award, date.fromisoformat(day), int(claims), int(pieces), int(fen))


def _fed(row: Any) -> FedClaim:
    number, name, who, called, pack, award, day, fen, pieces = row
    when = date.fromisoformat(day)
    return FedClaim(number, name, who, called, pack, award, when, int(fen), int(pieces))
