"""分页: rows of a document, one below the other, put on pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.fonts import Role
from ipdesk.documents.pdf.lines import Line
from ipdesk.documents.pdf.sheet import BLACK, Colour, Sheet


class Row(Protocol):
    """A strip of the page: how high it is and how it draws itself."""

    @property
    def height(self) -> float: ...

    def draw(self, sheet: Sheet, top: float) -> None: ...


class TextRow(NamedTuple):
    """A set line of text in a slot of its own."""

    height: float
    line: Line
    role: Role
    size: float
    left: float = frame.LEFT
    colour: Colour = BLACK

    def draw(self, sheet: Sheet, top: float) -> None:
        y = frame.baseline(top, self.height, self.size)
        x = self.left + self.line.x
        line = self.line
        sheet.text(x, y, line.text, self.role, self.size, line.tracking, self.colour)


class Gap(NamedTuple):
    """Empty room; nothing when a page would begin with it."""

    height: float

    def draw(self, sheet: Sheet, top: float) -> None:
        return


class Item(NamedTuple):
    """A row in the flow: kept with the next one or not, and what is repeated above it."""

    row: Row
    keep: bool = False
    heading: tuple[Row, ...] = ()  # drawn first when this row begins a page


class Placed(NamedTuple):
    """A row and where its top is."""

    row: Row
    top: float


def paginate(
    items: Sequence[Item], first_top: float, top: float, bottom: float
) -> list[list[Placed]]:
    """Put the items on pages; kept groups move together when they fit on one page."""
    pages: list[list[Placed]] = [[]]
    y = first_top
    for group in _groups(items):
        height = sum(item.row.height for item in group)
        if pages[-1] and y - height < bottom - 0.01 and height <= top - bottom:
            pages.append([])
            y = top
        for item in group:
            if pages[-1] and y - item.row.height < bottom - 0.01:
                pages.append([])
                y = top
            if not pages[-1] and isinstance(item.row, Gap):
                continue
            if not pages[-1] and len(pages) > 1:
                for row in item.heading:
                    pages[-1].append(Placed(row, y))
                    y -= row.height
            pages[-1].append(Placed(item.row, y))
            y -= item.row.height
    return pages


def _groups(items: Sequence[Item]) -> list[list[Item]]:
    groups: list[list[Item]] = []
    joined = False
    for item in items:
        if joined:
            groups[-1].append(item)
        else:
            groups.append([item])
        joined = item.keep
    return groups
