"""表格: a ruled table whose rows flow over pages under a repeated heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Item
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.lines import Line, Style, set_lines
from ipdesk.documents.pdf.sheet import Sheet
from ipdesk.domain.letter import Table

SIZE = 12.0  # 小四
LEADING = 17.0
PADDING = 4.0
RULE = 0.6
SMALL, SMALL_LEADING = 10.5, 15.0  # 五号: tables that would run over many pages
# A row higher than this is cut, so that it can go over a page's end.
_MOST_LINES = 20


class Cell(NamedTuple):
    """The lines of one cell, already placed from the cell's left edge."""

    left: float
    width: float
    lines: tuple[Line, ...]
    role: Role


class TableRow(NamedTuple):
    """One ruled row."""

    height: float
    cells: tuple[Cell, ...]
    size: float = SIZE
    leading: float = LEADING

    def draw(self, sheet: Sheet, top: float) -> None:
        self.write(sheet, top)
        low = top - self.height
        left, right = self.cells[0].left, self.cells[-1].left + self.cells[-1].width
        rules = [f"0 G {RULE} w {left:.2f} {top:.2f} {right - left:.2f} {-self.height:.2f} re"]
        for cell in self.cells[1:]:
            rules.append(f"{cell.left:.2f} {top:.2f} m {cell.left:.2f} {low:.2f} l")
        sheet.operators.append(" ".join(rules) + " S")

    def write(self, sheet: Sheet, top: float) -> None:
        """The words alone; whose rules they stand between is drawn by `draw`."""
        for cell in self.cells:
            y = top - (self.height - len(cell.lines) * self.leading) / 2
            for line in cell.lines:
                base = frame.baseline(y, self.leading, self.size)
                x = cell.left + line.x
                sheet.text(x, base, line.text, cell.role, self.size, line.tracking)
                y -= self.leading


def table_items(
    table: Table, faces: Faces, left: float = frame.LEFT, width: float = frame.WIDTH
) -> list[Item]:
    """The rows of `table`, the heading repeated on each page and the total kept with a row."""
    columns = shared_columns(table.widths, left, width)

    def rows(texts: Sequence[str], align: str, role: Role) -> list[TableRow]:
        slots = [Slot(text, side, role) for text, side in zip(texts, align, strict=True)]
        return ruled_rows(slots, columns, faces)

    heading = tuple(rows(table.head, "c" * len(table.head), Role.HEI))
    body = [row for texts in table.rows for row in rows(texts, table.align, Role.FANG)]
    total = rows(table.total, table.align, Role.FANG) if table.total else []
    items = [Item(row, keep=True) for row in heading]
    items += [Item(row, heading=heading) for row in body]
    if total and body:
        items[-1] = items[-1]._replace(keep=True)
    return items + [Item(row, heading=heading) for row in total]


class Slot(NamedTuple):
    """The text of one cell before it is set."""

    text: str
    side: str  # l, c or r
    role: Role


def ruled_rows(
    slots: Sequence[Slot],
    columns: Sequence[tuple[float, float]],
    faces: Faces,
    least: float = 0.0,
    size: float = SIZE,
    leading: float = LEADING,
) -> list[TableRow]:
    """One row of texts as one ruled row, or several when a cell is very long."""
    placed = [
        (left, width, _cell(slot, width, faces, size, leading), slot.role)
        for slot, (left, width) in zip(slots, columns, strict=True)
    ]
    most = max(len(lines) for _, _, lines, _ in placed)
    rows = []
    for start in range(0, most, _MOST_LINES):
        stop = min(most, start + _MOST_LINES)
        cells = tuple(Cell(x, width, lines[start:stop], role) for x, width, lines, role in placed)
        height = max((stop - start) * leading + 2 * PADDING, least)
        rows.append(TableRow(height, cells, size, leading))
    return rows


def _cell(slot: Slot, width: float, faces: Faces, size: float, leading: float) -> tuple[Line, ...]:
    style = Style(faces.cast(slot.role), size, leading)
    measure = width - 2 * PADDING
    lines = set_lines(slot.text, style, measure, justify=False)
    if slot.side == "l":
        return tuple(line._replace(x=PADDING) for line in lines)
    share = 1.0 if slot.side == "r" else 0.5
    return tuple(
        line._replace(x=PADDING + max(0.0, measure - style.width(line.text)) * share)
        for line in lines
    )


def shared_columns(
    shares: Sequence[float], left: float = frame.LEFT, width: float = frame.WIDTH
) -> list[tuple[float, float]]:
    """Left edge and width of each column."""
    whole = sum(shares)
    columns = []
    for share in shares:
        columns.append((left, width * share / whole))
        left += width * share / whole
    return columns
