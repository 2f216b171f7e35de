"""名册 in bulk: who is new is entered, who has gone is marked so, who is there is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ipdesk.domain.identifiers import credit_code_problem
from ipdesk.domain.importing import Fault, Option, PlannedRow, Question
from ipdesk.domain.measure import Feed
from ipdesk.domain.names import folded
from ipdesk.domain.target_records import RosterEntry
from ipdesk.errors import UserError
from ipdesk.services.imports.plan import Desk, Progress, content_key, skip
from ipdesk.services.office import Actor, Office
from ipdesk.services.targets.roster import enter_entry
from ipdesk.storage import target_records as stored
from ipdesk.storage.imports import Batch, Made

_ENTRY, _LEAVING = "roster-entry", "roster-leaving"


def check(desk: Desk, rows: Sequence[PlannedRow]) -> None:
    """One line for each enterprise and product; the code tells enterprises apart."""
    roster = _roster(desk.office)
    known = stored.entries(desk.office.db, roster)
    names = {entry.code: entry.name for entry in known}
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        code, product = row.text("code").upper(), row.text("product")
        if credit_code_problem(code) is not None:
            row.notes.append(Fault("code", "roster-code-odd", {"typed": code}))
        called = names.setdefault(code, row.text("name"))
        if folded(called) != folded(row.text("name")):
            values = {"code": code, "name": called, "typed": row.text("name")}
            row.notes.append(Fault("name", "roster-name-differs", values))
        if not _days_fit(desk, row):
            continue
        if (code, product) in first:
            row.known = Fault("code", "same-as-line", {"line": first[code, product]})
            continue
        first[code, product] = row.line
        row.key = content_key("roster", roster, code, product, row.day("approved_on"),
                              row.day("exited_on"))  # fmt: skip
        _place(desk, row, roster, [e for e in known if (e.code, e.product) == (code, product)])


def write(desk: Desk, rows: Sequence[PlannedRow], batch: int, progress: Progress) -> list[Made]:
    """Enter the lines, each with its own entry in the journal."""
    made = []
    for count, row in enumerate(rows, start=1):
        entry = row.found[_ENTRY]
        assert isinstance(entry, RosterEntry)
        number = enter_entry(desk.office, desk.actor, entry)
        what = "roster-exit" if row.found.get(_LEAVING) else "roster"
        made.append(Made(row.line, what, number, row.key))
        progress(count, len(rows))
    return made


def undo(office: Office, actor: Actor, batch: Batch, made: Sequence[Made]) -> None:
    """Lines it made go, lines it closed stand again."""
    for one in made:
        entry = stored.entry(office.db, one.entity_id)
        if entry is None:
            continue
        if one.entity == "roster":
            stored.withdraw_entry(office.db, one.entity_id)
            continue
        back = replace(entry, exited_on=None, exit_reason="")
        stored.put_entry(office.db, back, actor.id, office.clock.now())


def _place(desk: Desk, row: PlannedRow, roster: str, same: Sequence[RosterEntry]) -> None:
    """A new line, one that is there already, or the exit of one that stands."""
    standing = next((entry for entry in same if entry.exited_on is None), None)
    entry = RosterEntry(
        row.text("code").upper(),
        row.text("name"),
        row.text("product"),
        row.text("notice"),
        _day(row, "approved_on"),
        row.day("exited_on"),
        row.text("exit_reason"),
        row.text("note"),
        roster=roster,
    )
    days = (entry.approved_on, entry.exited_on)
    there = any(days == (one.approved_on, one.exited_on) for one in same)
    if there or (standing is not None and entry.exited_on is None):
        row.known = Fault("code", "roster-same")
    elif standing is not None:
        options = (Option("leave", "leave"), skip())
        group = f"roster:{standing.id}"
        desk.answer(row, Question(group, "exited_on", "roster-exit", {}, options))
        leaving = replace(standing, exited_on=entry.exited_on, exit_reason=entry.exit_reason)
        row.found[_ENTRY], row.found[_LEAVING] = leaving, True
    else:
        row.found[_ENTRY] = entry


def _days_fit(desk: Desk, row: PlannedRow) -> bool:
    approved, exited = _day(row, "approved_on"), row.day("exited_on")
    for field, day in (("approved_on", approved), ("exited_on", exited)):
        if day is not None and day > desk.today:
            row.faults.append(Fault(field, "roster-in-future"))
    if exited is not None and exited < approved:
        row.faults.append(Fault("exited_on", "roster-order"))
    if exited is not None and not row.text("exit_reason"):
        row.faults.append(Fault("exit_reason", "roster-gone-no-reason"))
    return not row.faults


def _day(row: PlannedRow, name: str) -> date:
    day = row.day(name)
    assert day is not None  # required of every row that is checked
    return day


def _roster(office: Office) -> str:
    """The roster of the policies in use; the first, where they have several."""
    for policy in office.current:
        for kind in policy.record_kinds:
            if kind.feed is Feed.ROSTER:
                return kind.id
    raise UserError("no-roster")
