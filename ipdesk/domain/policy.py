"""政策: a policy as data, with clauses, awards, readings and the checks a clerk works through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.measure import Measure, RecordKind
from ipdesk.domain.plan import Plan
from ipdesk.domain.rules.base import Rule, Switch
from ipdesk.domain.shortage import QUEUE
from ipdesk.domain.succession import Succession
from ipdesk.domain.target import Baseline, Milestone, Row, Safeguard, Target, Task


class FactKind(StrEnum):
    """How a fact is typed, checked and stored."""

    TEXT = "text"
    DATE = "date"
    FLAG = "flag"  # yes or no
    COUNT = "count"
    MONEY = "money"  # fen
    SHARE = "share"  # Decimal 0..1
    CHOICE = "choice"
    ROWS = "rows"  # a table inside the item


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a fact or a reading, with the words shown for it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact an award asks of an item; `id` is its key in the cases file."""

    id: str
    label: str
    kind: FactKind
    required: bool = True
    default: object = None
    choices: tuple[Choice, ...] = ()
    columns: tuple[Fact, ...] = ()
    help: str = ""
    required_by: tuple[str, str] | None = None  # reading key and the value that asks for it
    at_most: str = ""  # the money fact that this one may not exceed
    not_before: str = ""  # the date fact that this one may not precede
    least: int = 0  # of a count


@dataclass(frozen=True, slots=True)
class Subject:
    """What names an item: 专利号, 作品登记号, 贷款合同号…; `number` picks the check to make."""

    label: str
    number: str = "text"  # patent | work | trademark | text
    derived: bool = False  # the applicant itself is the subject; nothing to type


