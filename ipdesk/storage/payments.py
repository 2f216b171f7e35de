"""Money that moved for a claim: paid, sent back by the bank, returned by the applicant."""

from __future__ import annotations

from datetime import date, datetime

from ipdesk.domain.record import PaymentRecord
from ipdesk.storage.database import Database


def add(db: Database, claim: int, payment: PaymentRecord, operator: int, at: datetime) -> int:
    """Keep one movement; the database refuses more than is approved."""
    return db.insert(
        "INSERT INTO payment (claim, paid_on, fen, voucher, bank, account_name, account,"
        " operator, at, kind, refers, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            claim,
            payment.paid_on.isoformat(),
            payment.fen,
            payment.voucher,
            payment.bank,
            payment.account_name,
            payment.account,
            operator,
            at.isoformat(),
            payment.kind,
            payment.refers,
            payment.note,
        ),
    )


def of_claim(db: Database, claim: int) -> tuple[PaymentRecord, ...]:
    """Every movement of a claim, oldest first."""
    rows = db.rows(
        "SELECT p.paid_on, p.fen, p.voucher, p.bank, p.account_name, p.account, o.name, p.id,"
        " p.kind, p.refers, p.note"
        " FROM payment p JOIN operator o ON o.id = p.operator WHERE p.claim = ? ORDER BY p.id",
        (claim,),
    )
    return tuple(PaymentRecord(date.fromisoformat(str(row[0])), *row[1:]) for row in rows)


def balance(db: Database, claim: int) -> int:
    """What went out and stayed out, in fen."""
    return int(
        db.value(
            "SELECT coalesce(sum(CASE kind WHEN 'paid' THEN fen WHEN 'bounced' THEN -fen"
            " ELSE 0 END), 0) FROM payment WHERE claim = ?",
            (claim,),
        )
    )


def recovered(db: Database, claim: int) -> int:
    """What the applicant returned, in fen."""
    return int(
        db.value(
            "SELECT coalesce(sum(fen), 0) FROM payment WHERE claim = ? AND kind = 'recovered'",
            (claim,),
        )
    )
