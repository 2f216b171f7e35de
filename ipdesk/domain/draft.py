"""起草: what was found in the text of an unknown policy, and how sure each finding is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ipdesk.domain.applicant import ApplicantKind


class Sure(StrEnum):
    """How far a proposal may be trusted before somebody has looked at it."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


HIGH_FROM = 80
MIDDLE_FROM = 55


class Reason(NamedTuple):
    """Why points were taken off; `code` is a key of [draft-reason], `part` what is unsure."""

    code: str
    points: int
    part: str = ""
    values: Mapping[str, object] = {}


class Span(NamedTuple):
    """A place in the clean text, by paragraph and letters in it."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that was left out of the text, and why."""

    text: str
    page: int
    why: str  # page-number | running-head | rule


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the clean text; `origin` gives each letter its place in the raw text."""

    text: str
    origin: tuple[int, ...]
    heading: bool = False  # marked as one in the file
    corrected: tuple[int, ...] = ()  # letters that were read wrong and put right


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text without page breaks, running heads and page numbers."""

    paragraphs: tuple[Paragraph, ...]
    dropped: tuple[Dropped, ...]

    @property
    def letters(self) -> int:
        return sum(len(paragraph.text) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class DraftClause:
    """One clause as found: its number, heading and paragraphs."""

    id: str
    number: str
    heading: str
    chapter: str
    paragraphs: tuple[int, ...]  # of the clean text
    kind: str = "task"


@dataclass(frozen=True, slots=True)
class Head:
    """What the policy says of itself; "" and None: not found."""

    title: str
    document_number: str
    issuer: str
    issued_on: date | None
    valid_from: date | None
    valid_to: date | None
    contact: str
    validity: tuple[str, str] = ("", "")  # clause id, sentence
    inclusive: tuple[str, str] = ("", "")
    inclusive_words: tuple[str, ...] = ()
    conflict: tuple[str, str] = ("", "")
    notes: tuple[tuple[str, str, str], ...] = ()  # code of a general provision, clause, sentence
    proposed: tuple[str, ...] = ()
    succeeds: tuple[str, str] = ("", "")  # the sentence on the policy before
    carry_once: bool = False  # what it paid once is not paid again
    carry_years: bool = False  # what it paid counts against ceilings


@dataclass(frozen=True, slots=True)
class Limit:
    """A ceiling with the words it stands in."""

    value: int  # fen, or pieces
    scope: str  # item | applicant | year | total | count
    quote: str
    who: str = ""  # units | individuals | "" both
    group: str = ""  # of several awards together: the name they are counted under
    clause: str = ""  # where the words stand, when not with the award


@dataclass(frozen=True, slots=True)
class Proposal:
    """奖补事项 as proposed: one thing the text pays for."""

    id: str
    clause: str
    label: str
    kind: str  # key of [[kinds]]
    quote: str
    as_written: str
    written: str  # the shortest phrase that holds the number
    span: Span
    unit: str
    fen: int | None = None
    rate: Decimal | None = None
    ceiling_fen: int | None = None
    referral: bool = False
    per_year: bool = False
    base: str = ""  # what a rate is taken of
    limits: tuple[Limit, ...] = ()
    level: str = ""
    title: str = ""
    who: tuple[ApplicantKind, ...] = ()
    who_text: str = ""
    once: bool = False
    first_only: bool = False
    renewal: bool = False
    discretionary: bool = False
    matching: bool = False
    highest_only: str = ""  # the sentence that says so
    top_up: bool = False
    conditions: tuple[str, ...] = ()
    evidence: tuple[str, ...] | None = None  # None: the usual list of the kind
    carries: tuple[str, ...] = ()  # awards of the policy before that it goes on from
    column: tuple[str, int] = ("", 0)  # in a table: the row with the units, and which cell
    points: int = 100
    reasons: tuple[Reason, ...] = ()

    @property
    def sure(self) -> Sure:
        if self.points >= HIGH_FROM:
            return Sure.HIGH
        return Sure.MIDDLE if self.points >= MIDDLE_FROM else Sure.LOW

    @property
    def unsure_parts(self) -> tuple[str, ...]:
        """What a person has to look at, each once."""
        return tuple(dict.fromkeys(reason.part for reason in self.reasons if reason.part))

    def limit(self, scope: str) -> Limit | None:
        return next((one for one in self.limits if one.scope == scope), None)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """目标 or 任务 as proposed."""

    id: str
    clause: str
    kind: str  # target | milestone | task | safeguard
    quote: str
    measure: str
    unit: str = ""
    rule: str = "record"
    value: Decimal | None = None
    written: str = ""
    year: int | None = None
    standard: str = ""  # what it is compared with, where that is no number
    reasons: tuple[Reason, ...] = ()


TYPED = "typed"  # a number written off by a person, whose words are the reason


@dataclass(frozen=True, slots=True)
class Answered:
    """A number of the text that no rule needs, and why."""

    clause: str
    text: str
    code: str  # key of [draft-answer]
    by: str = ""  # the award whose checks hold it, or the words of a person
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A number nobody could make anything of."""

    clause: str
    text: str
    sort: str
    around: str
    span: Span


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything found in one text."""

    name: str
    text: CleanText
    head: Head
    clauses: tuple[DraftClause, ...]
    anchors: tuple[tuple[str, int], ...]  # anchor, paragraph
    headings: Mapping[int, int]  # paragraph, depth
    proposals: tuple[Proposal, ...]
    rows: tuple[DraftRow, ...]
    answered: tuple[Answered, ...]
    unread: tuple[Unread, ...]
