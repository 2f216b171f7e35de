"""封账 on file: the content of closed fund years, compressed, with what it comes to."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ipdesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class Closing:
    """One 封账 without its content."""

    id: int
    pack: str
    year: int
    ordinal: int
    digest: str
    claims: int
    approved_fen: int
    paid_fen: int
    journal_seq: int
    journal_head: str
    operator: str
    at: datetime
    reopened_by: str = ""
    reopened_at: datetime | None = None
    reopen_reason: str = ""

    @property
    def stands(self) -> bool:
        return self.reopened_at is None


_SELECT = (
    "SELECT y.id, y.pack, y.year, y.ordinal, y.digest, y.claims, y.approved_fen, y.paid_fen,"
    " y.journal_seq, y.journal_head, o.name, y.at, coalesce(r.name, ''), y.reopened_at,"
    " y.reopen_reason FROM year_closing y JOIN operator o ON o.id = y.operator"
    " LEFT JOIN operator r ON r.id = y.reopened_by"
)


def add(
    db: Database,
    pack: str,
    year: int,
    text: str,
    digest: str,
    sums: tuple[int, int, int],
    head: tuple[int, str],
    operator: int,
    at: datetime,
) -> int:
    """Keep the content of a year; `sums` are claims, approved and paid fen."""
    ordinal = db.value(
        "SELECT coalesce(max(ordinal), 0) + 1 FROM year_closing WHERE pack = ? AND year = ?",
        (pack, year),
    )
    return db.insert(
        "INSERT INTO year_closing (pack, year, ordinal, content, digest, claims, approved_fen,"
        " paid_fen, journal_seq, journal_head, operator, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            pack,
            year,
            ordinal,
            zlib.compress(text.encode(), 6),
            digest,
            *sums,
            *head,
            operator,
            at.isoformat(timespec="seconds"),
        ),
    )


def reopen(db: Database, closing: int, operator: int, at: datetime, reason: str) -> None:
    """Open a closed year again; what was kept stays on file."""
    db.execute(
        "UPDATE year_closing SET reopened_by = ?, reopened_at = ?, reopen_reason = ? WHERE id = ?",
        (operator, at.isoformat(timespec="seconds"), reason, closing),
    )


def standing(db: Database, pack: str, year: int) -> Closing | None:
    """The closing that a year stands under; None while it is open."""
    row = db.row(
        f"{_SELECT} WHERE y.pack = ? AND y.year = ? AND y.reopened_at IS NULL", (pack, year)
    )
    return None if row is None else _closing(row)


def of_pack(db: Database, pack: str) -> tuple[Closing, ...]:
    """Every closing of a policy, those opened again too, oldest first."""
    return tuple(
        _closing(row) for row in db.rows(f"{_SELECT} WHERE y.pack = ? ORDER BY y.id", (pack,))
    )


def everyone(db: Database) -> tuple[Closing, ...]:
    """Every closing of every policy, for the check of the store."""
    return tuple(_closing(row) for row in db.rows(f"{_SELECT} ORDER BY y.id"))


def content(db: Database, closing: int) -> str:
    """The text that was kept; "" when it cannot be read any more."""
    kept = db.value("SELECT content FROM year_closing WHERE id = ?", (closing,))
    try:
        return zlib.decompress(bytes(kept)).decode()
    except (zlib.error, UnicodeDecodeError):
        return ""


def _closing(row: Sequence[object]) -> Closing:
    values: list[object] = list(row)
    values[11] = datetime.fromisoformat(str(row[11]))
    values[13] = datetime.fromisoformat(str(row[13])) if row[13] else None
    return Closing(*values)  # type: ignore[arg-type]  # _SELECT has its fields in order
