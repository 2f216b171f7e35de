"""What waits beyond the stages: deadlines, changes proposed, transfers that came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ipdesk.storage.database import Database


def due_days(db: Database, wanted: Sequence[int]) -> dict[int, date]:
    """By when each of these claims should leave its stage, where there is a limit."""
    marks = ", ".join("?" * len(wanted))
    found = db.rows(
        f"SELECT id, due_on FROM claim WHERE due_on IS NOT NULL AND id IN ({marks})", list(wanted)
    )
    return {int(number): date.fromisoformat(day) for number, day in found}


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
