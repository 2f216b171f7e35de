"""The claims of a pack by whether they are still open, in the order they came to the counter."""

from __future__ import annotations

from ipdesk.domain.stages import RELEASED, Stage
from ipdesk.storage.applicants import STANDING_FOR
from ipdesk.storage.database import Database

_ENDED = (Stage.APPROVED, Stage.PAID, Stage.ARCHIVED, Stage.RECOVERY, *RELEASED)
_DECIDED = (Stage.APPROVED, Stage.PAID, Stage.RECOVERY, Stage.REFUSED, Stage.REFERRED)
_RECEIVED = "(SELECT min(s.id) FROM claim_step s WHERE s.claim = c.id AND s.act = 'receive')"


def _named(stages: tuple[Stage, ...]) -> str:
    return ", ".join(f"'{stage}'" for stage in stages)


def open_of(db: Database, pack: str) -> tuple[int, ...]:
    """Undecided claims by receipt, drafts last."""
    rows = db.rows(
        f"SELECT c.id FROM claim c WHERE c.pack = ? AND c.stage NOT IN ({_named(_ENDED)})"
        f" ORDER BY {_RECEIVED} IS NULL, {_RECEIVED}, c.id",
        (pack,),
    )
    return tuple(int(row[0]) for row in rows)


def decided_of(db: Database, pack: str) -> tuple[int, ...]:
    """Claims approved, refused or handed on, also those archived since."""
    rows = db.rows(
        f"SELECT c.id FROM claim c WHERE c.pack = ? AND (c.stage IN ({_named(_DECIDED)})"
        " OR (c.stage = 'archived' AND c.approved_on IS NOT NULL)) ORDER BY c.id",
        (pack,),
    )
    return tuple(int(row[0]) for row in rows)


def near(
    db: Database,
    pack: str,
    applicant: int,
    subjects: tuple[str, ...],
    besides: int,
    without: tuple[Stage, ...],
) -> tuple[int, ...]:
    """Claims of an applicant or on any of the subjects, in the order they came to the counter."""
    named = ", ".join("?" for _ in subjects) or "NULL"
    rows = db.rows(
        f"SELECT c.id FROM claim c WHERE c.pack = ? AND c.id <> ? AND c.stage NOT IN"
        f" ({_named(without)}) AND (c.applicant IN ({STANDING_FOR}) OR c.id IN"
        f" (SELECT i.claim FROM claim_item i WHERE i.subject IN ({named})))"
        f" ORDER BY {_RECEIVED} IS NULL, {_RECEIVED}, c.id",
        (pack, besides, applicant, applicant, *subjects),
    )
    return tuple(int(row[0]) for row in rows)
