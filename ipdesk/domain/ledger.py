"""台账: the rows of the ledger and of the year-end sums, as plain records."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from operator import attrgetter


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
    failed: bool = False  # 不予受理, 不予批准, 撤回 or 作废: goes to 未通过
    reason: str = ""  # why it failed

    @property
    def short_fen(self) -> int | None:
        """核定 less 实付; None while either is missing."""
        if self.approved_fen is None or self.paid_fen is None:
            return None
        return self.approved_fen - self.paid_fen


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
    last_year_fen: int  # 上年核定

    @property
    def change(self) -> Decimal | None:
        """同比 of 核定; None where the year before had nothing."""
        return change(self.approved_fen, self.last_year_fen)


@dataclass(frozen=True, slots=True)
class ClauseSum:
    """One clause's line: the awards of the clause taken together."""

    clause: str
    received: int
    approved: int
    refused: int
    approved_fen: int
    paid_fen: int
    last_year_fen: int

    @property
    def change(self) -> Decimal | None:
        return change(self.approved_fen, self.last_year_fen)


@dataclass(frozen=True, slots=True)
class ApplicantSum:
    """One applicant's line in 按主体."""

    applicant: str
    kind: str
    code: str
    town: str
    received: int
    approved: int
    refused: int
    claimed_fen: int
    approved_fen: int
    paid_fen: int


@dataclass(frozen=True, slots=True)
class CapUse:
    """上限占用: how much of one yearly cap an applicant has used, in pieces or in fen."""

    clause: str
    award: str
    cap: str  # the cap in the policy's words
    applicant: str
    year: int
    used: int | None = None
    limit: int | None = None
    used_fen: int | None = None
    limit_fen: int | None = None

    @property
    def left(self) -> int | None:
        return None if self.used is None or self.limit is None else self.limit - self.used

    @property
    def left_fen(self) -> int | None:
        if self.used_fen is None or self.limit_fen is None:
            return None
        return self.limit_fen - self.used_fen


@dataclass(frozen=True, slots=True)
class LedgerNotes:
    """What a ledger says about itself: whose, of what, by which filter, made when."""

    bureau: str
    title: str
    period: str
    policy: str
    filters: tuple[tuple[str, str], ...]
    made_by: str
    made_at: str  # ISO date and time; also the file's own times, so that bytes repeat
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
    source: str = ""  # 资金来源 in the office's words

    @property
    def left_fen(self) -> int:
        return self.budget_fen - self.reserved_fen - self.approved_fen

    @property
    def used_share(self) -> Decimal | None:
        """执行率: paid of the budget; None without a budget."""
        return Decimal(self.paid_fen) / self.budget_fen if self.budget_fen else None


def change(now: int, before: int) -> Decimal | None:
    """Growth over `before` as a share; None when there was nothing before."""
    return Decimal(now) / before - 1 if before else None


def digest(rows: Iterable[LedgerRow], items: Iterable[LedgerItem]) -> str:
    """SHA-256 over the full (unmasked) rows and items in their order."""
    total = hashlib.sha256(b"ipdesk-ledger-1\n")
    groups: tuple[tuple[type, Iterable[object]], ...] = ((LedgerRow, rows), (LedgerItem, items))
    for kind, records in groups:
        total.update(kind.__name__.encode())
        values = attrgetter(*(field.name for field in fields(kind)))
        for record in records:
            total.update(json.dumps(values(record), default=date.isoformat).encode())
            total.update(b"\n")
    return total.hexdigest()


# GB 32100: two letters of the registering body, six digits of the region, ten of body and check.
_UNIT_CODE = re.compile(r"[1-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_PERSON_CODE = re.compile(r"\d{6}(18|19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dXx]")


def masked_code(code: str) -> str:
    """The number of a person as 6+4 with stars; the public code of a unit stays as it is."""
    if _UNIT_CODE.fullmatch(code) and not _PERSON_CODE.fullmatch(code):
        return code
    if len(code) > 10:
        return code[:6] + "*" * (len(code) - 10) + code[-4:]
    return "*" * max(len(code) - 2, 0) + code[-2:] if len(code) > 2 else "*" * len(code)


def award_sums(
    rows: Iterable[LedgerRow],
    awards: Sequence[tuple[str, str, str]],
    last_year_fen: Mapping[str, int],
) -> tuple[AwardSum, ...]:
    """One line for each of `awards` (id, clause, label), those without a claim too."""
    found: dict[str, list[LedgerRow]] = {award_id: [] for award_id, _, _ in awards}
    for row in rows:
        found[row.award_id].append(row)
    return tuple(
        AwardSum(
            award_id,
            clause,
            label,
            *_counts(found[award_id]),
            applicants=len({(row.applicant, row.code) for row in found[award_id]}),
            approved_fen=sum(row.approved_fen or 0 for row in found[award_id]),
            paid_fen=sum(row.paid_fen or 0 for row in found[award_id]),
            last_year_fen=last_year_fen.get(award_id, 0),
        )
        for award_id, clause, label in awards
    )


def clause_sums(sums: Iterable[AwardSum]) -> tuple[ClauseSum, ...]:
    """The awards' lines added up by clause, in the order of their first award."""
    found: dict[str, list[AwardSum]] = {}
    for line in sums:
        found.setdefault(line.clause, []).append(line)
    return tuple(
        ClauseSum(
            clause,
            sum(line.received for line in lines),
            sum(line.approved for line in lines),
            sum(line.refused for line in lines),
            sum(line.approved_fen for line in lines),
            sum(line.paid_fen for line in lines),
            sum(line.last_year_fen for line in lines),
        )
        for clause, lines in found.items()
    )


def applicant_sums(rows: Iterable[LedgerRow]) -> tuple[ApplicantSum, ...]:
    """One line an applicant, the largest 核定 first."""
    found: dict[tuple[str, str], list[LedgerRow]] = {}
    for row in rows:
        found.setdefault((row.applicant, row.code), []).append(row)
    lines = (
        ApplicantSum(
            name,
            claims[0].applicant_kind,
            code,
            claims[0].town,
            *_counts(claims),
            claimed_fen=sum(row.claimed_fen for row in claims),
            approved_fen=sum(row.approved_fen or 0 for row in claims),
            paid_fen=sum(row.paid_fen or 0 for row in claims),
        )
        for (name, code), claims in found.items()
    )
    return tuple(sorted(lines, key=lambda line: (-line.approved_fen, line.applicant, line.code)))


def _counts(rows: Sequence[LedgerRow]) -> tuple[int, int, int]:
    """受理, 批准, 不批."""
    approved = sum(1 for row in rows if row.approved_fen is not None and not row.failed)
    return len(rows), approved, sum(1 for row in rows if row.failed)
