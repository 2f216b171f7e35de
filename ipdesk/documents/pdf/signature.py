"""落款: signature, date, room for the seal, remark, and the imprint at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, TextRow
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.frame import EM, GREY, LEADING, SIZE_3, SIZE_4, WIDTH
from ipdesk.documents.pdf.lines import Line, Style, set_lines
from ipdesk.documents.pdf.sheet import Sheet
from ipdesk.documents.pdf.words import words
from ipdesk.domain.letter import Letter

# 7.3.5.1: the seal lies over signature and date and reaches to within one line of the text.
_ABOVE, _BELOW = 2 * LEADING, 0.5 * LEADING
_IMPRINT_LEADING = 24.0


def signature_items(letter: Letter, body: Style) -> Iterator[Item]:
    """Signature centred over the date, which ends four characters from the right."""
    day = letter.issued_on
    date = f"{day.year}年{day.month}月{day.day}日"
    date_width, name_width = body.width(date), body.width(letter.signatory)
    date_left = WIDTH - 4 * EM - date_width
    centre = date_left + date_width / 2
    # A name much longer than the date would leave the text block: it ends two characters in.
    name_left = min(centre - name_width / 2, WIDTH - 2 * EM - name_width)
    if letter.number is None:
        mark = words("paper")["seal"]
        seal = Line(mark, centre - body.width(mark) / 2, body.tracking)
        yield Item(Gap(_ABOVE - LEADING), keep=True)
        yield Item(TextRow(LEADING, seal, Role.FANG, SIZE_3, colour=GREY), keep=True)
    else:
        yield Item(Gap(_ABOVE), keep=True)
    for text, left in ((letter.signatory, name_left), (date, date_left)):
        line = Line(text, max(0.0, left), body.tracking)
        yield Item(TextRow(LEADING, line, Role.FANG, SIZE_3), keep=True)
    yield Item(Gap(_BELOW), keep=bool(letter.remark or letter.copies_to))
    yield from _remark_items(letter, body)


def _remark_items(letter: Letter, body: Style) -> Iterator[Item]:
    """7.3.6: in brackets, two characters in."""
    if not letter.remark:
        return
    text = letter.remark if letter.remark.startswith("（") else f"（{letter.remark}）"
    for line in set_lines(text, body, WIDTH, indent=2 * EM):
        yield Item(TextRow(LEADING, line, Role.FANG, SIZE_3), keep=True)


class Imprint(NamedTuple):
    """版记 of the letter format: 抄送 at the very foot of the last text block, without rules."""

    height: float
    lines: tuple[Line, ...]

    def draw(self, sheet: Sheet, top: float) -> None:
        y = frame.BOTTOM + len(self.lines) * _IMPRINT_LEADING
        for line in self.lines:
            base = frame.baseline(y, _IMPRINT_LEADING, SIZE_4)
            x = frame.LEFT + SIZE_4 + line.x
            sheet.text(x, base, line.text, Role.FANG, SIZE_4, line.tracking)
            y -= _IMPRINT_LEADING


def imprint_items(letter: Letter, faces: Faces) -> Iterator[Item]:
    """抄送, one character in on both sides, its lines aligned after the colon."""
    if not letter.copies_to:
        return
    style = Style(faces.cast(Role.FANG), SIZE_4, _IMPRINT_LEADING)
    label = words("paper")["copies"]
    hang = style.width(label)
    text = label + "，".join(letter.copies_to) + "。"
    lines = set_lines(text, style, WIDTH - 2 * SIZE_4, hang=hang)
    height = len(lines) * _IMPRINT_LEADING + LEADING / 2
    yield Item(Imprint(height, tuple(lines)))
