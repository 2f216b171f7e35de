"""What an attached file is: its kind by its content, its pages, and what in it acts by itself."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from ipdesk.documents.pdf.raster import LOCK, Picture, drawn

# Files are known by how they begin, never by their name (reliability.md, Input).
_MAGIC: Final = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_ZIP: Final = b"PK\x03\x04"
_PARTS: Final = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
_MOST_PARTS: Final = 5000
_MOST_UNPACKED: Final = 64 * 1024 * 1024
_OBJECTS: Final = re.compile(rb"/ObjStm\b.*?stream\r?\n", re.DOTALL)
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE: Final = {
    "javascript": re.compile(rb"/(?:JavaScript|JS)(?![A-Za-z])"),
    "launch": re.compile(rb"/Launch(?![A-Za-z])"),
    "embedded": re.compile(rb"/(?:EmbeddedFiles?|RichMedia)(?![A-Za-z])"),
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as found; no pages are counted where it cannot be drawn."""

    kind: str  # pdf | jpg | png | xlsx | docx, "" for anything else
    pages: int = 0
    active: tuple[str, ...] = ()  # javascript | launch | embedded


def kind_of(data: bytes) -> str:
    """pdf, jpg, png, xlsx or docx; "" for anything else, programs and macros among it."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    return _office_kind(data) if data.startswith(_ZIP) else ""


def look_at(data: bytes) -> Attachment:
    """Kind, pages and what acts by itself."""
    kind = kind_of(data)
    if kind == "pdf":
        return Attachment(kind, _pages(data), _active(data))
    return Attachment(kind, 1 if kind in ("jpg", "png") else 0)


def sizes(data: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page of a PDF in points; none where it cannot be drawn."""
    try:
        with LOCK, pypdfium2.PdfDocument(data) as document:
            return tuple(document.get_page_size(number) for number in range(len(document)))
    except pypdfium2.PdfiumError:
        return ()


def draw(data: bytes, number: int, width: int, height: int) -> Picture:
    """One page (from 0) to fit so many pixels, whatever the page measures; no picture when
    it is broken."""
    try:
        with LOCK, pypdfium2.PdfDocument(data) as document:
            wide, high = document.get_page_size(number)
            scale = min(width / wide, height / high)
            return drawn(document, number, 72 * scale)
    except pypdfium2.PdfiumError:
        return Picture(0, 0, b"")


def _office_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    if len(names) > _MOST_PARTS or any(name.endswith("vbaProject.bin") for name in names):
        return ""
    return next((kind for part, kind in _PARTS.items() if part in names), "")


def _pages(data: bytes) -> int:
    """0: with a password, or damaged; it is kept all the same, as it was handed in."""
    try:
        with LOCK, pypdfium2.PdfDocument(data) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def _active(data: bytes) -> tuple[str, ...]:
    found = {name for text in _texts(data) for name, sign in _ACTIVE.items() if sign.search(text)}
    try:
        with LOCK, pypdfium2.PdfDocument(data) as document:
            if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
                found.add("javascript")
            if pdfium.FPDFDoc_GetAttachmentCount(document) > 0:
                found.add("embedded")
    except pypdfium2.PdfiumError:
        pass  # what the bytes show is all there is to be known
    return tuple(name for name in _ACTIVE if name in found)


def _texts(data: bytes) -> Iterator[bytes]:
    """The file outside its streams, and the objects it keeps packed; names without disguise."""
    yield _plain(b" ".join(_between_streams(data)))
    left = _MOST_UNPACKED
    for match in _OBJECTS.finditer(data):
        try:
            packed = zlib.decompressobj().decompress(data[match.end() :], left)
        except zlib.error:
            continue
        yield _plain(packed)
        left -= len(packed)
        if left <= 0:
            return


def _between_streams(data: bytes) -> Iterator[bytes]:
    """A scan is pixels for the most part, and pixels may spell anything."""
    start = 0
    while (stream := data.find(b"stream", start)) >= 0:
        yield data[start:stream]
        end = data.find(b"endstream", stream)
        if end < 0:
            break
        start = end + len(b"endstream")
    yield data[start:] if stream < 0 else data[stream:]


def _plain(text: bytes) -> bytes:
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), text)
