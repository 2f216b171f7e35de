"""信函: a letter record as paper, in the letter format of GB/T 9704-2012, 10.1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, Placed, TextRow, paginate
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.frame import EM, LEADING, SIZE_2, SIZE_3, TRACKING, WIDTH
from ipdesk.documents.pdf.lines import Line, Style, set_lines
from ipdesk.documents.pdf.sheet import Book, Sheet
from ipdesk.documents.pdf.signature import imprint_items, signature_items
from ipdesk.documents.pdf.table import table_items
from ipdesk.documents.pdf.title import title_lines
from ipdesk.documents.pdf.words import words
from ipdesk.domain.letter import Letter, Table

_TITLE_LEADING = 34.0
_MOST_FOR_TWO = 6 * LEADING  # two rows of text or of a table, with a gap


def render_letter(letter: Letter, faces: Faces) -> bytes:
    """The letter as a PDF; refused when a character cannot be drawn."""
    return render_letters((letter,), faces)


def render_letters(letters: Sequence[Letter], faces: Faces) -> bytes:
    """Many letters in one PDF that share their fonts; nothing is made if one is refused."""
    for letter in letters:
        _refuse_missing(letter, faces)
    first = letters[0]
    book = Book(
        faces, first.title.replace("\n", ""), first.signatory, first.issuer, first.issued_on
    )
    for letter in letters:
        _draw_letter(book, letter)
    return book.save()


def _refuse_missing(letter: Letter, faces: Faces) -> None:
    faces.refuse_missing(
        (Role.FANG, "".join(_texts(letter))),
        (Role.HEI, "".join(_headings(letter))),
        (Role.TITLE, letter.issuer + letter.title),
    )


def _texts(letter: Letter) -> Iterator[str]:
    """Everything of the letter that is set in 仿宋."""
    yield from (letter.addressee, letter.signatory, letter.remark, letter.check_code)
    yield from (*letter.attachments, *letter.copies_to)
    if letter.number:
        yield letter.number.text
    for part in letter.body:
        if isinstance(part, str):
            yield part
        else:
            for row in (*part.rows, part.total):
                yield from row


def _headings(letter: Letter) -> Iterator[str]:
    for part in letter.body:
        if isinstance(part, Table):
            yield from part.head


def _draw_letter(book: Book, letter: Letter) -> None:
    body = Style(book.faces.cast(Role.FANG), SIZE_3, LEADING, TRACKING)
    items = [*_title_items(letter, book.faces), *_body_items(letter, body, book.faces)]
    attached = list(_attachment_items(letter, body))
    signed = _joined([*signature_items(letter, body), *imprint_items(letter, book.faces)])
    if _fits([*attached, *signed]):
        tail = _joined([*attached, *signed])
        items = _kept_with(items) + tail
    else:
        items = _kept_with([*items, *attached]) + signed
    sheet = book.sheet()
    y = _draw_first(sheet, letter)
    # 10.1: the title stands two lines below what is above it.
    pages = paginate(items, y - 2 * LEADING, frame.TOP, frame.BOTTOM)
    for number, page in enumerate(pages, 1):
        if number > 1:
            sheet = book.sheet()
            if letter.number is None:
                frame.draw_draft_mark(sheet)
            frame.draw_number(sheet, number)
        _draw_rows(sheet, page)
    if letter.check_code:
        frame.draw_foot(sheet, check_line(letter), len(pages))


def _draw_rows(sheet: Sheet, page: Sequence[Placed]) -> None:
    for row, top in page:
        row.draw(sheet, top)


def check_line(letter: Letter) -> str:
    """What a 核验 asks for: the code, and where the journal stood."""
    record = f"{letter.journal_seq}:{letter.journal_head}"
    return words("paper")["check"].format(code=letter.check_code, record=record)


def _draw_first(sheet: Sheet, letter: Letter) -> float:
    """Head, rules and number of page one; returns where the last of them ends."""
    if letter.number is None:
        frame.draw_draft_mark(sheet)
    y = frame.draw_head(sheet, letter.issuer) - frame.RULE_TO_TEXT
    frame.draw_lower_rule(sheet)
    if letter.number:
        # 10.1: 发文字号 under the rule, flush right.
        text = letter.number.text
        width = sheet.book.faces.cast(Role.FANG).width(text) * SIZE_3 / 1000
        line = y - frame.ASCENT * SIZE_3
        sheet.text(frame.RIGHT - width, line, text, Role.FANG, SIZE_3)
    return y - SIZE_3


def _title_items(letter: Letter, faces: Faces) -> list[Item]:
    style = Style(faces.cast(Role.TITLE), SIZE_2, _TITLE_LEADING)
    items = []
    for line in title_lines(letter.title, style, WIDTH):
        placed = Line(line, (WIDTH - style.width(line)) / 2, 0.0)
        items.append(Item(TextRow(_TITLE_LEADING, placed, Role.TITLE, SIZE_2), keep=True))
    return [*items, Item(Gap(LEADING), keep=True)]


def _body_items(letter: Letter, body: Style, faces: Faces) -> Iterator[Item]:
    addressee = letter.addressee.rstrip(":：") + "："
    for line in set_lines(addressee, body, WIDTH):
        yield Item(_text_row(line), keep=True)
    for part in letter.body:
        if isinstance(part, Table):
            yield Item(Gap(6.0), keep=True)
            yield from table_items(part, faces)
            yield Item(Gap(6.0))
        else:
            for line in set_lines(part, body, WIDTH, indent=2 * EM):
                yield Item(_text_row(line))


def _attachment_items(letter: Letter, body: Style) -> Iterator[Item]:
    """7.3.4: one line below the body, two characters in, names aligned under each other."""
    if not letter.attachments:
        return
    yield Item(Gap(LEADING), keep=True)
    label = words("paper")["attachments"]
    several = len(letter.attachments) > 1
    left = 2 * EM + body.width(label)
    for place, name in enumerate(letter.attachments, 1):
        mark = f"{place}." if several else ""
        hang = left + body.width(mark)
        lines = set_lines(name, body, WIDTH, indent=hang, hang=hang)
        prefix = label + mark if place == 1 else mark
        first = Line(prefix + lines[0].text, hang - body.width(prefix), lines[0].tracking)
        for line in (first, *lines[1:]):
            yield Item(_text_row(line), keep=place == 1)


def _text_row(line: Line) -> TextRow:
    return TextRow(LEADING, line, Role.FANG, SIZE_3)


def _kept_with(items: list[Item]) -> list[Item]:
    """Tie the last two rows of text or table to what follows, so that no seal stands alone."""
    kept, start = 0, len(items)
    while start and kept < 2:
        start -= 1
        kept += not isinstance(items[start].row, Gap)
    return [*items[:start], *(item._replace(keep=True) for item in items[start:])]


def _fits(items: list[Item]) -> bool:
    """Whether these rows leave room on a page for two more."""
    room = frame.TOP - frame.BOTTOM - _MOST_FOR_TWO
    return sum(item.row.height for item in items) <= room


def _joined(items: list[Item]) -> list[Item]:
    return [*(item._replace(keep=True) for item in items[:-1]), *items[-1:]]
