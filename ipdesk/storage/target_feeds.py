"""What casework knows that targets ask for: approved and paid claims of a span of days."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ipdesk.storage.database import Database


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
        " WHERE c.stage IN ('approved', 'paid', 'archived', 'recovery') AND c.approved_fen > 0"
        " AND c.approved_on BETWEEN ? AND ? ORDER BY c.approved_on, c.number",
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


def first_claim_day(db: Database) -> date | None:
    """The first day anything was received: before it the ledger knows nothing."""
    day = db.value("SELECT min(received_on) FROM claim WHERE received_on IS NOT NULL")
    return None if day is None else date.fromisoformat(day)


def _fed(row: Any) -> FedClaim:
    number, name, who, called, pack, award, day, fen, pieces = row
    when = date.fromisoformat(day)
    return FedClaim(number, name, who, called, pack, award, when, int(fen), int(pieces))
