"""名册: who is on a list from when to when; its count on a day feeds a figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ipdesk.domain.identifiers import credit_code_problem
from ipdesk.domain.measure import Feed
from ipdesk.domain.stages import Role
from ipdesk.domain.target_records import RosterEntry, count_on
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.targets.common import (
    policy_of,
    reason_given,
    record_kind,
    record_kinds,
    tidy,
)
from ipdesk.storage import target_records as stored


@dataclass(frozen=True, slots=True)
class RosterPage:
    """A roster on a day: every line, how many different enterprises stand, how many lines."""

    roster: str
    name: str
    day: date
    entries: tuple[RosterEntry, ...]
    standing: int  # different codes
    lines: int  # lines that stand
    odd: tuple[int, ...]  # ids of lines whose code fails its check


def rosters(office: Office, pack: str) -> tuple[tuple[str, str], ...]:
    """The rosters a policy wants kept: id and name."""
    return record_kinds(policy_of(office, pack), Feed.ROSTER)


def roster_page(office: Office, pack: str, roster: str, day: date | None = None) -> RosterPage:
    """A roster as it stands on a day, today unless said otherwise."""
    name = record_kind(policy_of(office, pack), Feed.ROSTER, roster)
    when = day or office.clock.now().date()
    entries = stored.entries(office.db, roster)
    odd = tuple(e.id for e in entries if credit_code_problem(e.code) is not None)
    lines = sum(entry.stands_on(when) for entry in entries)
    return RosterPage(roster, name, when, entries, count_on(entries, when), lines, odd)


def keep_entry(
    office: Office, actor: Actor, pack: str, entry: RosterEntry, reason: str = ""
) -> Changes:
    """Enter a line of a roster, or correct it with a reason; its exit is entered the same way."""
    actor.require(Role.CLERK)
    record_kind(policy_of(office, pack), Feed.ROSTER, entry.roster)
    with act(office):
        number = enter_entry(office, actor, entry, reason)
    return Changes.of("roster", ids=(number,))


def enter_entry(office: Office, actor: Actor, entry: RosterEntry, reason: str = "") -> int:
    """The same inside the act under way."""
    new = replace(
        entry,
        code=entry.code.strip().upper(),
        name=tidy(entry.name, "name"),
        product=tidy(entry.product, "product"),
        notice=tidy(entry.notice, "notice"),
        exit_reason=tidy(entry.exit_reason, "exit_reason"),
        note=tidy(entry.note, "note"),
    )
    _check_entry(office, new)
    old = stored.entry(office.db, entry.id) if entry.id else None
    why = tidy(reason, "reason")
    leaving = old is not None and replace(
        old, exited_on=new.exited_on, exit_reason=new.exit_reason
    ) == replace(new, roster=old.roster)
    if old is not None and not leaving and not why:
        raise UserError("correction-needs-reason", field="reason")
    number = stored.put_entry(office.db, new, actor.id, office.clock.now())
    data = {"old": _plain_entry(old), "new": _plain_entry(new)}
    record(office, actor, "keep_roster", "roster", number, data, why or new.exit_reason)
    return number


def withdraw_entry(office: Office, actor: Actor, number: int, reason: str) -> Changes:
    """Take a line entered by mistake off a roster; it stays in the journal."""
    actor.require(Role.CLERK)
    old = stored.entry(office.db, number)
    why = reason_given(reason)
    if old is None:
        raise UserError("record-gone")
    with act(office) as db:
        stored.withdraw_entry(db, number)
        data = {"old": _plain_entry(old), "new": None}
        record(office, actor, "withdraw_roster", "roster", number, data, why)
    return Changes.of("roster", ids=(number,))


def _check_entry(office: Office, entry: RosterEntry) -> None:
    today = office.clock.now().date()
    for field, text in (("code", entry.code), ("name", entry.name)):
        if not text:
            raise UserError("roster-field-missing", field=field)
    if entry.approved_on > today:
        raise UserError("report-day-future", field="approved_on")
    if entry.exited_on is not None:
        if not entry.exit_reason:
            raise UserError("exit-needs-reason", field="exit_reason")
        if entry.exited_on < entry.approved_on:
            raise UserError("exit-before-approval", field="exited_on")
        if entry.exited_on > today:
            raise UserError("report-day-future", field="exited_on")
        return
    for other in stored.entries(office.db, entry.roster):
        same = (other.code, other.product) == (entry.code, entry.product)
        if same and other.exited_on is None and other.id != entry.id:
            raise UserError("roster-entry-twice", field="code", name=other.name)


def _plain_entry(entry: RosterEntry | None) -> dict[str, object] | None:
    if entry is None:
        return None
    return {
        "name": entry.name,
        "code": entry.code,
        "product": entry.product,
        "approval_notice": entry.notice,
        "approved_on": entry.approved_on.isoformat(),
        "exited_on": entry.exited_on.isoformat() if entry.exited_on else None,
        "exit_reason": entry.exit_reason,
        "note": entry.note,
    }
