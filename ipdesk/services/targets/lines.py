"""The lines of a year's report: readings in words, with 拟 wherever the text does not say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ipdesk.domain.attain import read_row, settle
from ipdesk.domain.attainment import Book, MeasureReading, Path, RowReading, Verdict
from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import Report, ReportState
from ipdesk.domain.span import QUARTERS
from ipdesk.domain.target import Row
from ipdesk.domain.target_report import (
    AttainmentLine,
    DepartmentLine,
    KeyLine,
    PathLine,
    TargetReport,
    TaskReportLine,
)
from ipdesk.services.office import Office
from ipdesk.services.targets.book import Reader
from ipdesk.services.targets.common import figure_text, months_text, number_text, unit_text
from ipdesk.services.targets.reporting import DepartmentReports, department_reports
from ipdesk.services.targets.tasks import TaskLine, task_lines
from ipdesk.wording import Wording


def draw_up(
    office: Office, policy: Policy, year: int, reader: Reader | None = None
) -> TargetReport:
    """The report of a year from what is known now."""
    known = reader or Reader(office, policy)
    book = known.book()
    words = Words(office.wording, policy)
    missing = missing_by_row(known.reports(year))
    owed = owed_subjects(missing)
    readings = [
        settle(read_row(book, row, year), owed)
        for row in policy.rows
        if row.measures or _steps(row)
    ]
    return TargetReport(
        policy.id,
        policy.title,
        policy.document_number,
        year,
        tuple(line for one in readings for line in words.lines(one, missing.get(one.row.id, ()))),
        tuple(words.task(line) for line in task_lines(office, policy.id, year)),
        tuple(map(words.department, department_reports(office, policy, year, known.reports(year)))),
        tuple(_keys(office, policy, book, year)),
        tuple(line for one in readings for line in words.path(one, book)),
    )


def missing_by_row(reports: Iterable[Report]) -> dict[str, list[Report]]:
    """Which reports a row still waits for, of periods that have ended."""
    found: dict[str, list[Report]] = {}
    for report in reports:
        if report.missing and report.state is not ReportState.COMING:
            for row in report.subject.rows:
                found.setdefault(row, []).append(report)
    return found


def owed_subjects(missing: Mapping[str, Iterable[Report]]) -> frozenset[str]:
    """What has not come in although its period has ended."""
    return frozenset(report.subject.id for reports in missing.values() for report in reports)


class Words:
    """Says what readings mean, in the words of the office."""

    def __init__(self, wording: Wording, policy: Policy) -> None:
        self._wording = wording
        self._policy = policy

    def lines(self, reading: RowReading, missing: Iterable[Report]) -> Iterator[AttainmentLine]:
        """A row as lines: one for each of its measures, those without a rule behind them."""
        if not reading.parts:
            yield self._step(reading)
            return
        waits = tuple(missing)
        for part in (*reading.parts, *reading.beside):
            yield self._line(reading, part, waits)

    def verdict(self, verdict: Verdict, row: Row) -> str:
        """The verdict; below a number of a later year it says when it counts."""
        return self._text("verdict", str(verdict), year=row.year or "")

    def goal(self, row: Row) -> str:
        return self._marked(row.goal, row.goal_proposed)

    def department_names(self, row: Row) -> str:
        names = [self._marked(one.name, one.proposed) for one in row.departments]
        return self._text("target", "list", names=names)

    def task(self, line: TaskLine) -> TaskReportLine:
        task, last = line.task, line.log[-1] if line.log else None
        row = line.row
        clause = self._clause(line.clause) if line.clause else self._text("target", "own-task")
        named = row is not None and task.department == row.department
        return TaskReportLine(
            task.row,
            clause,
            task.title,
            self.department_names(row) if row is not None and named else task.department,
            task.owner_name,
            _day(task.due_on),
            self._text("taskstate", str(task.state)),
            _day(task.done_on),
            self._text("target", "progress", day=last.on, text=last.text) if last else "",
            line.evidence,
            task.reason,
        )

    def department(self, one: DepartmentReports) -> DepartmentLine:
        rate = ""
        if one.owed:
            rate = self._text("target", "rate", timely=one.timely, owed=one.owed)
        return DepartmentLine(
            one.department,
            one.owed,
            one.timely,
            one.late,
            one.overdue,
            one.due + one.coming,
            rate,
        )

    def path(self, reading: RowReading, book: Book) -> Iterator[PathLine]:
        """Each year from the first one known to the one the text names."""
        for part in reading.parts:
            path = part.path
            if path is None:
                continue
            for year in range(path.start, path.due + 1):
                figure = book.figure(part.measure.id, year) if year <= reading.year else None
                yield PathLine(
                    reading.row.id,
                    part.measure.name,
                    part.measure.unit,
                    year,
                    _tenth(path.wanted(year)),
                    figure.value if figure is not None and figure.whole else None,
                    self.needed(path, part),
                )

    def needed(self, path: Path, part: MeasureReading) -> str:
        """What each year to come has to bring, in words."""
        values = {
            "unit": part.measure.unit,
            "year": path.due,
            "gap": number_text(abs(path.bound - path.figure)),
            "per": number_text(_tenth(path.per_year)),
        }
        if path.per_year <= 0:
            return self._text("target", "path-reached", **values)
        if path.stands >= path.due:
            return self._text("target", "path-missed", **values)
        return self._text("target", "path-needs", **values)

    def note(self, reading: RowReading, part: MeasureReading, missing: Iterable[Report]) -> str:
        """What is to be said beside a figure: gaps, differences, proposals met or not."""
        said = list(self._remarks(reading.row, part))
        waiting = [r for r in missing if self._feeds(r.subject.id, part.measure.id)]
        if waiting:
            whose = dict.fromkeys(report.department for report in waiting)
            parts = dict.fromkeys(report.span.part for report in waiting)
            spans = [self._text("span-part", str(each)) for each in parts]
            if set(QUARTERS) <= set(parts):
                spans = [self._text("span-part", "every-quarter")]
            values = {"year": part.year, "spans": spans, "departments": list(whose)}
            said.append(self._text("target", "missing", **values))
        return "；".join(said)

    def _remarks(self, row: Row, part: MeasureReading) -> Iterator[str]:
        for one in part.figure.differences:
            values = {"said": number_text(one.said), "parts": number_text(one.parts)}
            yield self._text("target", f"differs-{one.part}", **values)
        if part.wish is not None:
            key = "wish-met" if part.wish else "wish-unmet"
            yield self._text("target", key, value=number_text(row.proposed_value))
        if part.figure.partial and part.base.partial:
            yield self._text("target", "same-months")
        if part.verdict is Verdict.PENDING:
            yield self._text("target", "wait-for-year")

    def _feeds(self, subject: str, measure: str) -> bool:
        about = self._policy.measures[measure]
        return subject in (about.id, about.numerator, about.denominator)

    def _line(
        self, reading: RowReading, part: MeasureReading, missing: tuple[Report, ...]
    ) -> AttainmentLine:
        row, words, measure = reading.row, self._wording, part.measure
        beside = part not in reading.parts
        base = figure_text(words, measure, part.base)
        goal = "" if beside else self.goal(row)
        if part.bound is not None and row.comparator:
            goal = self._text("target", "comparator", goal=goal, bound=number_text(part.bound))
        return AttainmentLine(
            row.id,
            self._clause(row.clause),
            row.text,
            self._marked(measure.name, measure.proposed or row.measure_proposed),
            unit_text(words, measure),
            self.department_names(row),
            goal,
            "" if part.base_year is None else self._base_year(row, part.base_year),
            base,
            months_text(words, part.figure.months, part.year),
            figure_text(words, measure, part.figure),
            _signed(part.gap),
            None if part.share is None else part.share.quantize(Decimal("0.0001"), ROUND_HALF_UP),
            self.verdict(part.verdict, row),
            str(reading.light),
            self.note(reading, part, missing),
            self.verdict(reading.verdict, row),
        )

    def _step(self, reading: RowReading) -> AttainmentLine:
        row = reading.row
        verdict = self.verdict(reading.verdict, row)
        return AttainmentLine(
            row.id,
            self._clause(row.clause),
            row.text,
            self._marked(row.measure, row.measure_proposed),
            self._text("target", "unit-step"),
            self.department_names(row),
            self.goal(row),
            "",
            "",
            self._text("span", "Y", year=reading.year) if reading.step else "",
            reading.step,
            "",
            None,
            verdict,
            str(reading.light),
            "",
            verdict,
        )

    def _base_year(self, row: Row, year: int) -> str:
        proposed = self._policy.baseline is not None and self._policy.baseline.proposed
        told = self._text("target", "year", year=year)
        return self._marked(told, proposed and year == row.baseline_year)

    def _marked(self, text: str, proposed: bool) -> str:
        return self._text("target", "proposed", text=text) if proposed and text else text

    def _clause(self, clause: str) -> str:
        found = self._policy.clause(clause)
        chapter = found.chapter.partition("、")[0]
        return self._text("target", "clause", chapter=chapter, number=found.number)

    def _text(self, section: str, key: str, **values: object) -> str:
        return self._wording.text(section, key, values)


def _keys(office: Office, policy: Policy, book: Book, year: int) -> Iterator[KeyLine]:
    for measure in policy.measures.values():
        if not measure.key:
            continue
        for point in book.trend(measure.id):
            if point.year > year:
                continue
            figure = point.figure
            value = figure.value
            if value is not None and figure.numerator is not None:
                value = value.quantize(Decimal(1).scaleb(-measure.decimals), ROUND_HALF_UP)
            told = "" if figure.whole else months_text(office.wording, figure.months, point.year)
            unit = unit_text(office.wording, measure)
            yield KeyLine(measure.name, unit, point.year, value, told)


def _steps(row: Row) -> bool:
    return bool(getattr(row, "steps", ()))


def _signed(gap: Decimal | None) -> str:
    if gap is None:
        return ""
    return f"+{number_text(gap)}" if gap > 0 else number_text(gap)


def _tenth(value: Decimal) -> Decimal:
    """One place behind the point is enough for a line drawn with a ruler."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
