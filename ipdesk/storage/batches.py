"""Batches on file: inserted once, their lines answered one by one, nothing taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from ipdesk.domain.batch import Batch, BatchKind, BatchLine, LineState
from ipdesk.domain.stages import Stage
from ipdesk.storage.applicants import STANDING
from ipdesk.storage.database import Database

_BATCH = (
    "SELECT b.id, b.kind, b.year, b.ordinal, b.name, b.starts_on, b.ends_on, b.channel, o.name,"
    " b.at, count(l.claim), coalesce(sum(CASE WHEN l.state <> 'dropped' THEN l.fen END), 0),"
    " coalesce(sum(CASE WHEN b.kind = 'payment' THEN l.state = 'waiting'"
    " ELSE c.stage IN ('published', 'objection') END), 0),"
    " coalesce(sum(EXISTS (SELECT 1 FROM claim_step s WHERE s.claim = c.id"
    " AND s.act = 'object' AND s.at >= b.at)), 0)"
    " FROM batch b JOIN operator o ON o.id = b.operator"
    " LEFT JOIN batch_claim l ON l.batch = b.id LEFT JOIN claim c ON c.id = l.claim"
)
# Objections and their answers belong to the 公示 during which they came.
_SAID = (
    "coalesce((SELECT {what} FROM claim_step s WHERE s.claim = c.id AND s.act = '{act}'"
    " AND s.at >= b.at ORDER BY s.id DESC LIMIT 1), '')"
)
_OBJECTION = _SAID.format(
    act="object",
    what="json_extract(s.record, '$.objector') || '：' || json_extract(s.record, '$.content')",
)
_FINDING = _SAID.format(act="settle", what="json_extract(s.record, '$.finding')")
_LINE = (
    "SELECT c.id, l.batch, l.place, coalesce(c.number, ''), a.name, c.pack, c.award, l.fen,"
    " l.state, l.told_on, l.reason, c.stage, coalesce(p.bank, a.bank),"
    f" coalesce(p.account_name, a.account_name), coalesce(p.account, a.account), {_OBJECTION},"
    f" {_FINDING}, l.payment, coalesce(p.voucher, '')"
    " FROM batch_claim l JOIN batch b ON b.id = l.batch JOIN claim c ON c.id = l.claim"
    f" {STANDING} LEFT JOIN payment p ON p.id = l.payment"
)


def insert(
    db: Database,
    kind: BatchKind,
    name: str,
    span: tuple[date, date | None],
    channel: str,
    operator: int,
    at: datetime,
) -> int:
    """A new batch with the next number of its kind and year; lines are added after it."""
    start, end = span
    last = db.value(
        "SELECT coalesce(max(ordinal), 0) FROM batch WHERE kind = ? AND year = ?",
        (str(kind), start.year),
    )
    return db.insert(
        "INSERT INTO batch (kind, year, ordinal, name, starts_on, ends_on, channel, operator, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            str(kind),
            start.year,
            int(last) + 1,
            name,
            start.isoformat(),
            end.isoformat() if end else None,
            channel,
            operator,
            at.isoformat(),
        ),
    )


def add_lines(db: Database, batch: int, state: LineState, lines: Iterable[tuple[int, int]]) -> None:
    """The claims of a new batch with their amounts, in order."""
    db.executemany(
        "INSERT INTO batch_claim (batch, claim, place, fen, state) VALUES (?, ?, ?, ?, ?)",
        [
            (batch, claim, place, fen, str(state))
            for place, (claim, fen) in enumerate(lines, start=1)
        ],
    )


def get(db: Database, batch: int) -> Batch | None:
    row = db.row(f"{_BATCH} WHERE b.id = ? GROUP BY b.id", (batch,))
    return None if row is None else _batch(row)


def all_of(db: Database, kind: BatchKind) -> tuple[Batch, ...]:
    """Every batch of a kind, newest first."""
    rows = db.rows(f"{_BATCH} WHERE b.kind = ? GROUP BY b.id ORDER BY b.id DESC", (str(kind),))
    return tuple(_batch(row) for row in rows)


def lines(db: Database, batch: int) -> tuple[BatchLine, ...]:
    """The claims of a batch in the order they were listed."""
    return tuple(
        _line(row) for row in db.rows(f"{_LINE} WHERE l.batch = ? ORDER BY l.place", (batch,))
    )


def batches_of(db: Database, claim: int) -> tuple[Batch, ...]:
    """The batches a claim was in, oldest first."""
    found = db.rows("SELECT batch FROM batch_claim WHERE claim = ? ORDER BY batch", (claim,))
    return tuple(batch for row in found if (batch := get(db, int(row[0]))) is not None)


def waiting(db: Database, claim: int) -> tuple[int, int] | None:
    """The payment batch a claim waits in and the amount it waits for."""
    row = db.row(
        "SELECT batch, fen FROM batch_claim WHERE claim = ? AND state = 'waiting'", (claim,)
    )
    return None if row is None else (int(row[0]), int(row[1]))


def waiting_among(db: Database, claims: Sequence[int]) -> frozenset[int]:
    """Those of these claims that wait in a payment batch."""
    marks = ", ".join("?" for _ in claims)
    rows = db.rows(
        f"SELECT claim FROM batch_claim WHERE state = 'waiting' AND claim IN ({marks})",
        list(claims),
    )
    return frozenset(int(row[0]) for row in rows)


def mark_paid(db: Database, claim: int, payment: int, day: date) -> None:
    """Answer the waiting line of a claim with the payment that was recorded."""
    db.execute(
        "UPDATE batch_claim SET state = 'paid', payment = ?, told_on = ?"
        " WHERE claim = ? AND state = 'waiting'",
        (payment, day.isoformat(), claim),
    )


def mark_bounced(db: Database, payment: int, day: date, reason: str) -> None:
    """The payment of a line came back after it had been recorded."""
    db.execute(
        "UPDATE batch_claim SET state = 'returned', told_on = ?, reason = ?"
        " WHERE payment = ? AND state = 'paid'",
        (day.isoformat(), reason, payment),
    )


def answer(db: Database, batch: int, claim: int, state: LineState, day: date, reason: str) -> None:
    """A waiting line that was not paid: sent back, or taken out."""
    db.execute(
        "UPDATE batch_claim SET state = ?, told_on = ?, reason = ?"
        " WHERE batch = ? AND claim = ? AND state = 'waiting'",
        (str(state), day.isoformat(), reason, batch, claim),
    )


def _batch(row: tuple[object, ...]) -> Batch:
    values: list[object] = list(row)
    values[1] = BatchKind(str(row[1]))
    values[5] = date.fromisoformat(str(row[5]))
    values[6] = date.fromisoformat(str(row[6])) if row[6] else None
    values[9] = datetime.fromisoformat(str(row[9]))
    return Batch(*values)  # type: ignore[arg-type]  # _BATCH has its fields in order


def _line(row: tuple[object, ...]) -> BatchLine:
    values: list[object] = list(row)
    values[8] = LineState(str(row[8]))
    values[9] = date.fromisoformat(str(row[9])) if row[9] else None
    values[11] = Stage(str(row[11]))
    return BatchLine(*values)  # type: ignore[arg-type]  # _LINE has its fields in order
