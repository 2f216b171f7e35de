"""The text of a PDF, page by page; a scanned one has none."""

from __future__ import annotations

from typing import Final

import pypdfium2

from ipdesk.documents.pdf.raster import LOCK
from ipdesk.documents.reading.limits import MOST_PAGES, check_length, refuse

_LEAST: Final = 15  # letters a page, below which it is a picture
_PASSWORD: Final = "password"


def pages(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The lines of every page."""
    try:
        texts = _texts(data)
    except pypdfium2.PdfiumError as error:
        code = "encrypted" if _PASSWORD in str(error).lower() else "damaged"
        raise refuse(code) from error
    letters = sum(len("".join(text.split())) for text in texts)
    if letters < _LEAST * len(texts):
        raise refuse("scanned", pages=len(texts))
    check_length(letters)
    return tuple(tuple(text.splitlines()) for text in texts)


def _texts(data: bytes) -> list[str]:
    with LOCK, pypdfium2.PdfDocument(data) as document:
        if len(document) > MOST_PAGES:
            raise refuse("too-many-pages", pages=len(document), most=MOST_PAGES)
        texts = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            # PDFium marks a hyphen at a line's end and a missing letter by these two.
            texts.append(text.get_text_range().replace("\ufffe", "").replace("\uffff", ""))
            text.close()
            page.close()
        return texts
