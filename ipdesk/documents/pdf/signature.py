"""落款: signature, date, room for the seal, remark, and the imprint at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, TextRow
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.frame import EM, GREY, LEADING, SIZE_3, SIZE_4, WIDTH
from ipdesk.documents.pdf.lines import Line, Style, set_lines
from ipdesk.documents.pdf.sheet import MM, Sheet
from ipdesk.documents.pdf.words import words
from ipdesk.domain.letter import Letter

# 7.3.5.1: the seal lies over signature and date and reaches to within one line of the text.
_ABOVE, _BELOW = 2, 0.5  # lines
_IMPRINT_LEADING = 24.0
_OUTER, _INNER = 0.35 * MM, 0.25 * MM  # 7.4.1


def signature_items(letter: Letter, body: Style) -> Iterator[Item]:
    """Signature centred over the date, which ends four characters from the right."""
    day = letter.issued_on
    date = f"{day.year}年{day.month}月{day.day}日"
    date_width, name_width = body.width(date), body.width(letter.signatory)
    date_left = WIDTH - 4 * EM - date_width
    centre = date_left + date_width / 2
    # A name much longer than the date would leave the text block: it ends two characters in.
    name_left = min(centre - name_width / 2, WIDTH - 2 * EM - name_width)
    above, below = _ABOVE * body.leading, _BELOW * body.leading
    if letter.draft:
        mark = words("paper")["seal"]
        seal = Line(mark, centre - body.width(mark) / 2, body.tracking)
        yield Item(Gap(above - body.leading), keep=True)
        yield Item(TextRow(body.leading, seal, Role.FANG, SIZE_3, colour=GREY), keep=True)
    else:
        yield Item(Gap(above), keep=True)
    for text, left in ((letter.signatory, name_left), (date, date_left)):
        line = Line(text, max(0.0, left), body.tracking)
        yield Item(TextRow(body.leading, line, Role.FANG, SIZE_3), keep=True)
    yield Item(Gap(below), keep=bool(letter.remark or letter.copies_to))
    yield from _remark_items(letter, body)


def _remark_items(letter: Letter, body: Style) -> Iterator[Item]:
    """7.3.6: in brackets, two characters in."""
    if not letter.remark:
        return
    text = letter.remark if letter.remark.startswith("（") else f"（{letter.remark}）"
    for line in set_lines(text, body, WIDTH, indent=2 * EM):
        yield Item(TextRow(body.leading, line, Role.FANG, SIZE_3), keep=True)


class Imprint(NamedTuple):
    """版记 at the very foot of the last text block; `ruled` in the general format.

    The letter format has 抄送 alone, without rules (10.1); the general format adds who issued it
    and when, between rules of 0.35 and 0.25 mm, the last on the lower edge of the block (7.4).
    """

    height: float
    lines: tuple[Line, ...]
    ruled: bool = False

    def draw(self, sheet: Sheet, top: float) -> None:
        slots = len(self.lines) - self.ruled  # issuer and date share a line
        y = foot = frame.BOTTOM + slots * _IMPRINT_LEADING
        for place, line in enumerate(self.lines, start=1):
            base = frame.baseline(y, _IMPRINT_LEADING, SIZE_4)
            x = frame.LEFT + SIZE_4 + line.x
            sheet.text(x, base, line.text, Role.FANG, SIZE_4, line.tracking)
            if not (self.ruled and place == len(self.lines) - 1):
                y -= _IMPRINT_LEADING
        if self.ruled:
            for at, width in ((foot, _OUTER), (frame.BOTTOM, _OUTER)):
                sheet.rule(frame.LEFT, frame.RIGHT, at, width)
            if len(self.lines) > 2:
                at = frame.BOTTOM + _IMPRINT_LEADING
                sheet.rule(frame.LEFT, frame.RIGHT, at, _INNER)


def imprint_items(letter: Letter, faces: Faces) -> Iterator[Item]:
    """抄送, one character in on both sides, its lines aligned after the colon."""
    style = Style(faces.cast(Role.FANG), SIZE_4, _IMPRINT_LEADING)
    ruled = letter.layout.general and not letter.plain
    lines: list[Line] = []
    if letter.copies_to:
        label = words("paper")["copies"]
        hang = style.width(label)
        text = label + "，".join(letter.copies_to) + "。"
        lines += set_lines(text, style, WIDTH - 2 * SIZE_4, hang=hang)
    if ruled:
        day = letter.issued_on
        issued = words("paper")["issued"].format(day=f"{day.year}年{day.month}月{day.day}日")
        right = WIDTH - 2 * SIZE_4 - style.width(issued)
        lines += [Line(letter.issuer, 0.0, 0.0), Line(issued, right, 0.0)]
    if lines:
        slots = len(lines) - ruled  # issuer and date share a line
        yield Item(Imprint(slots * _IMPRINT_LEADING + LEADING / 2, tuple(lines), ruled))
