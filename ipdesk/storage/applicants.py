"""Applicants on file, with what their names are found, compared and sorted by."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, Final

from ipdesk.domain.applicant import Applicant, ApplicantKind
from ipdesk.domain.listing import Kind, Narrowing
from ipdesk.domain.names import like_keys
from ipdesk.domain.registration import ApplicantFilter, ApplicantSort
from ipdesk.storage import search
from ipdesk.storage.database import Database
from ipdesk.storage.listing import Field, Shelf, Shown
from ipdesk.storage.pinyin import sort_key
from ipdesk.storage.stands_for import STANDING as STANDING

ENTRY: Final = "applicant"  # kind of search entry
SHARED: Final = ("account", "phone", "legal_representative")
_FIELDS: Final = tuple(field.name for field in fields(Applicant))
_SELECT: Final = f"SELECT {', '.join(_FIELDS)} FROM applicant"
_WRITTEN: Final = (*_FIELDS[1:], "look_alike", "sort_key")
_INSERT: Final = (
    # The number of one taken back with its import is never given again: the journal names it.
    f"INSERT INTO applicant (id, {', '.join(_WRITTEN)}, registered_at) VALUES (1 + max("
    " coalesce((SELECT max(id) FROM applicant), 0),"
    " coalesce((SELECT max(entity_id) FROM journal WHERE entity = 'applicant'), 0)),"
    f" {', '.join('?' * (len(_WRITTEN) + 1))})"
)
_UPDATE: Final = (
    f"UPDATE applicant SET {', '.join(f'{name} = ?' for name in _WRITTEN)} WHERE id = ?"
)
_ORDER: Final = {
    ApplicantSort.NAME: "sort_key {way}, id {way}",
    ApplicantSort.KIND: "kind {way}, sort_key {way}, id {way}",
    ApplicantSort.TOWN: "town {way}, sort_key {way}, id {way}",
    ApplicantSort.CODE: "code {way}, id {way}",
    ApplicantSort.REGISTERED: "id {way}",
}
SHELF: Final = Shelf(
    table="applicant",
    key="id",
    fields={
        "name": Field("name", order=("sort_key",), within="sort_key"),
        "kind": Field("kind", Kind.CHOICE, order=("kind", "sort_key")),
        "code": Field("code"),
        "town": Field("town", Kind.CHOICE, order=("town", "sort_key")),
        "contact": Field("contact"),
        "bank": Field("bank"),
        "registered": Field("registered_at", Kind.DAY, order=("id",)),
    },
    usual="name",
    long=True,
)


# All records one applicant stands for, its own first; takes the applicant's id twice.
STANDING_FOR: Final = "SELECT id FROM applicant WHERE id = ? OR merged_into = ?"


def insert(db: Database, applicant: Applicant, alike: Sequence[str], at: datetime) -> int:
    """Enter an applicant and make it findable; returns its id.

    `alike` is what its name is compared by, then the same of each former name.
    """
    stamp = at.isoformat(timespec="seconds")
    number = db.insert(_INSERT, (*_columns(applicant, alike[0]), stamp))
    index(db, replace(applicant, id=number), alike)
    return number


def update(db: Database, applicant: Applicant, alike: Sequence[str]) -> None:
    """Write an applicant anew, found from now on by what it is called now."""
    # A record merged into this one may hold the code that is now written here.
    db.execute(
        "UPDATE applicant SET code = '' WHERE merged_into = ? AND code = ? AND code <> ''",
        (applicant.id, applicant.code),
    )
    db.execute(_UPDATE, (*_columns(applicant, alike[0]), applicant.id))
    index(db, applicant, alike)


def get(db: Database, number: int) -> Applicant | None:
    row = db.row(f"{_SELECT} WHERE id = ?", (number,))
    return None if row is None else _applicant(row)


def standing(db: Database, number: int) -> Applicant | None:
    """The record itself, or the one it was merged into."""
    into = merged_into(db, number)
    return get(db, number if into is None else into)


def merged_into(db: Database, number: int) -> int | None:
    """Which record this one was merged into, None for one that stands for itself."""
    found = db.value("SELECT merged_into FROM applicant WHERE id = ?", (number,))
    return None if found is None else int(found)


def merged_of(db: Database, number: int) -> tuple[Applicant, ...]:
    """The records that were merged into this one."""
    rows = db.rows(f"{_SELECT} WHERE merged_into = ? ORDER BY id", (number,))
    return tuple(_applicant(row) for row in rows)


def by_code(db: Database, code: str) -> Applicant | None:
    """Who is registered under this code; an empty code is nobody's."""
    number = db.value("SELECT id FROM applicant WHERE code = ? AND code <> ''", (code,))
    return None if number is None else standing(db, int(number))


def looking_like(
    db: Database, look_alike: str, but: int = 0, most: int = 5
) -> tuple[Applicant, ...]:
    """Applicants with a name, present or former, that shares a like key; the nearest first.

    A key shared is only a candidate; the names themselves decide (domain.names). SQLite
    prepares a statement with `LIMIT ?` anew each time, and an import asks this of every row.
    """
    keys = sorted(like_keys(look_alike))
    rows = db.rows(
        f"{_SELECT} WHERE id IN (SELECT applicant FROM applicant_like"
        " WHERE key IN (SELECT value FROM json_each(?))) AND id <> ? AND merged_into IS NULL"
        f" ORDER BY look_alike <> ?, id LIMIT {most:d}",
        (json.dumps(keys), but, look_alike),
    )
    return tuple(_applicant(row) for row in rows)


