"""预览: pages of a PDF as pixels, and their text, for the window and for printing."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple

import pypdfium2

# PDFium keeps state of the whole process: one call at a time.
LOCK = threading.Lock()


class Picture(NamedTuple):
    """One page: three bytes a point (red, green, blue), rows from top to bottom, no padding."""

    width: int
    height: int
    rgb: bytes


def page_count(pdf: bytes) -> int:
    with LOCK, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def joined(pdfs: Iterable[bytes]) -> bytes:
    """The pages of several papers behind each other, for one run of the printer."""
    whole = BytesIO()
    with LOCK, pypdfium2.PdfDocument.new() as document:
        for pdf in pdfs:
            with pypdfium2.PdfDocument(pdf) as part:
                document.import_pages(part)
        document.save(whole)
    return whole.getvalue()


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in points."""
    with LOCK, pypdfium2.PdfDocument(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def page_images(pdf: bytes, dpi: float) -> list[Picture]:
    """All pages at `dpi`."""
    with LOCK, pypdfium2.PdfDocument(pdf) as document:
        return [drawn(document, number, dpi) for number in range(len(document))]


def page_image(pdf: bytes, number: int, dpi: float) -> Picture:
    """The page `number` (from 0) at `dpi`; for printing, where all pages at once are too much."""
    with LOCK, pypdfium2.PdfDocument(pdf) as document:
        return drawn(document, number, dpi)


def drawn(document: pypdfium2.PdfDocument, number: int, dpi: float) -> Picture:
    """A page of an open document, with LOCK held."""
    page = document[number]
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
    width, stride, data = bitmap.width, bitmap.stride, bytes(bitmap.buffer)
    if stride != 3 * width:
        rows = range(0, stride * bitmap.height, stride)
        data = b"".join(data[start : start + 3 * width] for start in rows)
    picture = Picture(width, bitmap.height, data)
    bitmap.close()
    page.close()
    return picture


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """The text of every page as a reader would copy it."""
    with LOCK, pypdfium2.PdfDocument(pdf) as document:
        texts = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
        return tuple(texts)
