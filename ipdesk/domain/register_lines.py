"""表册: the lines of the registers that are handed on by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Register(StrEnum):
    """The registers that can be written as a workbook of their own."""

    REGISTER = "register"  # 申报主体名册
    WORKS = "works"  # 作品登记明细
    TARGETS = "targets"  # 目标完成情况
    LETTERS = "letters"  # 文书登记簿


@dataclass(frozen=True, slots=True)
class ApplicantLine:
    """One applicant of the register, with what came of its claims."""

    name: str
    kind: str  # Chinese label
    code: str
    local: str
    town: str
    address: str
    representative: str
    contact: str
    phone: str
    bank: str
    account_name: str
    account: str
    former: str
    registered_on: date
    received: int
    approved: int
    refused: int
    approved_fen: int
    paid_fen: int
    note: str


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One registered work that was claimed for."""

    number: str
    received_on: date | None
    applicant: str
    kind: str  # Chinese label
    code: str
    town: str
    award: str
    ordinal: int
    work: str
    registered_on: date | None
    verdict: str  # Chinese label
    amount_fen: int
    stage: str  # Chinese label
    document_number: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One number of the office's letters."""

    document_number: str
    kind: str  # Chinese label
    issued_on: date
    applicant: str
    number: str  # of the claim
    award: str
    amount_fen: int
    issued_by: str
    check_code: str
    prints: int  # sheets sent to a printer
    saves: int
    first_print: str
    state: str  # Chinese label


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One time a letter was printed or saved."""

    copied_at: datetime
    document_number: str
    applicant: str
    how: str  # Chinese label
    copies: int
    by: str
    recipient: str = ""

    @property
    def at(self) -> str:
        return f"{self.copied_at:%Y-%m-%d %H:%M}"
