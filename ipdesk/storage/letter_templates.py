"""Published wordings of letters: each version stays as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from ipdesk.storage.database import Database


class Published(NamedTuple):
    """One version of the wording of a kind; `shipped`: back to the program's own."""

    version: int
    shipped: bool
    texts: Mapping[str, Any]
    operator: str
    at: datetime


def versions(db: Database, kind: str) -> tuple[Published, ...]:
    """Every version of a kind, newest first."""
    rows = db.rows(
        "SELECT t.version, t.shipped, t.texts, o.name, t.at FROM letter_template t"
        " JOIN operator o ON o.id = t.operator WHERE t.kind = ? ORDER BY t.version DESC",
        (kind,),
    )
    return tuple(
        Published(int(n), bool(own), json.loads(texts), str(who), datetime.fromisoformat(str(at)))
        for n, own, texts, who, at in rows
    )


def publish(
    db: Database,
    kind: str,
    texts: Mapping[str, Any] | None,
    operator: int,
    at: datetime,
) -> int:
    """Keep a new version and say its number; without texts the shipped wording is used again."""
    last = db.value("SELECT coalesce(max(version), 0) FROM letter_template WHERE kind = ?", (kind,))
    version = int(last) + 1
    db.insert(
        "INSERT INTO letter_template (kind, version, shipped, texts, operator, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            kind,
            version,
            int(texts is None),
            json.dumps(texts or {}, ensure_ascii=False, sort_keys=True),
            operator,
            at.isoformat(),
        ),
    )
    return version
