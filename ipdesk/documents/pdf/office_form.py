"""表单 as paper: boxed rows with room to write and to sign, tables and remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, paginate
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.handout import head_items, text_items
from ipdesk.documents.pdf.sheet import Book
from ipdesk.documents.pdf.table import Slot, ruled_rows, shared_columns, table_items
from ipdesk.domain.letter import Table
from ipdesk.domain.office_form import Line, OfficeForm

_LEAST = 28.0
_CAPTION = 0.17  # of the width, for each caption


def render_forms(forms: Sequence[OfficeForm], faces: Faces) -> bytes:
    """Each form from a page of its own, in one PDF."""
    for form in forms:
        faces.refuse_missing(
            (Role.FANG, "".join(_texts(form))),
            (Role.HEI, "".join(_captions(form))),
            (Role.TITLE, form.title),
        )
    first = forms[0]
    book = Book(faces, first.title, first.issuer, first.subtitle, first.made_on)
    for form in forms:
        pages = paginate(list(_items(form, faces)), frame.TOP, frame.TOP, frame.BOTTOM)
        for number, page in enumerate(pages, start=1):
            sheet = book.sheet()
            for row, top in page:
                row.draw(sheet, top)
            if len(pages) > 1:
                frame.draw_number(sheet, number)
    return book.save()


def _texts(form: OfficeForm) -> Iterator[str]:
    yield form.subtitle
    for part in form.parts:
        if isinstance(part, Line):
            yield from (text for _, text in part.fields)
        elif isinstance(part, Table):
            for row in (*part.rows, part.total):
                yield from row
        else:
            yield part


def _captions(form: OfficeForm) -> Iterator[str]:
    for part in form.parts:
        if isinstance(part, Line):
            yield from (caption for caption, _ in part.fields)
        elif isinstance(part, Table):
            yield from part.head


def _items(form: OfficeForm, faces: Faces) -> Iterator[Item]:
    yield from head_items(form.title, form.subtitle, faces)
    for part, after in zip_longest(form.parts, form.parts[1:]):
        if isinstance(part, Line):
            yield from _line_items(part, faces)
        elif isinstance(part, Table):
            yield from table_items(part, faces)
        else:
            # What is said above a table or a box stays with it.
            led = isinstance(after, Table | Line)
            yield Item(Gap(6.0), keep=led)
            yield from (item._replace(keep=led) for item in text_items(part, faces))


def _line_items(line: Line, faces: Faces) -> Iterator[Item]:
    share = 1 / len(line.fields)
    columns = shared_columns((_CAPTION, share - _CAPTION) * len(line.fields))
    slots = []
    for caption, text in line.fields:
        slots += [Slot(caption, "c", Role.HEI), Slot(text, "l", Role.FANG)]
    for row in ruled_rows(slots, columns, faces, max(line.height, _LEAST)):
        yield Item(row)
