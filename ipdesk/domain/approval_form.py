"""审批表: one claim on one form, with the 核算 and room for every hand's signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FormLine:
    """One step of the 核算: what was done, the clause's words, the part amount."""

    text: str
    quote: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class FormReading:
    """A reading (口径) in use, and the document it rests on or the note that there is none."""

    label: str
    choice: str
    basis: str


@dataclass(frozen=True, slots=True)
class FormOpinion:
    """The box of one hand: who signs for what; empty name and day are left to be written in."""

    title: str  # 经办人意见
    text: str = ""
    name: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ApprovalForm:
    """Everything the form prints; texts come ready, amounts in fen."""

    title: str
    bureau: str
    number: str | None  # None: a draft, marked 样稿
    received_on: date | None
    policy: str  # title and document number
    award: str
    applicant: str
    code: str
    kind: str
    town: str
    contact: str
    phone: str
    bank: str
    account_name: str
    account: str
    items: str  # count and unit
    claimed_fen: int
    approved_fen: int
    lines: tuple[FormLine, ...]
    readings: tuple[FormReading, ...]
    opinions: tuple[FormOpinion, ...]
    printed_on: date
    check_code: str = ""
    journal_seq: int = 0
    journal_head: str = ""
