"""文书登记簿 as paper: A4 across, the heading on every page, pages counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ipdesk.documents.pdf.flow import Gap, Item, Row, TextRow, paginate
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.lines import Line, Style
from ipdesk.documents.pdf.sheet import A4, MM, Book, Sheet
from ipdesk.documents.pdf.table import SMALL, SMALL_LEADING, Slot, ruled_rows, shared_columns
from ipdesk.documents.pdf.words import words
from ipdesk.domain.number_register import RegisterPaper

_WIDE, _HIGH = A4[1], A4[0]
_LEFT, _WIDTH = 20 * MM, _WIDE - 40 * MM
_TOP, _BOTTOM = _HIGH - 22 * MM, 22 * MM
_TITLE = 18.0
_LEAST = 22.0
_SIGNED = 12.0


def render_register(paper: RegisterPaper, faces: Faces) -> bytes:
    """The register as a PDF; refused when a character cannot be drawn."""
    cells = "".join(cell for row in paper.rows for cell in row)
    faces.refuse_missing(
        (Role.FANG, cells + paper.subtitle + "".join(paper.signed)),
        (Role.HEI, "".join(paper.head)),
        (Role.TITLE, paper.title),
    )
    book = Book(faces, paper.title, paper.issuer, paper.subtitle, paper.made_on)
    pages = paginate(list(_items(paper, faces)), _TOP, _TOP, _BOTTOM)
    for number, rows in enumerate(pages, start=1):
        sheet = book.sheet(landscape=True)
        for row, top in rows:
            row.draw(sheet, top)
        _count(sheet, number, len(pages))
    return book.save()


def _items(paper: RegisterPaper, faces: Faces) -> Iterator[Item]:
    for text, role, size in (
        (paper.title, Role.TITLE, _TITLE),
        (paper.subtitle, Role.KAI, SMALL),
    ):
        style = Style(faces.cast(role), size, size * 1.6)
        line = Line(text, (_WIDTH - style.width(text)) / 2, 0.0)
        yield Item(TextRow(size * 1.6, line, role, size, left=_LEFT), keep=True)
    yield Item(Gap(6.0), keep=True)
    columns = shared_columns(paper.widths, _LEFT, _WIDTH)

    def ruled(texts: tuple[str, ...], align: str, role: Role) -> list[Item]:
        slots = [Slot(text, side, role) for text, side in zip(texts, align, strict=True)]
        made = ruled_rows(slots, columns, faces, _LEAST, SMALL, SMALL_LEADING)
        return [Item(row, heading=heading) for row in made]

    heading: tuple[Row, ...] = ()
    first = ruled(paper.head, "c" * len(paper.head), Role.HEI)
    yield from (item._replace(keep=True) for item in first)
    heading = tuple(item.row for item in first)
    body = [item for row in paper.rows for item in ruled(row, paper.align, Role.FANG)]
    if paper.signed:
        # No signature stands on a page without a line of what is signed, nor does a sum.
        body = [*body[:-2], *(item._replace(keep=True) for item in body[-2:])]
    yield from body
    if paper.signed:
        yield Item(Gap(10.0), keep=True)
        style = Style(faces.cast(Role.FANG), _SIGNED, _SIGNED * 2)
        for place, text in enumerate(paper.signed):
            line = Line(text, _WIDTH * place / len(paper.signed), 0.0)
            last = place == len(paper.signed) - 1
            height = style.leading if last else 0.0
            yield Item(SignedRow(height, line, style.leading), keep=not last)


class SignedRow(NamedTuple):
    """One of the captions to sign behind; all of them stand on one line."""

    height: float
    line: Line
    leading: float

    def draw(self, sheet: Sheet, top: float) -> None:
        TextRow(self.leading, self.line, Role.FANG, _SIGNED, left=_LEFT).draw(sheet, top)


def _count(sheet: Sheet, number: int, whole: int) -> None:
    text = words("register")["page"].format(number=number, whole=whole)
    width = sheet.book.faces.cast(Role.SONG).width(text) * SMALL / 1000
    sheet.text((sheet.width - width) / 2, 13 * MM, text, Role.SONG, SMALL)
