"""What waits for somebody: claims by their stage, changes proposed, transfers that came back.

The first query of the day: it knows of a claim no more than one line of the work list shows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from ipdesk.domain.letter_kind import DECIDING
from ipdesk.domain.proposal import Proposal
from ipdesk.domain.stages import Stage
from ipdesk.storage.database import Database
from ipdesk.storage.stands_for import STANDING

PAPER_DAYS = 30  # before its end a paper of an applicant is told of
_DECIDING = ", ".join(f"'{kind}'" for kind in DECIDING)
_SELECT = (
    "SELECT c.id, coalesce(c.number, ''), a.name, c.pack, c.award, c.stage, c.proposal,"
    " coalesce(c.approved_fen, c.decided_fen, c.proposed_fen, c.claimed_fen), c.due_on,"
    " c.published_until,"
    f" EXISTS (SELECT 1 FROM letter l WHERE l.claim = c.id AND l.kind IN ({_DECIDING}))"
    f" FROM claim c {STANDING}"
)


class WaitingClaim(NamedTuple):
    """One claim as the work list tells of it."""

    id: int
    number: str  # "" for a draft
    applicant: str
    pack: str
    award: str
    stage: Stage
    proposal: Proposal
    amount_fen: int | None
    due_on: date | None  # by when its stage should be left
    published_until: date | None
    told: bool  # a letter tells the decision


def waiting(db: Database, stages: Sequence[Stage], most: int) -> tuple[WaitingClaim, ...]:
    """Claims at these stages, those received first, so many at most."""
    marks = ", ".join("?" for _ in stages)
    return _claims(
        db,
        f"SELECT id FROM claim WHERE stage IN ({marks}) ORDER BY received_on, id LIMIT ?",
        [*map(str, stages), most],
    )


def claims(db: Database, wanted: Sequence[int]) -> tuple[WaitingClaim, ...]:
    """These claims."""
    return _claims(db, "SELECT value FROM json_each(?)", [json.dumps(list(wanted))])


def _claims(db: Database, ids: str, values: Sequence[object]) -> tuple[WaitingClaim, ...]:
    found = db.rows(f"{_SELECT} WHERE c.id IN ({ids})", values)
    return tuple(map(_claim, found))


def _claim(row: Sequence[Any]) -> WaitingClaim:
    number, called, applicant, pack, award, stage, proposal, fen, due, until, told = row
    return WaitingClaim(
        number,
        called,
        applicant,
        pack,
        award,
        Stage(stage),
        Proposal(proposal),
        fen,
        date.fromisoformat(due) if due else None,
        date.fromisoformat(until) if until else None,
        bool(told),
    )


def proposed_changes(db: Database) -> dict[int, str]:
    """Claims whose 更正 or 撤销 waits for the approver, with which of the two."""
    found = db.rows("SELECT claim, change FROM correction WHERE state = 'proposed' ORDER BY id")
    return {int(claim): str(change) for claim, change in found}


def bounced(db: Database) -> frozenset[int]:
    """Approved claims whose last payment came back and was not paid again."""
    found = db.rows(
        "SELECT p.claim FROM payment p JOIN claim c ON c.id = p.claim WHERE c.stage = 'approved'"
        " AND p.kind = 'bounced' AND p.id = (SELECT max(id) FROM payment WHERE claim = p.claim)"
    )
    return frozenset(int(row[0]) for row in found)


def papers_end(db: Database, day: date) -> bool:
    """Whether a paper of an applicant ends on or before a day."""
    found = db.value(
        "SELECT EXISTS (SELECT 1 FROM applicant_document WHERE state = 'valid' AND valid_to <= ?)",
        (day.isoformat(),),
    )
    return bool(found)


def round_open(db: Database, day: date) -> bool:
    """Whether a round takes claims on a day."""
    found = db.value(
        "SELECT EXISTS (SELECT 1 FROM application_round WHERE ? BETWEEN opens_on AND closes_on)",
        (day.isoformat(),),
    )
    return bool(found)
