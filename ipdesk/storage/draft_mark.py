"""What the drafts of a store say, as one mark: drafts change without an entry in the journal."""

from __future__ import annotations

import hashlib

from ipdesk.storage.database import Database

_PARTS = (
    "SELECT c.* FROM claim c WHERE c.stage = 'draft' ORDER BY c.id",
    "SELECT i.* FROM claim_item i JOIN claim c ON c.id = i.claim WHERE c.stage = 'draft'"
    " ORDER BY i.claim, i.ordinal",
    "SELECT k.* FROM claim_check k JOIN claim c ON c.id = k.claim WHERE c.stage = 'draft'"
    " ORDER BY k.claim, k.check_id",
)


def mark(db: Database) -> str:
    """SHA-256 over every draft with its items and answers; another one after any change."""
    digest = hashlib.sha256()
    for statement in _PARTS:
        for row in db.rows(statement):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
