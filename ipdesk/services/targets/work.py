"""What targets put on the work list: reports to ask for, tasks that press, years to be opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.reporting import ReportState
from ipdesk.domain.stages import Role
from ipdesk.domain.task_record import Alarm
from ipdesk.services.office import Actor, Office
from ipdesk.services.targets.common import span_text
from ipdesk.services.targets.reporting import reminders
from ipdesk.services.targets.tasks import TaskLine, alarms
from ipdesk.storage import target_closings

_SINGLY = 3  # tasks of one person due on one day; more of them are one line that opens the list


@dataclass(frozen=True, slots=True)
class TargetWork:
    """One thing to do about targets; keys are those of [work]."""

    what: str
    act: str
    due: date | None
    detail: str
    who: str
    number: int  # of the task, or the closing; 0: a policy's reports
    year: int  # whose figures or tasks these are
    pack: str


def target_work(office: Office, actor: Actor) -> tuple[TargetWork, ...]:
    """Reports and tasks for the clerk, years to be opened again for the approver."""
    found: list[TargetWork] = []
    if Role.CLERK in actor.roles:
        found += [*_reports(office), *_tasks(office)]
    if Role.APPROVER in actor.roles:
        found += _reopenings(office)
    return tuple(found)


def _reports(office: Office) -> Iterator[TargetWork]:
    for one in reminders(office):
        coming = one.state is ReportState.COMING
        values = {"span": span_text(office.wording, one.span), "count": one.count}
        yield TargetWork(
            "report-coming" if coming else "report-owed",
            "open-report",
            one.due_on,
            office.wording.text("work", "report-detail", values),
            one.department,
            0,
            one.span.year,
            one.pack,
        )


def _tasks(office: Office) -> Iterator[TargetWork]:
    """Tasks one by one; rows nobody touched, and many due at once to one, are told together."""
    untouched: dict[tuple[str, int, Alarm], list[TaskLine]] = {}
    taken_on: dict[tuple[str, int, Alarm, str, date | None], list[TaskLine]] = {}
    for line in alarms(office):
        task = line.task
        if task.id:
            who = task.owner_name or task.department
            key = (task.pack, task.year, line.alarm, who, task.due_on)
            taken_on.setdefault(key, []).append(line)
        else:
            untouched.setdefault((task.pack, task.year, line.alarm), []).append(line)
    for (_, _, alarm, who, _), lines in taken_on.items():
        if len(lines) > _SINGLY:
            yield _together(office, alarm, who, lines)
            continue
        for task in (line.task for line in lines):
            about = (task.due_on, task.title, who, task.id, task.year, task.pack)
            yield TargetWork(f"task-{alarm}", "open-task", *about)
    for (pack, _, alarm), lines in untouched.items():
        yield _together(office, alarm, office.policy(pack).document_number, lines)


def _together(office: Office, alarm: Alarm, who: str, lines: Sequence[TaskLine]) -> TargetWork:
    first = lines[0].task
    values = {"year": first.year, "count": len(lines)}
    detail = office.wording.text("work", "tasks-detail", values)
    about = (first.due_on, detail, who, 0, first.year, first.pack)
    return TargetWork(f"task-{alarm}", "open-task", *about)


def _reopenings(office: Office) -> Iterator[TargetWork]:
    for one in target_closings.reopenings(office.db):
        if one.state == "proposed":
            yield TargetWork(
                "reopening-asked",
                "open-reopening",
                None,
                one.reason,
                one.proposed_by,
                one.closing,
                one.year,
                one.pack,
            )
