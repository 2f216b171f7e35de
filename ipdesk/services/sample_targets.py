"""The targets of the sample bureau: three years of figures, a roster, meetings, tasks, a closing.

It comes when the year of claims has been lived: nothing it writes changes a letter of that year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, Protocol

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.measure import Feed
from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import Subject
from ipdesk.domain.span import Part, Span, spans
from ipdesk.domain.target_records import Activity, Decision, Meeting, RosterEntry
from ipdesk.domain.task_record import TaskState
from ipdesk.services.acts import together
from ipdesk.services.office import Actor, Office
from ipdesk.services.sample_draw import Data, Draw
from ipdesk.services.targets import closing, entry, records, roster, tasks
from ipdesk.services.targets.common import policies_with_targets
from ipdesk.services.targets.entry import FigureForm
from ipdesk.services.targets.reporting import subjects_of
from ipdesk.services.targets.tasks import ProgressForm, TaskForm

_AFTER: Final = 9  # days from the end of a period to its report
_LATE: Final = 40


class Cast(Protocol):
    """Who acts."""

    @property
    def clerk(self) -> Actor: ...

    @property
    def reviewer(self) -> Actor: ...


class Setter(Protocol):
    """A clock that can be set."""

    def set(self, moment: datetime) -> None: ...


def tell_targets(
    office: Office,
    cast: Cast,
    draw: Draw,
    data: Data,
    read: Callable[[str], Data],
    clock: Setter,
) -> None:
    """Enter what departments told of the years up to this one, as it would stand at its end."""
    last = int(data["year"])
    clock.set(datetime.combine(data["ends"], time(15, 0)))
    policy = next((one for one in policies_with_targets(office) if one.measures), None)
    if policy is None:
        return
    story = _Story(office, cast, draw, read(policy.id), policy, last)
    with together(office):
        story.figures()
        story.roster()
        story.activities()
        story.meetings()
        story.tasks()
    clock.set(datetime.combine(data["ends"], time(16, 0)))
    closing.close_year(office, cast.reviewer, policy.id, last - 1)


class _Story:
    def __init__(
        self, office: Office, cast: Cast, draw: Draw, figures: Data, policy: Policy, last: int
    ) -> None:
        self._office = office
        self._clerk = cast.clerk
        self._draw = draw
        self._texts: Mapping[str, str] = figures["texts"]
        self._data: Mapping[str, Mapping[str, Sequence[str]]] = figures["figures"]
        self._policy = policy
        self._last = last
        self._today = office.clock.now().date()

    def figures(self) -> None:
        """What every department reported; a few came late, a few are still missing."""
        forms = list(self._forms())
        entry.report_figures(self._office, self._clerk, forms)
        first = next(form for form in forms if form.span == Span(self._last, Part.Q1))
        wrong = self._texts["corrected"]
        one = str(int(Decimal(first.typed)) + 1)
        changed = FigureForm(self._policy.id, first.subject, first.span, one, reason=wrong)
        entry.report_figure(self._office, self._clerk, changed)
        for row in self._policy.milestones:
            span = Span(self._last - 1, Part.Y)
            step = FigureForm(self._policy.id, row.id, span, step=row.steps[0])
            entry.report_figure(self._office, self._clerk, step)

    def _forms(self) -> Iterator[FigureForm]:
        for subject in subjects_of(self._office, self._policy):
            years = self._data.get(subject.id, {})
            for year, values in years.items():
                for span, value in self._spans(subject, int(year), values):
                    yield FigureForm(
                        self._policy.id,
                        subject.id,
                        span,
                        value,
                        source=subject.source,
                        reported_on=self._reported(span),
                    )

    def _spans(
        self, subject: Subject, year: int, values: Sequence[str]
    ) -> Iterator[tuple[Span, str]]:
        told = [Span(year, Part.Y)] if len(values) == 1 else list(spans(year, subject.period))
        recorded = subject.counted and year == self._last
        for span, value in zip(told, values, strict=True):
            ended = span.ends_on < self._today
            if ended and not recorded and not (year == self._last and self._draw.happens(0.04)):
                yield span, value

    def _reported(self, span: Span) -> date:
        days = _LATE if self._draw.happens(0.06) else _AFTER
        return min(span.ends_on + timedelta(days=days), self._today)

    def roster(self) -> None:
        """As many enterprises as the figures say, the newest of this year, and one that left."""
        for kind in self._policy.record_kinds:
            if kind.feed is not Feed.ROSTER:
                continue
            measure = next(
                m for m in self._policy.measures.values() if m.origin and m.origin.what == kind.id
            )
            before = 0
            for year, values in self._data[measure.id].items():
                whole = int(Decimal(values[-1]))
                for _ in range(before, whole):
                    self._enter_user(kind.id, int(year))
                before = whole
            self._enter_user(kind.id, self._last - 1, gone=date(self._last, 6, 30))

    def _enter_user(self, kind: str, year: int, gone: date | None = None) -> None:
        form = self._draw.applicant(ApplicantKind.ENTERPRISE)
        day = date(year, self._draw.chance.randint(1, 11), self._draw.chance.randint(1, 28))
        product = self._draw.one(self._texts["products"].split("|"))
        notice = self._texts["notice"].format(year=year, number=self._draw.chance.randint(300, 580))
        line = RosterEntry(
            form.code,
            form.name,
            product,
            notice,
            day,
            gone,
            self._texts["gone"] if gone else "",
            roster=kind,
        )
        roster.keep_entry(self._office, self._clerk, self._policy.id, line)

    def activities(self) -> None:
        """This year's trainings and campaigns, so that their figures are counted from them."""
        for kind in self._policy.record_kinds:
            if kind.feed is Feed.ACTIVITY:
                for number in range(self._draw.chance.randint(2, 5)):
                    self._hold(kind.id, kind.name, number)

    def _hold(self, kind: str, name: str, number: int) -> None:
        chance = self._draw.chance
        day = date(self._last, 1 + (number * 3 + chance.randint(0, 2)) % 11, chance.randint(3, 27))
        title = self._texts["activity"].format(name=name, number=number + 1)
        place = self._draw.one(self._texts["places"].split("|"))
        people, firms = chance.randint(24, 160), chance.randint(5, 32)
        one = Activity(self._policy.id, kind, day, title, place, people, firms)
        records.keep_activity(self._office, self._clerk, one)

    def meetings(self) -> None:
        """One meeting a year; each decided two things."""
        for year in (self._last - 1, self._last):
            day = date(year, 4, 11)
            title = self._texts["meeting"].format(year=year)
            names = tuple(self._texts["members"].split("|"))
            minutes = self._texts["minutes"].format(year=year)
            decided = [
                Decision(text, names[number + 1], date(year, 9 + 2 * number, 30))
                for number, text in enumerate(self._texts["decisions"].split("|"))
            ]
            meeting = Meeting(self._policy.id, day, title, names, minutes)
            records.keep_meeting(self._office, self._clerk, meeting, decided)

    def tasks(self) -> None:
        """Some duties are under way, some done, one is paused, the rest have not begun."""
        said = self._texts["progress"].split("|")
        for year in (self._last - 1, self._last):
            for number, row in enumerate(tasks.task_rows(self._policy)):
                form = TaskForm(self._policy.id, year, row=row.id, owner=self._clerk.id)
                on = date(year, 1 + number % 11, 20)
                if number % 3 == 2 and year == self._last:
                    continue
                self._go_on(form, ProgressForm(said[number % len(said)], TaskState.UNDERWAY, on))
                if year < self._last and row.year is None:
                    done = ProgressForm(self._texts["done"], TaskState.DONE, date(year, 12, 20))
                    self._go_on(form, done)
        row = tasks.task_rows(self._policy)[-1]
        reason = self._texts["paused"]
        pause = ProgressForm(reason, TaskState.PAUSED, date(self._last, 11, 8), reason)
        self._go_on(TaskForm(self._policy.id, self._last, row=row.id), pause)

    def _go_on(self, form: TaskForm, progress: ProgressForm) -> None:
        tasks.note_progress(self._office, self._clerk, form, progress)
