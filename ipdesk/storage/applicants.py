"""Applicants on file, with what their names are found, compared and sorted by."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from ipdesk.domain.applicant import Applicant, ApplicantKind
from ipdesk.domain.registration import ApplicantFilter, ApplicantSort
from ipdesk.storage import search
from ipdesk.storage.database import Database
from ipdesk.storage.pinyin import sort_key

ENTRY: Final = "applicant"  # kind of search entry
_FIELDS: Final = tuple(field.name for field in fields(Applicant))
_SELECT: Final = f"SELECT {', '.join(_FIELDS)} FROM applicant"
_WRITTEN: Final = (*_FIELDS[1:], "look_alike", "sort_key")
_INSERT: Final = (
    f"INSERT INTO applicant ({', '.join(_WRITTEN)}, registered_at)"
    f" VALUES ({', '.join('?' * (len(_WRITTEN) + 1))})"
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


def insert(db: Database, applicant: Applicant, look_alike: str, at: datetime) -> int:
    """Enter an applicant and make it findable; returns its id."""
    stamp = at.isoformat(timespec="seconds")
    number = db.insert(_INSERT, (*_columns(applicant, look_alike), stamp))
    _index(db, number, applicant)
    return number


def update(db: Database, applicant: Applicant, look_alike: str) -> None:
    """Write an applicant anew, found from now on by what it is called now."""
    db.execute(_UPDATE, (*_columns(applicant, look_alike), applicant.id))
    _index(db, applicant.id, applicant)


def get(db: Database, number: int) -> Applicant | None:
    row = db.row(f"{_SELECT} WHERE id = ?", (number,))
    return None if row is None else _applicant(row)


def by_code(db: Database, code: str) -> Applicant | None:
    """Who is registered under this code; an empty code is nobody's."""
    row = db.row(f"{_SELECT} WHERE code = ? AND code <> ''", (code,))
    return None if row is None else _applicant(row)


def looking_like(db: Database, look_alike: str, but: int = 0) -> tuple[Applicant, ...]:
    """Applicants whose name could be taken for one with this key, at most five."""
    rows = db.rows(
        f"{_SELECT} WHERE look_alike = ? AND id <> ? ORDER BY id LIMIT 5",
        (look_alike, but),
    )
    return tuple(_applicant(row) for row in rows)


def page(
    db: Database, chosen: ApplicantFilter, sort: ApplicantSort, descending: bool
) -> array[int]:
    """The ids of a whole list in its order; rows are fetched as they come into view."""
    conditions, values = _conditions(db, chosen)
    order = _ORDER[sort].format(way="DESC" if descending else "ASC")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    # One JSON text instead of a tuple for each row: two thirds of the time.
    ids = db.value(
        f"SELECT json_group_array(id) FROM (SELECT id FROM applicant {where} ORDER BY {order})",
        values,
    )
    return array("q", json.loads(ids))


def by_ids(db: Database, numbers: Iterable[int]) -> tuple[Applicant, ...]:
    """These applicants, in the order asked for; one that is not there is left out."""
    wanted = list(numbers)
    rows = db.rows(f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
    found = {row[0]: _applicant(row) for row in rows}
    return tuple(found[number] for number in wanted if number in found)


def towns(db: Database) -> tuple[str, ...]:
    """Every 镇街 in use, for filters and completion."""
    return tuple(
        town
        for (town,) in db.rows("SELECT DISTINCT town FROM applicant WHERE town <> '' ORDER BY 1")
    )


def _conditions(db: Database, chosen: ApplicantFilter) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
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


def _index(db: Database, number: int, applicant: Applicant) -> None:
    people = (applicant.legal_representative, applicant.contact)
    texts = (applicant.name, *applicant.former_names, *people)
    search.put(db, ENTRY, number, texts, (applicant.code, applicant.phone, applicant.account))


def _columns(applicant: Applicant, look_alike: str) -> tuple[object, ...]:
    values = [getattr(applicant, name) for name in _FIELDS[1:]]
    values[_FIELDS.index("kind") - 1] = str(applicant.kind)
    values[_FIELDS.index("local") - 1] = int(applicant.local)
    former = json.dumps(applicant.former_names, ensure_ascii=False)
    values[_FIELDS.index("former_names") - 1] = former
    return (*values, look_alike, sort_key(applicant.name))


def _applicant(row: tuple[Any, ...]) -> Applicant:
    values = dict(zip(_FIELDS, row, strict=True))
    values["kind"] = ApplicantKind(values["kind"])
    values["local"] = bool(values["local"])
    values["former_names"] = tuple(json.loads(values["former_names"]))
    return Applicant(**values)
