"""The package around an xlsx: checked before any library unpacks it, and read for its marks.

What the quick reader does not tell (error cells, hidden rows, formulas without a value) is
found in the XML itself in one pass; opening it with openpyxl would take ten times as long.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ipdesk.documents.tables.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_RATIO,
    MOST_ROWS,
    MOST_UNPACKED,
    number_of,
    refuse,
)

_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ERROR: Final = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>.*?<(?:\w+:)?v>([^<]*)', re.S
)
# A cell with something in it beyond column BL or row 100,000; an empty styled one does no harm.
_FAR: Final = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="((?:[A-Z]{3}|[C-Z][A-Z]|B[M-Z])\d+|[A-Z]+(?:[1-9]\d{6,}|[2-9]\d{5}|1[1-9]\d{4}'
    rb'|10[1-9]\d{3}|100[1-9]\d\d|1000[1-9]\d|10000[1-9]))"[^>]*[^/]>\s*<(?:\w+:)?(?:v|is|f)\b'
)
# One quick pass tells whether a cell lies far out or has no place; only then is looked closely.
# It begins with fixed letters, which the engine looks for three times as fast as for a choice.
_ODD: Final = re.compile(rb'<c(?=[ >])(?! r="(?:[A-Z]|A[A-Z]|B[A-L])\d{1,5}")')
_PREFIXED: Final = (b":c ", b":c>")
_BARE_CELL: Final = re.compile(rb"<(?:\w+:)?c(?:\s(?![^>]*\br=)[^>]*)?>")
_HIDDEN: Final = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER: Final = re.compile(rb'\br="(\d+)"')
_UNREADY: Final = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*><(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_REFERENCE: Final = re.compile(r"([A-Z]+)(\d+)")
_PROLOG: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?(?:[^?]|\?(?!>))*\?>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<[A-Za-z_]"
)
_HEAD: Final = 400
_MACRO: Final = re.compile(r"vbaProject|\.exe$|\.dll$", re.I)


@dataclass(frozen=True, slots=True)
class Marks:
    """What the XML of one sheet says beside its values; rows and columns count from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unready: frozenset[tuple[int, int]] = frozenset()  # formulas saved without their value
    hidden: frozenset[int] = frozenset()


def check(data: bytes) -> zipfile.ZipFile:
    """Open the package, refusing whatever would not be an office's table."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise refuse("damaged") from error
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) != len(names):
        raise refuse("too-many-parts", most=MOST_PARTS)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or unpacked > max(len(data), 1) * MOST_RATIO:
        raise refuse("bomb", most=MOST_UNPACKED // 2**20)
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise refuse("not-a-table")
    if any(part.flag_bits & 1 for part in parts):
        raise refuse("encrypted")
    if any(_MACRO.search(name) for name in names):
        raise refuse("with-program")
    return package


def marks(package: zipfile.ZipFile, sheets: tuple[str, ...]) -> dict[str, Marks]:
    """The marks of each sheet by name; every part is unpacked once, and none holds a DTD."""
    found: dict[str, bytes] = {}
    for part in package.infolist():
        name = part.filename
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        try:
            text = package.read(part)
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError) as error:
            raise refuse("damaged") from error
        # A DTD can only stand before the root. In UTF-16 its letters would stand apart, but no
        # program of an office writes that.
        if not _PROLOG.match(text) or b"\0" in text[:_HEAD]:
            raise refuse("dtd")
        if name.startswith("xl/worksheets/sheet") or name in ("xl/workbook.xml", _RELATIONS):
            found[name] = text
    return {name: _marks(name, found[path]) for name, path in _paths(found) if path in found}


_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)/?>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)/?>")
_ATTRIBUTE: Final = re.compile(rb'([\w:]+)="([^"]*)"')


def _paths(found: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Which part holds which sheet, by the workbook's own list."""
    from xml.sax.saxutils import unescape

    targets = {
        about.get("Id", ""): about.get("Target", "")
        for about in map(_attributes, _RELATION.findall(found.get(_RELATIONS, b"")))
    }
    for about in map(_attributes, _SHEET.findall(found.get("xl/workbook.xml", b""))):
        link = next((value for key, value in about.items() if key.endswith(":id")), "")
        target = targets.get(link, "").lstrip("/")
        path = target if target.startswith("xl/") else f"xl/{target}"
        yield unescape(about.get("name", ""), {"&quot;": '"', "&apos;": "'"}), path


def _attributes(text: bytes) -> dict[str, str]:
    return {
        key.decode("utf-8", "replace"): value.decode("utf-8", "replace")
        for key, value in _ATTRIBUTE.findall(text)
    }


def _marks(sheet: str, text: bytes) -> Marks:
    if _ODD.search(text) or any(cell in text for cell in _PREFIXED):
        _refuse_odd(sheet, text)
    hidden = set()
    if b'hidden="' in text:
        for about in _ROW.findall(text):
            number = _NUMBER.search(about)
            if number and _HIDDEN.search(about):
                hidden.add(int(number[1]) - 1)
    errors = {}
    if b't="e"' in text:
        for column, row, said in _ERROR.findall(text):
            errors[int(row) - 1, number_of(column.decode())] = said.decode("utf-8", "replace")
    unready = (
        frozenset(
            (int(row) - 1, number_of(column.decode())) for column, row in _UNREADY.findall(text)
        )
        if b"<f" in text
        else frozenset()
    )
    return Marks(errors, unready, frozenset(hidden))


def _refuse_odd(sheet: str, text: bytes) -> None:
    """Raise for content beyond the limits and for cells that do not say where they are."""
    if far := _FAR.search(text):
        column, row = _REFERENCE.fullmatch(far[1].decode()).groups()  # type: ignore[union-attr]
        if number_of(column) >= MOST_COLUMNS:
            raise refuse("far-column", sheet=sheet, row=int(row), column=column, most=MOST_COLUMNS)
        raise refuse("far-row", sheet=sheet, row=int(row), column=column, most=MOST_ROWS)
    if _BARE_CELL.search(text):
        # Cells without their place cannot be matched with what is found here.
        raise refuse("unplaced", sheet=sheet)


__all__ = ["LONGEST_CELL", "Marks", "check", "marks"]
