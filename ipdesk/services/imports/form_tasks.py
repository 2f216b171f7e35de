"""任务 on the second sheet of a 填报表 read back: each line a step in the log of its task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from ipdesk.domain.importing import Fault, Option, PlannedRow, Question
from ipdesk.domain.observation import NO_FILE
from ipdesk.domain.task_record import TaskState
from ipdesk.errors import UserError
from ipdesk.services.imports.plan import Desk, content_key, skip
from ipdesk.services.office import Actor, Office
from ipdesk.services.targets.form_tasks import CODE, task_meant
from ipdesk.services.targets.tasks import (
    ProgressForm,
    TaskLine,
    enter_progress,
    taken_on,
    task_line,
    task_lines,
)
from ipdesk.storage import target_closings
from ipdesk.storage import tasks as stored
from ipdesk.storage.imports import Batch, Made
from ipdesk.storage.report_forms import SentForm

PROGRESS: Final = "progress"  # the entity of a row that was taken in
_LINE, _FORM = "task-line", "task-progress"
_FILLED: Final = ("value", "note", "reason", "day")


def is_task(desk: Desk, row: PlannedRow) -> bool:
    """Whether a row is one of the task sheet, read beside the other or by itself."""
    beside = desk.kind.beside
    return row.beside is not None or (beside is not None and desk.request.sheet == beside.sheet)


def check(desk: Desk, rows: Sequence[PlannedRow], form: SentForm, stamp: Mapping[str, str]) -> None:
    """Every line is held against the task it went out for, as that is now."""
    year = form.span.year
    lines = task_lines(desk.office, form.pack, year)
    closed = target_closings.standing(desk.office.db, form.pack, year) is not None
    first: dict[str, int] = {}
    for row in rows:
        if not any(row.cells.get(name) for name in _FILLED):
            row.skipped = True
            continue
        code = row.text("code")
        line = task_meant(stamp.get(CODE + code, ""), lines)
        if line is None:
            row.faults.append(Fault("code", "task-unknown", {"typed": code}))
        elif closed:
            row.faults.append(Fault("", "figure-closed", {"year": year}))
        elif code in first:
            row.known = Fault("code", "same-as-line", {"line": first[code]})
        else:
            first[code] = row.beside.line if row.beside else row.line
            _judge(desk, row, line, form)


def write(desk: Desk, row: PlannedRow) -> Made:
    """One step in the log of its task, with its own entry in the journal."""
    line, progress = row.found[_LINE], row.found[_FORM]
    assert isinstance(line, TaskLine)
    assert isinstance(progress, ProgressForm)
    number = taken_on(desk.office, desk.actor, line)
    made = enter_progress(desk.office, desk.actor, number, progress, NO_FILE)
    return Made(row.line, PROGRESS, made, row.key)


def undo(office: Office, actor: Actor, batch: Batch, number: int) -> None:
    """The task goes back to where it was; the log keeps both steps."""
    task = stored.task_of_progress(office.db, number)
    if task is None:
        raise UserError("record-gone")
    line = task_line(office, task)
    written = sorted(line.log, key=lambda one: one.id)
    if written[-1].id != number:
        raise UserError("undo-task-moved", task=line.task.title)
    before = written[-2] if len(written) > 1 else None
    values = {"file": batch.file_name}
    back = ProgressForm(
        office.wording.text("import", "undone-progress", values),
        before.state if before else TaskState.WAITING,
        before.on if before else office.clock.now().date(),
        before.reason if before else "",
    )
    enter_progress(office, actor, task, back, NO_FILE)


def _judge(desk: Desk, row: PlannedRow, line: TaskLine, form: SentForm) -> None:
    labels = {desk.office.wording.label("taskstate", str(one)): one for one in TaskState}
    state, text, reason = labels.get(row.text("value")), row.text("note"), row.text("reason")
    on = row.day("day") or desk.today
    row.faults += _wrong(desk, row, line, tuple(labels))
    if row.faults or state is None:
        return
    reason = reason if state is TaskState.PAUSED else ""
    row.found[_LINE] = line
    row.found[_FORM] = ProgressForm(text, state, on, reason)
    said = (row.text("code"), state, text, reason, row.cells.get("day", ""))
    row.key = content_key("task", form.stamp, *said)
    last = max(line.log, key=lambda one: one.id, default=None)
    if last is None:
        return
    if (last.state, last.text) == (state, text) and row.day("day") in (None, last.on):
        row.known = Fault("note", "task-same")
    elif last.at > form.at and last.state is not state:
        now = desk.office.wording.label("taskstate", str(last.state))
        values = {"by": last.operator, "now": now, "new": row.text("value")}
        options = (Option("correct", "by-form"), skip())
        group = f"task:{line.task.id}"
        desk.answer(row, Question(group, "value", "task-moved", values, options))


def _wrong(desk: Desk, row: PlannedRow, line: TaskLine, states: Sequence[str]) -> list[Fault]:
    """All that is wrong with a line that is known, at its cells."""
    found, typed, on = [], row.text("value"), row.day("day")
    if not typed:
        found.append(Fault("value", "task-state-missing"))
    elif typed not in states:
        found.append(Fault("value", "task-state-wrong", {"typed": typed, "states": states}))
    elif line.task.state is TaskState.DONE:
        found.append(Fault("value", "task-done"))
    if typed and not row.text("note"):
        found.append(Fault("note", "task-text-missing"))
    paused = desk.office.wording.label("taskstate", str(TaskState.PAUSED))
    if typed == paused and not row.text("reason"):
        found.append(Fault("reason", "task-pause-unexplained"))
    if on is not None and on > desk.today:
        found.append(Fault("day", "task-day-future"))
    elif on is not None and on < date(line.task.year, 1, 1):
        found.append(Fault("day", "task-day-before", {"year": line.task.year}))
    return found
