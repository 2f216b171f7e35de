"""并入: two records of one applicant made one by reference, and what that moved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ipdesk.storage.database import Database


class Held(NamedTuple):
    """What an applicant holds: by a claim, or paid before ipdesk."""

    id: int
    pack: str
    award: str
    subject: str
    key: str
    claim: int | None
    number: str
    pack_sha256: str  # "" for what was paid before ipdesk
    stage: str
    uses: tuple[tuple[str, int, int], ...]


class Merge(NamedTuple):
    """One merge on file."""

    id: int
    source: int
    target: int
    reason: str
    moved: Mapping[str, Any]
    journal_seq: int
    operator: str
    at: datetime
    undone: bool


def held_by(db: Database, applicant: int) -> list[Held]:
    rows = db.rows(
        "SELECT e.id, e.pack, e.award, e.subject, e.key, e.claim, coalesce(c.number, ''),"
        " coalesce(c.pack_sha256, ''), coalesce(c.stage, ''), e.uses FROM entitlement e"
        " LEFT JOIN claim c ON c.id = e.claim WHERE e.applicant = ? ORDER BY e.id",
        (applicant,),
    )
    found = []
    for row in rows:
        values = list(row)
        values[-1] = tuple((cap, year, used) for cap, year, used in json.loads(row[-1]))
        found.append(Held(*values))
    return found


def move_held(db: Database, held: int, applicant: int, key: str) -> None:
    """Let another applicant hold it, under the key that follows from that."""
    db.execute("UPDATE entitlement SET applicant = ?, key = ? WHERE id = ?", (applicant, key, held))


# Records beside the claims that name an applicant and come along with it.
CARRIED = ("applicant_document", "past_award", "listed")


def carry(db: Database, source: int, target: int) -> dict[str, list[int]]:
    """Let another applicant own what one has on file; returns which, table by table."""
    carried = {}
    for table in CARRIED:
        rows = db.rows(f"SELECT id FROM {table} WHERE applicant = ? ORDER BY id", (source,))
        carried[table] = [int(number) for (number,) in rows]
    give(db, carried, target)
    return carried


def give(db: Database, carried: Mapping[str, Sequence[int]], owner: int) -> None:
    """Hand these records to an applicant."""
    for table in CARRIED:
        db.executemany(
            f"UPDATE {table} SET applicant = ? WHERE id = ?",
            [(owner, number) for number in carried[table]],
        )


def quotas_of(db: Database, applicants: Sequence[int]) -> list[tuple[str, str, int, int, int]]:
    """Pack, cap, applicant, year and limit of each yearly cap these applicants draw on."""
    return db.rows(
        "SELECT pack, cap, applicant, year, most FROM quota"
        " WHERE applicant IN (SELECT value FROM json_each(?)) ORDER BY 1, 2, 3, 4",
        (json.dumps(list(applicants)),),
    )


def restore_limits(db: Database, limits: Sequence[Sequence[object]]) -> None:
    """Put limits back to what they were, never below what is used."""
    db.executemany(
        "UPDATE quota SET most = max(used, ?5)"
        " WHERE pack = ?1 AND cap = ?2 AND applicant = ?3 AND year = ?4",
        list(limits),
    )


def recount_quotas(db: Database, applicants: Sequence[int]) -> None:
    """Count the yearly caps of these applicants anew from what each holds.

    What was paid before ipdesk stands even where it goes beyond a cap.
    """
    who = json.dumps(list(applicants))
    ours = "applicant IN (SELECT value FROM json_each(?))"
    limits = db.rows(
        f"SELECT pack, cap, year, max(most) FROM quota WHERE {ours} GROUP BY 1, 2, 3", (who,)
    )
    most = {(pack, cap, year): limit for pack, cap, year, limit in limits}
    used = db.rows(
        "SELECT e.pack, json_extract(u.value, '$[0]'), e.applicant, json_extract(u.value, '$[1]'),"
        " sum(json_extract(u.value, '$[2]')),"
        " sum(iif(e.claim IS NULL, json_extract(u.value, '$[2]'), 0))"
        " FROM entitlement e, json_each(e.uses) u"
        f" WHERE e.{ours} AND json_extract(u.value, '$[1]') <> 0 GROUP BY 1, 2, 3, 4",
        (who,),
    )
    # A limit moves with what is counted under it; a count that stays keeps the limit it had.
    db.executemany(
        "INSERT INTO quota (pack, cap, applicant, year, used, most) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (pack, cap, applicant, year) DO UPDATE SET used = excluded.used,"
        " most = iif(used = excluded.used, most, excluded.most)",
        [
            (pack, cap, one, year, count, max(most[pack, cap, year], before))
            for pack, cap, one, year, count, before in used
        ],
    )
    db.execute(
        f"DELETE FROM quota WHERE {ours} AND NOT EXISTS (SELECT 1 FROM entitlement e,"
        " json_each(e.uses) u WHERE e.pack = quota.pack AND e.applicant = quota.applicant"
        " AND json_extract(u.value, '$[0]') = quota.cap"
        " AND json_extract(u.value, '$[1]') = quota.year)",
        (who,),
    )


def limits_of(db: Database, applicants: Sequence[int]) -> dict[tuple[str, str, int], int]:
    """The limit of each yearly cap these applicants draw on."""
    rows = db.rows(
        "SELECT pack, cap, year, max(most) FROM quota"
        " WHERE applicant IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3",
        (json.dumps(list(applicants)),),
    )
    return {(pack, cap, year): most for pack, cap, year, most in rows}


def point(db: Database, source: int, target: int | None) -> None:
    """Let a record stand for another one, or for itself again."""
    db.execute("UPDATE applicant SET merged_into = ? WHERE id = ?", (target, source))


def set_code(db: Database, applicant: int, code: str) -> None:
    """Write the code of a record that others must not be found by, or give it back."""
    db.execute("UPDATE applicant SET code = ? WHERE id = ?", (code, applicant))


def add(
    db: Database,
    source: int,
    target: int,
    reason: str,
    moved: Mapping[str, object],
    journal_seq: int,
    operator: int,
    at: datetime,
) -> int:
    return db.insert(
        "INSERT INTO applicant_merge (source, target, reason, moved, journal_seq, operator, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            source,
            target,
            reason,
            json.dumps(moved, ensure_ascii=False, sort_keys=True),
            journal_seq,
            operator,
            at.isoformat(),
        ),
    )


def set_undone(db: Database, merge: int, at: datetime) -> None:
    db.execute("UPDATE applicant_merge SET undone_at = ? WHERE id = ?", (at.isoformat(), merge))


_SELECT = (
    "SELECT m.id, m.source, m.target, m.reason, m.moved, m.journal_seq, o.name, m.at,"
    " m.undone_at IS NOT NULL FROM applicant_merge m JOIN operator o ON o.id = m.operator"
)


def get(db: Database, merge: int) -> Merge | None:
    row = db.row(f"{_SELECT} WHERE m.id = ?", (merge,))
    return None if row is None else _merge(row)


def of(db: Database, applicant: int) -> list[Merge]:
    """Every merge a record took part in, the latest first."""
    rows = db.rows(
        f"{_SELECT} WHERE m.source = ? OR m.target = ? ORDER BY m.id DESC", (applicant, applicant)
    )
    return [_merge(row) for row in rows]


def built_upon(db: Database, merge: Merge) -> str:
    """The first act since then on either record or one of their claims, "" when there is none."""
    who = json.dumps([merge.source, merge.target])
    claims = (
        "SELECT c.id FROM claim c JOIN applicant f ON f.id = c.applicant"
        " WHERE coalesce(f.merged_into, f.id) = ?2"
    )
    found = db.value(
        "SELECT act FROM journal WHERE seq > ?1 AND ("
        " (entity = 'applicant' AND entity_id IN (SELECT value FROM json_each(?3)))"
        f" OR (entity = 'claim' AND entity_id IN ({claims}))"
        " OR (entity = 'letter' AND entity_id IN"
        f" (SELECT id FROM letter WHERE claim IN ({claims})))"
        ") ORDER BY seq LIMIT 1",
        (merge.journal_seq, merge.target, who),
    )
    return str(found or "")


def _merge(row: tuple[Any, ...]) -> Merge:
    values = list(row)
    values[4] = json.loads(values[4])
    values[7] = datetime.fromisoformat(values[7])
    values[8] = bool(values[8])
    return Merge(*values)
