"""报送: the calendar of reports, what is owed by whom, and how timely each department is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ipdesk.domain.dates import CalendarEndsError, WorkCalendar
from ipdesk.domain.measure import Period
from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import (
    ASKED_DAYS,
    MOST_DAYS,
    NOTICE_DAYS,
    USUAL_DAYS,
    Report,
    ReportState,
    Subject,
    report_state,
    subjects,
)
from ipdesk.domain.span import Part, Span, months_of, span_holding, spans
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.targets.common import first_year, policies_with_targets, policy_of, tidy
from ipdesk.services.targets.feeds import Feeds
from ipdesk.services.working_days import work_calendar
from ipdesk.storage import observations, settings, target_closings

_KEY: Final = "report_days"
_ENDED: Final = (ReportState.TIMELY, ReportState.LATE, ReportState.OVERDUE)


@dataclass(frozen=True, slots=True)
class DepartmentReports:
    """报送情况 of one department in one year; a rate is its two counts."""

    department: str
    timely: int
    late: int
    overdue: int
    due: int  # the period has ended, the day has not passed
    coming: int

    @property
    def owed(self) -> int:
        """Reports whose day has come: what the rate is a rate of."""
        return self.timely + self.late + self.overdue


@dataclass(frozen=True, slots=True)
class Reminder:
    """A period that is about to end, or has ended, with reports that are not in."""

    pack: str
    department: str
    span: Span
    count: int
    due_on: date | None
    state: ReportState


def report_days(office: Office) -> dict[Period, int]:
    """工作日 from the end of a period to the day its report is due."""
    kept = settings.get(office.db, _KEY) or {}
    return {period: int(kept.get(str(period), days)) for period, days in USUAL_DAYS.items()}


def set_report_days(office: Office, actor: Actor, new: Mapping[Period, int]) -> Changes:
    """Change the reporting calendar."""
    actor.require(Role.ADMINISTRATOR, Role.CLERK)
    for period, days in new.items():
        if not 0 <= days <= MOST_DAYS:
            raise UserError("report-days-range", field=str(period), most=MOST_DAYS)
    old = report_days(office)
    kept = {**old, **new}
    if kept == old:
        return Changes.of()
    with act(office) as db:
        settings.put(db, _KEY, {str(period): days for period, days in kept.items()})
        changed = {
            str(period): {"old": old[period], "new": days}
            for period, days in kept.items()
            if old[period] != days
        }
        record(office, actor, "set_report_days", "setting", 0, changed)
    return Changes.of("setting", "observation")


def move_subject(office: Office, actor: Actor, pack: str, subject: str, department: str) -> Changes:
    """Agree on another department to report something; "" for the pack's own again."""
    actor.require(Role.CLERK)
    policy = policy_of(office, pack)
    name = tidy(department, "department")
    known = {one.id: one for one in subjects_of(office, policy)}
    if subject not in known:
        raise UserError("subject-unknown", field="subject", subject=subject)
    with act(office) as db:
        observations.set_department(db, pack, subject, name)
        data = {
            "pack": pack,
            "indicator": known[subject].name,
            "department": {"old": known[subject].department.name, "new": name},
        }
        record(office, actor, "move_subject", "target", 0, data)
    return Changes.of("observation")


def subjects_of(office: Office, policy: Policy) -> tuple[Subject, ...]:
    """What is to be reported, by the departments as agreed."""
    return subjects(policy, observations.departments(office.db, policy.id))


class Calendar:
    """Due days, each counted once."""

    def __init__(self, office: Office) -> None:
        self._days = report_days(office)
        self._calendar: WorkCalendar | None = None
        try:
            self._calendar = work_calendar(office)
        except UserError as error:
            if error.code != "calendar-empty":
                raise
        self._known: dict[Span, date | None] = {}

    def due_on(self, span: Span) -> date | None:
        """By when a report is due; None beyond the holiday table."""
        if span not in self._known:
            self._known[span] = self._count(span)
        return self._known[span]

    def _count(self, span: Span) -> date | None:
        if self._calendar is None:
            return None
        try:
            return self._calendar.add(span.ends_on, self._days[span.period])
        except CalendarEndsError:
            return None


