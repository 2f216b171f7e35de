"""The book of a policy: every figure at hand, from reports, from records, from closed years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ipdesk.domain.attainment import Book
from ipdesk.domain.measure import Feed
from ipdesk.domain.observation import Observation
from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import Report, Subject
from ipdesk.domain.span import Part, Span, spans
from ipdesk.services.office import Office
from ipdesk.services.targets.common import baseline_year, first_year
from ipdesk.services.targets.feeds import Feeds
from ipdesk.services.targets.reporting import reports, subjects_of, timeliness
from ipdesk.storage import observations, target_closings

_ALWAYS: Final = (Feed.LEDGER, Feed.REPORTS)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one thing for one period: what was reported, and what records say."""

    subject: str
    span: Span
    reported: Observation | None = None
    counted: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        """What counts: the report, or else what the records come to."""
        return self.reported.value if self.reported is not None else self.counted

    @property
    def differs(self) -> bool:
        """Reported one thing, counted another."""
        return (
            self.reported is not None
            and self.counted is not None
            and self.reported.value != self.counted
        )


class Reader:
    """Reads a policy's figures once for one look at them."""

    def __init__(self, office: Office, policy: Policy) -> None:
        self.office = office
        self.policy = policy
        self.today = office.clock.now().date()
        self.feeds = Feeds(office, policy, self.today)
        self.subjects = {one.id: one for one in subjects_of(office, policy)}
        self.closed: Mapping[int, Mapping[str, Any]] = target_closings.contents(
            office.db, policy.id
        )
        self._reports: dict[int, tuple[Report, ...]] = {}
        self._cells: dict[int, dict[tuple[str, Span], Cell]] = {}
        self._book: Book | None = None
        self.observed = observations.of_pack(office.db, policy.id)
        self.years = self._years()

    def reports(self, year: int) -> tuple[Report, ...]:
        """The reports of a year as they stand."""
        if year not in self._reports:
            self._reports[year] = reports(self.office, self.policy, year, self.feeds)
        return self._reports[year]

    def book(self) -> Book:
        """Everything the readings of rows are made from."""
        if self._book is None:
            self._book = self._read_book()
        return self._book

    def cells(self, year: int) -> Mapping[tuple[str, Span], Cell]:
        """What is known of a year, period by period; nothing for what nobody said."""
        if year not in self._cells:
            self._cells[year] = self._read_cells(year)
        return self._cells[year]

    def _read_book(self) -> Book:
        entries: dict[tuple[str, int], dict[Part, Decimal]] = {}
        steps: dict[tuple[str, int], str] = {}
        for year in self.years:
            kept = self.closed.get(year)
            if kept is None:
                self._of_open(year, entries, steps)
            else:
                _of_closed(year, kept, entries, steps)
        return Book(self.policy.measures, entries, steps, self.years, self.today.year - 1)

    def _read_cells(self, year: int) -> dict[tuple[str, Span], Cell]:
        found: dict[tuple[str, Span], Cell] = {}
        for one in self.observed:
            if one.span.year == year:
                found[one.subject, one.span] = Cell(one.subject, one.span, one)
        for name, span, value in self._counted(year):
            known = found.get((name, span))
            reported = known.reported if known else None
            found[name, span] = Cell(name, span, reported, value)
        return found

    def _of_open(
        self,
        year: int,
        entries: dict[tuple[str, int], dict[Part, Decimal]],
        steps: dict[tuple[str, int], str],
    ) -> None:
        for (name, span), cell in sorted(self.cells(year).items(), key=lambda each: each[0][1]):
            if cell.reported is not None and cell.reported.step:
                steps[name, year] = cell.reported.step
            elif cell.value is not None:
                entries.setdefault((name, year), {})[span.part] = cell.value
        # What was reported for a longer period goes before what records say of its parts.
        for (name, when), parts in entries.items():
            if when == year:
                self._drop_counted_beside(name, year, parts)

    def _drop_counted_beside(self, name: str, year: int, parts: dict[Part, Decimal]) -> None:
        reported = {
            one.span.part for one in self.observed if one.subject == name and one.span.year == year
        }
        if Part.Y in reported:
            for part in [part for part in parts if part not in reported]:
                del parts[part]

    def _counted(self, year: int) -> list[tuple[str, Span, Decimal]]:
        """What records and casework say of each measure that is counted from them."""
        if year < (first_year(self.policy) or year):
            return []
        found = []
        for measure in self.policy.measures.values():
            if measure.origin is None:
                continue
            for span in self._spans(measure.id, year):
                value = (
                    self._of_reports(measure.origin.what, span)
                    if measure.origin.feed is Feed.REPORTS
                    else self.feeds.value(measure, span)
                )
                if value is not None:
                    found.append((measure.id, span, value))
        return found

    def _spans(self, name: str, year: int) -> tuple[Span, ...]:
        subject: Subject | None = self.subjects.get(name)
        if subject is not None:
            return spans(year, subject.period)
        measure = self.policy.measures[name]
        periods = measure.periods or tuple(
            period
            for row in self.policy.rows
            if name in (*row.measures, *row.beside) or self._half_of(name, row.measures)
            for period in row.periods
        )
        return tuple(span for period in dict.fromkeys(periods[:1]) for span in spans(year, period))

    def _half_of(self, name: str, measures: tuple[str, ...]) -> bool:
        rates = (self.policy.measures[each] for each in measures)
        return any(name in (rate.numerator, rate.denominator) for rate in rates)

    def _of_reports(self, what: str, span: Span) -> Decimal | None:
        if span.ends_on > self.today:
            return None
        due, timely = timeliness(self.reports(span.year), span)
        if not due:
            return None
        return Decimal(due if what == "due" else timely)

    def _years(self) -> tuple[int, ...]:
        """From the baseline to the year that runs, and whatever else was reported."""
        begins = baseline_year(self.policy) or first_year(self.policy) or self.today.year
        ends = self.policy.valid_to.year if self.policy.valid_to else self.today.year
        known = {one.span.year for one in self.observed} | set(self.closed)
        known |= set(range(begins, min(self.today.year, ends) + 1))
        return tuple(sorted(known))


def _of_closed(
    year: int,
    kept: Mapping[str, Any],
    entries: dict[tuple[str, int], dict[Part, Decimal]],
    steps: dict[tuple[str, int], str],
) -> None:
    """What a closed year said when it was closed; records that came later change nothing."""
    for name, parts in kept["entries"].items():
        entries[name, year] = {Part(part): Decimal(value) for part, value in parts.items()}
    for name, step in kept["steps"].items():
        steps[name, year] = step


def today_of(office: Office) -> date:
    return office.clock.now().date()
