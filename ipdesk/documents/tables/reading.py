"""Opening a table of any of the three sorts; the one module that calls the quick reader."""

from __future__ import annotations

import gc
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final

from ipdesk.documents.tables import delimited, package
from ipdesk.documents.tables.limits import LONGEST_CELL, MOST_BYTES, check_size, letters, refuse
from ipdesk.documents.tables.package import Marks

_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet as it stands in the file: row 0 is the sheet's first row, blank rows kept.

    Cells are str, int, float, bool, dates, times or None.
    """

    name: str
    rows: list[list[Any]]
    marks: Marks
    visible: bool = True
    merged: tuple[tuple[int, int, int, int], ...] = ()  # top, left, bottom, right


@dataclass(frozen=True, slots=True)
class FileCells:
    """A file read whole: its name, its hash and its sheets that hold anything."""

    name: str
    sha256: str
    sheets: tuple[SheetCells, ...]


def read_table(path: Path) -> FileCells:
    """Read a file; UserError says in one sentence why it cannot be taken."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refuse("too-large", name=path.name, most=MOST_BYTES // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise refuse("unreadable", name=path.name, reason=str(error)) from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> FileCells:
    """The same for a file that is in memory."""
    if not data.strip():
        raise refuse("empty", name=name)
    if data.startswith(b"PK"):
        sheets = _new_book(data)
    elif data.startswith(_OLD):
        if _ENCRYPTED in data:
            raise refuse("encrypted")
        sheets = _book(data, {})
    elif PurePath(name).suffix.lower() in (".csv", ".txt", ".tsv"):
        stem = PurePath(name).stem
        sheets = (SheetCells(stem, delimited.rows(data, stem), Marks()),)
    else:
        raise refuse("not-a-table")
    kept = tuple(sheet for sheet in sheets if any(map(any, sheet.rows)))
    if not kept:
        raise refuse("empty", name=name)
    for sheet in kept:
        _check_cells(sheet)
    return FileCells(name, hashlib.sha256(data).hexdigest(), kept)


def _new_book(data: bytes) -> tuple[SheetCells, ...]:
    with package.check(data) as parts:
        found = package.marks(parts, ())
    return _book(data, found)


def _book(data: bytes, found: dict[str, Marks]) -> tuple[SheetCells, ...]:
    # Loaded when a table is first opened: nothing of the start needs it.
    import python_calamine as calamine

    sheets = []
    collecting = gc.isenabled()
    # Nothing of a table is circular rubbish; looking for some among its cells takes a tenth.
    gc.disable()
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            check_size(sheet.total_height, sheet.total_width, about.name)
            rows = sheet.to_python(skip_empty_area=False)
            merged = tuple(
                (top, left, bottom, right)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            )
            shown = about.visible == calamine.SheetVisibleEnum.Visible
            marks = found.get(about.name, Marks())
            sheets.append(SheetCells(about.name, rows, marks, shown, merged))
    except calamine.PasswordError as error:
        raise refuse("encrypted") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise refuse("damaged") from error
    finally:
        if collecting:
            gc.enable()
    return tuple(sheets)


_is_text = str.__instancecheck__


def _check_cells(sheet: SheetCells) -> None:
    for number, row in enumerate(sheet.rows):
        # A whole row at once: cell by cell it would cost as much as the reading.
        if len("".join(filter(_is_text, row))) <= LONGEST_CELL:
            continue
        for place, cell in enumerate(row):
            if _is_text(cell) and len(cell) > LONGEST_CELL:
                raise refuse(
                    "cell-too-long",
                    sheet=sheet.name,
                    row=number + 1,
                    column=letters(place),
                    length=len(cell),
                    most=LONGEST_CELL,
                )
