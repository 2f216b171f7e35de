"""The paragraphs of a .docx, with the numbers that the program itself counts, and its tables."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from ipdesk.documents.reading.limits import (
    MOST_PARTS,
    MOST_RATIO,
    MOST_UNPACKED,
    check_length,
    refuse,
)
from ipdesk.documents.reading.numbering import Numbering, W

_BODY: Final = "word/document.xml"
_ENCRYPTED: Final = "EncryptedPackage"
# Deleted words, field codes, and the second copy of a drawing for older programs.
_SKIPPED: Final = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}rPr"}
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CELL: Final = " | "
_DTD: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)


def pages(data: bytes) -> tuple[tuple[str, ...], ...]:
    """All paragraphs as lines of one page; rows of tables with their cells apart."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(package, len(data))
            body = _part(package, _BODY)
            names = package.namelist()
            numbers = (
                _part(package, "word/numbering.xml") if "word/numbering.xml" in names else None
            )
            styles = _part(package, "word/styles.xml") if "word/styles.xml" in names else None
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, ValueError) as error:
        raise refuse("damaged") from error
    found = body.find(f"{W}body")
    lines = [] if found is None else list(_lines(found, Numbering(numbers, styles)))
    check_length(sum(map(len, lines)))
    return (tuple(part for line in lines for part in line.split("\n")),)


def _check(package: zipfile.ZipFile, size: int) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > size * MOST_RATIO:
        raise refuse("bomb", most=MOST_UNPACKED // 2**20)
    if _ENCRYPTED in names or any(part.flag_bits & 1 for part in parts):
        raise refuse("encrypted")
    if "OFD.xml" in names:
        raise refuse("ofd")
    if _BODY not in names:
        raise refuse("not-a-document")


def _part(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    data = package.read(name)
    if _DTD.search(data[:4000]) or b"\0" in data[:400]:
        raise refuse("damaged")
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise refuse("damaged") from error


def _lines(parent: ElementTree.Element, numbering: Numbering) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{W}p":
            yield numbering.number(child) + _text(child)
        elif child.tag == f"{W}tbl":
            yield from _rows(child, numbering)
        elif child.tag not in (f"{W}sectPr", _FALLBACK, f"{W}del"):
            yield from _lines(child, numbering)


def _rows(table: ElementTree.Element, numbering: Numbering) -> Iterator[str]:
    for row in table.iter(f"{W}tr"):
        cells = [
            "".join(line.strip() for line in _lines(cell, numbering))
            for cell in row.findall(f"{W}tc")
        ]
        yield _CELL.join(cells)


def _text(node: ElementTree.Element) -> str:
    parts: list[str] = []
    for child in node:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag == f"{W}tab":
            parts.append("\t")
        elif child.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif child.tag not in _SKIPPED and child.tag != _FALLBACK:
            parts.append(_text(child))
    return "".join(parts)
