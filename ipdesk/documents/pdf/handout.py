"""Rows that guides and lists for the counter share: head, notice, headings, text and quotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, TextRow
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.lines import Line, Style, set_lines
from ipdesk.documents.pdf.sheet import Colour, Sheet
from ipdesk.documents.pdf.title import title_lines

SIZE = 12.0  # 小四: what is taken home and read at the counter
LEADING = 20.0
_TITLE_LEADING = 34.0
_BAR = 2.0
_EDGE: Colour = (0.79, 0.7, 0.48)  # the edge a quotation has on the screen too
_INSET = 2 * SIZE
_BOX_PADDING = 8.0


class HeadingRow(NamedTuple):
    """A heading in one line; `level` 1 and 2 are listed in the contents."""

    height: float
    text: str
    line: Line
    size: float
    level: int

    def draw(self, sheet: Sheet, top: float) -> None:
        TextRow(self.height, self.line, Role.HEI, self.size).draw(sheet, top)


class QuoteRow(NamedTuple):
    """A line of a quotation with its part of the edge beside it."""

    height: float
    line: Line

    def draw(self, sheet: Sheet, top: float) -> None:
        x = frame.LEFT + _INSET - 0.75 * SIZE
        sheet.bar(x, top - self.height, _BAR, self.height, _EDGE)
        TextRow(self.height, self.line, Role.KAI, SIZE).draw(sheet, top)


class NoticeRow(NamedTuple):
    """What must be seen first, in a frame of its own."""

    height: float
    lines: tuple[Line, ...]

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.box(frame.LEFT, top - self.height, frame.WIDTH, self.height, 0.8)
        y = top - _BOX_PADDING
        for line in self.lines:
            TextRow(LEADING, line, Role.HEI, SIZE).draw(sheet, y)
            y -= LEADING


def head_items(title: str, subtitle: str, faces: Faces) -> Iterator[Item]:
    """Title and the line below it, both centred."""
    style = Style(faces.cast(Role.TITLE), frame.SIZE_2, _TITLE_LEADING)
    for text in title_lines(title, style, frame.WIDTH):
        line = Line(text, (frame.WIDTH - style.width(text)) / 2, 0.0)
        yield Item(TextRow(_TITLE_LEADING, line, Role.TITLE, frame.SIZE_2), keep=True)
    yield Item(Gap(4.0), keep=True)
    small = Style(faces.cast(Role.KAI), SIZE, LEADING)
    for line in set_lines(subtitle, small, frame.WIDTH, justify=False):
        x = (frame.WIDTH - small.width(line.text)) / 2
        yield Item(TextRow(LEADING, line._replace(x=x), Role.KAI, SIZE), keep=True)
    yield Item(Gap(10.0), keep=True)


def notice_items(text: str, faces: Faces) -> Iterator[Item]:
    if not text:
        return
    style = Style(faces.cast(Role.HEI), SIZE, LEADING)
    lines = set_lines(text, style, frame.WIDTH - 2 * _BOX_PADDING)
    placed = tuple(line._replace(x=line.x + _BOX_PADDING) for line in lines)
    yield Item(NoticeRow(len(lines) * LEADING + 2 * _BOX_PADDING, placed))
    yield Item(Gap(8.0))


def heading_items(
    text: str, faces: Faces, size: float = SIZE, level: int = 0, above: float = 6.0
) -> Iterator[Item]:
    """A heading that stays with what follows it."""
    height = size + 10.0
    style = Style(faces.cast(Role.HEI), size, height)
    yield Item(Gap(above), keep=True)
    for place, line in enumerate(set_lines(text, style, frame.WIDTH, justify=False)):
        listed = level if place == 0 else 0
        yield Item(HeadingRow(height, text, line, size, listed), keep=True)


def text_items(text: str, faces: Faces) -> Iterator[Item]:
    """A paragraph, its first line two characters in."""
    style = Style(faces.cast(Role.FANG), SIZE, LEADING)
    for line in set_lines(text, style, frame.WIDTH, indent=2 * SIZE):
        yield Item(TextRow(LEADING, line, Role.FANG, SIZE))


def quote_items(text: str, faces: Faces) -> Iterator[Item]:
    """Words of the policy in 楷体."""
    style = Style(faces.cast(Role.KAI), SIZE, LEADING)
    yield Item(Gap(2.0), keep=True)
    for line in set_lines(text, style, frame.WIDTH - _INSET, indent=_INSET, hang=_INSET):
        yield Item(QuoteRow(LEADING, line))
    yield Item(Gap(4.0))