def reports(
    office: Office, policy: Policy, year: int, feeds: Feeds | None = None
) -> tuple[Report, ...]:
    """Every report of a year, whether it is in or not."""
    today = office.clock.now().date()
    known = feeds or Feeds(office, policy, today)
    first = observations.first_reports(office.db, policy.id, year)
    told: dict[str, dict[Part, date]] = {}
    for (name, part), day_of in first.items():
        told.setdefault(name, {})[part] = day_of
    calendar = Calendar(office)
    found = []
    for subject in subjects_of(office, policy):
        counted = known.values(subject, year)
        for span in spans(year, subject.period):
            day = first.get((subject.id, span.part))
            if day is None and subject.id in told:
                day = _told_otherwise(told[subject.id], span)
            from_records = day is None and span in counted
            if from_records:
                day = span.ends_on
            due = calendar.due_on(span)
            state = ReportState(report_state(due, day, span.ends_on, today))
            found.append(
                Report(subject, span, subject.department.name, due, day, state, from_records)
            )
    return tuple(found)


def _told_otherwise(told: Mapping[Part, date], span: Span) -> date | None:
    """A longer period that was reported tells of this one too; so do all its parts together."""
    wanted = months_of(span.part)
    longer = [day for part, day in told.items() if wanted < months_of(part)]
    if longer:
        return min(longer)
    parts = {part: day for part, day in told.items() if months_of(part) < wanted}
    covered = frozenset[int]().union(*(months_of(part) for part in parts))
    return max(parts.values()) if covered == wanted else None


def owed(office: Office, pack: str, department: str = "") -> tuple[Report, ...]:
    """What has not come in of periods that have ended: the longest overdue first."""
    policy = policy_of(office, pack)
    found = [
        report
        for year in open_years(office, policy)
        for report in reports(office, policy, year)
        if report.missing
        and report.state is not ReportState.COMING
        and department in ("", report.department)
    ]
    return tuple(sorted(found, key=lambda one: (one.due_on or date.max, one.department)))


def open_years(office: Office, policy: Policy) -> tuple[int, ...]:
    """Years of the policy that have begun and are not closed."""
    today = office.clock.now().date()
    first = first_year(policy) or today.year
    last = min(today.year, policy.valid_to.year if policy.valid_to else today.year)
    closed = {
        one.year for one in target_closings.closings(office.db, policy.id) if not one.reopened_at
    }
    return tuple(year for year in range(first, last + 1) if year not in closed)


def department_reports(
    office: Office, policy: Policy, year: int, known: Iterable[Report] = ()
) -> tuple[DepartmentReports, ...]:
    """报送情况 of a year by department, in the order of the policy."""
    every = tuple(known) or reports(office, policy, year)
    names = dict.fromkeys(report.department for report in every)
    return tuple(_summed(name, every) for name in names)


def _summed(name: str, every: Iterable[Report]) -> DepartmentReports:
    states = [report.state for report in every if report.department == name]
    return DepartmentReports(
        name,
        states.count(ReportState.TIMELY),
        states.count(ReportState.LATE),
        states.count(ReportState.OVERDUE),
        states.count(ReportState.DUE),
        states.count(ReportState.COMING) + states.count(ReportState.UNDATED),
    )


def timeliness(every: Iterable[Report], span: Span) -> tuple[int, int]:
    """Reports due and reports timely of what ends within a span."""
    within = [
        report.state
        for report in every
        if span.starts_on <= report.span.ends_on <= span.ends_on and report.state in _ENDED
    ]
    return len(within), within.count(ReportState.TIMELY)


def reminders(office: Office) -> tuple[Reminder, ...]:
    """Reports to ask for now, by department and period; before a period ends they are announced.

    Only of policies that somebody has begun to report for, and of the last months: what is
    owed from before stands on the board.
    """
    return tuple(
        reminder
        for policy in policies_with_targets(office)
        if policy.measures and observations.at_work(office.db, policy.id)
        for reminder in _reminders(office, policy)
    )


def _reminders(office: Office, policy: Policy) -> Iterator[Reminder]:
    today = office.clock.now().date()
    near, far = today + timedelta(days=NOTICE_DAYS), today - timedelta(days=ASKED_DAYS)
    grouped: dict[tuple[str, Span], list[Report]] = {}
    for year in open_years(office, policy):
        if year < far.year:
            continue
        for report in reports(office, policy, year):
            near_enough = far <= report.span.ends_on <= near
            if report.missing and near_enough:
                grouped.setdefault((report.department, report.span), []).append(report)
    for (department, span), missing in grouped.items():
        first = missing[0]
        yield Reminder(policy.id, department, span, len(missing), first.due_on, first.state)


def running(day: date) -> tuple[Span, ...]:
    """The quarter, the half-year and the year that a day lies in."""
    return tuple(span_holding(day, period) for period in Period)
