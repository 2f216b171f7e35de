"""申请表 on file, with the claims that belong to it."""

from __future__ import annotations

from datetime import date, datetime

from ipdesk.storage.database import Database


def insert(db: Database, applicant: int, operator: int, at: datetime) -> int:
    """A form that is not received yet."""
    return db.insert(
        "INSERT INTO application (applicant, operator, at) VALUES (?, ?, ?)",
        (applicant, operator, at.isoformat()),
    )


def receive(db: Database, form: int, number: str, day: date) -> None:
    """Give the form its receipt number; the first one stays."""
    db.execute(
        "UPDATE application SET number = ?, received_on = ? WHERE id = ? AND number IS NULL",
        (number, day.isoformat(), form),
    )


def number(db: Database, form: int) -> str:
    """The receipt number; "" while it is not received."""
    return str(db.value("SELECT number FROM application WHERE id = ?", (form,)) or "")


def claims(db: Database, form: int) -> tuple[tuple[int, str], ...]:
    """The claims of a form with their numbers, in the order they were begun."""
    rows = db.rows(
        "SELECT id, coalesce(number, '') FROM claim WHERE application = ? ORDER BY id", (form,)
    )
    return tuple((int(claim), str(number)) for claim, number in rows)
