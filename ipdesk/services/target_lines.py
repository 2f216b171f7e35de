"""指标 and 任务 as lines of a workbook: what the policies in use ask for beside their awards."""

from __future__ import annotations

from collections.abc import Iterator

from ipdesk.domain.measure import Period
from ipdesk.domain.policy import Policy
from ipdesk.domain.target import Milestone, Row, Safeguard, TargetRule
from ipdesk.domain.target import Target as TargetRow
from ipdesk.domain.year_lines import TargetLine, TaskLine
from ipdesk.services.office import Office

_COMPARED = (TargetRule.UP, TargetRule.DOWN)


def target_lines(office: Office, year: int | None = None) -> tuple[TargetLine, ...]:
    """Every figure to be reached; `year` leaves out those that are due in another year only."""
    return tuple(_target(office, policy, row) for policy, row in _rows(office, year, True))


def task_lines(office: Office, year: int | None = None) -> tuple[TaskLine, ...]:
    """Every duty, step and safeguard."""
    return tuple(_task(office, policy, row) for policy, row in _rows(office, year, False))


def _rows(office: Office, year: int | None, targets: bool) -> Iterator[tuple[Policy, Row]]:
    for policy in office.current:
        for clause in policy.clauses:
            for row in policy.rows_of(clause.id):
                due = year is None or row.year is None or row.year >= year
                if due and isinstance(row, TargetRow) == targets:
                    yield policy, row


def _target(office: Office, policy: Policy, row: Row) -> TargetLine:
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
        value="",
        state="",
        note=row.note,
    )


def _task(office: Office, policy: Policy, row: Row) -> TaskLine:
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
        state="",
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
