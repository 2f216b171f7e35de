"""报表: wide tables on landscape pages, the heading of a table repeated on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, TextRow, paginate
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.lines import Line, Style, set_lines
from ipdesk.documents.pdf.sheet import A4, MM, Book, Sheet
from ipdesk.documents.pdf.table import RULE, Slot, TableRow, ruled_rows, shared_columns
from ipdesk.documents.pdf.title import title_lines
from ipdesk.domain.report_paper import ReportPaper, ReportPart

# A4 across, margins as a ledger has them: the tables are wide, the sheet is bound at the top.
_LEFT: Final = 16 * MM
_WIDTH: Final = A4[1] - 2 * _LEFT
_TOP: Final = A4[0] - 18 * MM
_BOTTOM: Final = 17 * MM
_FOOT: Final = 9 * MM
_TITLE_LEADING: Final = 30.0
_SIZE, _LEADING = 9.0, 12.5  # 小五: sixteen columns on one sheet
_TEXT, _TEXT_LEADING = 10.5, 17.0
_SMALL: Final = 8.0


class JoinedRow(NamedTuple):
    """A ruled row some of whose cells are one with those above or below: no rule lies between."""

    row: TableRow
    above: frozenset[int] = frozenset()
    below: frozenset[int] = frozenset()

    @property
    def height(self) -> float:
        return self.row.height

    def draw(self, sheet: Sheet, top: float) -> None:
        if not self.above and not self.below:
            self.row.draw(sheet, top)
            return
        self.row.write(sheet, top)
        low, cells = top - self.height, self.row.cells
        rules = [f"0 G {RULE} w"]
        for number, cell in enumerate(cells):
            right = cell.left + cell.width
            rules.append(f"{cell.left:.2f} {top:.2f} m {cell.left:.2f} {low:.2f} l")
            for y, one in ((top, self.above), (low, self.below)):
                if number not in one:
                    rules.append(f"{cell.left:.2f} {y:.2f} m {right:.2f} {y:.2f} l")
        last = cells[-1].left + cells[-1].width
        rules.append(f"{last:.2f} {top:.2f} m {last:.2f} {low:.2f} l")
        sheet.operators.append(" ".join(rules) + " S")


def render_report(paper: ReportPaper, faces: Faces) -> bytes:
    """The report as a PDF."""
    faces.refuse_missing(
        (Role.FANG, "".join(_texts(paper))),
        (Role.HEI, "".join(_headings(paper))),
        (Role.TITLE, paper.title),
    )
    book = Book(faces, paper.title, paper.issuer, paper.subtitle, paper.made_on)
    pages = paginate(list(_items(paper, faces)), _TOP, _TOP, _BOTTOM)
    for number, page in enumerate(pages, start=1):
        sheet = book.sheet(landscape=True)
        for row, top in page:
            row.draw(sheet, top)
        _draw_foot(sheet, paper, number, len(pages))
    return book.save()


def _texts(paper: ReportPaper) -> Iterator[str]:
    yield from (paper.subtitle, paper.sign, *paper.remarks)
    for part in paper.parts:
        yield part.remark
        for row in (*part.table.rows, part.table.total):
            yield from row


def _headings(paper: ReportPaper) -> Iterator[str]:
    for part in paper.parts:
        yield part.heading
        yield from part.table.head


def _items(paper: ReportPaper, faces: Faces) -> Iterator[Item]:
    yield from _head(paper, faces)
    for part in paper.parts:
        yield from _part(part, faces)
    yield Item(Gap(8.0))
    for remark in paper.remarks:
        yield from _paragraph(remark, faces)
    yield Item(Gap(10.0), keep=True)
    yield from _paragraph(paper.sign, faces, indent=0.0)


def _head(paper: ReportPaper, faces: Faces) -> Iterator[Item]:
    style = Style(faces.cast(Role.TITLE), frame.SIZE_2, _TITLE_LEADING)
    for text in title_lines(paper.title, style, _WIDTH):
        line = Line(text, (_WIDTH - style.width(text)) / 2, 0.0)
        yield Item(TextRow(_TITLE_LEADING, line, Role.TITLE, frame.SIZE_2, _LEFT), keep=True)
    small = Style(faces.cast(Role.KAI), _TEXT, _TEXT_LEADING)
    for line in set_lines(paper.subtitle, small, _WIDTH, justify=False):
        x = (_WIDTH - small.width(line.text)) / 2
        row = TextRow(_TEXT_LEADING, line._replace(x=x), Role.KAI, _TEXT, _LEFT)
        yield Item(row, keep=True)
    yield Item(Gap(6.0), keep=True)


def _part(part: ReportPart, faces: Faces) -> Iterator[Item]:
    style = Style(faces.cast(Role.HEI), _TEXT, _TEXT_LEADING)
    yield Item(Gap(8.0), keep=True)
    for line in set_lines(part.heading, style, _WIDTH, justify=False):
        yield Item(TextRow(_TEXT_LEADING, line, Role.HEI, _TEXT, _LEFT), keep=True)
    yield Item(Gap(3.0), keep=True)
    yield from _table(part, faces)
    if part.remark:
        yield from _paragraph(part.remark, faces)


def _table(part: ReportPart, faces: Faces) -> Iterator[Item]:
    table = part.table
    columns = shared_columns(table.widths, _LEFT, _WIDTH)
    heads = [Slot(text, "c", Role.HEI) for text in table.head]
    heading = tuple(ruled_rows(heads, columns, faces, 0.0, _SIZE, _LEADING))
    for row in heading:
        yield Item(row, keep=True)
    every = (*table.rows, *((table.total,) if table.total else ()))
    for number, texts in enumerate(every):
        slots = [Slot(text, side, Role.FANG) for text, side in zip(texts, table.align, strict=True)]
        below = every[number + 1] if number + 1 < len(every) else ()
        above = _going_on(part, texts) if number else frozenset()
        rows = ruled_rows(slots, columns, faces, 0.0, _SIZE, _LEADING)
        for place, row in enumerate(rows):
            shut = _going_on(part, below) if row is rows[-1] else frozenset()
            yield Item(JoinedRow(row, above if not place else frozenset(), shut), heading=heading)


def _going_on(part: ReportPart, texts: Sequence[str]) -> frozenset[int]:
    """The cells of a row that go on with those above them."""
    return frozenset(place for place in part.joined if texts and not texts[place])


def _paragraph(text: str, faces: Faces, indent: float = 2 * _TEXT) -> Iterator[Item]:
    style = Style(faces.cast(Role.FANG), _TEXT, _TEXT_LEADING)
    for line in set_lines(text, style, _WIDTH, indent=indent):
        yield Item(TextRow(_TEXT_LEADING, line, Role.FANG, _TEXT, _LEFT))


def _draw_foot(sheet: Sheet, paper: ReportPaper, page: int, pages: int) -> None:
    text = paper.page.format(page=page, pages=pages)
    width = sheet.book.faces.cast(Role.SONG).width(text) * _SMALL / 1000
    sheet.text(_LEFT + _WIDTH - width, _FOOT, text, Role.SONG, _SMALL)
    sheet.text(_LEFT, _FOOT, paper.foot, Role.SONG, _SMALL)