def sharing(db: Database, applicant: Applicant, field: str, most: int = 5) -> tuple[Applicant, ...]:
    """Others with the same account, phone or legal representative."""
    assert field in SHARED
    rows = db.rows(
        f"{_SELECT} WHERE {field} = ? AND {field} <> '' AND id <> ? AND merged_into IS NULL"
        f" ORDER BY id LIMIT {most:d}",
        (getattr(applicant, field), applicant.id),
    )
    return tuple(_applicant(row) for row in rows)


def page(
    db: Database, chosen: ApplicantFilter, sort: ApplicantSort, descending: bool
) -> array[int]:
    """The ids of a whole list in its order; rows are fetched as they come into view."""
    conditions, values = _conditions(db, chosen)
    order = _ORDER[sort].format(way="DESC" if descending else "ASC")
    where = f"WHERE {' AND '.join(conditions)}"
    # One JSON text instead of a tuple for each row: two thirds of the time.
    ids = db.value(
        f"SELECT json_group_array(id) FROM (SELECT id FROM applicant {where} ORDER BY {order})",
        values,
    )
    return array("q", json.loads(ids))


def shown(db: Database, chosen: ApplicantFilter) -> Shown:
    """The applicants of a filter as a list to be arranged."""
    conditions, values = _conditions(db, ApplicantFilter(local=chosen.local))
    asked = {"kind": (str(chosen.kind or ""),), "town": (chosen.town,)}
    return Shown(
        SHELF,
        tuple(conditions),
        tuple(values),
        tuple((key, Narrowing(among=one)) for key, one in asked.items() if any(one)),
        search.records(db, ENTRY, chosen.text) if chosen.text.strip() else None,
    )


def by_ids(db: Database, numbers: Iterable[int]) -> tuple[Applicant, ...]:
    """These applicants, in the order asked for; one that is not there is left out."""
    wanted = list(numbers)
    rows = db.rows(f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
    found = {row[0]: _applicant(row) for row in rows}
    return tuple(found[number] for number in wanted if number in found)


def everyone(db: Database) -> list[int]:
    """The id of every record that stands for itself."""
    return [number for (number,) in db.rows("SELECT id FROM applicant WHERE merged_into IS NULL")]


def towns(db: Database) -> tuple[str, ...]:
    """Every 镇街 in use, for filters and completion."""
    found = db.rows(
        # From one to the next: a million applicants live in thirty of them.
        "WITH RECURSIVE seen (town) AS (SELECT min(town) FROM applicant WHERE town <> ''"
        " UNION ALL SELECT (SELECT min(a.town) FROM applicant a WHERE a.town > seen.town)"
        " FROM seen WHERE seen.town IS NOT NULL)"
        " SELECT town FROM seen WHERE town IS NOT NULL"
    )
    return tuple(str(town) for (town,) in found)


def _conditions(db: Database, chosen: ApplicantFilter) -> tuple[list[str], list[object]]:
    # Named one by one: asked of each row it would cost each order its index.
    conditions = ["+id NOT IN (SELECT id FROM applicant WHERE merged_into IS NOT NULL)"]
    values: list[object] = []
    if chosen.kind is not None:
        conditions.append("kind = ?")
        values.append(str(chosen.kind))
    if chosen.town:
        conditions.append("town = ?")
        values.append(chosen.town)
    if chosen.local is not None:
        # Not read row by row in the order of names: 24 s for a million of them.
        conditions.append("+id IN (SELECT id FROM applicant WHERE local = ?)")
        values.append(int(chosen.local))
    if chosen.text.strip():
        conditions.append("+id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(search.records(db, ENTRY, chosen.text))))
    return conditions, values


def index(db: Database, applicant: Applicant, alike: Sequence[str]) -> None:
    """Make an applicant findable, and comparable with the names of others."""
    people = (applicant.legal_representative, applicant.contact)
    texts = (applicant.name, *applicant.former_names, *people)
    numbers = [applicant.code, applicant.phone, applicant.account]
    for merged in merged_of(db, applicant.id):
        numbers += (merged.code, merged.phone, merged.account)
    search.put(db, ENTRY, applicant.id, texts, numbers)
    db.execute("DELETE FROM applicant_like WHERE applicant = ?", (applicant.id,))
    keys = {number for key in alike if key for number in like_keys(key)}
    db.executemany(
        "INSERT INTO applicant_like (key, applicant) VALUES (?, ?)",
        [(number, applicant.id) for number in sorted(keys)],
    )


def unindex(db: Database, number: int) -> None:
    """A merged record is found as the one it was merged into."""
    search.remove(db, ENTRY, number)
    db.execute("DELETE FROM applicant_like WHERE applicant = ?", (number,))


def _columns(applicant: Applicant, look_alike: str) -> tuple[object, ...]:
    values = [getattr(applicant, name) for name in _FIELDS[1:]]
    values[_FIELDS.index("kind") - 1] = str(applicant.kind)
    values[_FIELDS.index("local") - 1] = int(applicant.local)
    former = json.dumps(applicant.former_names, ensure_ascii=False)
    values[_FIELDS.index("former_names") - 1] = former
    until = [(name, day.isoformat()) for name, day in applicant.former_until]
    values[_FIELDS.index("former_until") - 1] = json.dumps(until, ensure_ascii=False)
    return (*values, look_alike, sort_key(applicant.name))


def _applicant(row: tuple[Any, ...]) -> Applicant:
    values = dict(zip(_FIELDS, row, strict=True))
    values["kind"] = ApplicantKind(values["kind"])
    values["local"] = bool(values["local"])
    values["former_names"] = tuple(json.loads(values["former_names"]))
    until = json.loads(values["former_until"])
    values["former_until"] = tuple((name, date.fromisoformat(day)) for name, day in until)
    return Applicant(**values)
