"""Ledger rows straight from the store, in the order of the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from ipdesk.storage.applicants import STANDING
from ipdesk.storage.claim_list import ClaimFilter, where
from ipdesk.storage.database import Database


class StoredRow(NamedTuple):
    """One claim with its applicant, as the ledger needs it; words are added by the service."""

    id: int
    number: str
    received_on: date | None
    applicant_id: int
    applicant: str
    kind: str
    code: str
    town: str
    pack: str
    award: str
    subject: str
    fact_on: date | None
    pieces: int
    claimed_fen: int
    approved_fen: int | None
    examined_on: date | None
    reviewed_on: date | None
    deliberated_on: date | None
    published_on: date | None
    published_until: date | None
    objection: str
    document_number: str
    paid_on: date | None
    paid_fen: int | None  # less what was recovered
    voucher: str
    fund_year: int
    fund_source: str
    stage: str
    archive_number: str
    note: str
    reason: str
    proposal: str


_COLUMNS = (
    "c.id, c.number, c.received_on, a.id, a.name, a.kind, a.code, a.town, c.pack, c.award,"
    " c.subject, c.fact_on, c.item_count, c.claimed_fen, c.approved_fen, c.examined_on,"
    " c.reviewed_on, c.deliberated_on, c.published_on, c.published_until, c.objection,"
    " c.document_number, c.paid_on, c.paid_fen - c.recovered_fen, c.voucher, c.fund_year,"
    " CASE c.fund_source WHEN '' THEN coalesce((SELECT b.source FROM budget b"
    " WHERE b.pack = c.pack AND b.year = c.fund_year), '') ELSE c.fund_source END, c.stage,"
    " c.archive_number, c.note, c.reason, c.proposal"
)
_DAYS = tuple(
    index
    for index, name in enumerate(StoredRow._fields)
    if name.endswith("_on") or name == "published_until"
)


def rows(db: Database, chosen: ClaimFilter) -> Iterator[StoredRow]:
    """Claims in the order of their numbers; drafts are not in any ledger."""
    clause, values = where(chosen)
    clause = f"{clause} AND" if clause else " WHERE"
    found = db.rows(
        f"SELECT {_COLUMNS} FROM claim c {STANDING}"
        f" JOIN operator o ON o.id = c.handler{clause} c.stage <> 'draft' ORDER BY c.number",
        values,
    )
    for row in found:
        cells: list[Any] = list(row)
        for index in _DAYS:
            if cells[index]:
                cells[index] = date.fromisoformat(cells[index])
        yield StoredRow(*cells)


def items(db: Database, chosen: ClaimFilter) -> Iterator[tuple[str, int, str, str, str, int]]:
    """Items of claims that have several: number, ordinal, subject, fact day, verdict, fen."""
    clause, values = where(chosen)
    clause = f"{clause} AND" if clause else " WHERE"
    yield from db.rows(
        "SELECT c.number, i.ordinal, i.subject, coalesce(i.fact_on, ''), i.verdict, i.amount_fen"
        f" FROM claim c {STANDING}"
        " JOIN operator o ON o.id = c.handler JOIN claim_item i ON i.claim = c.id"
        f"{clause} c.stage <> 'draft' AND c.item_count > 1 ORDER BY c.number, i.ordinal",
        values,
    )


def approved_by_award(db: Database, pack: str, year: int) -> dict[str, int]:
    """核定 of a fund year by award."""
    found = db.rows(
        "SELECT award, sum(approved_fen) FROM claim_sum WHERE pack = ? AND fund_year = ?"
        " AND claims > 0 AND stage IN ('approved', 'paid', 'archived', 'recovery') GROUP BY award",
        (pack, year),
    )
    return {str(award): int(fen or 0) for award, fen in found}


def money(db: Database, pack: str, year: int) -> tuple[int, int, int]:
    """Reserved (accepted, not yet approved), approved and paid fen of a fund year."""
    row = db.row(
        "SELECT"
        " coalesce(sum(CASE WHEN stage IN ('accepted', 'examined', 'inspection', 'reviewed',"
        " 'signed', 'committee', 'published', 'objection', 'unobjected')"
        " THEN expected_fen END), 0),"
        " coalesce(sum(CASE WHEN stage IN ('approved', 'paid', 'archived', 'recovery')"
        " THEN approved_fen END), 0), coalesce(sum(paid_fen), 0)"
        " FROM claim_sum WHERE pack = ? AND fund_year = ?",
        (pack, year),
    )
    assert row is not None  # an aggregate always has a row
    return int(row[0]), int(row[1]), int(row[2])


def caps_of(db: Database, pack: str, applicant: int) -> Sequence[tuple[str, int, int, int]]:
    """Cap, year, used and limit of every yearly cap one applicant draws on, newest year first."""
    return db.rows(
        "SELECT cap, year, used, most FROM quota WHERE pack = ? AND applicant = ? AND used > 0"
        " ORDER BY year DESC, cap",
        (pack, applicant),
    )


def caps_used(db: Database, pack: str, year: int) -> Sequence[tuple[str, str, int, int]]:
    """Award, applicant's name, used and limit of every yearly cap drawn on in a year."""
    return db.rows(
        "SELECT q.cap, a.name, q.used, q.most FROM quota q JOIN applicant a ON a.id = q.applicant"
        " WHERE q.pack = ? AND q.year = ? AND q.used > 0 ORDER BY q.cap, q.used DESC, a.name",
        (pack, year),
    )


def numbers(db: Database, chosen: ClaimFilter) -> dict[int, str]:
    """The numbers of the claims shown, by id."""
    clause, values = where(chosen)
    clause = f"{clause} AND" if clause else " WHERE"
    found = db.rows(
        f"SELECT c.id, c.number FROM claim c {STANDING} JOIN operator o ON o.id = c.handler"
        f"{clause} c.stage <> 'draft'",
        values,
    )
    return {int(claim): str(number) for claim, number in found}
