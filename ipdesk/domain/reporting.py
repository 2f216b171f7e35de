"""报送: who owes which figure for which period, by when, and what was handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ipdesk.domain.measure import Department, Feed, Measure, Period
from ipdesk.domain.policy import Policy
from ipdesk.domain.span import Span, finest
from ipdesk.domain.target import Milestone, Row

# 工作日 after the end of a period until its report is due; a setting of the bureau.
USUAL_DAYS: Final = {Period.QUARTER: 10, Period.HALF_YEAR: 15, Period.YEAR: 20}
MOST_DAYS: Final = 120
ASKED_DAYS: Final = 100  # after its end that a period is still on the work list
NOTICE_DAYS: Final = 10  # calendar days before the end of a period that its reports are told of


class ReportState(StrEnum):
    """Where one report stands."""

    TIMELY = "timely"  # in by the day it was due
    LATE = "late"  # in after it
    OVERDUE = "overdue"  # not in, and the day has passed
    DUE = "due"  # the period has ended, the day has not passed
    COMING = "coming"  # the period has not ended
    UNDATED = "undated"  # the holiday table does not reach to the day


@dataclass(frozen=True, slots=True)
class Subject:
    """One figure, or the step of one milestone, that a department is to report."""

    id: str
    name: str
    unit: str
    period: Period
    department: Department
    rows: tuple[str, ...]
    clause: str
    source: str
    steps: tuple[str, ...] = ()
    measure: Measure | None = None  # None for a milestone

    @property
    def counted(self) -> bool:
        """Whether records of the office can give the figure."""
        return self.measure is not None and self.measure.origin is not None

    @property
    def typed_only(self) -> bool:
        return not self.counted


@dataclass(frozen=True, slots=True)
class Report:
    """One report: of what, by whom, for when, and whether it is in."""

    subject: Subject
    span: Span
    department: str
    due_on: date | None
    reported_on: date | None
    state: ReportState
    from_records: bool = False

    @property
    def missing(self) -> bool:
        return self.reported_on is None


def report_state(due_on: date | None, reported_on: date | None, ends: date, today: date) -> str:
    """Where a report stands on a day."""
    if reported_on is not None:
        if due_on is None:
            return ReportState.UNDATED
        return ReportState.TIMELY if reported_on <= due_on else ReportState.LATE
    if today <= ends:
        return ReportState.COMING
    if due_on is None:
        return ReportState.UNDATED
    return ReportState.OVERDUE if today > due_on else ReportState.DUE


def subjects(policy: Policy, moved: Mapping[str, str] | None = None) -> tuple[Subject, ...]:
    """What is to be reported for a policy, each once whatever number of rows it feeds.

    `moved` gives another department than the pack's, as the office has agreed with it.
    """
    other = moved or {}
    feeding = _feeding(policy)
    found = []
    for measure in policy.measures.values():
        rows = feeding.get(measure.id, ())
        if measure.is_rate or not rows or _left_open(rows, measure):
            continue
        who = (measure.departments or _departments(rows))[0]
        if measure.id in other:
            who = Department(other[measure.id])
        periods = measure.periods or tuple(each for row in rows for each in row.periods)
        found.append(
            Subject(
                measure.id,
                measure.name,
                measure.unit,
                finest(periods),
                who,
                tuple(row.id for row in rows),
                rows[0].clause,
                measure.source or rows[0].source,
                measure=measure,
            )
        )
    return (*found, *_milestones(policy, other))


def _feeding(policy: Policy) -> Mapping[str, Sequence[Row]]:
    """The rows each measure feeds, straight or as a half of a rate, in the order of the text."""
    found: dict[str, dict[str, Row]] = {}
    for row in policy.rows:
        if isinstance(row, Milestone):
            continue
        for name in (*row.measures, *row.beside, row.comparator):
            measure = policy.measures.get(name)
            if measure is None:
                continue
            for each in (name, measure.numerator, measure.denominator):
                if each:
                    found.setdefault(each, {})[row.id] = row
    return {name: tuple(rows.values()) for name, rows in found.items()}


def line_codes(every: Iterable[Subject]) -> Mapping[str, str]:
    """What each is called on paper: its first row, with a number behind it from the second on."""
    counted: dict[str, int] = {}
    codes = {}
    for subject in every:
        row = subject.rows[0]
        counted[row] = counted.get(row, 0) + 1
        codes[subject.id] = row if counted[row] == 1 else f"{row}-{counted[row]}"
    return codes


def _milestones(policy: Policy, moved: Mapping[str, str]) -> Iterable[Subject]:
    for row in policy.milestones:
        who = Department(moved[row.id]) if row.id in moved else row.departments[0]
        yield Subject(
            row.id,
            row.measure,
            "",
            finest(row.periods),
            who,
            (row.id,),
            row.clause,
            row.source,
            steps=row.steps,
        )


def _left_open(rows: Iterable[Row], measure: Measure) -> bool:
    """Known without anybody's report, or set by the level above when it pleases."""
    if measure.origin is not None and measure.origin.feed in (Feed.LEDGER, Feed.REPORTS):
        return True
    return any(row.comparator == measure.id and row.goal_proposed for row in rows)


def _departments(rows: Iterable[Row]) -> tuple[Department, ...]:
    return tuple(each for row in rows for each in row.departments)
