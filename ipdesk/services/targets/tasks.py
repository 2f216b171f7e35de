"""任务: taken on, moved forward with evidence, done or paused with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from ipdesk.domain.observation import NO_FILE, Attached
from ipdesk.domain.policy import Policy
from ipdesk.domain.stages import Role
from ipdesk.domain.target import Row, Safeguard, Task
from ipdesk.domain.task_record import Alarm, Progress, TaskRecord, TaskState
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.targets.common import keep_file, policies_with_targets, policy_of, tidy
from ipdesk.storage import observations, operators
from ipdesk.storage import target_closings as closings
from ipdesk.storage import tasks as stored

# Clauses that say how the policy itself is to be read ask nobody to do anything.
_ASKS: Final = ("award", "task", "target", "safeguard")


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task with its clause, its log and what it calls for today."""

    task: TaskRecord
    row: Row | None
    clause: str  # id; "" for the office's own
    log: tuple[Progress, ...]
    alarm: Alarm

    @property
    def evidence(self) -> int:
        return sum(bool(one.file.sha256) for one in self.log)


@dataclass(frozen=True, slots=True)
class TaskForm:
    """Who does what by when; `task` 0 with a row takes a row of the policy on."""

    pack: str
    year: int
    task: int = 0
    row: str = ""
    title: str = ""
    department: str = ""
    owner: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProgressForm:
    """What was done, and how far the task is now."""

    text: str
    state: TaskState
    on: date
    reason: str = ""
    file: Path | None = None


def task_rows(policy: Policy) -> tuple[Row, ...]:
    """The rows of a policy that somebody is to do something about."""
    kinds = {clause.id: clause.kind for clause in policy.clauses}
    return tuple(
        row
        for row in policy.rows
        if isinstance(row, Task | Safeguard) and kinds.get(row.clause) in _ASKS
    )


def task_lines(office: Office, pack: str, year: int) -> tuple[TaskLine, ...]:
    """Every task of a year: the rows of the policy in order, then what meetings decided."""
    policy = policy_of(office, pack)
    rows = {row.id: row for row in task_rows(policy)}
    known = stored.of_year(office.db, pack, year)
    taken = {task.row: task for task in known if task.row in rows and task.meeting is None}
    every = [
        *(taken.get(name) or _untouched(policy, row, year) for name, row in rows.items()),
        *(task for task in known if task not in taken.values()),
    ]
    return _lines(office, every, {row.id: row for row in policy.rows})


def task_line(office: Office, number: int) -> TaskLine:
    """One task by its number."""
    task = _find(office, number)
    rows = {row.id: row for row in policy_of(office, task.pack).rows}
    return _lines(office, [task], rows)[0]


def keep_task(office: Office, actor: Actor, form: TaskForm) -> Changes:
    """Take a task on, or change who does it by when."""
    actor.require(Role.CLERK)
    with act(office):
        number = _keep(office, actor, policy_of(office, form.pack), form)
    return Changes.of("task", ids=(number,))


def note_progress(office: Office, actor: Actor, form: TaskForm, progress: ProgressForm) -> Changes:
    """A line in the log, with the state it leads to; a row nobody touched yet is taken on by it."""
    actor.require(Role.CLERK)
    policy = policy_of(office, form.pack)
    file = keep_file(office, progress.file)
    text, reason = tidy(progress.text, "text"), tidy(progress.reason, "reason")
    if not text and file == NO_FILE:
        raise UserError("progress-empty", field="text")
    if progress.state is TaskState.PAUSED and not reason:
        raise UserError("pause-needs-reason", field="reason")
    today = office.clock.now().date()
    if progress.on > today:
        raise UserError("report-day-future", field="on")
    with act(office):
        number = form.task or _keep(office, actor, policy, form)
        enter_progress(office, actor, number, replace(progress, text=text, reason=reason), file)
    return Changes.of("task", ids=(number,))


def taken_on(office: Office, actor: Actor, line: TaskLine) -> int:
    """The number of a task; a row nobody touched yet gets one, inside the act under way."""
    task = line.task
    form = TaskForm(task.pack, task.year, row=task.row)
    return task.id or _keep(office, actor, policy_of(office, task.pack), form)


