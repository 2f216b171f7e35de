"""联席会议、活动: kept by the office, counted for the figures they feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ipdesk.domain.measure import Feed
from ipdesk.domain.observation import NO_FILE
from ipdesk.domain.policy import Policy
from ipdesk.domain.stages import Role
from ipdesk.domain.target_records import Activity, Decision, Meeting
from ipdesk.domain.task_record import TaskRecord
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.targets.common import (
    keep_file,
    policy_of,
    reason_given,
    record_kind,
    record_kinds,
    tidy,
)
from ipdesk.storage import target_records as stored
from ipdesk.storage import tasks

MOST_COUNT = 10_000_000


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting with what it decided and what became of that."""

    meeting: Meeting
    tasks: tuple[TaskRecord, ...]


def activity_kinds(office: Office, pack: str) -> tuple[tuple[str, str], ...]:
    """The kinds of activity a policy wants counted: id and name."""
    return record_kinds(policy_of(office, pack), Feed.ACTIVITY)


def meetings(office: Office, pack: str) -> tuple[MeetingPage, ...]:
    """Every meeting with its decisions, the latest first."""
    policy = policy_of(office, pack)
    return tuple(
        MeetingPage(one, tasks.of_meeting(office.db, one.id))
        for one in stored.meetings(office.db, policy.id)
    )


def keep_meeting(
    office: Office,
    actor: Actor,
    meeting: Meeting,
    decisions: Sequence[Decision] = (),
    file: Path | None = None,
    reason: str = "",
) -> Changes:
    """Enter a meeting; each decision becomes a task. A change of one on file takes a reason."""
    actor.require(Role.CLERK)
    policy = policy_of(office, meeting.pack)
    old = stored.meeting(office.db, meeting.id) if meeting.id else None
    names = tuple(dict.fromkeys(filter(None, (one.strip() for one in meeting.participants))))
    kept = keep_file(office, file)
    new = replace(
        meeting,
        name=tidy(meeting.name, "name"),
        participants=names,
        minutes=tidy(meeting.minutes, "minutes"),
        note=tidy(meeting.note, "note"),
        file=kept if kept != NO_FILE else old.file if old else NO_FILE,
    )
    _check_held(office, new.held_on, new.name)
    if not names:
        raise UserError("participants-missing", field="participants")
    if old is not None and not reason.strip():
        raise UserError("correction-needs-reason", field="reason")
    with act(office) as db:
        number = stored.put_meeting(db, new, actor.id, office.clock.now())
        made = [_decide(office, policy, number, new, decision) for decision in decisions]
        data = {
            "pack": policy.id,
            "old": _plain_meeting(old),
            "new": _plain_meeting(new),
            "decisions": made,
        }
        record(office, actor, "keep_meeting", "meeting", number, data, tidy(reason, "reason"))
    return Changes.of("meeting", "task", ids=(number,))


def withdraw_meeting(office: Office, actor: Actor, number: int, reason: str) -> Changes:
    """A meeting that was not held counts no more; its decisions stay as tasks."""
    actor.require(Role.CLERK)
    old = stored.meeting(office.db, number)
    why = reason_given(reason)
    if old is None or old.withdrawn:
        raise UserError("record-gone")
    with act(office) as db:
        stored.put_meeting(db, replace(old, withdrawn=why), actor.id, office.clock.now())
        data = {"pack": old.pack, "old": _plain_meeting(old), "new": None}
        record(office, actor, "withdraw_meeting", "meeting", number, data, why)
    return Changes.of("meeting", ids=(number,))


def activities(office: Office, pack: str, year: int | None = None) -> tuple[Activity, ...]:
    """What was held, of one year or ever, the latest first."""
    policy = policy_of(office, pack)
    found = stored.activities(office.db, policy.id)
    return tuple(one for one in found if year is None or one.held_on.year == year)


def keep_activity(
    office: Office, actor: Actor, activity: Activity, file: Path | None = None, reason: str = ""
) -> Changes:
    """Enter an activity, or correct one on file with a reason."""
    actor.require(Role.CLERK)
    policy = policy_of(office, activity.pack)
    record_kind(policy, Feed.ACTIVITY, activity.kind)
    old = stored.activity(office.db, activity.id) if activity.id else None
    kept = keep_file(office, file)
    new = replace(
        activity,
        name=tidy(activity.name, "name"),
        place=tidy(activity.place, "place"),
        note=tidy(activity.note, "note"),
        file=kept if kept != NO_FILE else old.file if old else NO_FILE,
    )
    _check_held(office, new.held_on, new.name)
    for field, count in (("people", new.people), ("firms", new.firms)):
        if count is not None and not 0 <= count <= MOST_COUNT:
            raise UserError("count-range", field=field, most=MOST_COUNT)
    if old is not None and not reason.strip():
        raise UserError("correction-needs-reason", field="reason")
    with act(office) as db:
        number = stored.put_activity(db, new, actor.id, office.clock.now())
        data = {
            "pack": policy.id,
            "old": _plain_activity(policy, old),
            "new": _plain_activity(policy, new),
        }
        record(office, actor, "keep_activity", "activity", number, data, tidy(reason, "reason"))
    return Changes.of("activity", ids=(number,))


def withdraw_activity(office: Office, actor: Actor, number: int, reason: str) -> Changes:
    """An activity entered by mistake counts no more."""
    actor.require(Role.CLERK)
    old = stored.activity(office.db, number)
    why = reason_given(reason)
    if old is None or old.withdrawn:
        raise UserError("record-gone")
    with act(office) as db:
        stored.put_activity(db, replace(old, withdrawn=why), actor.id, office.clock.now())
        data = {
            "pack": old.pack,
            "old": _plain_activity(policy_of(office, old.pack), old),
            "new": None,
        }
        record(office, actor, "withdraw_activity", "activity", number, data, why)
    return Changes.of("activity", ids=(number,))


def _decide(
    office: Office, policy: Policy, meeting: int, about: Meeting, decision: Decision
) -> str:
    title = tidy(decision.title, "decision")
    if not title:
        raise UserError("decision-empty", field="decision")
    if decision.row and all(row.id != decision.row for row in policy.rows):
        raise UserError("subject-unknown", field="row", subject=decision.row)
    due = decision.due_on
    tasks.put(
        office.db,
        TaskRecord(
            0,
            policy.id,
            decision.row,
            max(about.held_on.year, due.year if due else 0),
            title,
            tidy(decision.department, "department"),
            due,
            meeting=meeting,
        ),
    )
    return title


def _check_held(office: Office, day: date, name: str) -> None:
    if not name:
        raise UserError("record-name-missing", field="name")
    if day > office.clock.now().date():
        raise UserError("report-day-future", field="held_on")


def _plain_meeting(meeting: Meeting | None) -> dict[str, object] | None:
    if meeting is None:
        return None
    return {
        "name": meeting.name,
        "held_on": meeting.held_on.isoformat(),
        "participants": list(meeting.participants),
        "minutes": meeting.minutes,
        "note": meeting.note,
        "file": meeting.file.file_name,
    }


def _plain_activity(policy: Policy, activity: Activity | None) -> dict[str, object] | None:
    if activity is None:
        return None
    return {
        "activity_kind": dict(record_kinds(policy, Feed.ACTIVITY)).get(
            activity.kind, activity.kind
        ),
        "name": activity.name,
        "held_on": activity.held_on.isoformat(),
        "place": activity.place,
        "attended": activity.people,
        "firms": activity.firms,
        "note": activity.note,
        "file": activity.file.file_name,
    }
