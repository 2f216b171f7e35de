"""Number series without gaps: a number exists only if the act that took it was committed."""

from __future__ import annotations

from ipdesk.storage.database import Database


def next(db: Database, series: str, year: int) -> int:  # noqa: A001 - read as series.next
    """Take the next number; call inside the atomic that uses it."""
    taken = db.value(
        """INSERT INTO number_series (series, year, last) VALUES (?, ?, 1)
        ON CONFLICT (series, year) DO UPDATE SET last = last + 1 RETURNING last""",
        (series, year),
    )
    return int(taken)


def peek(db: Database, series: str, year: int) -> int:
    """The number that would be taken next; for previews."""
    last = db.value("SELECT last FROM number_series WHERE series = ? AND year = ?", (series, year))
    return int(last or 0) + 1
