"""看板: a policy at a glance, row by row, by department, and each row with its whole story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from ipdesk.domain.attain import read_row, settle
from ipdesk.domain.attainment import Light, RowReading, Verdict
from ipdesk.domain.figure import rounded
from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import Report, ReportState
from ipdesk.domain.span import Part, Span
from ipdesk.domain.target import Row, Safeguard, Task
from ipdesk.domain.target_report import AttainmentLine, from_plain
from ipdesk.domain.task_record import Alarm, TaskState
from ipdesk.errors import UserError
from ipdesk.services.office import Office
from ipdesk.services.targets.board_records import (
    Board,
    BoardPart,
    BoardRow,
    CellStory,
    RowStory,
    TrendPoint,
)
from ipdesk.services.targets.book import Reader
from ipdesk.services.targets.common import (
    baseline_year,
    first_year,
    policies_with_targets,
    policy_of,
)
from ipdesk.services.targets.feeds import Trace
from ipdesk.services.targets.lines import Words, missing_by_row, owed_subjects
from ipdesk.services.targets.reporting import department_reports, subjects_of
from ipdesk.services.targets.tasks import TaskLine, task_lines
from ipdesk.storage import observations, target_closings

__all__ = [
    "Board",
    "BoardPart",
    "BoardRow",
    "CellStory",
    "RowStory",
    "TrendPoint",
    "board",
    "boards",
    "departments",
    "figure_trace",
    "row_story",
    "waiting",
]


def boards(office: Office) -> tuple[tuple[str, str], ...]:
    """The policies with something to reach or to do: pack id and how it is called."""
    return tuple(
        (policy.id, policy.document_number or policy.title)
        for policy in policies_with_targets(office)
    )


def board(office: Office, pack: str, year: int = 0, department: str = "") -> Board:
    """The board of a policy in a year (0: the one that runs), of one department or all."""
    policy = policy_of(office, pack)
    reader = Reader(office, policy)
    when = year or _at_work(reader)
    closing = target_closings.standing(office.db, pack, when)
    rows = tuple(
        row
        for row in _rows(office, policy, reader, when)
        if not department or _concerns(row, department)
    )
    proposed = policy.baseline is not None and policy.baseline.proposed
    words = office.wording
    base = baseline_year(policy)
    told = words.text("target", "year", {"year": base}) if base else ""
    every = reader.reports(when)
    return Board(
        policy.id,
        policy.title,
        when,
        _years(reader),
        rows,
        Counter(row.light for row in rows),
        Counter(row.verdict for row in rows),
        department_reports(office, policy, when, every) if every else (),
        sum(len(row.missing) for row in rows),
        closing,
        words.text("target", "proposed", {"text": told}) if proposed else told,
        base,
    )


def row_story(office: Office, pack: str, row: str, year: int = 0) -> RowStory:
    """One row: its reading, and of each period what was said and counted."""
    policy = policy_of(office, pack)
    reader = Reader(office, policy)
    when = year or _latest(reader)
    found = next((each for each in policy.rows if each.id == row), None)
    if found is None:
        raise UserError("subject-unknown", field="row", subject=row)
    (shown,) = _rows(office, policy, reader, when, row)
    cells = reader.cells(when)
    stories: dict[str, tuple[CellStory, ...]] = {}
    for name in _subjects(policy, found):
        known = observations.history(office.db, pack, name, when)
        spans = sorted({span for subject, span in cells if subject == name})
        stories[name] = tuple(
            CellStory(
                cells[name, span],
                tuple(one for one in known if one.span == span),
                _trace(reader, name, span),
            )
            for span in spans
        )
    return RowStory(found, shown, stories)


def figure_trace(office: Office, pack: str, measure: str, span: Span) -> tuple[Trace, ...]:
    """What a counted figure was counted from: claims, roster lines, activities, meetings."""
    policy = policy_of(office, pack)
    return Reader(office, policy).feeds.trace(policy.measures[measure], span)


def departments(office: Office, pack: str) -> tuple[str, ...]:
    """Everybody who reports for a policy, in its order."""
    every = subjects_of(office, policy_of(office, pack))
    return tuple(dict.fromkeys(one.department.name for one in every))


def _rows(
    office: Office, policy: Policy, reader: Reader, year: int, only: str = ""
) -> tuple[BoardRow, ...]:
    book, words = reader.book(), Words(office.wording, policy)
    missing = missing_by_row(reader.reports(year))
    owed = owed_subjects(missing)
    tasks = {
        line.task.row: line
        for line in task_lines(office, policy.id, year)
        if line.task.row and line.task.meeting is None
    }
    kept = reader.closed.get(year)
    frozen = from_plain(kept["report"]).targets if kept else ()
    asked = {clause.id for clause in policy.clauses if clause.kind in _ASKED}
    found = []
    for row in policy.rows:
        if row.clause not in asked or only not in ("", row.id):
            continue
        reading = settle(read_row(book, row, year), owed)
        waits = () if kept else tuple(missing.get(row.id, ()))
        lines = [line for line in frozen if line.row == row.id] or list(words.lines(reading, waits))
        found.append(_board_row(policy, row, reading, lines, words, waits, tasks.get(row.id)))
    return tuple(found)


_ASKED: Final = ("award", "task", "target", "safeguard")
_STATES: Final = {
    TaskState.WAITING: Verdict.PENDING,
    TaskState.UNDERWAY: Verdict.UNDERWAY,
    TaskState.PAUSED: Verdict.UNDERWAY,
    TaskState.DONE: Verdict.COMPLETED,
}
_ALARMS: Final = {Alarm.OVERDUE: Light.FAULT, Alarm.AT_RISK: Light.ATTENTION}


def _board_row(
    policy: Policy,
    row: Row,
    reading: RowReading,
    lines: list[AttainmentLine],
    words: Words,
    missing: tuple[Report, ...],
    task: TaskLine | None,
) -> BoardRow:
    clause = policy.clause(row.clause)
    parts = [*reading.parts, *reading.beside]
    shown = [
        BoardPart(
            part.measure.id,
            line,
            tuple(
                TrendPoint(point.year, value, not point.figure.whole)
                for point in part.trend
                if (value := rounded(point.figure.exact, part.measure.decimals)) is not None
            ),
            part.bound,
            part.path,
            words.needed(part.path, part) if part.path else "",
        )
        for part, line in zip(parts, lines, strict=False)
    ]
    asked = len(reading.parts)
    verdict, light = reading.verdict, Light(lines[0].light) if lines else reading.light
    told = lines[0].row_verdict if lines else words.verdict(verdict, row)
    if task is not None and not parts and not getattr(row, "steps", ()):
        # A duty without a figure: how far it is, is all there is to say.
        verdict, light = _STATES[task.task.state], _ALARMS.get(task.alarm, Light.NONE)
        light = Light.GOOD if verdict is Verdict.COMPLETED else light
        told = words.task(task).state
    return BoardRow(
        row.id,
        row.clause,
        f"{clause.number}{clause.heading}",
        row.text,
        words.goal(row),
        words.department_names(row),
        verdict,
        told,
        light,
        row.numeric,
        row.proposed,
        isinstance(row, Task | Safeguard),
        tuple(shown[:asked]),
        tuple(shown[asked:]),
        reading.step,
        tuple(getattr(row, "steps", ())),
        missing,
        task,
    )


def _concerns(row: BoardRow, department: str) -> bool:
    return department in row.departments or any(
        report.department == department for report in row.missing
    )


def _subjects(policy: Policy, row: Row) -> Iterable[str]:
    """What is reported for a row: its measures, the halves of its rates, its steps."""
    if getattr(row, "steps", ()):
        yield row.id
    names = [*row.measures, *row.beside, *([row.comparator] if row.comparator else [])]
    seen: set[str] = set()
    for name in names:
        measure = policy.measures[name]
        for each in (measure.numerator, measure.denominator) if measure.is_rate else (name,):
            if each not in seen:
                seen.add(each)
                yield each


def _trace(reader: Reader, name: str, span: Span) -> tuple[Trace, ...]:
    measure = reader.policy.measures.get(name)
    return reader.feeds.trace(measure, span) if measure else ()


def _latest(reader: Reader) -> int:
    ends = reader.policy.valid_to
    return min(reader.today.year, ends.year) if ends else reader.today.year


def _at_work(reader: Reader) -> int:
    """The year that runs; until its first period ends the one before, while that is open."""
    latest = _latest(reader)
    before = latest - 1
    told = before in _years(reader) and before != baseline_year(reader.policy)
    early = Span(latest, Part.Q1).ends_on >= reader.today
    return before if early and told and before not in reader.closed else latest


def _years(reader: Reader) -> tuple[int, ...]:
    """From the first, with the baseline before it: its figures are entered too."""
    first = first_year(reader.policy) or reader.today.year
    years = tuple(range(first, _latest(reader) + 1))
    base = baseline_year(reader.policy)
    return (base, *years) if base is not None and base < first else years


def waiting(rows: Iterable[BoardRow]) -> tuple[Report, ...]:
    """What is missing of these rows, each report once, the longest overdue first."""
    found = {
        (report.subject.id, report.span): report
        for row in rows
        for report in row.missing
        if report.state is not ReportState.COMING
    }
    return tuple(sorted(found.values(), key=lambda one: (str(one.due_on or "9"), one.department)))
