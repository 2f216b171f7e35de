"""审批表: one claim on one form, with the 核算 and room for every hand's signature."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from ipdesk.domain.letter_text import paper_code


@dataclass(frozen=True, slots=True)
class FormItem:
    """One item (标的): its number, the facts claimed, what came of it."""

    number: str
    subject: str
    facts: str
    verdict: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class FormCheck:
    """One line of the checklist with the clause's words and the answer."""

    label: str
    quote: str
    result: str
    hand: str  # who answered and when; by the program: said so


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
class FormPaper:
    """One kind of evidence: what was filed, and the original laid beside it."""

    label: str
    filed: str  # files and their pages
    seen: str  # 原件: pages and copies
    hand: str  # who checked the original, and when


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
    number: str | None  # None: not received yet
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
    draft: bool = False  # not decided yet: marked 样稿
    clause: str = ""  # （三）推动版权产业发展
    quote: str = ""  # the words of the clause that the award rests on
    subject_label: str = ""  # heading of the items' numbers
    listed: tuple[FormItem, ...] = ()
    checks: tuple[FormCheck, ...] = ()
    findings: tuple[str, ...] = ()
    papers: tuple[FormPaper, ...] = ()
    check_code: str = ""
    journal_seq: int = 0
    journal_head: str = ""

    @property
    def total_fen(self) -> int:
        """What the lines add up to: the same as the amount in words."""
        return sum(line.amount_fen for line in self.lines)


def form_code(form: ApprovalForm, pack_sha256: str) -> str:
    """The code on the form: a digest of all it says and the policy version behind it."""
    data = asdict(form)
    for late in ("check_code", "journal_seq", "journal_head"):
        data.pop(late)
    text = json.dumps([data, pack_sha256], ensure_ascii=False, sort_keys=True, default=str)
    return paper_code(text)
