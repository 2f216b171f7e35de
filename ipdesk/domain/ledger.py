"""台账: the rows of the ledger and of the year-end sums, as plain records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One claim in the ledger (paper.md, columns of 明细); amounts in fen, None: not there yet."""

    number: str
    received_on: date | None
    applicant: str
    applicant_kind: str  # Chinese label
    code: str
    town: str
    clause: str  # （三）
    award_id: str
    award: str
    subject_name: str  # 成果名称
    subject: str  # 成果编号; several: 首个 等 n 件
    fact_on: date | None
    count: int
    claimed_fen: int
    approved_fen: int | None
    examined_on: date | None
    reviewed_on: date | None
    deliberated_on: date | None
    published: str  # 2024-03-01—2024-03-07
    objection: str
    document_number: str
    paid_on: date | None
    paid_fen: int | None
    voucher: str
    fund_year: int
    fund_source: str
    stage: str  # Chinese label
    archive_number: str
    note: str


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """One item of a claim, for the item sheet (作品登记明细 and other multi-item claims)."""

    number: str
    applicant: str
    award: str
    ordinal: int
    subject: str
    fact_on: date | None
    verdict: str  # Chinese label
    amount_fen: int


@dataclass(frozen=True, slots=True)
class AwardSum:
    """One award's line in 汇总; the same for the year before where there is one."""

    award_id: str
    clause: str
    award: str
    received: int
    approved: int
    refused: int
    applicants: int
    approved_fen: int
    paid_fen: int
    last_year_fen: int


@dataclass(frozen=True, slots=True)
class LedgerNotes:
    """What a ledger says about itself: whose, of what, by which filter, made when."""

    bureau: str
    title: str
    period: str
    policy: str
    filters: tuple[tuple[str, str], ...]
    made_by: str
    made_at: str
    masked: bool
    journal_seq: int
    journal_head: str
    digest: str  # SHA-256 over the rows, so that a closed year can be compared


@dataclass(frozen=True, slots=True)
class Budget:
    """Money of one policy and year in fen: what there is and what has gone where."""

    year: int
    budget_fen: int
    reserved_fen: int
    approved_fen: int
    paid_fen: int

    @property
    def left_fen(self) -> int:
        return self.budget_fen - self.reserved_fen - self.approved_fen
