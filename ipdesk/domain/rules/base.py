"""What every rule is: data from the pack plus one small function over a working sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

from ipdesk.domain.assessment import Line, QuotaUse, Verdict
from ipdesk.domain.claim import ClaimFacts, ClaimItem
from ipdesk.domain.finding import NO_VALUES, Finding, Severity
from ipdesk.domain.history import History

T = TypeVar("T")

INFO, WARNING, BLOCK = Severity.INFO, Severity.WARNING, Severity.BLOCK
DOCUMENT, DECISION = Verdict.NEEDS_DOCUMENT, Verdict.NEEDS_DECISION


class Phase(IntEnum):
    """When a rule is asked: checks first, then the amount, then what lowers it."""

    CHECK = 1
    AMOUNT = 2
    LIMIT = 3


@dataclass(frozen=True, slots=True)
class Switch(Generic[T]):
    """A value of a rule, or what each choice of a reading makes of it."""

    fixed: T
    reading: str = ""
    choices: Mapping[str, T] | None = None

    def of(self, readings: Mapping[str, str]) -> T:
        """The value under `readings`; a reading not named there keeps its default."""
        if self.choices is None:
            return self.fixed
        return self.choices.get(readings.get(self.reading, ""), self.fixed)


class Frame(NamedTuple):
    """What all items of an award stand under."""

    clause: str
    valid_from: date | None
    valid_to: date | None
    validity_clause: str


class Sheet:
    """The working sheet of one item: what is known, and what the rules have found so far."""

    # What most items never change stands here once, so that a sheet is quick to make.
    amount: int = 0
    decided: int | None = None  # an amount fixed by a recorded decision
    day: date | None = None  # 事实日期
    counted_day: bool = False  # a rule that counts to the day has judged it already
    stock: str = ""  # a day before the policy: allow | deny; "" where stock means nothing
    same_key_ok: str = "never"  # never | another-day | another-year
    refused: bool = False
    lowered: bool = False
    waiting: Verdict | None = None
    lines: tuple[Line, ...] = ()
    uses: tuple[QuotaUse, ...] = ()

    def __init__(
        self,
        claim: ClaimFacts,
        item: ClaimItem,
        facts: Mapping[str, object],
        history: History,
        clause: str,
        subject: str,
    ) -> None:
        self.claim = claim
        self.item = item
        self.facts = facts
        self.history = history
        self.clause = clause
        self.subject_key = subject
        self.findings: list[Finding] = []

    def tell(
        self,
        severity: Severity,
        code: str,
        values: Mapping[str, object] = NO_VALUES,
        clause: str = "",
    ) -> None:
        """Write a finding down."""
        self.findings.append(Finding(code, severity, clause or self.clause, values))

    def refuse(self, code: str, values: Mapping[str, object] = NO_VALUES, clause: str = "") -> None:
        """Write a finding down that rules the item out."""
        self.refused = True
        self.findings.append(Finding(code, BLOCK, clause or self.clause, values))

    def wait(
        self,
        verdict: Verdict,
        code: str,
        values: Mapping[str, object] = NO_VALUES,
        clause: str = "",
    ) -> None:
        """Write a finding down that keeps the item open; a missing document goes first."""
        if self.waiting is not DOCUMENT:
            self.waiting = verdict
        self.findings.append(Finding(code, WARNING, clause or self.clause, values))

    def year(self, source: str) -> int:
        """The year a cap counts in: fund | received | fact, or the year of a named date."""
        if source == "fund":
            return self.claim.fund_year
        if source == "received":
            return self.claim.received_on.year
        day = self.day if source == "fact" else self.facts.get(source)
        return day.year if isinstance(day, date) else self.claim.fund_year


# What a rule does to a sheet: reads it and the earlier grants, writes findings and amounts on it.
Step = Callable[[Sheet], None]


class Rule(Protocol):
    """A rule of an award, of one of the kinds in this package."""

    @property
    def phase(self) -> Phase: ...

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        """The step it takes for each item under `readings`; None when it has nothing to do.

        Asked once per award and readings: what does not depend on the item is worked out here.
        """


class Topic(StrEnum):
    """Under which heading of a guide (申报指南) a term belongs."""

    STANDARD = "standard"
    TIME = "time"
    STOCK = "stock"  # what was so before the policy began
    LIMIT = "limit"


class Term(NamedTuple):
    """One thing a rule says to applicants; `code` and `values` name the sentence.

    Values called base, minus, share, since, confirm and starts are fact ids, `year` is a
    source of the year as `Sheet.year` takes it, `group` is a group of exclusion.
    """

    topic: Topic
    code: str
    values: Mapping[str, object] = NO_VALUES


@runtime_checkable
class TellingRule(Rule, Protocol):
    """A rule with something to say in a guide beyond what the checklist says."""

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]: ...


@runtime_checkable
class CountingRule(Rule, Protocol):
    """A rule with a cap or group that earlier payments count in."""

    def past_use(
        self, fact_on: date, fund_year: int, amount_fen: int, readings: Mapping[str, str]
    ) -> tuple[str, int, int]:
        """(cap, year, used) of a payment made before ipdesk; year 0: counted by subject."""


def switch_readings(part: object) -> frozenset[str]:
    """The keys of the readings that a rule, or a part of it, obeys."""
    if isinstance(part, Switch):
        return frozenset((part.reading,)) if part.reading else frozenset()
    if is_dataclass(part):
        values = (getattr(part, field.name) for field in fields(part))
        return frozenset().union(*(switch_readings(value) for value in values))
    return frozenset()
