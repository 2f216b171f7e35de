"""Where a table begins and which of its columns says what; the clerk may say otherwise."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ipdesk.documents.tables.reading import SheetCells
from ipdesk.domain.cell_entry import TEN_THOUSAND, shown
from ipdesk.domain.importing import Field, FieldType, Kind
from ipdesk.domain.names import folded
from ipdesk.domain.text import fold
from ipdesk.services.acts import act
from ipdesk.services.office import Office
from ipdesk.storage import settings

_LOOKED_AT: Final = 20  # rows in which the header must stand
_SETTING: Final = "import/"
_REMEMBERED: Final = 30
_PART: Final = 3  # characters of a header that stand for a longer label
_ASIDE: Final = re.compile(r"[（(].*?[）)]|[*＊:：]")
_TEN_THOUSAND: Final = re.compile("万")
NO_HEADER: Final = -1
_SURE: Final = 2  # cells known by their look, before a row is taken for one without a header


@dataclass(frozen=True, slots=True)
class Layout:
    """The header of a sheet and what was made of it; rows and columns count from 0."""

    header: int
    first: int  # the first row under the header
    headers: tuple[str, ...]
    mapping: Mapping[str, int]  # field → column
    remembered: bool = False

    @property
    def signature(self) -> str:
        return _signature(self.headers)

    def unit(self, field: Field) -> int:
        """10,000 where the header of a money column says 万元."""
        place = self.mapping.get(field.id)
        if field.type not in (FieldType.MONEY, FieldType.FACT) or place is None:
            return 1
        if self.header == NO_HEADER:
            return 1  # each cell says 万 for itself
        return TEN_THOUSAND if _TEN_THOUSAND.search(self.headers[place]) else 1


def lay_out(office: Office, kind: Kind, sheet: SheetCells) -> Layout:
    """Find the header and map its columns: as last time for this header, else by their names."""
    best: tuple[int, Layout] | None = None
    for number, row in enumerate(sheet.rows[:_LOOKED_AT]):
        if sum(cell not in (None, "") for cell in row) < 2:
            continue  # a title line, or a blank one
        headers, last = _headers(sheet, number)
        mapping = match_headers(kind.fields, headers)
        found = Layout(number, last + 1, headers, mapping)
        if best is None or len(mapping) > best[0]:
            best = (len(mapping), found)
    bare = without_header(kind, sheet)
    if len(bare.mapping) >= max(_SURE, len(best[1].mapping) + 1 if best else 0):
        return bare
    if best is None:
        width = max((len(row) for row in sheet.rows), default=0)
        return Layout(0, 1, ("",) * width, {})
    return _as_last_time(office, kind, best[1])


def at_row(kind: Kind, sheet: SheetCells, header: int) -> Layout:
    """The layout when the clerk names the header row, or says that there is none."""
    if header == NO_HEADER:
        return without_header(kind, sheet)
    headers, last = _headers(sheet, header)
    return Layout(header, last + 1, headers, match_headers(kind.fields, headers))


def without_header(kind: Kind, sheet: SheetCells) -> Layout:
    """Rows copied without their header: the first stands for it, known by what its cells are."""
    first = next((n for n, row in enumerate(sheet.rows) if any(row)), None)
    if first is None:
        return Layout(NO_HEADER, 0, (), {})
    cells = tuple(_line(sheet, first, max(len(row) for row in sheet.rows)))
    mapping: dict[str, int] = {}
    for field in kind.fields:
        free = [n for n, cell in enumerate(cells) if cell and n not in mapping.values()]
        place = next((n for n in free if _looks_like(field, cells[n])), None)
        if place is not None:
            mapping[field.id] = place
    return Layout(NO_HEADER, first, cells, mapping)


def _looks_like(field: Field, cell: str) -> bool:
    if field.like:
        return re.fullmatch(field.like, cell) is not None
    return any(cell in (choice.label, *choice.words) for choice in field.choices)


def match_headers(fields: Sequence[Field], headers: Sequence[str]) -> dict[str, int]:
    """Which column is which field: by the very name first, then by a name within."""
    mapping: dict[str, int] = {}
    names = [_name(header) for header in headers]
    for exact in (True, False):
        for field in fields:
            if field.id in mapping:
                continue
            taken = set(mapping.values())
            free = [place for place, name in enumerate(names) if name and place not in taken]
            place = _place(field, names, free, exact)
            if place is not None:
                mapping[field.id] = place
    return {**mapping, **_by_part(fields, names, mapping)}


def _by_part(
    fields: Sequence[Field], names: Sequence[str], mapping: Mapping[str, int]
) -> dict[str, int]:
    """Headers that say part of a longer label (登记日期 of 证书登记日期) and of no other."""
    left = [(each.id, _name(each.label)) for each in fields if each.id not in mapping]
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        if len(name) < _PART or place in mapping.values():
            continue
        whose = [field for field, label in left if name in label]
        if len(whose) == 1 and whose[0] not in found:
            found[whose[0]] = place
    return found


def remember(office: Office, kind: Kind, layout: Layout) -> None:
    """Keep what the clerk made of this header, inside the act under way."""
    with act(office) as db:
        known = dict(settings.get(db, _SETTING + kind.id, {}))
        known.pop(layout.signature, None)
        known[layout.signature] = dict(layout.mapping)
        kept = list(known.items())[-_REMEMBERED:]
        settings.put(db, _SETTING + kind.id, dict(kept))


def _as_last_time(office: Office, kind: Kind, layout: Layout) -> Layout:
    known = settings.get(office.db, _SETTING + kind.id, {}).get(layout.signature)
    if known is None:
        return layout
    ids = {field.id for field in kind.fields}
    mapping = {
        name: place for name, place in known.items() if name in ids and place < len(layout.headers)
    }
    return Layout(layout.header, layout.first, layout.headers, mapping, remembered=True)


def _headers(sheet: SheetCells, number: int) -> tuple[tuple[str, ...], int]:
    """The header of a row; below a merged cell the second line names the columns."""
    width = max(len(row) for row in sheet.rows)
    top = _line(sheet, number, width)
    spans = [
        (left, right)
        for first, left, bottom, right in sheet.merged
        if first == number and bottom == number and right > left
    ]
    spans = [(left, right) for left, right in spans if right - left + 1 < width]
    if not spans or number + 1 >= len(sheet.rows):
        return tuple(top), number
    below = _line(sheet, number + 1, width)
    inside = {place for left, right in spans for place in range(left, right + 1)}
    # Under a header of two lines nothing but its merged parts has a second line.
    if any(below[place] for place in range(width) if place not in inside) or not any(
        below[place] for place in inside
    ):
        return tuple(top), number
    for left, right in spans:
        for place in range(left, right + 1):
            top[place] = below[place] or top[left]
    return tuple(top), number + 1


def _line(sheet: SheetCells, number: int, width: int) -> list[str]:
    cells = ["".join(shown(cell).split()) for cell in sheet.rows[number]]
    return cells + [""] * (width - len(cells))


def _name(header: str) -> str:
    """A header as compared: without what stands in brackets, stars and colons."""
    bare = _ASIDE.sub("", header)
    return folded(bare) or folded(header)


def _place(field: Field, names: Sequence[str], free: Iterable[int], exact: bool) -> int | None:
    wanted = [_name(word) for word in (field.label, *field.synonyms)]
    free = list(free)
    if exact:
        for word in wanted:
            for place in free:
                if names[place] == word:
                    return place
        return None
    # A name within another, the longest first: 统一社会信用代码号 is a 统一社会信用代码.
    for word in sorted(wanted, key=len, reverse=True):
        for place in free:
            if len(word) > 1 and word in names[place]:
                return place
    return None


def _signature(headers: Sequence[str]) -> str:
    text = "\n".join(fold(header) for header in headers)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]
