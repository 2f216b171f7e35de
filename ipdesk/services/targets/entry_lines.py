"""The sheet of 填报: what is to be reported in a year, what stands, and what stood a year ago."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.measure import Period
from ipdesk.domain.reporting import Report, ReportState, Subject
from ipdesk.domain.span import Part, Span
from ipdesk.services.office import Office
from ipdesk.services.targets.book import Cell, Reader
from ipdesk.services.targets.common import baseline_year, policy_of


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of the entry sheet: a thing to report, what stands, and what stood a year ago."""

    subject: Subject
    span: Span
    cell: Cell
    before: Cell
    due_on: date | None
    state: ReportState | None  # None: nobody owes it (the baseline year)
    closed: bool

    @property
    def rows(self) -> str:
        return " ".join(self.subject.rows)


def entry_lines(
    office: Office, pack: str, year: int, department: str = "", span: Span | None = None
) -> tuple[EntryLine, ...]:
    """What is to be filled in of a year: of one department or all, of one period or all.

    A figure of quarters that the text also wants for the year has a line for the year, which
    nobody owes; of the baseline year there is that line only.
    """
    policy = policy_of(office, pack)
    reader = Reader(office, policy)
    cells, before = reader.cells(year), reader.cells(year - 1)
    lines = []
    for subject, when, due, state in _wanted(reader, year):
        if department not in ("", subject.department.name) or span not in (None, when):
            continue
        past = Span(year - 1, when.part)
        lines.append(
            EntryLine(
                subject,
                when,
                cells.get((subject.id, when), Cell(subject.id, when)),
                before.get((subject.id, past), Cell(subject.id, past)),
                due,
                state,
                year in reader.closed,
            )
        )
    return tuple(lines)


def _wanted(
    reader: Reader, year: int
) -> Iterator[tuple[Subject, Span, date | None, ReportState | None]]:
    whole = Span(year, Part.Y)
    if year == baseline_year(reader.policy):
        for one in reader.subjects.values():
            yield one, whole, None, None
        return
    rows = {row.id: row for row in reader.policy.rows}
    last: Subject | None = None
    every: tuple[Report | None, ...] = (*reader.reports(year), None)
    for report in every:
        subject = report.subject if report else None
        if last is not None and subject is not last and last.period is not Period.YEAR:
            fixed = last.measure is not None and last.measure.periods
            if not fixed and any(Period.YEAR in rows[name].periods for name in last.rows):
                yield last, whole, None, None
        if report is not None:
            yield report.subject, report.span, report.due_on, report.state
        last = subject
