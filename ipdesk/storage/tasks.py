"""任务 on file, with the log of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from ipdesk.domain.observation import Attached
from ipdesk.domain.task_record import Progress, TaskRecord, TaskState
from ipdesk.storage.database import Database

_TASK: Final = (
    "SELECT t.id, t.pack, t.row, t.year, t.title, t.department, t.due_on, t.owner,"
    " coalesce(o.name, ''), t.state, t.reason, t.done_on, t.meeting, t.carried_from,"
    " (SELECT max(day) FROM task_progress WHERE task = t.id) FROM task t"
    " LEFT JOIN operator o ON o.id = t.owner"
)


def put(db: Database, one: TaskRecord) -> int:
    """Enter a task, or write it anew under its id."""
    values = (
        one.title,
        one.department,
        one.owner,
        one.due_on.isoformat() if one.due_on else None,
        str(one.state),
        one.reason,
        one.done_on.isoformat() if one.done_on else None,
    )
    if one.id:
        db.execute(
            "UPDATE task SET title = ?, department = ?, owner = ?, due_on = ?, state = ?,"
            " reason = ?, done_on = ? WHERE id = ?",
            (*values, one.id),
        )
        return one.id
    return db.insert(
        "INSERT INTO task (title, department, owner, due_on, state, reason, done_on, pack, row,"
        " year, meeting, carried_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, one.pack, one.row, one.year, one.meeting, one.carried_from),
    )


def get(db: Database, number: int) -> TaskRecord | None:
    row = db.row(f"{_TASK} WHERE t.id = ?", (number,))
    return None if row is None else _task(row)


def of_row(db: Database, pack: str, row: str, year: int) -> TaskRecord | None:
    """What was entered of a row of the policy in a year."""
    found = db.row(
        f"{_TASK} WHERE t.pack = ? AND t.row = ? AND t.year = ? AND t.meeting IS NULL",
        (pack, row, year),
    )
    return None if found is None else _task(found)


def of_year(db: Database, pack: str, year: int) -> tuple[TaskRecord, ...]:
    rows = db.rows(f"{_TASK} WHERE t.pack = ? AND t.year = ? ORDER BY t.id", (pack, year))
    return tuple(map(_task, rows))


def of_meeting(db: Database, meeting: int) -> tuple[TaskRecord, ...]:
    """What a meeting decided, and what became of it."""
    return tuple(map(_task, db.rows(f"{_TASK} WHERE t.meeting = ? ORDER BY t.id", (meeting,))))


def open_until(db: Database, day: date) -> tuple[TaskRecord, ...]:
    """Tasks not done that are due by a day."""
    rows = db.rows(
        f"{_TASK} WHERE t.state IN ('waiting', 'underway') AND t.due_on <= ?"
        " AND NOT EXISTS (SELECT 1 FROM target_closing c WHERE c.pack = t.pack"
        " AND c.year = t.year AND c.reopened_at IS NULL) ORDER BY t.due_on, t.id",
        (day.isoformat(),),
    )
    return tuple(map(_task, rows))


def add_progress(db: Database, one: Progress, operator: int) -> int:
    return db.insert(
        "INSERT INTO task_progress (task, day, text, state, reason, file_name, sha256, size,"
        " operator, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.task,
            one.on.isoformat(),
            one.text,
            str(one.state),
            one.reason,
            one.file.file_name,
            one.file.sha256,
            one.file.size,
            operator,
            one.at.isoformat(timespec="seconds"),
        ),
    )


def task_of_progress(db: Database, number: int) -> int | None:
    """Whose log a line belongs to."""
    row = db.row("SELECT task FROM task_progress WHERE id = ?", (number,))
    return None if row is None else int(row[0])


def log(db: Database, tasks: Iterable[int]) -> tuple[Progress, ...]:
    """The logs of some tasks, each in the order it was written."""
    wanted = list(tasks)
    marks = ", ".join("?" * len(wanted))
    rows = db.rows(
        "SELECT p.id, p.task, p.day, p.text, p.state, p.reason, o.name, p.at, p.file_name,"
        " p.sha256, p.size FROM task_progress p JOIN operator o ON o.id = p.operator"
        f" WHERE p.task IN ({marks}) ORDER BY p.task, p.day, p.id",
        wanted,
    )
    return tuple(_progress(row) for row in rows)


def _task(row: Any) -> TaskRecord:
    cells = list(row)
    for place in (6, 11, 14):
        cells[place] = date.fromisoformat(cells[place]) if cells[place] else None
    cells[9] = TaskState(cells[9])
    return TaskRecord(*cells)


def _progress(row: Any) -> Progress:
    return Progress(
        int(row[0]),
        int(row[1]),
        date.fromisoformat(row[2]),
        row[3],
        TaskState(row[4]),
        row[5],
        row[6],
        datetime.fromisoformat(row[7]),
        Attached(row[8], row[9], int(row[10])),
    )
