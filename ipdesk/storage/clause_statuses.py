"""条款状态 as the bureau has set them, the older settings kept below the newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from ipdesk.domain.clause_status import Setting, Standing
from ipdesk.domain.policy import ClauseStatus
from ipdesk.storage.database import Database

_SELECT = (
    "SELECT s.id, s.clause, s.status, s.document, s.document_on, s.from_day, s.note, o.name, s.at"
    " FROM clause_status s JOIN operator o ON o.id = s.operator"
)


class Kept(NamedTuple):
    """A setting with who made it and when."""

    setting: Setting
    operator: str
    at: datetime


def add(
    db: Database,
    pack: str,
    clause: str,
    standing: Standing,
    note: str,
    operator: int,
    at: datetime,
) -> int:
    on, since = standing.document_on, standing.from_day
    return db.insert(
        "INSERT INTO clause_status (pack, clause, status, document, document_on, from_day, note,"
        " operator, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            pack,
            clause,
            str(standing.status),
            standing.document,
            on.isoformat() if on else None,
            since.isoformat() if since else None,
            note,
            operator,
            at.isoformat(),
        ),
    )


def of_pack(db: Database, pack: str) -> tuple[Kept, ...]:
    """Every setting of the clauses of a pack, oldest first."""
    return tuple(
        _kept(row) for row in db.rows(f"{_SELECT} WHERE s.pack = ? ORDER BY s.id", (pack,))
    )


def get(db: Database, number: int) -> Kept | None:
    row = db.row(f"{_SELECT} WHERE s.id = ?", (number,))
    return None if row is None else _kept(row)


def _kept(row: Sequence[object]) -> Kept:
    number, clause, status, document, on, since, note, operator, at = row
    standing = Standing(
        ClauseStatus(str(status)),
        str(document),
        date.fromisoformat(str(on)),
        date.fromisoformat(str(since)),
    )
    setting = Setting(int(str(number)), str(clause), standing, str(note))
    return Kept(setting, str(operator), datetime.fromisoformat(str(at)))
