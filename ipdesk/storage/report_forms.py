"""填报表 sent out: each by the stamp it carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ipdesk.domain.span import Part, Span
from ipdesk.storage.database import Database

_FORM: Final = (
    "SELECT f.id, f.pack, f.pack_sha256, f.department, f.year, f.part, f.stamp, f.lines, o.name,"
    " f.at FROM report_form f JOIN operator o ON o.id = f.operator"
)


@dataclass(frozen=True, slots=True)
class SentForm:
    """One sheet as it went out."""

    id: int
    pack: str
    pack_sha256: str
    department: str
    span: Span
    stamp: str
    lines: int
    operator: str
    at: datetime


def add(
    db: Database, pack: str, version: str, department: str, span: Span, stamp: str, lines: int,
    operator: int, at: datetime,
) -> int:  # fmt: skip
    return db.insert(
        "INSERT INTO report_form (pack, pack_sha256, department, year, part, stamp, lines,"
        " operator, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            pack,
            version,
            department,
            span.year,
            str(span.part),
            stamp,
            lines,
            operator,
            at.isoformat(timespec="seconds"),
        ),
    )


def by_stamp(db: Database, stamp: str) -> SentForm | None:
    row = db.row(f"{_FORM} WHERE f.stamp = ?", (stamp,))
    return None if row is None else _form(row)


def forms(db: Database, pack: str) -> tuple[SentForm, ...]:
    """What went out, newest first."""
    rows = db.rows(f"{_FORM} WHERE f.pack = ? ORDER BY f.id DESC", (pack,))
    return tuple(map(_form, rows))


def _form(row: Any) -> SentForm:
    return SentForm(
        int(row[0]),
        row[1],
        row[2],
        row[3],
        Span(int(row[4]), Part(row[5])),
        row[6],
        int(row[7]),
        row[8],
        datetime.fromisoformat(row[9]),
    )
