"""编号: claim and document numbers, each from a series without gaps.

A number is taken inside the act that uses it, so a refused act leaves no gap behind.
"""

from __future__ import annotations

from ipdesk.domain.letter import DocumentNumber
from ipdesk.storage import series
from ipdesk.storage.database import Database

PLACES = 4


def take_claim_number(db: Database, prefix: str, year: int) -> str:
    """The 受理编号 of a claim received now, `LC2026-0007`."""
    return _claim_number(prefix, year, series.next(db, f"claim {prefix}", year))


def next_claim_number(db: Database, prefix: str, year: int) -> str:
    """The 受理编号 the next claim would get; nothing is taken."""
    return _claim_number(prefix, year, series.peek(db, f"claim {prefix}", year))


def take_document_number(db: Database, mark: str, year: int) -> DocumentNumber:
    """The 文号 of a letter issued now; letters of every kind with one mark share its series."""
    return DocumentNumber(mark, year, series.next(db, f"document {mark}", year))


def next_document_number(db: Database, mark: str, year: int) -> DocumentNumber:
    """The 文号 a preview shows; issuing checks that it is still the next."""
    return DocumentNumber(mark, year, series.peek(db, f"document {mark}", year))


def _claim_number(prefix: str, year: int, number: int) -> str:
    return f"{prefix}{year}-{number:0{PLACES}d}"
