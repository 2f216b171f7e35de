"""历史奖补: what was paid before ipdesk, as it counts for once-only, caps and groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PastAward:
    """One payment made before ipdesk, as the old ledger has it."""

    id: int
    batch: int
    pack: str
    award: str
    applicant: int
    subject: str
    pieces: int
    fact_on: date
    fact_known: bool  # False: the ledger had no date, the fund year stands in
    fund_year: int
    amount_fen: int
    document_number: str
    paid_on: date | None
    note: str
    counts: bool = True
