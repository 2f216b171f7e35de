"""Rosters, meetings and activities on file."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final

from ipdesk.domain.observation import Attached
from ipdesk.domain.target_records import Activity, Meeting, RosterEntry
from ipdesk.storage.database import Database

_ENTRY: Final = (
    "SELECT code, name, product, notice, approved_on, exited_on, exit_reason, note, id, roster"
    " FROM roster_entry WHERE withdrawn = 0"
)
_MEETING: Final = (
    "SELECT pack, held_on, name, participants, minutes, note, file_name, sha256, size, id,"
    " withdrawn FROM joint_meeting"
)
_ACTIVITY: Final = (
    "SELECT pack, kind, held_on, name, place, people, firms, note, file_name, sha256, size, id,"
    " withdrawn FROM activity"
)


def put_entry(db: Database, one: RosterEntry, operator: int, at: datetime) -> int:
    """Enter a line of a roster, or write it anew under its id."""
    values = (
        one.code,
        one.name,
        one.product,
        one.notice,
        one.approved_on.isoformat(),
        one.exited_on.isoformat() if one.exited_on else None,
        one.exit_reason,
        one.note,
    )
    if one.id:
        db.execute(
            "UPDATE roster_entry SET code = ?, name = ?, product = ?, notice = ?, approved_on = ?,"
            " exited_on = ?, exit_reason = ?, note = ? WHERE id = ?",
            (*values, one.id),
        )
        return one.id
    return db.insert(
        "INSERT INTO roster_entry (code, name, product, notice, approved_on, exited_on,"
        " exit_reason, note, roster, operator, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, one.roster, operator, at.isoformat(timespec="seconds")),
    )


def withdraw_entry(db: Database, number: int) -> None:
    db.execute("UPDATE roster_entry SET withdrawn = 1 WHERE id = ?", (number,))


def entries(db: Database, roster: str) -> tuple[RosterEntry, ...]:
    """A roster in the order of its notices."""
    rows = db.rows(f"{_ENTRY} AND roster = ? ORDER BY approved_on, code, product, id", (roster,))
    return tuple(map(_entry, rows))


def entry(db: Database, number: int) -> RosterEntry | None:
    row = db.row(f"{_ENTRY} AND id = ?", (number,))
    return None if row is None else _entry(row)


def put_meeting(db: Database, one: Meeting, operator: int, at: datetime) -> int:
    values = (
        one.held_on.isoformat(),
        one.name,
        json.dumps(one.participants, ensure_ascii=False),
        one.minutes,
        one.note,
        one.file.file_name,
        one.file.sha256,
        one.file.size,
        one.withdrawn,
    )
    if one.id:
        db.execute(
            "UPDATE joint_meeting SET held_on = ?, name = ?, participants = ?, minutes = ?,"
            " note = ?, file_name = ?, sha256 = ?, size = ?, withdrawn = ? WHERE id = ?",
            (*values, one.id),
        )
        return one.id
    return db.insert(
        "INSERT INTO joint_meeting (held_on, name, participants, minutes, note, file_name, sha256,"
        " size, withdrawn, pack, operator, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, one.pack, operator, at.isoformat(timespec="seconds")),
    )


def meetings(db: Database, pack: str) -> tuple[Meeting, ...]:
    """All meetings, the latest first; withdrawn ones with their reason."""
    rows = db.rows(f"{_MEETING} WHERE pack = ? ORDER BY held_on DESC, id DESC", (pack,))
    return tuple(map(_meeting, rows))


def meeting(db: Database, number: int) -> Meeting | None:
    row = db.row(f"{_MEETING} WHERE id = ?", (number,))
    return None if row is None else _meeting(row)


def put_activity(db: Database, one: Activity, operator: int, at: datetime) -> int:
    values = (
        one.kind,
        one.held_on.isoformat(),
        one.name,
        one.place,
        one.people,
        one.firms,
        one.note,
        one.file.file_name,
        one.file.sha256,
        one.file.size,
        one.withdrawn,
    )
    if one.id:
        db.execute(
            "UPDATE activity SET kind = ?, held_on = ?, name = ?, place = ?, people = ?,"
            " firms = ?, note = ?, file_name = ?, sha256 = ?, size = ?, withdrawn = ?"
            " WHERE id = ?",
            (*values, one.id),
        )
        return one.id
    return db.insert(
        "INSERT INTO activity (kind, held_on, name, place, people, firms, note, file_name, sha256,"
        " size, withdrawn, pack, operator, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, one.pack, operator, at.isoformat(timespec="seconds")),
    )


def activities(db: Database, pack: str) -> tuple[Activity, ...]:
    """All activities, the latest first; withdrawn ones with their reason."""
    rows = db.rows(f"{_ACTIVITY} WHERE pack = ? ORDER BY held_on DESC, id DESC", (pack,))
    return tuple(map(_activity, rows))


def activity(db: Database, number: int) -> Activity | None:
    row = db.row(f"{_ACTIVITY} WHERE id = ?", (number,))
    return None if row is None else _activity(row)


def _entry(row: Any) -> RosterEntry:
    cells = list(row)
    cells[4] = date.fromisoformat(cells[4])
    cells[5] = date.fromisoformat(cells[5]) if cells[5] else None
    return RosterEntry(*cells)


def _meeting(row: Any) -> Meeting:
    pack, held, name, people, minutes, note, file_name, sha256, size, number, gone = row
    return Meeting(
        pack,
        date.fromisoformat(held),
        name,
        tuple(json.loads(people)),
        minutes,
        note,
        Attached(file_name, sha256, int(size)),
        int(number),
        gone,
    )


def _activity(row: Any) -> Activity:
    pack, kind, held, name, place, people, firms, note, file_name, sha256, size, number, gone = row
    return Activity(
        pack,
        kind,
        date.fromisoformat(held),
        name,
        place,
        people,
        firms,
        note,
        Attached(file_name, sha256, int(size)),
        int(number),
        gone,
    )
