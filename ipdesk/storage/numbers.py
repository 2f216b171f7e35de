"""Numbers of the bureau's own register: ranges set aside, numbers used, numbers spoilt."""

from __future__ import annotations

from datetime import datetime

from ipdesk.domain.letter import DocumentNumber
from ipdesk.domain.numbering import NumberRange, NumberVoid, Register
from ipdesk.storage.database import Database

_RANGE = (
    "SELECT r.id, r.mark, r.year, r.first, r.last, r.note, o.name, r.at"
    " FROM number_range r JOIN operator o ON o.id = r.operator"
)
_VOID = (
    "SELECT v.id, v.register, v.mark, v.year, v.number, v.reason, o.name, v.at"
    " FROM number_void v JOIN operator o ON o.id = v.operator"
)


def ranges(db: Database, year: int) -> tuple[NumberRange, ...]:
    """What was set aside for a year, by mark and number."""
    rows = db.rows(f"{_RANGE} WHERE r.year = ? ORDER BY r.mark, r.first", (year,))
    return tuple(_range(row) for row in rows)


def range_of(db: Database, number: int) -> NumberRange | None:
    row = db.row(f"{_RANGE} WHERE r.id = ?", (number,))
    return None if row is None else _range(row)


def voids(db: Database, year: int) -> tuple[NumberVoid, ...]:
    """Numbers of a year that were spoilt, by mark and number."""
    rows = db.rows(f"{_VOID} WHERE v.year = ? ORDER BY v.mark, v.number", (year,))
    return tuple(_void(row) for row in rows)


def years(db: Database) -> list[int]:
    """Every year that has a number, the latest first."""
    rows = db.rows(
        "SELECT year FROM letter UNION SELECT year FROM number_range"
        " UNION SELECT year FROM number_void ORDER BY 1 DESC"
    )
    return [int(row[0]) for row in rows]


def used_by(db: Database, number: DocumentNumber) -> int:
    """The letter that has the number; 0 when none has."""
    return int(
        db.value(
            "SELECT id FROM letter WHERE mark = ? AND year = ? AND number = ?",
            (number.mark, number.year, number.number),
        )
        or 0
    )


def void_of(db: Database, number: DocumentNumber) -> NumberVoid | None:
    row = db.row(
        f"{_VOID} WHERE v.mark = ? AND v.year = ? AND v.number = ?",
        (number.mark, number.year, number.number),
    )
    return None if row is None else _void(row)


def taken(db: Database, mark: str, year: int) -> set[int]:
    """Every number that is used or spoilt."""
    rows = db.rows(
        "SELECT number FROM letter WHERE mark = ? AND year = ?"
        " UNION SELECT number FROM number_void WHERE mark = ? AND year = ?",
        (mark, year, mark, year),
    )
    return {int(row[0]) for row in rows}


def reserve(
    db: Database, mark: str, year: int, first: int, last: int, note: str, hand: int, at: datetime
) -> int:
    return db.insert(
        "INSERT INTO number_range (mark, year, first, last, note, operator, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (mark, year, first, last, note, hand, at.isoformat()),
    )


def release(db: Database, number: int) -> None:
    db.execute("DELETE FROM number_range WHERE id = ?", (number,))


def spoil(
    db: Database, register: Register, number: DocumentNumber, reason: str, hand: int, at: datetime
) -> int:
    return db.insert(
        "INSERT INTO number_void"
        " (register, mark, year, number, document_number, reason, operator, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            register,
            number.mark,
            number.year,
            number.number,
            number.text,
            reason,
            hand,
            at.isoformat(),
        ),
    )


def _range(row: tuple[object, ...]) -> NumberRange:
    number, mark, year, first, last, note, operator, at = (str(value) for value in row)
    day = datetime.fromisoformat(at)
    return NumberRange(int(number), mark, int(year), int(first), int(last), note, operator, day)


def _void(row: tuple[object, ...]) -> NumberVoid:
    number, register, mark, year, count, reason, operator, at = row
    return NumberVoid(
        int(str(number)),
        Register(str(register)),
        DocumentNumber(str(mark), int(str(year)), int(str(count))),
        str(reason),
        str(operator),
        datetime.fromisoformat(str(at)),
    )
