"""What claims share with each other by key, and the verdicts on pairs of records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from ipdesk.domain.likeness import ClaimKey, Judgement, Likeness, LikenessVerdict
from ipdesk.storage.database import Database

# More claims with one key than anybody would look at: a key that says nothing.
MOST = 200


class SharedKey(NamedTuple):
    """A key of a claim found with another claim."""

    claim: int
    kind: Likeness
    key: str
    ordinal: int


def write_keys(db: Database, claim: int, keys: Iterable[ClaimKey]) -> None:
    """Write anew what a claim can share with others; nothing when nothing changed."""
    wanted = sorted(set(keys))
    if wanted == keys_of(db, claim):
        return
    db.execute("DELETE FROM claim_key WHERE claim = ?", (claim,))
    db.executemany(
        "INSERT INTO claim_key (kind, key, claim, ordinal) VALUES (?, ?, ?, ?)",
        [(str(kind), key, claim, ordinal) for kind, key, ordinal in wanted],
    )


def keys_of(db: Database, claim: int) -> list[ClaimKey]:
    rows = db.rows("SELECT kind, key, ordinal FROM claim_key WHERE claim = ?", (claim,))
    return sorted(ClaimKey(Likeness(kind), key, ordinal) for kind, key, ordinal in rows)


def sharing(db: Database, claim: int, keys: Iterable[ClaimKey]) -> list[SharedKey]:
    """Where other claims have one of these keys, the latest claims first."""
    wanted = json.dumps(sorted({(str(key.kind), key.key) for key in keys}))
    rows = db.rows(
        "SELECT k.claim, k.kind, k.key, k.ordinal FROM json_each(?) j CROSS JOIN claim_key k"
        " ON k.kind = json_extract(j.value, '$[0]') AND k.key = json_extract(j.value, '$[1]')"
        " WHERE k.claim <> ? ORDER BY k.claim DESC, k.ordinal LIMIT ?",
        (wanted, claim, MOST),
    )
    return [SharedKey(one, Likeness(kind), key, ordinal) for one, kind, key, ordinal in rows]


def claims_of(
    db: Database, applicants: Sequence[int], award: tuple[str, str] | None, most: int
) -> list[tuple[int, int]]:
    """The latest claims of these applicants as claim and applicant, of one award if named."""
    narrow = "" if award is None else " AND c.pack = ? AND c.award = ?"
    rows = db.rows(
        # From the few records to their claims, and not from every claim to its record.
        "WITH wanted AS MATERIALIZED (SELECT value AS id FROM json_each(?)), filed AS MATERIALIZED"
        " (SELECT f.id, f.id AS stands FROM wanted w CROSS JOIN applicant f ON f.id = w.id"
        " WHERE f.merged_into IS NULL UNION SELECT f.id, w.id FROM wanted w"
        " CROSS JOIN applicant f ON f.merged_into = w.id)"
        " SELECT c.id, filed.stands FROM filed CROSS JOIN claim c ON c.applicant = filed.id"
        f" WHERE 1{narrow} ORDER BY c.id DESC LIMIT ?",
        (json.dumps(list(applicants)), *(award or ()), most),
    )
    return [(int(claim), int(applicant)) for claim, applicant in rows]


def claims_filed_by(db: Database, applicants: Sequence[int]) -> list[int]:
    """Every claim filed under one of these records, drafts too, in the order of receipt."""
    rows = db.rows(
        "SELECT id FROM claim WHERE applicant IN (SELECT value FROM json_each(?))"
        " ORDER BY number IS NULL, number, id",
        (json.dumps(list(applicants)),),
    )
    return [int(claim) for (claim,) in rows]


def every_claim(db: Database) -> list[int]:
    return [int(claim) for (claim,) in db.rows("SELECT id FROM claim ORDER BY id")]


PAIRS = ("claim_likeness", "applicant_likeness")


def judgements(db: Database, record: int, table: str = "claim_likeness") -> dict[int, Judgement]:
    """The verdicts on pairs with one record, by the other one's id."""
    assert table in PAIRS
    rows = db.rows(
        f"SELECT iif(p.one = ?1, p.other, p.one), p.verdict, p.reason, o.name, p.at FROM {table} p"
        " JOIN operator o ON o.id = p.operator WHERE p.one = ?1 OR p.other = ?1",
        (record,),
    )
    return {
        int(other): Judgement(
            LikenessVerdict(verdict), reason, operator, datetime.fromisoformat(at)
        )
        for other, verdict, reason, operator, at in rows
    }


def judge(
    db: Database,
    pair: tuple[int, int],
    verdict: LikenessVerdict,
    reason: str,
    operator: int,
    at: datetime,
    table: str = "claim_likeness",
) -> None:
    """Keep the verdict on a pair, in place of an earlier one."""
    assert table in PAIRS
    db.execute(
        f"INSERT INTO {table} (one, other, verdict, reason, operator, at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (one, other) DO UPDATE SET"
        " verdict = excluded.verdict, reason = excluded.reason,"
        " operator = excluded.operator, at = excluded.at",
        (*sorted(pair), str(verdict), reason, operator, at.isoformat()),
    )
