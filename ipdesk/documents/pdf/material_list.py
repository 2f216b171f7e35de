"""材料清单 as paper: what to hand in, ticked off and signed by both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, paginate
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.handout import head_items, text_items
from ipdesk.documents.pdf.sheet import Book
from ipdesk.documents.pdf.table import Slot, ruled_rows, shared_columns, table_items
from ipdesk.domain.guide import MaterialList

_ASKED = (0.17, 0.36, 0.17, 0.3)
_ASKED_HEIGHT, _SIGNED_HEIGHT = 26.0, 46.0


def render_material_lists(lists: Sequence[MaterialList], faces: Faces) -> bytes:
    """Each list from a page of its own, in one PDF."""
    for one in lists:
        text = "".join((one.subtitle, *one.materials.head, *one.remarks, *one.signatures))
        cells = "".join(cell for row in one.materials.rows for cell in row)
        labels = "".join(part for pair in one.asked for part in pair)
        faces.refuse_missing((Role.FANG, text + cells + labels), (Role.TITLE, one.title))
    first = lists[0]
    book = Book(faces, first.title, first.bureau, first.subtitle, first.made_on)
    for one in lists:
        pages = paginate(list(_items(one, faces)), frame.TOP, frame.TOP, frame.BOTTOM)
        for number, page in enumerate(pages, start=1):
            sheet = book.sheet()
            for row, top in page:
                row.draw(sheet, top)
            if len(pages) > 1:
                frame.draw_number(sheet, number)
    return book.save()


def _items(one: MaterialList, faces: Faces) -> Iterator[Item]:
    yield from head_items(one.title, one.subtitle, faces)
    columns = shared_columns(_ASKED)
    for pairs in zip(one.asked[::2], one.asked[1::2], strict=True):
        slots = [slot for label, value in pairs for slot in _pair(label, value)]
        for row in ruled_rows(slots, columns, faces, _ASKED_HEIGHT):
            yield Item(row)
    yield Item(Gap(8.0))
    yield from table_items(one.materials, faces)
    yield Item(Gap(6.0))
    for remark in one.remarks:
        yield from text_items(remark, faces)
    yield Item(Gap(8.0))
    yield from _signed(one, faces)


def _signed(one: MaterialList, faces: Faces) -> Iterator[Item]:
    slots = [slot for label in one.signatures for slot in _pair(label, "")]
    columns = shared_columns((0.13, 0.22) * len(one.signatures))
    for row in ruled_rows(slots, columns, faces, _SIGNED_HEIGHT):
        yield Item(row)


def _pair(label: str, value: str) -> tuple[Slot, Slot]:
    return Slot(label, "c", Role.HEI), Slot(value, "l", Role.FANG)
