"""Since when each open claim stands where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ipdesk.domain.stages import Stage
from ipdesk.storage.database import Database

# The step that last moved it; what it records may itself say by when.
_OPEN = (
    "SELECT c.id, c.stage, CASE WHEN s.act = 'receive' THEN c.received_on ELSE"
    " date(s.at) END, s.record, c.published_until, c.due_on FROM claim c"
    " JOIN claim_step s ON s.id = (SELECT max(id) FROM claim_step WHERE claim = c.id"
    " AND source <> target)"
    " WHERE c.stage NOT IN ('draft', 'archived', 'paid', 'not_accepted', 'refused', 'withdrawn',"
    " 'void', 'referred', 'revoked')"
)


def open_claims(
    db: Database,
) -> Iterator[tuple[int, Stage, date, str, date | None, date | None]]:
    """Claim, stage, the day it came there, what was recorded, end of 公示, day counted before."""
    for claim, stage, day, record, until, due in db.rows(_OPEN):
        yield (
            int(claim),
            Stage(stage),
            date.fromisoformat(day),
            str(record),
            date.fromisoformat(until) if until else None,
            date.fromisoformat(due) if due else None,
        )
