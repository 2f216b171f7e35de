"""An award made ready to be assessed: what its claims need, worked out once per pack."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.finding import Finding
from ipdesk.domain.rules.base import Frame, Rule, Step, Switch, switch_readings


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


class Steps(NamedTuple):
    """What is asked of the items of an award under certain readings, every switch set."""

    refuse_late: bool  # what comes after the validity is refused, not asked for a document
    needed: tuple[tuple[str, str], ...]  # the facts that must be there, with their labels
    row_needed: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    checks: tuple[Step, ...]
    amounts: tuple[Step, ...]
    limits: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything `assess` asks of an award, in the form that is quickest to ask."""

    award: str
    clause: str
    unit: str
    quote: str
    who: Collection[ApplicantKind]
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
    _bearing: Callable[[Mapping[str, str]], object] = field(
        init=False, compare=False, repr=False
    )  # the values of those readings that bear on the award
    _steps: dict[object, Steps] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        parts = (self.validity, *self.checks, *self.amounts, *self.limits)
        rows = [need for needs in self.row_needed.values() for need in needs]
        names = {need.reading for need in (*self.needed, *rows) if need.reading}
        for part in parts:
            names |= switch_readings(part)
        bearing = itemgetter(*sorted(names)) if names else _nothing
        object.__setattr__(self, "_bearing", bearing)

    def under(self, readings: Mapping[str, str]) -> Steps:
        """The steps under `readings`, worked out once for each way they can bear on the award."""
        try:
            known = self._bearing(readings)
        except KeyError:  # a reading not named keeps its default
            return self._worked_out(readings)
        steps = self._steps.get(known)
        if steps is None:
            steps = self._steps[known] = self._worked_out(readings)
        return steps

    def _worked_out(self, readings: Mapping[str, str]) -> Steps:
        def steps(rules: tuple[Rule, ...]) -> tuple[Step, ...]:
            made = (rule.under(readings, self.frame) for rule in rules)
            return tuple(step for step in made if step is not None)

        def needed(needs: tuple[Needed, ...]) -> tuple[tuple[str, str], ...]:
            return tuple((need.fact, need.label) for need in needs if need.holds(readings))

        return Steps(
            refuse_late=self.validity.late.of(readings) == "refuse",
            needed=needed(self.needed),
            row_needed=tuple((fact, needed(needs)) for fact, needs in self.row_needed.items()),
            checks=steps(self.checks),
            amounts=steps(self.amounts),
            limits=steps(self.limits),
        )


def _nothing(readings: Mapping[str, str]) -> None:
    """What bears on an award that obeys no reading."""
