"""Read a page back: rules, character boxes and lines of text, in millimetres from the top left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

MM = 25.4 / 72


@dataclass(frozen=True)
class Box:
    """A rectangle on the page; `top` is measured from the upper edge."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""


def _box(bounds: tuple[float, float, float, float], height: float, text: str = "") -> Box:
    left, bottom, right, top = bounds
    return Box(left * MM, (height - top) * MM, right * MM, (height - bottom) * MM, text)


def filled_bars(pdf: bytes, number: int = 0) -> list[Box]:
    """The filled rectangles of a page: the red rules."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        height = page.get_height()
        paths = [o for o in page.get_objects() if o.type == raw.FPDF_PAGEOBJ_PATH]
        boxes = [_box(o.get_bounds(), height) for o in paths]
        return [box for box in boxes if box.bottom - box.top < 1.5]


def characters(pdf: bytes, number: int = 0) -> list[Box]:
    """The ink of every character that has some."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        height = page.get_height()
        text = page.get_textpage()
        found = []
        for place in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, place)
            box = _box(text.get_charbox(place), height, chr(code))
            if not chr(code).isspace() and box.right > box.left:
                found.append(box)
        return found


def origins(pdf: bytes, number: int = 0) -> list[Box]:
    """The em boxes' left edge and baseline of every character, as left and bottom."""
    from ctypes import byref, c_double

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        height = page.get_height()
        text = page.get_textpage()
        found = []
        for place in range(text.count_chars()):
            x, y = c_double(), c_double()
            raw.FPDFText_GetCharOrigin(text, place, byref(x), byref(y))
            code = chr(raw.FPDFText_GetUnicode(text, place))
            if not code.isspace():
                base = (height - y.value) * MM
                found.append(Box(x.value * MM, base, x.value * MM, base, code))
        return found


def lines(pdf: bytes, number: int = 0) -> dict[float, str]:
    """The text of each baseline (mm from the top, one decimal), from left to right."""
    rows: dict[float, list[Box]] = {}
    for box in origins(pdf, number):
        rows.setdefault(round(box.bottom, 1), []).append(box)
    return {
        y: _joined(box.text for box in sorted(row, key=lambda box: box.left))
        for y, row in sorted(rows.items())
    }


def _joined(texts: Iterable[str]) -> str:
    """PDFium gives a character beyond U+FFFF as two halves."""
    return "".join(texts).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
