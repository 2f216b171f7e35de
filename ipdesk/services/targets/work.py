"""What targets put on the work list: reports to ask for, tasks that press, years to be opened."""

from __future__ import annotations

from collections.abc import Iterator
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
    """Tasks somebody has taken on one by one; rows nobody touched are told of together."""
    together: dict[tuple[str, int, Alarm], list[TaskLine]] = {}
    for line in alarms(office):
        if not line.task.id:
            together.setdefault((line.task.pack, line.task.year, line.alarm), []).append(line)
            continue
        task = line.task
        who = task.owner_name or task.department
        what = f"task-{line.alarm}"
        about = (task.due_on, task.title, who, task.id, task.year, task.pack)
        yield TargetWork(what, "open-task", *about)
    for (pack, year, alarm), lines in together.items():
        values = {"year": year, "count": len(lines)}
        detail = office.wording.text("work", "tasks-detail", values)
        number = office.policy(pack).document_number
        about = (lines[0].task.due_on, detail, number, 0, year, pack)
        yield TargetWork(f"task-{alarm}", "open-task", *about)


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
