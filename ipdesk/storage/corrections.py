"""更正 and 撤销 on file: proposals with what was and what is to be, and what became of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from ipdesk.domain.record import Affected, Change, CorrectionRecord, ItemRecord
from ipdesk.domain.stages import Stage
from ipdesk.storage.database import Database


def add(
    db: Database,
    claim: int,
    change: Change,
    grounds: Mapping[str, str],
    amounts: tuple[int, int],
    items: tuple[Sequence[ItemRecord], Sequence[ItemRecord]],
    others: Sequence[Affected],
    operator: int,
    at: datetime,
) -> int:
    """Keep a proposal; `grounds` are cause, reason and basis, pairs are old and new."""
    return db.insert(
        "INSERT INTO correction (claim, change, cause, reason, basis, old_fen, new_fen,"
        " old_items, new_items, others, proposed_by, proposed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            claim,
            str(change),
            grounds["cause"],
            grounds["reason"],
            grounds["basis"],
            *amounts,
            *(_items_text(part) for part in items),
            json.dumps([asdict(other) for other in others], ensure_ascii=False),
            operator,
            at.isoformat(),
        ),
    )


def begin(db: Database, correction: int) -> None:
    """From here to `end` the decided claim may be written, within the same act."""
    db.execute("UPDATE correction SET state = 'applying' WHERE id = ?", (correction,))


def end(
    db: Database, correction: int, state: str, operator: int, at: datetime, answer: str
) -> None:
    """Approved or dropped, by whom and why; fixed from then on."""
    db.execute(
        "UPDATE correction SET state = ?, decided_by = ?, decided_at = ?, answer = ? WHERE id = ?",
        (state, operator, at.isoformat(), answer, correction),
    )


def of_claim(db: Database, claim: int) -> tuple[CorrectionRecord, ...]:
    """Every proposal for a claim, oldest first."""
    rows = db.rows(
        "SELECT c.id, c.claim, c.change, c.cause, c.reason, c.basis, c.old_fen, c.new_fen,"
        " c.old_items, c.new_items, c.others, c.state, p.name, c.proposed_at,"
        " coalesce(d.name, ''), c.decided_at, c.answer FROM correction c"
        " JOIN operator p ON p.id = c.proposed_by LEFT JOIN operator d ON d.id = c.decided_by"
        " WHERE c.claim = ? ORDER BY c.id",
        (claim,),
    )
    return tuple(_record(row) for row in rows)


def _record(row: Sequence[object]) -> CorrectionRecord:
    values = list(row)
    values[2] = Change(str(values[2]))
    values[8], values[9] = _items(str(values[8])), _items(str(values[9]))
    values[10] = tuple(
        Affected(**{**other, "stage": Stage(other["stage"])})
        for other in json.loads(str(values[10]))
    )
    values[13] = datetime.fromisoformat(str(values[13]))
    values[15] = datetime.fromisoformat(str(values[15])) if values[15] else None
    return CorrectionRecord(*values)  # type: ignore[arg-type]  # the columns are its fields


def _items_text(items: Sequence[ItemRecord]) -> str:
    rows = [
        {**asdict(item), "fact_on": item.fact_on.isoformat() if item.fact_on else None}
        for item in items
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def _items(text: str) -> tuple[ItemRecord, ...]:
    return tuple(
        ItemRecord(
            **{
                **row,
                "fact_on": date.fromisoformat(row["fact_on"]) if row["fact_on"] else None,
            }
        )
        for row in json.loads(text)
    )
