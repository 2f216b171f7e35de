"""Papers of applicants on file: what they are, until when they hold, and their stored file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ipdesk.domain.applicant_document import ApplicantDocument, DocumentKind, DocumentState
from ipdesk.storage.database import Database

_SELECT = (
    "SELECT d.id, d.applicant, d.kind, d.number, d.valid_from, d.valid_to, d.note, d.file_name,"
    " d.sha256, d.size, d.state, o.name, d.at FROM applicant_document d"
    " JOIN operator o ON o.id = d.operator"
)


def add(db: Database, document: ApplicantDocument, operator: int) -> int:
    """Put a paper on file; returns its id."""
    return db.insert(
        "INSERT INTO applicant_document (applicant, kind, number, valid_from, valid_to, note,"
        " file_name, sha256, size, operator, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.applicant,
            str(document.kind),
            document.number,
            document.valid_from.isoformat() if document.valid_from else None,
            document.valid_to.isoformat() if document.valid_to else None,
            document.note,
            document.file_name,
            document.sha256,
            document.size,
            operator,
            document.at.isoformat(),
        ),
    )


def get(db: Database, number: int) -> ApplicantDocument | None:
    row = db.row(f"{_SELECT} WHERE d.id = ?", (number,))
    return None if row is None else _document(row)


def of(db: Database, applicant: int) -> tuple[ApplicantDocument, ...]:
    """Every paper of an applicant, what holds first, the latest of it on top."""
    rows = db.rows(
        f"{_SELECT} WHERE d.applicant = ? ORDER BY d.state <> 'valid', d.id DESC", (applicant,)
    )
    return tuple(_document(row) for row in rows)


def set_state(db: Database, number: int, state: DocumentState) -> None:
    """Mark a paper 已替换 or 已作废; nothing on file is removed."""
    db.execute("UPDATE applicant_document SET state = ? WHERE id = ?", (str(state), number))


def ending_by(db: Database, day: date) -> tuple[ApplicantDocument, ...]:
    """Papers in use that end on or before a day, the earliest first."""
    rows = db.rows(
        f"{_SELECT} WHERE d.state = 'valid' AND d.valid_to <= ? ORDER BY d.valid_to, d.id",
        (day.isoformat(),),
    )
    return tuple(_document(row) for row in rows)


def _document(row: tuple[Any, ...]) -> ApplicantDocument:
    values = list(row)
    values[2], values[10] = DocumentKind(row[2]), DocumentState(row[10])
    for index in (4, 5):
        values[index] = date.fromisoformat(row[index]) if row[index] else None
    values[12] = datetime.fromisoformat(row[12])
    return ApplicantDocument(*values)
