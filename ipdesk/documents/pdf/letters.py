"""信函: a letter record as paper, in the letter or the general format of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, Placed, TextRow, paginate
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.frame import EM, LEADING, SIZE_2, SIZE_3, TRACKING, WIDTH
from ipdesk.documents.pdf.lines import Line, Style, set_lines
from ipdesk.documents.pdf.sheet import MM, Book, Sheet
from ipdesk.documents.pdf.signature import Imprint, imprint_items, signature_items
from ipdesk.documents.pdf.table import table_items
from ipdesk.documents.pdf.title import title_lines
from ipdesk.documents.pdf.words import words
from ipdesk.domain.letter import Letter, Table

_TITLE_LEADING = 34.0
_CLOSER = (27.8, 26.7, 25.6)  # never closer than 1.6 times the size of the type
_TAIL = 5  # two lines of text, signature, date and remark
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
    sheet = book.sheet()
    y = _draw_first(sheet, letter)
    pages = _pages(book, letter, y)
    for number, page in enumerate(pages, 1):
        if number > 1:
            sheet = book.sheet()
            if letter.draft:
                frame.draw_draft_mark(sheet)
        if number > 1 or letter.layout.general:
            frame.draw_number(sheet, number)
        _draw_rows(sheet, page)
        if letter.layout.blank_head:
            right, down = letter.layout.right / 10 * MM, letter.layout.down / 10 * MM
            sheet.operators.insert(0, f"1 0 0 1 {right:.2f} {-down:.2f} cm")
    if letter.check_code:
        frame.draw_foot(sheet, check_line(letter), len(pages))


def _pages(book: Book, letter: Letter, top: float) -> list[list[Placed]]:
    """The rows on their pages. Where only the signature with the two lines it is kept with
    would go over, lines come closer together (7.3.5.4: 调整行距)."""
    usual = _set(book, letter, top, LEADING)
    if len(usual) > 1 and len([one for one in usual[-1] if _counts(one)]) <= _TAIL:
        closest = _set(book, letter, top, _CLOSER[-1])
        if len(closest) == len(usual):
            return usual  # what the closest lines do not bring over, the others do not either
        for leading in _CLOSER[:-1]:
            closer = _set(book, letter, top, leading)
            if len(closer) < len(usual):
                return closer
        return closest
    return usual


def _counts(placed: Placed) -> bool:
    return not isinstance(placed.row, Gap | Imprint)


def _set(book: Book, letter: Letter, top: float, leading: float) -> list[list[Placed]]:
    body = Style(book.faces.cast(Role.FANG), SIZE_3, leading, TRACKING)
    items = [*_title_items(letter, book.faces), *_body_items(letter, body, book.faces)]
    attached = list(_attachment_items(letter, body))
    signed = _joined([*signature_items(letter, body), *imprint_items(letter, book.faces)])
    if _fits([*attached, *signed]):
        tail = _joined([*attached, *signed])
        items = _kept_with(items) + tail
    else:
        items = _kept_with([*items, *attached]) + signed
    # 7.3.1, 10.1: the title stands two lines below what is above it.
    return paginate(items, top - 2 * LEADING, frame.TOP, frame.BOTTOM)


def _draw_rows(sheet: Sheet, page: Sequence[Placed]) -> None:
    for row, top in page:
        row.draw(sheet, top)


def check_line(letter: Letter) -> str:
    """What a 核验 asks for: the code, and where the journal stood."""
    record = f"{letter.journal_seq}:{letter.journal_head}"
    return words("paper")["check"].format(code=letter.check_code, record=record)


def _draw_first(sheet: Sheet, letter: Letter) -> float:
    """Head, rules and number of page one; returns where the last of them ends."""
    if letter.draft:
        frame.draw_draft_mark(sheet)
    if letter.plain:
        return frame.TOP + 2 * LEADING  # a notice has no head: it begins with its title
    number, blank = letter.number.text if letter.number else "", letter.layout.blank_head
    if letter.layout.general:
        return frame.draw_general_head(sheet, letter.issuer, number, blank)
    y = frame.draw_letter_head(sheet, letter.issuer, blank) - frame.RULE_TO_TEXT
    if number:
        # 10.1: 发文字号 under the rule, flush right.
        width = sheet.book.faces.cast(Role.FANG).width(number) * SIZE_3 / 1000
        line = y - frame.ASCENT * SIZE_3
        sheet.text(frame.RIGHT - width, line, number, Role.FANG, SIZE_3)
    return y - SIZE_3


def _title_items(letter: Letter, faces: Faces) -> list[Item]:
    style = Style(faces.cast(Role.TITLE), SIZE_2, _TITLE_LEADING)
    items = []
    for line in title_lines(letter.title, style, WIDTH):
        placed = Line(line, (WIDTH - style.width(line)) / 2, 0.0)
        items.append(Item(TextRow(_TITLE_LEADING, placed, Role.TITLE, SIZE_2), keep=True))
    return [*items, Item(Gap(LEADING), keep=True)]


def _body_items(letter: Letter, body: Style, faces: Faces) -> Iterator[Item]:
    addressee = letter.addressee.rstrip(":：") + "：" if letter.addressee else ""
    for line in set_lines(addressee, body, WIDTH) if addressee else ():
        yield Item(_text_row(line, body), keep=True)
    for part, after in zip_longest(letter.body, letter.body[1:]):
        if isinstance(part, Table):
            yield Item(Gap(6.0), keep=True)
            yield from table_items(part, faces)
            yield Item(Gap(6.0))
            continue
        lines = set_lines(part, body, WIDTH, indent=2 * EM)
        for line in lines:
            # “明细如下：” stays with the head of its table.
            led = line is lines[-1] and isinstance(after, Table)
            yield Item(_text_row(line, body), keep=led)


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
            yield Item(_text_row(line, body), keep=place == 1)


def _text_row(line: Line, body: Style) -> TextRow:
    return TextRow(body.leading, line, Role.FANG, SIZE_3)


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
