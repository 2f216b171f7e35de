"""指标 and 任务 as lines of a workbook: what the policies in use ask for beside their awards."""

from __future__ import annotations

from collections.abc import Iterator

from ipdesk.domain.measure import Period
from ipdesk.domain.policy import Policy
from ipdesk.domain.target import Milestone, Row, Safeguard, TargetRule
from ipdesk.domain.target import Target as TargetRow
from ipdesk.domain.target_report import AttainmentLine, TargetReport
from ipdesk.domain.year_lines import TargetLine, TaskLine
from ipdesk.services.office import Office
from ipdesk.services.targets.closing import report_of

_COMPARED = (TargetRule.UP, TargetRule.DOWN)


def target_lines(office: Office, year: int | None = None) -> tuple[TargetLine, ...]:
    """Every figure to be reached; `year` leaves out those that are due in another year only."""
    known = _Known(office, year)
    return tuple(_target(office, policy, row, known) for policy, row in _rows(office, year, True))


def task_lines(office: Office, year: int | None = None) -> tuple[TaskLine, ...]:
    """Every duty, step and safeguard."""
    known = _Known(office, year)
    return tuple(_task(office, policy, row, known) for policy, row in _rows(office, year, False))


class _Known:
    """What is on record of the rows of a year, each policy read once."""

    def __init__(self, office: Office, year: int | None) -> None:
        self._office = office
        self._year = year or office.clock.now().date().year
        self._reports: dict[str, TargetReport] = {}

    def value(self, policy: Policy, row: Row) -> str:
        """What its measures came to; what nobody reported says nothing."""
        lines = self._lines(policy, row)
        told = [f"{line.measure} {line.figure}" for line in lines if line.figure]
        return lines[0].figure if len(lines) == 1 else "；".join(told)

    def state(self, policy: Policy, row: Row) -> str:
        """The verdict of its figures, and how far it is where it is a duty."""
        verdict = next((line.row_verdict for line in self._lines(policy, row)), "")
        tasks = [task for task in self._report(policy).tasks if task.row == row.id]
        return "；".join(dict.fromkeys(filter(None, [*(task.state for task in tasks), verdict])))

    def _lines(self, policy: Policy, row: Row) -> list[AttainmentLine]:
        return [line for line in self._report(policy).targets if line.row == row.id]

    def _report(self, policy: Policy) -> TargetReport:
        if policy.id not in self._reports:
            self._reports[policy.id] = report_of(self._office, policy.id, self._year)[0]
        return self._reports[policy.id]


def _rows(office: Office, year: int | None, targets: bool) -> Iterator[tuple[Policy, Row]]:
    for policy in office.current:
        for clause in policy.clauses:
            for row in policy.rows_of(clause.id):
                due = year is None or row.year is None or row.year >= year
                if due and isinstance(row, TargetRow) == targets:
                    yield policy, row


def _target(office: Office, policy: Policy, row: Row, known: _Known) -> TargetLine:
    return TargetLine(
        policy=_policy(policy),
        clause=policy.clause(row.clause).number,
        number=row.id,
        text=row.text,
        measure=_marked(office, row.measure, row.measure_proposed),
        goal=_marked(office, row.goal, row.goal_proposed),
        baseline=_baseline(office, policy, row),
        period=_period(office, row),
        department=_departments(office, row),
        source=row.source,
        value=known.value(policy, row),
        state=known.state(policy, row),
        note=row.note,
    )


def _task(office: Office, policy: Policy, row: Row, known: _Known) -> TaskLine:
    kind = "milestone" if isinstance(row, Milestone) else "task"
    kind = "safeguard" if isinstance(row, Safeguard) else kind
    return TaskLine(
        policy=_policy(policy),
        clause=policy.clause(row.clause).number,
        number=row.id,
        kind=_say(office, f"row-{kind}"),
        text=row.text,
        measure=_marked(office, row.measure, row.measure_proposed),
        period=_period(office, row),
        department=_departments(office, row),
        state=known.state(policy, row),
        note=row.note,
    )


def _say(office: Office, key: str, **values: object) -> str:
    return office.wording.text("ledger", key, values)


def _policy(policy: Policy) -> str:
    return policy.document_number or policy.title


def _marked(office: Office, text: str, proposed: bool) -> str:
    """What is the office's own proposal says so."""
    return text + _say(office, "proposed") if text and proposed else text


def _departments(office: Office, row: Row) -> str:
    return "、".join(_marked(office, one.name, one.proposed) for one in row.departments)


def _period(office: Office, row: Row) -> str:
    if row.period:
        return row.period
    told = [_say(office, "row-until", year=row.year)] if row.year else []
    told += [_say(office, f"row-every-{Period(each)}") for each in row.periods]
    return "、".join(told) or _say(office, "row-every-year")


def _baseline(office: Office, policy: Policy, row: Row) -> str:
    if row.rule not in _COMPARED:
        return ""
    if row.baseline_year is not None:
        return _say(office, "row-baseline", year=row.baseline_year)
    if policy.baseline is None:
        return ""
    text = _say(office, "row-baseline", year=policy.baseline.year)
    return _marked(office, text, policy.baseline.proposed)
