"""An award made ready to be assessed: what its claims need, worked out once per pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.finding import Finding
from ipdesk.domain.rules.base import Frame, Rule, Switch


@dataclass(frozen=True, slots=True)
class Validity:
    """When the policy is in force, the clause that says so, and what late claims need."""

    valid_from: date | None
    valid_to: date | None
    clause: str
    late: Switch[str]  # document | refuse


@dataclass(frozen=True, slots=True)
class Needed:
    """A fact that must be there: always, or under one value of a reading."""

    fact: str
    label: str
    reading: str = ""
    value: str = ""

    def holds(self, readings: Mapping[str, str]) -> bool:
        return not self.reading or readings.get(self.reading) == self.value


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything `assess` asks of an award, in the form that is quickest to ask."""

    award: str
    clause: str
    unit: str
    quote: str
    who: frozenset[ApplicantKind]
    who_text: str
    key: str  # subject | applicant | applicant-subject
    number: str  # how the subject's number is checked
    fact_day: str  # "" when a rule finds the day
    defaults: Mapping[str, object]
    rows: Mapping[str, Mapping[str, object]]  # table facts and the defaults of their columns
    needed: tuple[Needed, ...]
    row_needed: Mapping[str, tuple[Needed, ...]]
    single_item: bool
    referral: bool
    fen: int | None
    ceiling_fen: int | None
    takes_decision: bool  # whether a claim may carry approved_fen
    checks: tuple[Rule, ...]
    amounts: tuple[Rule, ...]
    limits: tuple[Rule, ...]
    validity: Validity
    frame: Frame
    notices: tuple[Finding, ...] = ()
    stopped: Finding | None = None  # the clause was stopped by a later document
    stopped_from: date | None = None  # for what is received from this day on; None: for all
