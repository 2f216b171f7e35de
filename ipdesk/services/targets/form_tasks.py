"""The tasks of a department on the second sheet of its 填报表, and what each code there means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from ipdesk.domain.policy import Policy
from ipdesk.domain.task_record import TaskState
from ipdesk.services.office import Office
from ipdesk.services.targets.tasks import TaskLine, task_lines

if TYPE_CHECKING:
    from ipdesk.documents.xlsx.report_form import FormPage

CODE: Final = "task/"  # before the code of a task on the hidden sheet
_ROW: Final = "row:"
_COLUMNS: Final = (
    ("code", 10, False),
    ("task", 44, False),
    ("due", 12, False),
    ("now", 10, False),
    ("last", 30, False),
    ("state", 11, True),
    ("text", 40, True),
    ("pause", 22, True),
    ("day", 13, True),
)
_TITLES: Final = {"code": "column-code"}
_STATE, _DAY = 5, 8
_BETWEEN: Final = "、"  # between the departments of a task


def tasks_of(office: Office, pack: str, department: str, year: int) -> tuple[TaskLine, ...]:
    """What a department still has to do in a year."""
    return tuple(
        line
        for line in task_lines(office, pack, year)
        if line.task.state is not TaskState.DONE and department in _names(line)
    )


def task_departments(office: Office, pack: str, year: int) -> tuple[str, ...]:
    """Who still has something to do in a year."""
    lines = task_lines(office, pack, year)
    open_lines = (line for line in lines if line.task.state is not TaskState.DONE)
    return tuple(dict.fromkeys(name for line in open_lines for name in _names(line)))


def task_codes(office: Office, lines: Sequence[TaskLine]) -> tuple[str, ...]:
    """What each is called on the sheet: its row of the policy, or a number of its own."""
    own = 0
    codes: list[str] = []
    for line in lines:
        if line.task.row and line.task.row not in codes:
            codes.append(line.task.row)
        else:
            own += 1
            codes.append(office.wording.text("report-form", "task-code", {"number": own}))
    return tuple(codes)


def task_stamp(codes: Sequence[str], lines: Sequence[TaskLine]) -> tuple[tuple[str, str], ...]:
    """The codes with what they mean, for the hidden sheet."""
    return tuple(
        (CODE + code, str(line.task.id) if line.task.id else _ROW + line.task.row)
        for code, line in zip(codes, lines, strict=True)
    )


def task_meant(meaning: str, lines: Sequence[TaskLine]) -> TaskLine | None:
    """The task a code stands for, as it is now."""
    for line in lines:
        task = line.task
        if meaning == str(task.id) or (task.meeting is None and meaning == _ROW + task.row):
            return line
    return None


def task_page(
    office: Office,
    policy: Policy,
    lines: Sequence[TaskLine],
    codes: Sequence[str],
    told: Mapping[str, object],
) -> FormPage:
    """The second sheet: the tasks, how far each is, and the cells to fill in."""
    from ipdesk.documents.xlsx.report_form import FormColumn, FormLine, FormPage

    words, wording = office.wording.section("report-form"), office.wording
    states = tuple(wording.label("taskstate", str(state)) for state in TaskState)
    return FormPage(
        sheet=words["task-sheet"],
        title=wording.text("report-form", "task-title", {"title": policy.title}),
        about=wording.text("report-form", "about" if told["due"] else "about-undated", told),
        advice=words["task-advice"],
        columns=tuple(
            FormColumn(words[_TITLES.get(key, f"task-{key}")], w, free) for key, w, free in _COLUMNS
        ),
        lines=tuple(
            FormLine(_texts(office, line, code), states, prompt=words["task-prompt"])
            for line, code in zip(lines, codes, strict=True)
        ),
        value=_STATE,
        day=_DAY,
    )


def _texts(office: Office, line: TaskLine, code: str) -> tuple[str, ...]:
    task = line.task
    last = next((one.text for one in reversed(line.log) if one.text), "")
    now = office.wording.label("taskstate", str(task.state))
    return (code, task.title, _day(task.due_on), now, last, "", "", "", "")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _names(line: TaskLine) -> Sequence[str]:
    return line.task.department.split(_BETWEEN)
