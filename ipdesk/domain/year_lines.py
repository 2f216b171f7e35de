"""年度报表: the lines of its further sheets, as plain records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One movement of money: 拨付, 退票 (negative) or 追回."""

    number: str
    applicant: str
    code: str
    award: str
    document_number: str
    moved_on: date
    kind: str  # Chinese label
    paid_fen: int  # what went out; less than nothing for 退票
    returned_fen: int  # what the applicant gave back
    voucher: str
    bank: str
    account_name: str
    account: str
    note: str


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """One 异议 during a 公示, and what came of it."""

    number: str
    applicant: str
    award: str
    amount_fen: int
    published: str
    objected_on: date
    objector: str
    content: str
    finding: str
    settled_on: date | None
    stage: str  # Chinese label


@dataclass(frozen=True, slots=True)
class Adjustment:
    """以前年度调整: what a later act changed of a year that was closed before it."""

    day: date
    kind: str  # Chinese label
    number: str
    fund_year: int  # the closed year the claim belongs to
    applicant: str
    award: str
    approved_fen: int  # more or less approved than before
    paid_fen: int
    returned_fen: int
    document_number: str
    voucher: str
    reason: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """指标: a figure to be reached, with what is on record of it."""

    policy: str
    clause: str
    number: str  # of the row, 3-8c
    text: str
    measure: str
    goal: str
    baseline: str
    period: str
    department: str
    source: str
    value: str  # 实际值; "" while nothing is reported
    state: str  # 完成情况
    note: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """任务: a duty that pays nothing, with what is on record of it."""

    policy: str
    clause: str
    number: str
    kind: str  # 任务, 里程碑, 保障措施
    text: str
    measure: str
    period: str
    department: str
    state: str
    note: str
