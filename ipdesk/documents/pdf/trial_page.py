"""测试页: where a pre-printed head is expected, to be held against the paper with the head."""

from __future__ import annotations

from datetime import date

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.frame import BOTTOM, GREY, LEFT, RIGHT, TOP
from ipdesk.documents.pdf.sheet import A4, MM, Book, Sheet
from ipdesk.documents.pdf.words import words
from ipdesk.domain.letter import Layout

_ARM = 5 * MM
_SIZE = 10.5


def render_test_page(issuer: str, layout: Layout, day: date, faces: Faces) -> bytes:
    """Head and rules in full, the corners of the text block and a scale, moved by the offset."""
    said = words("test-page")
    faces.refuse_missing((Role.TITLE, issuer), (Role.SONG, "".join(said.values())))
    book = Book(faces, said["title"], issuer, "", day)
    sheet = book.sheet()
    sheet.operators.append(f"1 0 0 1 {layout.right / 10 * MM:.2f} {-layout.down / 10 * MM:.2f} cm")
    if layout.general:
        frame.draw_general_head(sheet, issuer, "", blank=False)
    else:
        frame.draw_letter_head(sheet, issuer, blank=False)
    for x in (LEFT, RIGHT):
        for y in (TOP, BOTTOM):
            _cross(sheet, x, y)
    _scale(sheet)
    y = A4[1] / 2
    for text in (said["title"], said["hold"], said["right"], said["down"]):
        value = text.format(right=f"{layout.right / 10:g}", down=f"{layout.down / 10:g}")
        sheet.text(LEFT + 10 * MM, y, value, Role.SONG, _SIZE)
        y -= 20
    return book.save()


def _cross(sheet: Sheet, x: float, y: float) -> None:
    sheet.bar(x - _ARM, y - 0.15, 2 * _ARM, 0.3, GREY)
    sheet.bar(x - 0.15, y - _ARM, 0.3, 2 * _ARM, GREY)


def _scale(sheet: Sheet) -> None:
    """Ten centimetres along the middle, a stroke for every millimetre."""
    y = A4[1] / 2 - 50 * MM
    for mark in range(101):
        high = 4 if mark % 10 == 0 else 3 if mark % 5 == 0 else 2
        sheet.bar(LEFT + mark * MM - 0.1, y, 0.2, high * MM, GREY)
