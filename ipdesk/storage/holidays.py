"""The days that differ from the week: holidays, and weekends worked in their place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ipdesk.domain.holiday import SpecialDay
from ipdesk.storage.database import Database

_PUT = """INSERT INTO holiday (day, working, name) VALUES (?, ?, ?)
    ON CONFLICT (day) DO UPDATE SET working = excluded.working, name = excluded.name"""


def put(db: Database, days: Iterable[SpecialDay]) -> None:
    """Write days, over what stood for them before."""
    db.executemany(_PUT, [(day.day.isoformat(), int(day.working), day.name) for day in days])


def remove(db: Database, day: date) -> None:
    """Let a day be again what its place in the week makes it."""
    db.execute("DELETE FROM holiday WHERE day = ?", (day.isoformat(),))


def get(db: Database, day: date) -> SpecialDay | None:
    found = between(db, day, day)
    return found[0] if found else None


def between(db: Database, first: date, last: date) -> tuple[SpecialDay, ...]:
    """The special days from `first` to `last`, both included, in order."""
    rows = db.rows(
        "SELECT day, working, name FROM holiday WHERE day BETWEEN ? AND ? ORDER BY day",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(SpecialDay(date.fromisoformat(row[0]), bool(row[1]), row[2]) for row in rows)


def mark(db: Database) -> str:
    """Says which state of the table this is: the same mark, the same days."""
    return str(db.value("SELECT mark FROM holiday_mark"))


def all_days(db: Database) -> list[tuple[date, bool]]:
    """Every special day and whether it is worked, in order."""
    rows = db.rows("SELECT day, working FROM holiday ORDER BY day")
    return [(date.fromisoformat(day), bool(working)) for day, working in rows]