# How much a line of the checklist or a piece of evidence counts under a reading.
MUST = "must"
INFORM = "inform"  # shown and printed; it neither holds a claim up nor refuses it
SKIP = "skip"
WEIGHTS = (MUST, INFORM, SKIP)
ALWAYS: Switch[str] = Switch(MUST)
QUEUED: Switch[str] = Switch(QUEUE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of 佐证材料; `ids` says which numbers must be read from it."""

    id: str
    label: str
    required: bool = True
    note: str = ""
    applies: Switch[str] = ALWAYS
    kinds: tuple[ApplicantKind, ...] = ()  # of applicants it is asked of; none named: of all


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist.

    `codes` names the findings that answer it: with none of them present it is met by
    the program; with one present it is not met, or (warning) left to the clerk.
    A check without codes is the clerk's to answer.
    """

    id: str
    label: str
    quote: str  # verbatim in the policy, "" for common checks of form
    clause: str
    codes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    reading: str = ""  # reading id whose value is shown with the check, "A16"
    applies: Switch[str] = ALWAYS
    kinds: tuple[ApplicantKind, ...] = ()  # of applicants it is asked of; none named: of all
    payment: bool = False  # shown once more before the money goes out

    @property
    def automatic(self) -> bool:
        return bool(self.codes)

    @property
    def must(self) -> bool:
        """Whether a claim waits for the answer and falls with a 不符合."""
        return self.applies.fixed == MUST


@dataclass(frozen=True, slots=True)
class Reading:
    """口径: a question the text leaves open, with its choices and the one in use."""

    id: str  # A01
    key: str  # maint_compare; "" when it is a rule of casework without a switch
    question: str
    choices: tuple[Choice, ...]
    default: str
    clause: str
    basis_document: str = ""  # 依据文件; empty: 系统默认（未见书面依据）
    basis_on: date | None = None
    note: str = ""
    quote: str = ""  # the words of the policy it reads


@dataclass(frozen=True, slots=True)
class Award:
    """奖补事项: one thing the policy pays for."""

    id: str
    clause: str
    label: str
    unit: str  # 件 项 个 人 家
    quote: str
    as_written: str  # the amount in the policy's own words
    who: tuple[ApplicantKind, ...]
    who_text: str
    fen: int | None  # fixed amount per item
    rate: Decimal | None
    ceiling_fen: int | None  # 择优: the most a person may decide
    subject: Subject
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    checks: tuple[Check, ...]
    keywords: tuple[str, ...]  # what people call it at the counter
    rules: tuple[Rule, ...]  # evaluated in order by domain.assess
    single_item: bool = False
    referral: bool = False
    key: str = "subject"  # what is paid once: subject | applicant | applicant-subject
    fact_day: str = ""  # the fact that is the fact date; "" when a rule works it out
    notice: str = ""  # finding code shown with every claim
    titles: tuple[str, ...] = ()  # the title as the policy writes it
    aliases: tuple[str, ...] = ()  # other titles on certificates that count as it (A12)
    takes_decision: bool = False  # a claim may carry approved_fen and minutes_number
    year_cap_fen: int | None = None
    proposed: tuple[str, ...] = ()  # what was drafted and nobody has confirmed yet


class ClauseStatus(StrEnum):
    """Whether a later or higher document left a clause as it was (第二十条)."""

    IN_FORCE = "in_force"
    STOPPED = "stopped"
    ADJUSTED = "adjusted"


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """A money, count or period mention that no rule needs to cover, and why."""

    clause: str  # "" for the text outside the clauses
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Words of the text that a rule stands for: the number in them is in the rule's data."""

    clause: str  # "" for words that may stand anywhere
    text: str
    by: str  # award id, or the general provision


@dataclass(frozen=True, slots=True)
class Provision:
    """A general provision with the sentence it stands in: 以上均包含本数; 上级规定为准."""

    clause: str
    quote: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """A case a pack must always decide as written; `data` is a cases file of its own."""

    name: str
    clause: str
    data: Mapping[str, object]
    expect: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """条款: one numbered clause with its text as published."""

    id: str  # "03"
    number: str  # （三）
    heading: str
    chapter: str
    kind: str  # award | task | target | safeguard | principle | budget | …
    text: str
    awards: tuple[Award, ...] = ()
    tasks: tuple[Task, ...] = ()
    notice: str = ""  # finding code shown with each claim, such as upper-policy-notice
    status: ClauseStatus = ClauseStatus.IN_FORCE
    status_document: str = ""
    status_on: date | None = None  # of the document
    status_from: date | None = None  # claims received from here on; None: all of them


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy pack, loaded and checked; `sha256` is its version."""

    id: str
    title: str
    document_number: str
    issuer: str
    issued_on: date | None
    valid_from: date | None
    valid_to: date | None
    contact: str
    validity_clause: str  # clause id cited for facts outside validity
    source: str  # the whole text, markdown
    sha256: str
    clauses: tuple[Clause, ...]
    awards: Mapping[str, Award]
    readings: Mapping[str, Reading]  # by key, for those with a switch
    open_points: tuple[Reading, ...]  # all of them, in order
    reviewer: str
    reviewed_on: date | None
    warnings: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()  # what was drafted and nobody has confirmed yet
    plans: Mapping[str, Plan] = field(default_factory=dict)  # by award, what `assess` works from
    validity_quote: str = ""
    inclusive: Provision | None = None
    conflict: Provision | None = None
    shortage: Switch[str] = QUEUED  # what is done when the money of a year is short
    written_off: tuple[WrittenOff, ...] = ()
    covers: tuple[Cover, ...] = ()
    golden: tuple[GoldenCase, ...] = ()
    rows: tuple[Row, ...] = ()  # what pays nothing, in the order of the text
    measures: Mapping[str, Measure] = field(default_factory=dict)
    baseline: Baseline | None = None
    record_kinds: tuple[RecordKind, ...] = ()  # rosters and kinds of activity to be kept
    succeeds: Succession | None = None  # the policy before, where the text carries on from it

    @property
    def targets(self) -> tuple[Target, ...]:
        return tuple(row for row in self.rows if isinstance(row, Target))

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        return tuple(row for row in self.rows if isinstance(row, Milestone))

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(row for row in self.rows if isinstance(row, Task))

    @property
    def safeguards(self) -> tuple[Safeguard, ...]:
        return tuple(row for row in self.rows if isinstance(row, Safeguard))

    def rows_of(self, clause_id: str) -> tuple[Row, ...]:
        """What a clause asks for without paying."""
        return tuple(row for row in self.rows if row.clause == clause_id)

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id; KeyError when there is none."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise KeyError(clause_id)

    def defaults(self) -> dict[str, str]:
        """The value of every switchable reading as the pack ships it."""
        return {key: reading.default for key, reading in self.readings.items()}
