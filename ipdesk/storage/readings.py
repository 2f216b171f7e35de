"""口径 as the bureau has set them, the older settings kept below the newest."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from ipdesk.storage.database import Database


class Setting(NamedTuple):
    """One reading as it was set: the value, what it rests on, by whom and when."""

    key: str
    value: str
    document: str
    document_on: date | None
    note: str
    operator: str
    at: datetime


def add(
    db: Database,
    pack: str,
    key: str,
    value: str,
    document: str,
    document_on: date | None,
    note: str,
    operator: int,
    at: datetime,
) -> int:
    return db.insert(
        "INSERT INTO reading (pack, key, value, document, document_on, note, operator, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            pack,
            key,
            value,
            document,
            document_on.isoformat() if document_on else None,
            note,
            operator,
            at.isoformat(),
        ),
    )


def of_pack(db: Database, pack: str) -> tuple[Setting, ...]:
    """Every setting of the readings of a pack, oldest first."""
    rows = db.rows(
        "SELECT r.key, r.value, r.document, r.document_on, r.note, o.name, r.at FROM reading r"
        " JOIN operator o ON o.id = r.operator WHERE r.pack = ? ORDER BY r.id",
        (pack,),
    )
    return tuple(
        Setting(
            str(key),
            str(value),
            str(document),
            date.fromisoformat(str(day)) if day else None,
            str(note),
            str(operator),
            datetime.fromisoformat(str(at)),
        )
        for key, value, document, day, note, operator, at in rows
    )
