"""Claims and their items on file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime

from ipdesk.domain.record import ClaimRecord, ItemRecord, Proposal
from ipdesk.domain.stages import Stage
from ipdesk.storage.database import Database

COLUMNS = tuple(field.name for field in fields(ClaimRecord))
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM claim"
_DATES = tuple(
    index for index, name in enumerate(COLUMNS) if name.endswith("_on") or name == "published_until"
)
_STAGE, _PROPOSAL = COLUMNS.index("stage"), COLUMNS.index("proposal")
_READINGS, _CREATED = COLUMNS.index("readings"), COLUMNS.index("created_at")


def _record(row: Sequence[object]) -> ClaimRecord:
    values = list(row)
    for index in _DATES:
        if values[index] is not None:
            values[index] = date.fromisoformat(str(values[index]))
    values[_STAGE] = Stage(str(values[_STAGE]))
    values[_PROPOSAL] = Proposal(str(values[_PROPOSAL]))
    values[_READINGS] = json.loads(str(values[_READINGS]))
    values[_CREATED] = datetime.fromisoformat(str(values[_CREATED]))
    return ClaimRecord(*values)  # type: ignore[arg-type]  # COLUMNS are its fields in order


def plain(value: object) -> object:
    """A value as SQLite keeps it: dates as ISO text, mappings as JSON."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, Stage | Proposal):
        return str(value)
    return value


def insert(db: Database, **values: object) -> int:
    """A new claim; returns its id."""
    names = ", ".join(values)
    marks = ", ".join("?" for _ in values)
    return db.insert(
        f"INSERT INTO claim ({names}) VALUES ({marks})", [plain(v) for v in values.values()]
    )


def update(db: Database, claim: int, **values: object) -> None:
    """Set columns of one claim."""
    sets = ", ".join(f"{name} = ?" for name in values)
    db.execute(
        f"UPDATE claim SET {sets} WHERE id = ?", [*(plain(v) for v in values.values()), claim]
    )


def delete_draft(db: Database, claim: int) -> None:
    """Remove a draft with all that hangs on it; a received claim is refused by trigger."""
    db.execute("DELETE FROM claim_evidence WHERE claim = ?", (claim,))
    db.execute("DELETE FROM claim WHERE id = ?", (claim,))


def get(db: Database, claim: int) -> ClaimRecord | None:
    row = db.row(f"{_SELECT} WHERE id = ?", (claim,))
    return None if row is None else _record(row)


def by_number(db: Database, number: str) -> ClaimRecord | None:
    row = db.row(f"{_SELECT} WHERE number = ?", (number,))
    return None if row is None else _record(row)


def items(db: Database, claim: int) -> tuple[ItemRecord, ...]:
    rows = db.rows(
        "SELECT ordinal, subject, typed, verdict, amount_fen, fact_on FROM claim_item"
        " WHERE claim = ? ORDER BY ordinal",
        (claim,),
    )
    return tuple(
        ItemRecord(
            int(ordinal),
            str(subject),
            json.loads(str(typed)),
            str(verdict),
            int(amount),
            date.fromisoformat(str(fact_on)) if fact_on else None,
        )
        for ordinal, subject, typed, verdict, amount, fact_on in rows
    )


def replace_items(db: Database, claim: int, records: Sequence[ItemRecord]) -> None:
    """Write the items of a claim anew, in their order."""
    db.execute("DELETE FROM claim_item WHERE claim = ?", (claim,))
    db.executemany(
        "INSERT INTO claim_item (claim, ordinal, subject, typed, verdict, amount_fen, fact_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                claim,
                item.ordinal,
                item.subject,
                json.dumps(item.typed, ensure_ascii=False, sort_keys=True),
                item.verdict,
                item.amount_fen,
                item.fact_on.isoformat() if item.fact_on else None,
            )
            for item in records
        ],
    )


def set_outcomes(db: Database, claim: int, records: Sequence[ItemRecord]) -> None:
    """Write what each item comes to beside it; what was typed stays as it is."""
    db.executemany(
        "UPDATE claim_item SET verdict = ?, amount_fen = ?, fact_on = ?"
        " WHERE claim = ? AND ordinal = ?",
        [
            (
                item.verdict,
                item.amount_fen,
                item.fact_on.isoformat() if item.fact_on else None,
                claim,
                item.ordinal,
            )
            for item in records
        ],
    )
