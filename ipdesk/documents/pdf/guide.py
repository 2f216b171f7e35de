"""申报指南: a guide as paper, with contents when it has chapters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, Placed, TextRow, paginate
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.handout import (
    LEADING,
    SIZE,
    HeadingRow,
    head_items,
    heading_items,
    notice_items,
    quote_items,
    text_items,
)
from ipdesk.documents.pdf.lines import Line, Style, set_lines
from ipdesk.documents.pdf.sheet import Book, Sheet
from ipdesk.documents.pdf.table import table_items
from ipdesk.domain.guide import Block, Guide, GuideChapter, Quote
from ipdesk.domain.letter import Table

_CHAPTER, _PART = 16.0, 14.0
_NUMBER_ROOM = 48.0  # at the right of the contents
_LEADER = "…"

Pages = list[list[Placed]]


class Entry(NamedTuple):
    """One heading of the contents and the page it stands on."""

    text: str
    level: int
    page: int


class ContentsRow(NamedTuple):
    """The last line of an entry, with leader and page number."""

    height: float
    line: Line
    role: Role
    page: int

    def draw(self, sheet: Sheet, top: float) -> None:
        TextRow(self.height, self.line, self.role, SIZE).draw(sheet, top)
        number = str(self.page)
        song = sheet.book.faces.cast(Role.SONG)
        own = sheet.book.faces.cast(self.role)
        end = frame.RIGHT - song.width(number) * SIZE / 1000
        start = frame.LEFT + self.line.x + own.width(self.line.text) * SIZE / 1000 + SIZE / 2
        dot = song.width(_LEADER) * SIZE / 1000
        base = frame.baseline(top, self.height, SIZE)
        count = max(0, int((end - SIZE / 2 - start) / dot))
        # From the right, so that the dots of all lines stand below each other.
        sheet.text(end - SIZE / 2 - count * dot, base, _LEADER * count, Role.SONG, SIZE)
        sheet.text(end, base, number, Role.SONG, SIZE)


def render_guide(guide: Guide, faces: Faces) -> bytes:
    """The guide as a PDF; refused when a character cannot be drawn."""
    faces.refuse_missing((Role.FANG, "".join(_texts(guide))), (Role.TITLE, guide.title))
    book = Book(faces, guide.title, guide.bureau, guide.title, guide.made_on)
    lead = [
        *head_items(guide.title, guide.subtitle, faces),
        *notice_items(guide.notice, faces),
    ]
    pages = _with_contents(guide, lead, faces) if guide.contents else _plain(guide, lead, faces)
    for number, page in enumerate(pages, start=1):
        sheet = book.sheet()
        for row, top in page:
            row.draw(sheet, top)
        if len(pages) > 1:
            frame.draw_number(sheet, number)
    return book.save()


def _plain(guide: Guide, lead: list[Item], faces: Faces) -> Pages:
    items = [*lead, *(item for one in guide.chapters for item in _chapter(one, faces))]
    return paginate(items, frame.TOP, frame.TOP, frame.BOTTOM)


def _with_contents(guide: Guide, lead: list[Item], faces: Faces) -> Pages:
    """The contents first: as long as they are, the body begins behind them."""
    body: Pages = []
    entries = []
    for chapter in guide.chapters:
        pages = paginate(list(_chapter(chapter, faces)), frame.TOP, frame.TOP, frame.BOTTOM)
        entries += [
            Entry(row.text, row.level, len(body) + number)
            for number, page in enumerate(pages, start=1)
            for row, _ in page
            if isinstance(row, HeadingRow) and row.level
        ]
        body += pages
    before = len(_contents(guide, lead, entries, faces))
    shifted = [entry._replace(page=entry.page + before) for entry in entries]
    return _contents(guide, lead, shifted, faces) + body


def _contents(guide: Guide, lead: list[Item], entries: Sequence[Entry], faces: Faces) -> Pages:
    style = Style(faces.cast(Role.HEI), _CHAPTER, LEADING)
    x = (frame.WIDTH - style.width(guide.contents)) / 2
    heading = TextRow(LEADING + 12.0, Line(guide.contents, x, 0.0), Role.HEI, _CHAPTER)
    items = [*lead, Item(heading, keep=True)]
    for entry in entries:
        items += _entry(entry, faces)
    return paginate(items, frame.TOP, frame.TOP, frame.BOTTOM)


def _entry(entry: Entry, faces: Faces) -> Iterator[Item]:
    role = Role.HEI if entry.level == 1 else Role.FANG
    indent = 0.0 if entry.level == 1 else 2 * SIZE
    style = Style(faces.cast(role), SIZE, LEADING)
    room = frame.WIDTH - _NUMBER_ROOM
    *above, last = set_lines(entry.text, style, room, indent, indent, justify=False)
    for line in above:
        yield Item(TextRow(LEADING, line, role, SIZE), keep=True)
    yield Item(ContentsRow(LEADING, last, role, entry.page))


def _chapter(chapter: GuideChapter, faces: Faces) -> Iterator[Item]:
    if chapter.heading:
        yield from heading_items(chapter.heading, faces, _CHAPTER, level=1)
    for part in chapter.parts:
        if part.heading:
            yield from heading_items(part.heading, faces, _PART, level=2, above=14.0)
        for section in part.sections:
            if section.heading:
                yield from heading_items(section.heading, faces)
            for block in section.blocks:
                yield from _block(block, faces)


def _block(block: Block, faces: Faces) -> Iterator[Item]:
    if isinstance(block, Quote):
        yield from quote_items(block.text, faces)
    elif isinstance(block, Table):
        yield Item(Gap(2.0), keep=True)
        yield from table_items(block, faces)
        yield Item(Gap(6.0))
    else:
        yield from text_items(block, faces)


def _texts(guide: Guide) -> Iterator[str]:
    yield from (guide.subtitle, guide.notice, guide.contents)
    for chapter in guide.chapters:
        yield chapter.heading
        for part in chapter.parts:
            yield part.heading
            for section in part.sections:
                yield section.heading
                for block in section.blocks:
                    yield from _block_texts(block)


def _block_texts(block: Block) -> Iterator[str]:
    if isinstance(block, Quote):
        yield block.text
    elif isinstance(block, Table):
        for row in (block.head, *block.rows):
            yield from row
    else:
        yield block
