"""Versions of policy packs on file: a decided claim stays explainable after the pack changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from ipdesk.storage.database import Database


class Version(NamedTuple):
    """One version on file; without a reviewer nobody has looked it over yet."""

    sha256: str
    pack: str
    title: str
    document_number: str
    activated_at: datetime
    reviewer: str
    reviewed_on: date | None
    in_use: bool
    claims: int  # made under it


def _packed(files: Mapping[str, bytes]) -> bytes:
    # Fixed times and order: the same pack gives the same bytes.
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name])
    return buffer.getvalue()


def activate(
    db: Database,
    sha256: str,
    pack: str,
    title: str,
    document_number: str,
    files: Mapping[str, bytes],
    at: datetime,
    reviewer: str,
    reviewed_on: date | None,
) -> None:
    """Put a version in use; the one before stays on file."""
    db.execute("UPDATE policy_version SET in_use = 0 WHERE pack = ?", (pack,))
    db.execute(
        "INSERT INTO policy_version (sha256, pack, title, document_number, files, activated_at,"
        " reviewer, reviewed_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET in_use = 1, activated_at = excluded.activated_at,"
        " reviewer = excluded.reviewer, reviewed_on = excluded.reviewed_on",
        (
            sha256,
            pack,
            title,
            document_number,
            _packed(files),
            at.isoformat(),
            reviewer,
            reviewed_on.isoformat() if reviewed_on else "",
        ),
    )


def set_review(db: Database, sha256: str, reviewer: str, reviewed_on: date) -> None:
    """Who looked a version over, and on which day."""
    db.execute(
        "UPDATE policy_version SET reviewer = ?, reviewed_on = ? WHERE sha256 = ?",
        (reviewer, reviewed_on.isoformat(), sha256),
    )


def versions(db: Database) -> tuple[Version, ...]:
    """Every version on file, those in use first and then the newest."""
    rows = db.rows(
        "SELECT v.sha256, v.pack, v.title, v.document_number, v.activated_at, v.reviewer,"
        " v.reviewed_on, v.in_use, (SELECT count(*) FROM claim c WHERE c.pack_sha256 = v.sha256)"
        " FROM policy_version v ORDER BY v.in_use DESC, v.activated_at DESC, v.pack"
    )
    return tuple(
        Version(
            str(sha256),
            str(pack),
            str(title),
            str(number),
            datetime.fromisoformat(str(at)),
            str(reviewer),
            date.fromisoformat(str(day)) if day else None,
            bool(used),
            int(claims),
        )
        for sha256, pack, title, number, at, reviewer, day, used, claims in rows
    )


def in_use(db: Database) -> tuple[str, ...]:
    """Versions in use, newest activation first."""
    rows = db.rows(
        "SELECT sha256 FROM policy_version WHERE in_use = 1 ORDER BY activated_at DESC, pack"
    )
    return tuple(str(row[0]) for row in rows)


def files(db: Database, sha256: str) -> dict[str, bytes] | None:
    """The files of a version as they were activated."""
    row = db.row("SELECT files FROM policy_version WHERE sha256 = ?", (sha256,))
    if row is None:
        return None
    with zipfile.ZipFile(io.BytesIO(bytes(row[0]))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def set_budget(db: Database, pack: str, year: int, fen: int, source: str) -> None:
    db.execute(
        "INSERT INTO budget (pack, year, fen, source) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (pack, year) DO UPDATE SET fen = excluded.fen, source = excluded.source",
        (pack, year, fen, source),
    )


def budget(db: Database, pack: str, year: int) -> int | None:
    row = db.row("SELECT fen FROM budget WHERE pack = ? AND year = ?", (pack, year))
    return None if row is None else int(row[0])


def budget_source(db: Database, pack: str, year: int) -> str:
    """Where the year's money comes from; "" when nobody has said."""
    row = db.row("SELECT source FROM budget WHERE pack = ? AND year = ?", (pack, year))
    return "" if row is None else str(row[0])