def enter_progress(
    office: Office, actor: Actor, number: int, progress: ProgressForm, file: Attached
) -> int:
    """The state of a task, the line of its log and the entry, inside the act under way."""
    task, now = _find(office, number), office.clock.now()
    text, reason = progress.text, progress.reason
    new = replace(
        task,
        state=progress.state,
        reason=reason if progress.state is TaskState.PAUSED else "",
        done_on=progress.on if progress.state is TaskState.DONE else None,
    )
    stored.put(office.db, new)
    line = Progress(0, number, progress.on, text, progress.state, reason, actor.name, now, file)
    made = stored.add_progress(office.db, line, actor.id)
    data = {
        "pack": task.pack,
        "task": task.title,
        "taskstate": {"old": str(task.state), "new": str(new.state)},
        "text": text,
        "day": progress.on.isoformat(),
        "file": file.file_name,
    }
    record(office, actor, "note_progress", "task", number, data, reason)
    return made


def alarms(office: Office) -> tuple[TaskLine, ...]:
    """Tasks overdue or at risk, the longest overdue first; rows nobody touched are among them.

    A year that nobody has begun to work with is left alone.
    """
    today = office.clock.now().date()
    found: list[TaskLine] = []
    for policy in policies_with_targets(office):
        for year in (today.year - 1, today.year):
            closed = closings.standing(office.db, policy.id, year)
            begun = observations.at_work(office.db, policy.id, year)
            if begun and _runs(policy, year) and closed is None:
                lines = task_lines(office, policy.id, year)
                found += [line for line in lines if line.alarm is not Alarm.NONE]
    return tuple(sorted(found, key=lambda line: (line.task.due_on or date.max, line.task.title)))


def _runs(policy: Policy, year: int) -> bool:
    begins, ends = policy.valid_from, policy.valid_to
    return (begins is None or begins.year <= year) and (ends is None or year <= ends.year)


def _keep(office: Office, actor: Actor, policy: Policy, form: TaskForm) -> int:
    rows = {row.id: row for row in task_rows(policy)}
    if form.task:
        old: TaskRecord | None = _find(office, form.task)
    elif form.row:
        if form.row not in rows:
            raise UserError("subject-unknown", field="row", subject=form.row)
        old = stored.of_row(office.db, policy.id, form.row, form.year)
    else:
        old = None
    base = old or (
        _untouched(policy, rows[form.row], form.year)
        if form.row
        else TaskRecord(0, policy.id, "", form.year, "", "", None)
    )
    new = replace(
        base,
        title=tidy(form.title, "title") or base.title,
        department=tidy(form.department, "department") or base.department,
        owner=form.owner if form.owner is not None else base.owner,
        due_on=form.due_on or base.due_on,
    )
    if not new.title:
        raise UserError("record-name-missing", field="title")
    owner = operators.get(office.db, new.owner) if new.owner is not None else None
    if new.owner is not None and owner is None:
        raise UserError("operator-unknown", field="owner", number=new.owner)
    number = stored.put(office.db, new)
    data = {
        "pack": policy.id,
        "old": _plain(old, office),
        "new": _plain(replace(new, owner_name=owner.name if owner else ""), office),
    }
    record(office, actor, "keep_task", "task", number, data)
    return number


def _untouched(policy: Policy, row: Row, year: int) -> TaskRecord:
    """A row of the policy before anybody entered anything: due when the year ends."""
    due = date(year, 12, 31)
    if policy.valid_to is not None:
        due = min(due, policy.valid_to)
    if row.year is not None and row.year > year:
        due = date(row.year, 12, 31)
    return TaskRecord(0, policy.id, row.id, year, row.text, row.department, due)


def _lines(
    office: Office, every: list[TaskRecord], rows: Mapping[str, Row]
) -> tuple[TaskLine, ...]:
    today = office.clock.now().date()
    log = stored.log(office.db, [task.id for task in every if task.id])
    lines = []
    for task in every:
        row = rows.get(task.row)
        own = tuple(one for one in log if one.task == task.id)
        clause = row.clause if row else ""
        lines.append(TaskLine(task, row, clause, own, task.alarm(today)))
    return tuple(lines)


def _find(office: Office, number: int) -> TaskRecord:
    task = stored.get(office.db, number)
    if task is None:
        raise UserError("record-gone")
    return task


def _plain(task: TaskRecord | None, office: Office) -> dict[str, object] | None:
    if task is None:
        return None
    return {
        "task_title": task.title,
        "department": task.department,
        "owner": task.owner_name,
        "due_on": task.due_on.isoformat() if task.due_on else None,
    }
