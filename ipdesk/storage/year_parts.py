"""What a fund year comes to beside its claims: money moved, objections, and later acts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from ipdesk.storage.applicants import STANDING
from ipdesk.storage.database import Database


class StoredPayment(NamedTuple):
    """One movement with its claim and applicant."""

    number: str
    applicant: str
    code: str
    award: str
    document_number: str
    moved_on: date
    kind: str  # paid | bounced | recovered
    fen: int
    voucher: str
    bank: str
    account_name: str
    account: str
    note: str


class StoredObjection(NamedTuple):
    """One objection with the answer that followed it."""

    claim: int
    at: date
    objector: str
    content: str
    settled: date | None
    finding: str


class LaterAct(NamedTuple):
    """One act on a claim of a closed year, as the journal has it."""

    seq: int
    at: datetime
    act: str
    claim: int
    data: dict[str, Any]
    reason: str


# Acts that end a claim without money; the others tell by their amounts that they count.
_ENDING = ("refuse", "decline", "withdraw", "void", "refer")
_AMOUNTS = ("approved_fen", "paid_fen", "recovered_fen")


def payments(db: Database, pack: str, year: int) -> tuple[StoredPayment, ...]:
    """Every movement for the claims of a fund year, in the order it was recorded."""
    rows = db.rows(
        "SELECT c.number, a.name, a.code, c.award, c.document_number, p.paid_on, p.kind, p.fen,"
        " p.voucher, p.bank, p.account_name, p.account, p.note"
        f" FROM payment p JOIN claim c ON c.id = p.claim {STANDING}"
        " WHERE c.pack = ? AND c.fund_year = ? ORDER BY p.paid_on, p.id",
        (pack, year),
    )
    return tuple(_payment(*row) for row in rows)


def _payment(*row: Any) -> StoredPayment:
    return StoredPayment(*row)._replace(moved_on=date.fromisoformat(row[5]))


def objections(db: Database, pack: str, year: int) -> tuple[StoredObjection, ...]:
    """Every objection to a claim of a fund year; the answer is the one that came next."""
    rows = db.rows(
        "SELECT s.claim, s.at, json_extract(s.record, '$.objector'),"
        " json_extract(s.record, '$.content'), t.at, json_extract(t.record, '$.finding')"
        " FROM claim_step s JOIN claim c ON c.id = s.claim LEFT JOIN claim_step t ON t.id ="
        " (SELECT min(id) FROM claim_step WHERE claim = s.claim AND id > s.id"
        " AND source = 'objection')"
        " WHERE s.act = 'object' AND c.pack = ? AND c.fund_year = ? ORDER BY c.number, s.id",
        (pack, year),
    )
    return tuple(
        StoredObjection(
            int(claim),
            datetime.fromisoformat(str(at)).date(),
            str(objector or ""),
            str(said or ""),
            datetime.fromisoformat(str(settled)).date() if settled else None,
            str(finding or ""),
        )
        for claim, at, objector, said, settled, finding in rows
    )


def later_acts(db: Database, pack: str, year: int, after: int) -> tuple[LaterAct, ...]:
    """What was done about amounts to the claims of a fund year since entry `after`."""
    amounts = " OR ".join(f"json_extract(j.data, '$.{name}') IS NOT NULL" for name in _AMOUNTS)
    ending = ", ".join(f"'{act}'" for act in _ENDING)
    rows = db.rows(
        "SELECT j.seq, j.at, j.act, j.entity_id, j.data, j.reason FROM claim c"
        " JOIN journal j ON j.entity = 'claim' AND j.entity_id = c.id AND j.seq > ?"
        " WHERE c.pack = ? AND c.fund_year = ? AND j.act IN (SELECT act FROM stage_move)"
        f" AND (j.act IN ({ending}) OR {amounts}) ORDER BY j.seq",
        (after, pack, year),
    )
    return tuple(
        LaterAct(
            int(seq), datetime.fromisoformat(at), str(act), int(claim), json.loads(data), str(why)
        )
        for seq, at, act, claim, data, why in rows
    )


def past_by_award(db: Database, pack: str, year: int) -> dict[str, int]:
    """What was paid before the program in a fund year, by award; what was taken out is not."""
    rows: Sequence[Any] = db.rows(
        "SELECT award, sum(amount_fen) FROM past_award WHERE pack = ? AND fund_year = ?"
        " AND state = 'counts' GROUP BY award",
        (pack, year),
    )
    return {str(award): int(fen) for award, fen in rows}
