"""How much a table from outside may hold, and how a refusal is told."""

from __future__ import annotations

from typing import Final

from ipdesk.domain.cell_entry import column_letters as letters
from ipdesk.errors import UserError

__all__ = ["check_size", "letters", "number_of", "refuse"]

MOST_BYTES: Final = 20 * 2**20
MOST_UNPACKED: Final = 64 * 2**20
MOST_RATIO: Final = 100
MOST_PARTS: Final = 200
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 64
LONGEST_CELL: Final = 2_000


def number_of(name: str) -> int:
    """The place of a column, counted from 0, by its letters."""
    place = 0
    for letter in name:
        place = place * 26 + ord(letter) - 64
    return place - 1


def refuse(code: str, **values: object) -> UserError:
    """The refusal of a file; the message is one sentence with the place where there is one."""
    return UserError(f"table-{code}", field="", **values)


def check_size(rows: int, columns: int, sheet: str) -> None:
    """Raise when a sheet reaches further than any table of an office."""
    if rows > MOST_ROWS:
        raise refuse("too-many-rows", sheet=sheet, rows=rows, most=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise refuse(
            "too-many-columns", sheet=sheet, column=letters(columns - 1), most=MOST_COLUMNS
        )
