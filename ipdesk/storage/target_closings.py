"""年度关账 on file: what each year said, who closed it, who agreed to open it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ipdesk.domain.target_report import digest_of
from ipdesk.storage.database import Database

_CLOSING: Final = (
    "SELECT c.id, c.pack, c.pack_sha256, c.year, c.digest, o.name, c.at, c.reopened_at"
    " FROM target_closing c JOIN operator o ON o.id = c.closed_by"
)
_REOPENING: Final = (
    "SELECT r.id, r.closing, c.pack, c.year, r.reason, r.proposed_by, p.name, r.at, r.state,"
    " coalesce(d.name, ''), r.decided_at, r.alone FROM target_reopening r"
    " JOIN target_closing c ON c.id = r.closing JOIN operator p ON p.id = r.proposed_by"
    " LEFT JOIN operator d ON d.id = r.decided_by"
)


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing of a year; `reopened_at` None while it stands."""

    id: int
    pack: str
    pack_sha256: str
    year: int
    digest: str
    closed_by: str
    at: datetime
    reopened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reopening:
    """A wish to open a closed year again, and what was decided."""

    id: int
    closing: int
    pack: str
    year: int
    reason: str
    proposer: int
    proposed_by: str
    at: datetime
    state: str  # proposed | approved | dropped
    decided_by: str
    decided_at: datetime | None
    alone: str  # why one person did both


def close(
    db: Database,
    pack: str,
    version: str,
    year: int,
    content: str,
    digest: str,
    by: int,
    at: datetime,
) -> int:
    return db.insert(
        "INSERT INTO target_closing (pack, pack_sha256, year, content, digest, closed_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (pack, version, year, content, digest, by, at.isoformat(timespec="seconds")),
    )


def standing(db: Database, pack: str, year: int) -> Closing | None:
    """The closing of a year, while it is closed."""
    row = db.row(
        f"{_CLOSING} WHERE c.pack = ? AND c.year = ? AND c.reopened_at IS NULL", (pack, year)
    )
    return None if row is None else _closing(row)


def closings(db: Database, pack: str) -> tuple[Closing, ...]:
    """Every closing, those opened again too, newest first."""
    return tuple(map(_closing, db.rows(f"{_CLOSING} WHERE c.pack = ? ORDER BY c.id DESC", (pack,))))


def content(db: Database, closing: int) -> str:
    """What was said, as it was kept."""
    return str(db.value("SELECT content FROM target_closing WHERE id = ?", (closing,)))


def contents(db: Database, pack: str) -> Mapping[int, Mapping[str, Any]]:
    """What every closed year said, by year."""
    return {
        int(year): json.loads(text)
        for year, text in db.rows(
            "SELECT year, content FROM target_closing WHERE pack = ? AND reopened_at IS NULL",
            (pack,),
        )
    }


def altered(db: Database) -> tuple[tuple[str, int], ...]:
    """Closings whose content is not what their digest says: policy and year."""
    return tuple(
        (str(pack), int(year))
        for pack, year, text, digest in db.rows(
            "SELECT pack, year, content, digest FROM target_closing ORDER BY id"
        )
        if digest_of(text) != digest
    )


def propose(db: Database, closing: int, reason: str, by: int, at: datetime) -> int:
    return db.insert(
        "INSERT INTO target_reopening (closing, reason, proposed_by, at) VALUES (?, ?, ?, ?)",
        (closing, reason, by, at.isoformat(timespec="seconds")),
    )


def decide(db: Database, number: int, state: str, by: int, at: datetime, alone: str = "") -> None:
    db.execute(
        "UPDATE target_reopening SET state = ?, decided_by = ?, decided_at = ?, alone = ?"
        " WHERE id = ?",
        (state, by, at.isoformat(timespec="seconds"), alone, number),
    )


def reopen(db: Database, closing: int, at: datetime) -> None:
    """Open the year; only after an approved proposal."""
    db.execute(
        "UPDATE target_closing SET reopened_at = ? WHERE id = ?",
        (at.isoformat(timespec="seconds"), closing),
    )


def reopenings(db: Database, pack: str = "") -> tuple[Reopening, ...]:
    """Every wish to open a year again, newest first."""
    where = " WHERE c.pack = ?" if pack else ""
    rows = db.rows(f"{_REOPENING}{where} ORDER BY r.id DESC", (pack,) if pack else ())
    return tuple(map(_reopening, rows))


def _closing(row: Any) -> Closing:
    cells = list(row)
    cells[6] = datetime.fromisoformat(cells[6])
    cells[7] = datetime.fromisoformat(cells[7]) if cells[7] else None
    return Closing(*cells)


def _reopening(row: Any) -> Reopening:
    cells = list(row)
    cells[7] = datetime.fromisoformat(cells[7])
    cells[10] = datetime.fromisoformat(cells[10]) if cells[10] else None
    return Reopening(*cells)
