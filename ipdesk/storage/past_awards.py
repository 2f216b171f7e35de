"""What was paid before ipdesk, each with the entitlement through which it counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from ipdesk.domain.claim import Grant
from ipdesk.domain.past_award import PastAward
from ipdesk.storage import entitlements
from ipdesk.storage.database import Database

_COLUMNS: Final = (
    "id, batch, pack, award, applicant, subject, pieces, fact_on, fact_known, fund_year,"
    " amount_fen, document_number, paid_on, note, state = 'counts'"
)
_SELECT: Final = f"SELECT {_COLUMNS} FROM past_award"
Limits = dict[tuple[str, int], int]


def insert(db: Database, award: PastAward, grant: Grant, limits: Limits) -> int:
    """Keep a past payment and let it count; a limit it breaks by itself gives way."""
    held = _hold(db, award.pack, grant, limits)
    return db.insert(
        "INSERT INTO past_award (batch, pack, award, applicant, subject, pieces, fact_on,"
        " fact_known, fund_year, amount_fen, document_number, paid_on, note, entitlement)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (award.batch, *_values(award), held),
    )


def update(db: Database, award: PastAward, grant: Grant, limits: Limits) -> None:
    """Write a corrected payment anew, counting as it is now."""
    old = release(db, award.id, limits)
    held = _hold(db, award.pack, grant, limits)
    names = (
        "pack = ?, award = ?, applicant = ?, subject = ?, pieces = ?, fact_on = ?,"
        " fact_known = ?, fund_year = ?, amount_fen = ?, document_number = ?, paid_on = ?,"
        " note = ?, entitlement = ?, state = 'counts'"
    )
    db.execute(f"UPDATE past_award SET {names} WHERE id = ?", (*_values(award), held, award.id))
    drop(db, old)


def release(db: Database, number: int, limits: Limits) -> int | None:
    """Let a payment count no more; the caller drops the entitlement returned."""
    row = db.row("SELECT entitlement, pack FROM past_award WHERE id = ?", (number,))
    if row is None or row[0] is None:
        return None
    held, pack = int(row[0]), str(row[1])
    grants = entitlements.by_id(db, held)
    # The key must be free for the new one before the row that names it is rewritten, and what
    # is counted no more must be gone before the count follows.
    db.execute("UPDATE entitlement SET key = 'gone ' || id, uses = '[]' WHERE id = ?", (held,))
    for grant in grants:
        for cap, year, used in grant.uses:
            if year:
                db.execute(
                    "UPDATE quota SET used = used - ?1, most = max(used - ?1, ?2)"
                    " WHERE pack = ?3 AND cap = ?4 AND applicant = ?5 AND year = ?6",
                    (used, limits.get((cap, year), 0), pack, cap, int(grant.applicant), year),
                )
    return held


def drop(db: Database, entitlement: int | None) -> None:
    if entitlement is not None:
        db.execute("DELETE FROM entitlement WHERE id = ?", (entitlement,))


def withdraw(db: Database, number: int, limits: Limits) -> None:
    """A payment that was entered wrongly: kept as a record, counting no more."""
    held = release(db, number, limits)
    db.execute(
        "UPDATE past_award SET state = 'withdrawn', entitlement = NULL WHERE id = ?", (number,)
    )
    drop(db, held)


def delete_undone(db: Database, batch: int) -> None:
    """The rows of an import that was undone; the database refuses any other."""
    db.execute("DELETE FROM past_award WHERE batch = ?", (batch,))


def get(db: Database, number: int) -> PastAward | None:
    row = db.row(f"{_SELECT} WHERE id = ?", (number,))
    return None if row is None else _award(row)


def key_of(db: Database, number: int) -> str:
    """The key a payment holds, "" when it holds none."""
    found = db.value(
        "SELECT e.key FROM past_award p JOIN entitlement e ON e.id = p.entitlement WHERE p.id = ?",
        (number,),
    )
    return "" if found is None else str(found)


def of_applicant(db: Database, applicant: int) -> tuple[PastAward, ...]:
    """Everything imported for an applicant, the newest year first."""
    rows = db.rows(f"{_SELECT} WHERE applicant = ? ORDER BY fund_year DESC, id", (applicant,))
    return tuple(_award(row) for row in rows)


def of_batch(db: Database, batch: int) -> tuple[PastAward, ...]:
    return tuple(_award(row) for row in db.rows(f"{_SELECT} WHERE batch = ? ORDER BY id", (batch,)))


def keys_held(db: Database, pack: str, award: str, keys: Sequence[str]) -> dict[str, str]:
    """Of these keys, those already paid: the claim's number by key, "" for imported history."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), 400):
        part = keys[start : start + 400]
        marks = ", ".join("?" * len(part))
        for key, number in db.rows(
            "SELECT e.key, coalesce(c.number, '') FROM entitlement e"
            " LEFT JOIN claim c ON c.id = e.claim"
            f" WHERE e.pack = ? AND e.award = ? AND e.key IN ({marks})",
            (pack, award, *part),
        ):
            found[str(key)] = str(number)
    return found


def moved_since(db: Database, batch: int, at: str) -> tuple[str, ...]:
    """Claims that were judged with this history in sight: the numbers of at most five."""
    # Of the same applicant, under whatever record merged with it, or on the same subject: also
    # the claim that was refused for it and so holds nothing.
    rows = db.rows(
        "SELECT DISTINCT c.number FROM claim c JOIN claim_step s ON s.claim = c.id"
        " WHERE c.number IS NOT NULL AND s.at >= ?1 AND s.duty <> '' AND c.id IN ("
        " SELECT f.id FROM past_award p JOIN applicant a"
        " ON a.id = p.applicant OR a.merged_into = p.applicant"
        " JOIN claim f ON f.applicant = a.id AND f.pack = p.pack WHERE p.batch = ?2"
        " UNION SELECT k.claim FROM past_award p JOIN entitlement e ON e.id = p.entitlement"
        " JOIN claim_key k ON k.kind = 'subject' AND k.key = e.subject_key"
        " WHERE p.batch = ?2) ORDER BY 1 LIMIT 5",
        (at, batch),
    )
    return tuple(str(number) for (number,) in rows)


def _hold(db: Database, pack: str, grant: Grant, limits: Limits) -> int:
    """Hold what the payment holds; the old ledger is right even where it broke a limit."""
    most = dict(limits)
    for cap, year, used in grant.uses:
        if year:
            known = entitlements.quota(db, pack, cap, int(grant.applicant), year)
            before = known[0] if known else 0
            most[cap, year] = max(limits.get((cap, year), 0), before + used)
    entitlements.hold(db, pack, None, (grant,), most)
    return int(db.value("SELECT max(id) FROM entitlement"))


def _values(award: PastAward) -> tuple[object, ...]:
    return (
        award.pack,
        award.award,
        award.applicant,
        award.subject,
        award.pieces,
        award.fact_on.isoformat(),
        int(award.fact_known),
        award.fund_year,
        award.amount_fen,
        award.document_number,
        award.paid_on.isoformat() if award.paid_on else None,
        award.note,
    )


def _award(row: Sequence[Any]) -> PastAward:
    values = list(row)
    values[7] = date.fromisoformat(values[7])
    values[8] = bool(values[8])
    values[12] = date.fromisoformat(values[12]) if values[12] else None
    values[14] = bool(values[14])
    return PastAward(*values)
