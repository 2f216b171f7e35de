"""称号的其他写法 as the bureau has entered them and taken them back, nothing ever replaced."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from ipdesk.domain.title_name import TitleName
from ipdesk.storage.database import Database


class KeptName(NamedTuple):
    """A name with what it rests on, who entered it and when."""

    name: TitleName
    document: str
    document_on: date | None
    note: str
    operator: str
    at: datetime


def add(
    db: Database,
    pack: str,
    name: TitleName,
    document: str,
    document_on: date | None,
    note: str,
    operator: int,
    at: datetime,
) -> int:
    return db.insert(
        "INSERT INTO title_name (pack, award, title, counts, document, document_on, note,"
        " operator, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            pack,
            name.award,
            name.title,
            int(name.counts),
            document,
            document_on.isoformat() if document_on else None,
            note,
            operator,
            at.isoformat(),
        ),
    )


def of_pack(db: Database, pack: str) -> tuple[KeptName, ...]:
    """Every row of a pack, oldest first."""
    rows = db.rows(
        "SELECT t.id, t.award, t.title, t.counts, t.document, t.document_on, t.note, o.name, t.at"
        " FROM title_name t JOIN operator o ON o.id = t.operator WHERE t.pack = ? ORDER BY t.id",
        (pack,),
    )
    return tuple(
        KeptName(
            TitleName(int(number), str(award), str(title), bool(counts)),
            str(document),
            date.fromisoformat(str(day)) if day else None,
            str(note),
            str(operator),
            datetime.fromisoformat(str(at)),
        )
        for number, award, title, counts, document, day, note, operator, at in rows
    )


def names(db: Database, pack: str, until: int | None = None) -> tuple[TitleName, ...]:
    """The names of a pack up to a row, or all of them, oldest first."""
    rows = db.rows(
        "SELECT id, award, title, counts FROM title_name"
        " WHERE pack = ? AND (? IS NULL OR id <= ?) ORDER BY id",
        (pack, until, until),
    )
    return tuple(
        TitleName(int(number), str(award), str(title), bool(counts))
        for number, award, title, counts in rows
    )
