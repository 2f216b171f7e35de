"""The journal as a list: numbers by filter, then entries by number, so that any length scrolls."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ipdesk.domain.listing import Kind
from ipdesk.storage import journal
from ipdesk.storage.database import Database
from ipdesk.storage.journal import Entry
from ipdesk.storage.listing import Field, Shelf, Shown

# A letter, a step or a check belongs to the history of its claim.
_OF_CLAIM = (
    "(entity = 'claim' AND entity_id = ?) OR (entity = 'letter'"
    " AND entity_id IN (SELECT id FROM letter WHERE claim = ?))"
)
# What was settled about a policy: its versions, readings, clauses, names and money.
_OF_PACK = (
    "entity IN ('policy', 'reading', 'clause_status', 'title_name', 'budget')"
    " AND json_extract(data, '$.pack') = ?"
)
# Claims of an applicant on awards that have a yearly cap for it.
_ON_QUOTA = (
    "entity = 'claim' AND entity_id IN (SELECT c.id FROM claim c JOIN quota q ON q.pack = c.pack"
    " AND q.cap = c.award AND q.applicant = c.applicant WHERE c.applicant = ?)"
)
_NAMED = (
    "(entity = 'claim' AND entity_id IN (SELECT c.id FROM claim c JOIN applicant a"
    " ON a.id = c.applicant WHERE instr(coalesce(c.number, ''), ?) OR instr(a.name, ?)))"
    " OR (entity = 'applicant' AND entity_id IN (SELECT id FROM applicant WHERE instr(name, ?)))"
    " OR (entity = 'letter' AND entity_id IN (SELECT id FROM letter"
    " WHERE instr(document_number, ?)))"
)
SHELF = Shelf(
    table="journal",
    key="seq",
    fields={
        "seq": Field("seq", Kind.COUNT),
        "at": Field("at", Kind.DAY),
        "operator": Field("operator", Kind.CHOICE),
        "act": Field("act", Kind.CHOICE),
    },
    usual="seq",
)


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which entries are shown; empty means all."""

    text: str = ""
    first: date | None = None
    last: date | None = None
    operator: str = ""
    acts: tuple[str, ...] = ()
    entity: str = ""
    entity_id: int = 0
    clock_jumps: bool = False
    pack: str = ""
    quota_of: int = 0  # an applicant


def seqs(db: Database, chosen: JournalFilter, *, descending: bool = True) -> array[int]:
    """Numbers of the entries shown, newest first unless told."""
    clause, values = _where(chosen)
    order = "DESC" if descending else "ASC"
    found = db.rows(f"SELECT seq FROM journal{clause} ORDER BY seq {order}", values)
    return array("q", (row[0] for row in found))


def shown(chosen: JournalFilter) -> Shown:
    """The entries of a filter as a list to be arranged."""
    parts, values = _conditions(chosen)
    return Shown(SHELF, tuple(parts), tuple(values))


def entries(db: Database, wanted: Sequence[int]) -> tuple[Entry, ...]:
    """These entries, in the order asked for."""
    found = {entry.seq: entry for entry in journal.by_numbers(db, wanted)}
    return tuple(found[seq] for seq in wanted if seq in found)


def acts(db: Database) -> tuple[str, ...]:
    """Every kind of act that occurs."""
    return tuple(str(row[0]) for row in db.rows("SELECT DISTINCT act FROM journal ORDER BY act"))


def acts_after(db: Database, seq: int) -> frozenset[str]:
    """Kinds of act there have been since an entry."""
    found = db.rows("SELECT DISTINCT act FROM journal WHERE seq > ?", (seq,))
    return frozenset(row[0] for row in found)


def people(db: Database) -> tuple[str, ...]:
    """Everybody who occurs."""
    found = db.rows("SELECT DISTINCT operator FROM journal ORDER BY operator")
    return tuple(str(row[0]) for row in found)


def with_head(db: Database, start: str) -> Entry | None:
    """The entry whose hash begins so."""
    seq = db.value("SELECT seq FROM journal WHERE substr(hash, 1, ?) = ?", (len(start), start))
    return None if seq is None else journal.by_numbers(db, (seq,))[0]


def _where(chosen: JournalFilter) -> tuple[str, list[object]]:
    parts, values = _conditions(chosen)
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def _conditions(chosen: JournalFilter) -> tuple[list[str], list[object]]:
    parts: list[str] = []
    values: list[object] = []

    def add(part: str, *more: object) -> None:
        parts.append(f"({part})")
        values.extend(more)

    if chosen.entity == "claim":
        add(_OF_CLAIM, chosen.entity_id, chosen.entity_id)
    elif chosen.entity:
        add("entity = ? AND entity_id = ?", chosen.entity, chosen.entity_id)
    if chosen.pack:
        add(_OF_PACK, chosen.pack)
    if chosen.quota_of:
        add(_ON_QUOTA, chosen.quota_of)
    if chosen.first:
        add("at >= ?", chosen.first.isoformat())
    if chosen.last:
        add("at < ?", (chosen.last + timedelta(days=1)).isoformat())
    if chosen.operator:
        add("operator = ?", chosen.operator)
    if chosen.acts:
        add(f"act IN ({', '.join('?' * len(chosen.acts))})", *chosen.acts)
    if chosen.clock_jumps:
        add("clock_back = 1")
    for word in chosen.text.split():
        add(f"instr(data, ?) OR instr(reason, ?) OR instr(operator, ?) OR {_NAMED}", *(word,) * 7)
    return parts, values
