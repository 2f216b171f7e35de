"""目标任务清单: what a policy that pays nothing asks for, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.domain.guide import Block, Guide, GuideChapter, GuidePart, GuideSection
from ipdesk.domain.letter import Table
from ipdesk.domain.target import Row
from ipdesk.services.counter import Counter


def task_guide(counter: Counter) -> Guide:
    """Every target, task and safeguard with who answers for it and by when."""
    policy = counter.policy
    sections = []
    for clause in policy.clauses:
        rows = policy.rows_of(clause.id)
        if rows:
            heading = counter.say("tasks-part", clause=clause.number, heading=clause.heading)
            sections.append(GuideSection(heading, (_table(counter, rows),)))
    lead: list[Block] = [counter.say("tasks-notice"), counter.say("proposed-note")]
    first = GuideSection("", tuple(lead))
    return Guide(
        title=counter.say("tasks-title", title=policy.title),
        subtitle=counter.say("subtitle", bureau=counter.bureau, day=counter.today),
        notice="",
        chapters=(GuideChapter("", (GuidePart("", (first, *sections)),)),),
        contents="",
        bureau=counter.bureau,
        made_on=counter.today,
    )


def _table(counter: Counter, rows: Sequence[Row]) -> Table:
    return Table(
        head=counter.split("tasks-head"),
        rows=tuple(_row(counter, row) for row in rows),
        align="clllc",
        widths=(0.1, 0.3, 0.3, 0.19, 0.11),
    )


def _row(counter: Counter, row: Row) -> tuple[str, ...]:
    mark = counter.say("proposed")
    goal = row.goal + (mark if row.goal_proposed else "")
    measure = row.measure + (mark if row.measure_proposed else "")
    if goal and measure:
        measure = counter.say("task-goal", measure=measure, goal=goal)
    departments = [one.name + (mark if one.proposed else "") for one in row.departments]
    due = row.period or counter.say("task-year" if row.year else "every-year", year=row.year)
    return (row.id, row.text, measure or goal, counter.say("list", names=departments), due)
