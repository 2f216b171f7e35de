"""Asked at each start: whether a store is older than what its likenesses are found by."""

from __future__ import annotations

from ipdesk.storage.database import Database


def unindexed(db: Database) -> bool:
    """Whether this store was written before likenesses were looked for.

    They are written with each applicant, so the first one stands for all.
    """
    found: int | None = db.value(
        "SELECT EXISTS (SELECT 1 FROM applicant_like l WHERE l.applicant = a.id)"
        " FROM applicant a WHERE a.merged_into IS NULL ORDER BY a.id LIMIT 1"
    )
    return found == 0
