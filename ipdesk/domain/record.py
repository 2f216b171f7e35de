"""What is on file about a claim: the record, its items, checks, evidence, steps and payments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ipdesk.domain.proposal import Proposal as Proposal
from ipdesk.domain.signing import PLAIN, Signing
from ipdesk.domain.stages import Duty, Stage


class CheckState(StrEnum):
    """The answer to one line of the checklist."""

    UNCHECKED = "unchecked"
    MET = "met"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """One claim on file; amounts in fen, None while there is none."""

    id: int
    number: str | None  # None: a draft
    pack: str
    pack_sha256: str
    award: str
    applicant: int
    stage: Stage
    proposal: Proposal
    readings: Mapping[str, str]
    handler: int
    created_at: datetime
    received_on: date | None
    copies: int
    fund_year: int
    fund_source: str
    basis_document: str
    claimed_fen: int
    proposed_fen: int | None
    decided_fen: int | None
    minutes_number: str
    approved_fen: int | None
    paid_fen: int | None
    item_count: int
    subject: str
    fact_on: date | None
    accepted_on: date | None
    examined_on: date | None
    reviewed_on: date | None
    signed_on: date | None
    deliberated_on: date | None
    published_on: date | None
    published_until: date | None
    channel: str
    objection: str
    approved_on: date | None
    paid_on: date | None
    voucher: str
    document_number: str
    archive_number: str
    reason: str
    note: str
    clause_status: int | None = None  # what the bureau had set for its clause; None: nothing
    recovery_fen: int | None = None  # what must come back; None: nothing is reclaimed
    recovered_fen: int = 0
    remitted_fen: int = 0  # 免予追回
    due_on: date | None = None  # by when its present stage should be left
    application: int | None = None  # the 申请表 it was handed in with, where that asks for more
    intake: int | None = None  # the 申报批次 it was received in
    title_name: int | None = None  # the newest of the bureau's names it counts; None: none
    asked_fen: int | None = None  # as written on the form; None: no amount was written
    difference: str = ""  # why what is proposed is not what was asked

    @property
    def due_fen(self) -> int:
        """What is still to be paid out: approved less what went out and stayed out."""
        return max((self.approved_fen or 0) - (self.paid_fen or 0), 0)

    @property
    def outstanding_fen(self) -> int:
        """What is still to come back."""
        return (self.recovery_fen or 0) - self.recovered_fen - self.remitted_fen


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One item as typed, with the outcome last computed for it.

    `typed` keeps each fact as the text of the grid; a table inside an item is a list of
    such mappings. Values that parse are stored in their canonical form.
    """

    ordinal: int
    subject: str
    typed: Mapping[str, object]
    verdict: str = ""
    amount_fen: int = 0
    fact_on: date | None = None


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One answered line of the checklist."""

    check: str
    state: CheckState
    note: str
    operator: str
    at: datetime
    seen: tuple[int, ...] = ()  # pieces of evidence that lay before whoever answered


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """One piece of evidence on file: a stored file, or paper seen (原件已核对)."""

    id: int
    evidence: str
    form: str  # file | paper
    file_name: str
    sha256: str
    size: int
    pages: int
    copies: int
    state: str  # valid | rejected | replaced
    operator: str
    at: datetime
    kind: str = ""  # pdf | jpg | png | xlsx | docx
    active: tuple[str, ...] = ()  # what in it would act by itself
    replaces: int | None = None
    reason: str = ""
    supplement: bool = False  # 归档补充

    @property
    def valid(self) -> bool:
        return self.state == "valid"

    @property
    def is_file(self) -> bool:
        return self.form == "file"


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One move of a claim: who, when, with what opinion."""

    act: str
    source: Stage
    target: Stage
    duty: Duty | None
    operator_id: int
    operator: str
    at: datetime
    opinion: str
    record: Mapping[str, object]
    signing: Signing = PLAIN

    @property
    def person(self) -> int | str:
        """Who did it: an account, or the name of who signed on paper without one."""
        return self.signing.signer or self.operator_id


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """Money that moved: paid to the applicant's account as it was on that day, sent back by
    the bank (退票), or returned by the applicant (追回)."""

    paid_on: date
    fen: int
    voucher: str
    bank: str
    account_name: str
    account: str
    operator: str
    id: int = 0
    kind: str = "paid"  # paid | bounced | recovered
    refers: int | None = None  # the payment that bounced
    note: str = ""


class Change(StrEnum):
    """What is done to a decided claim."""

    CORRECT = "correct"  # 更正
    REVOKE = "revoke"  # 撤销


@dataclass(frozen=True, slots=True)
class Affected:
    """Another claim whose result changes with this one, as it was listed before confirming."""

    claim: int
    number: str
    applicant: str
    award: str
    stage: Stage
    old_fen: int
    new_fen: int


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """更正 or 撤销 of a decided claim: what was, what is to be, and who said so."""

    id: int
    claim: int
    change: Change
    cause: str
    reason: str
    basis: str
    old_fen: int
    new_fen: int
    old_items: tuple[ItemRecord, ...]
    new_items: tuple[ItemRecord, ...]
    others: tuple[Affected, ...]
    state: str  # proposed | approved | dropped
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """One issued letter without its bytes."""

    id: int
    claim: int
    claim_number: str
    applicant: str
    kind: str
    document_number: str
    issued_on: date
    amount_fen: int
    check_code: str
    pdf_sha256: str
    journal_seq: int
    journal_head: str
    operator: str
    printed: int  # times printed or saved
