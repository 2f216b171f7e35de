"""Imports on file: each batch, the records its lines made, and lists of who was recognised."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from ipdesk.storage.database import Database

_BATCH: Final = (
    "SELECT b.id, b.kind, b.file_name, b.file_sha256, b.sheet, b.context, b.rows, b.added,"
    " b.left_out, o.name, b.at, u.name, b.undone_at FROM import_batch b"
    " JOIN operator o ON o.id = b.operator LEFT JOIN operator u ON u.id = b.undone_by"
)
_PART: Final = 400


@dataclass(frozen=True, slots=True)
class Batch:
    """One import: who, when, from which file, and how many lines were taken."""

    id: int
    kind: str
    file_name: str
    file_sha256: str
    sheet: str
    context: Mapping[str, Any]
    rows: int
    added: int
    left_out: int
    operator: str
    at: datetime
    undone_by: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Made:
    """A record that a line of a file made."""

    line: int
    entity: str
    entity_id: int
    content_key: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a 认定名单."""

    id: int
    title: str
    name: str
    code: str
    applicant: int | None
    recognised_on: date | None
    year: int | None
    document_number: str
    note: str


def insert(db: Database, operator: int, at: datetime, **values: object) -> int:
    """A new batch; the rows it made are added with `add_rows`."""
    values = {**values, "operator": operator, "at": at.isoformat(timespec="seconds")}
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    return db.insert(f"INSERT INTO import_batch ({names}) VALUES ({marks})", list(values.values()))


def add_rows(db: Database, batch: int, made: Iterable[Made]) -> None:
    db.executemany(
        "INSERT INTO import_row (batch, line, entity, entity_id, content_key)"
        " VALUES (?, ?, ?, ?, ?)",
        [(batch, one.line, one.entity, one.entity_id, one.content_key) for one in made],
    )


def mark_undone(db: Database, batch: int, operator: int, at: datetime) -> None:
    db.execute(
        "UPDATE import_batch SET undone_by = ?, undone_at = ? WHERE id = ?",
        (operator, at.isoformat(timespec="seconds"), batch),
    )


def batches(db: Database) -> tuple[Batch, ...]:
    """All imports, newest first."""
    return tuple(_batch(row) for row in db.rows(f"{_BATCH} ORDER BY b.id DESC"))


def batch(db: Database, number: int) -> Batch | None:
    row = db.row(f"{_BATCH} WHERE b.id = ?", (number,))
    return None if row is None else _batch(row)


def of_file(db: Database, sha256: str, kind: str, sheet: str, context: str) -> Batch | None:
    """The import of this very file and sheet that still stands."""
    row = db.row(
        f"{_BATCH} WHERE b.file_sha256 = ? AND b.kind = ? AND b.sheet = ? AND b.context = ?"
        " AND b.undone_at IS NULL ORDER BY b.id DESC",
        (sha256, kind, sheet, context),
    )
    return None if row is None else _batch(row)


def rows(db: Database, number: int) -> tuple[Made, ...]:
    """What a batch made, in the order of the file."""
    return tuple(
        Made(int(line), str(entity), int(entity_id), str(key))
        for line, entity, entity_id, key in db.rows(
            "SELECT line, entity, entity_id, content_key FROM import_row WHERE batch = ?"
            " ORDER BY line, entity",
            (number,),
        )
    )


def known_keys(db: Database, keys: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Of these contents, those that stand already: batch and line by key."""
    found: dict[str, tuple[int, int]] = {}
    for start in range(0, len(keys), _PART):
        part = keys[start : start + _PART]
        marks = ", ".join("?" * len(part))
        for key, number, line in db.rows(
            "SELECT r.content_key, r.batch, r.line FROM import_row r"
            " JOIN import_batch b ON b.id = r.batch"
            f" WHERE r.content_key <> '' AND r.content_key IN ({marks}) AND b.undone_at IS NULL",
            part,
        ):
            found[str(key)] = (int(number), int(line))
    return found


def maker(db: Database, entity: str, entity_id: int) -> tuple[int, int] | None:
    """The import and line a record came from."""
    row = db.row(
        "SELECT batch, line FROM import_row WHERE entity = ? AND entity_id = ? ORDER BY batch",
        (entity, entity_id),
    )
    return None if row is None else (int(row[0]), int(row[1]))


def add_listed(db: Database, batch: int, folded: str, **values: object) -> int:
    """One line of a 认定名单."""
    values = {**values, "batch": batch, "folded": folded}
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    plain = [v.isoformat() if isinstance(v, date) else v for v in values.values()]
    return db.insert(f"INSERT INTO listed ({names}) VALUES ({marks})", plain)


def withdraw_listed(db: Database, batch: int) -> None:
    db.execute("UPDATE listed SET withdrawn = 1 WHERE batch = ?", (batch,))


def listed_for(
    db: Database, applicant: int, folded: Sequence[str], code: str
) -> tuple[Listed, ...]:
    """Everything the lists say of an applicant, by itself, its names or its code."""
    marks = ", ".join("?" * len(folded))
    found = db.rows(
        "SELECT id, title, name, code, applicant, recognised_on, year, document_number, note"
        " FROM listed WHERE withdrawn = 0 AND (applicant = ?"
        f" OR (code <> '' AND code = ?) OR (folded IN ({marks}) AND (code = '' OR ? = '')))"
        " ORDER BY coalesce(recognised_on, year) DESC, id",
        (applicant, code, *folded, code),
    )
    return tuple(_listed(row) for row in found)


def in_use(db: Database, applicant: int) -> bool:
    """Whether a record names an applicant, so that it cannot be taken back."""
    return bool(
        db.value(
            "SELECT EXISTS (SELECT 1 FROM claim WHERE applicant = ?1) OR EXISTS (SELECT 1 FROM"
            " past_award WHERE applicant = ?1) OR EXISTS (SELECT 1 FROM entitlement"
            " WHERE applicant = ?1) OR EXISTS (SELECT 1 FROM listed WHERE applicant = ?1)",
            (applicant,),
        )
    )


def delete_applicant(db: Database, number: int) -> None:
    """Take an applicant back that an undone import alone had made."""
    db.execute("DELETE FROM quota WHERE applicant = ? AND used = 0", (number,))
    db.execute("DELETE FROM applicant WHERE id = ?", (number,))


def _batch(row: Sequence[Any]) -> Batch:
    values = list(row)
    values[5] = json.loads(values[5])
    values[10] = datetime.fromisoformat(values[10])
    values[11] = values[11] or ""
    values[12] = datetime.fromisoformat(values[12]) if values[12] else None
    return Batch(*values)


def _listed(row: Sequence[Any]) -> Listed:
    values = list(row)
    values[5] = date.fromisoformat(values[5]) if values[5] else None
    return Listed(*values)
