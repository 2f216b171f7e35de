"""一页申报主体情况 as paper: who it is, what was asked for and paid by year, what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, paginate
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.handout import head_items, heading_items, text_items
from ipdesk.documents.pdf.sheet import A4, MM, Book
from ipdesk.documents.pdf.table import Slot, ruled_rows, shared_columns
from ipdesk.documents.pdf.words import words
from ipdesk.domain.one_page import OnePage

# Wider than a letter: the columns of figures want the room.
_LEFT, _WIDTH = 15 * MM, A4[0] - 30 * MM
_TOP, _BOTTOM = A4[1] - 22 * MM, 20 * MM
_COLUMNS = (0.24, 0.075, 0.16, 0.16, 0.16, 0.09, 0.16)
_PAIRS = (0.16, 0.34, 0.16, 0.34)
_LEAST = 24.0


def render_one_page(page: OnePage, faces: Faces) -> bytes:
    """The page as PDF; refused when a character cannot be drawn."""
    texts = [text for pair in page.about for text in pair]
    texts += [cell for row in (page.head, *page.cells, page.total) for cell in row]
    texts += [*page.remarks, *(quota.text for quota in page.quotas), page.bureau]
    faces.refuse_missing((Role.FANG, "".join(texts)), (Role.TITLE, page.title))
    book = Book(faces, page.title, page.bureau, page.applicant, page.made_on)
    pages = paginate(list(_items(page, faces)), _TOP, _TOP, _BOTTOM)
    for number, rows in enumerate(pages, start=1):
        sheet = book.sheet()
        for row, top in rows:
            row.draw(sheet, top)
        if len(pages) > 1:
            frame.draw_number(sheet, number)
    return book.save()


def _items(page: OnePage, faces: Faces) -> Iterator[Item]:
    day = page.made_on
    said = f"{page.bureau}　{day.year}年{day.month}月{day.day}日"
    yield from head_items(page.title, said, faces)
    yield from _about(page, faces)
    yield Item(Gap(10.0))
    yield from _table(page, faces)
    label = words("one-page-paper")
    if page.quotas:
        yield from heading_items(label["quotas"], faces)
        for quota in page.quotas:
            yield from text_items(quota.text, faces)
    yield Item(Gap(6.0))
    for remark in page.remarks:
        yield from text_items(remark, faces)


def _about(page: OnePage, faces: Faces) -> Iterator[Item]:
    """Caption beside value, two pairs in a line."""
    columns = shared_columns(_PAIRS, _LEFT, _WIDTH)
    pairs = [*page.about, *([("", "")] if len(page.about) % 2 else [])]
    for one, other in zip(pairs[::2], pairs[1::2], strict=True):
        slots = [
            Slot(text, "c" if caption else "l", Role.HEI if caption else Role.FANG)
            for pair in (one, other)
            for text, caption in ((pair[0], True), (pair[1], False))
        ]
        yield from (Item(row) for row in ruled_rows(slots, columns, faces, _LEAST))


def _table(page: OnePage, faces: Faces) -> Iterator[Item]:
    """Award, year, and for each sum how many claims it is of."""
    label = words("one-page-paper")
    columns = shared_columns(_COLUMNS, _LEFT, _WIDTH)
    heads = [Slot(text, "c", Role.HEI) for text in label["head"].split("|")]
    heading = tuple(ruled_rows(heads, columns, faces, _LEAST))
    yield from (Item(row, keep=True) for row in heading)
    for cells in (*page.cells, page.total):
        for row in ruled_rows(_slots(cells, label), columns, faces, _LEAST):
            yield Item(row, heading=heading)


def _slots(cells: tuple[str, ...], label: Mapping[str, str]) -> list[Slot]:
    name, year, *rest, waiting, refused, before, before_fen = cells
    pairs = [(rest[place], rest[place + 1]) for place in (0, 2, 4)]
    told = [label["claims"].format(count=count, yuan=fen) if count else "" for count, fen in pairs]
    ends = [label["waiting"].format(count=waiting)] if waiting else []
    ends += [label["refused"].format(count=refused)] if refused else []
    past = label["pieces"].format(count=before, yuan=before_fen) if before else ""
    return [
        Slot(name, "l", Role.FANG),
        Slot(year, "c", Role.FANG),
        *(Slot(text, "r", Role.FANG) for text in told),
        Slot(" ".join(ends), "l", Role.FANG),
        Slot(past, "r", Role.FANG),
    ]
