"""Claims the search knows by no name: those of an amount, and drafts, which have no number yet."""

from __future__ import annotations

from typing import NamedTuple

from ipdesk.domain.stages import Stage
from ipdesk.storage.claim_shelf import AMOUNT
from ipdesk.storage.database import Database

_MOST_DRAFTS = 300  # they are looked through one by one


class Draft(NamedTuple):
    """What a draft is found by."""

    id: int
    applicant: str
    pack: str
    award: str
    subject: str


def of_amount(db: Database, fen: int, limit: int) -> tuple[int, ...]:
    """Claims that are about this much, or were paid it; the newest first."""
    found = db.rows(
        f"SELECT c.id FROM claim c WHERE {AMOUNT} = ?"
        " UNION SELECT id FROM claim WHERE paid_fen = ? ORDER BY 1 DESC LIMIT ?",
        (fen, fen, limit),
    )
    return tuple(number for (number,) in found)


def drafts(db: Database) -> tuple[Draft, ...]:
    """The drafts there are, the newest first."""
    rows = db.rows(
        "SELECT c.id, a.name, c.pack, c.award, c.subject FROM claim c"
        " JOIN applicant a ON a.id = c.applicant WHERE c.stage = ? ORDER BY c.id DESC LIMIT ?",
        (str(Stage.DRAFT), _MOST_DRAFTS),
    )
    return tuple(map(Draft._make, rows))
