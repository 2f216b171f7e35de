"""Rows of the registers straight from the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipdesk.storage.applicants import STANDING
from ipdesk.storage.database import Database

Row = tuple[Any, ...]
# Stages in which a claim has come to nothing, as the ledger counts 不批.
_FAILED = "'refused', 'not_accepted', 'withdrawn', 'void', 'revoked'"


def applicants(db: Database) -> list[Row]:
    """Every applicant that stands for itself, with the sums of its claims."""
    return db.rows(
        "SELECT a.id, a.name, a.kind, a.code, a.local, a.town, a.address, a.legal_representative,"
        " a.contact, a.phone, a.bank, a.account_name, a.account, a.former_names, a.registered_at,"
        " a.note, coalesce(s.received, 0), coalesce(s.approved, 0), coalesce(s.refused, 0),"
        " coalesce(s.approved_fen, 0), coalesce(s.paid_fen, 0)"
        " FROM applicant a LEFT JOIN (SELECT a.id AS applicant, count(*) AS received,"
        " sum(coalesce(c.approved_fen, 0) > 0) AS approved,"
        f" sum(c.stage IN ({_FAILED}) OR (c.stage = 'archived' AND c.proposal <> 'refer'"
        " AND coalesce(c.approved_fen, 0) = 0)) AS refused,"
        " sum(coalesce(c.approved_fen, 0)) AS approved_fen,"
        " sum(coalesce(c.paid_fen - c.recovered_fen, 0)) AS paid_fen"
        f" FROM claim c {STANDING} WHERE c.stage <> 'draft' GROUP BY a.id) s ON s.applicant = a.id"
        " WHERE a.merged_into IS NULL ORDER BY a.sort_key, a.id"
    )


def works(db: Database, pack: str, awards: Sequence[str], year: int | None) -> list[Row]:
    """Every item of these awards, of one fund year or of all."""
    marks = ", ".join("?" for _ in awards)
    of_year = "" if year is None else " AND c.fund_year = ?"
    return db.rows(
        "SELECT c.number, c.received_on, a.name, a.kind, a.code, a.town, c.award, i.ordinal,"
        " i.subject, i.fact_on, i.verdict, i.amount_fen, c.stage, c.document_number"
        f" FROM claim c {STANDING} JOIN claim_item i ON i.claim = c.id"
        f" WHERE c.pack = ? AND c.award IN ({marks}) AND c.stage <> 'draft'{of_year}"
        " ORDER BY c.number, i.ordinal",
        [pack, *awards, *([] if year is None else [year])],
    )


def letters(db: Database, year: int | None) -> list[Row]:
    """Every letter by its number, with how often it was printed and saved."""
    of_year = "" if year is None else " WHERE l.year = ?"
    return db.rows(
        "SELECT l.document_number, l.kind, l.issued_on, a.name, c.number, c.pack, c.award,"
        " l.amount_fen, o.name, l.check_code,"
        " coalesce((SELECT sum(copies) FROM letter_copy WHERE letter = l.id AND act = 'print'), 0),"
        " (SELECT count(*) FROM letter_copy WHERE letter = l.id AND act = 'save'),"
        " (SELECT min(at) FROM letter_copy WHERE letter = l.id AND act = 'print')"
        f" FROM letter l JOIN claim c ON c.id = l.claim {STANDING}"
        f" JOIN operator o ON o.id = l.operator{of_year} ORDER BY l.year, l.mark, l.number",
        [] if year is None else [year],
    )


def copies(db: Database, year: int | None) -> list[Row]:
    """Every time one of these letters was printed or saved."""
    of_year = "" if year is None else " WHERE l.year = ?"
    return db.rows(
        "SELECT k.at, l.document_number, a.name, k.act, k.copies, o.name, k.recipient"
        " FROM letter_copy k"
        f" JOIN letter l ON l.id = k.letter JOIN claim c ON c.id = l.claim {STANDING}"
        f" JOIN operator o ON o.id = k.operator{of_year} ORDER BY k.id",
        [] if year is None else [year],
    )


def letter_years(db: Database) -> tuple[int, ...]:
    """Years in which letters went out, newest first."""
    return tuple(
        int(row[0]) for row in db.rows("SELECT DISTINCT year FROM letter ORDER BY year DESC")
    )
