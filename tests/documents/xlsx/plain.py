"""A workbook as lines to read and compare: cells, looks, widths, print set-up, names, charts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet


def plain(data: bytes) -> str:
    """The whole file; what two lines differ in is what a reader would see differ."""
    book, shown = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
    looks: dict[str, str] = {}
    sheets = [line for sheet in book for line in _sheet(sheet, shown[sheet.title], looks)]
    made = book.properties
    head = [
        f"book {made.title!r} by {made.creator}, {made.created:%Y-%m-%d %H:%M:%S}",
        *_names(data),
        *(f"look {mark}: {look}" for look, mark in looks.items()),
    ]
    return "\n".join([*head, *sheets]) + "\n"


def _names(data: bytes) -> Iterator[str]:
    """As they stand in the file: openpyxl keeps titles and filters of a sheet elsewhere."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    for one in book.iterfind(".//{*}definedName"):
        yield f"name {one.get('name')} of sheet {one.get('localSheetId', '-')} = {one.text}"


def _sheet(sheet: Worksheet, shown: Worksheet, looks: dict[str, str]) -> Iterator[str]:
    yield f"\n== {sheet.title} ({sheet.sheet_state})"
    yield from _page(sheet)
    widths = sheet.column_dimensions
    letters = [get_column_letter(place) for place in range(1, sheet.max_column + 1)]
    yield "widths " + " ".join(f"{one}:{widths[one].width:g}" for one in letters)
    for row in sheet.iter_rows():
        height = sheet.row_dimensions[row[0].row].height
        yield f"row {row[0].row} height {height if height is None else f'{height:g}'}"
        for cell in row:
            if isinstance(cell, Cell) and (cell.value is not None or cell.has_style):
                yield _cell(cell, shown[cell.coordinate].value, looks)
    yield from _charts(sheet)


def _page(sheet: Worksheet) -> Iterator[str]:
    page, room, foot = sheet.page_setup, sheet.page_margins, sheet.oddFooter
    fit = sheet.sheet_properties.pageSetUpPr
    yield (
        f"page paper {page.paperSize} {page.orientation}, fit {bool(fit and fit.fitToPage)}"
        f" {page.fitToWidth}×{page.fitToHeight}, titles {sheet.print_title_rows},"
        f" area {sheet.print_area or '-'}, centred {sheet.print_options.horizontalCentered}"
    )
    sides = (room.left, room.right, room.top, room.bottom, room.header, room.footer)
    yield "margins " + " ".join(f"{side:g}" for side in sides)
    yield f"foot {foot.left.text!r} | {foot.center.text!r} | {foot.right.text!r}"
    yield f"freeze {sheet.freeze_panes}, filter {sheet.auto_filter.ref or '-'}"
    yield "merged " + (" ".join(sorted(str(one) for one in sheet.merged_cells.ranges)) or "-")
    for rule in sheet.data_validations.dataValidation:
        yield f"choice {rule.sqref} {rule.type} {rule.formula1!r}"


def _cell(cell: Cell, value: Any, looks: dict[str, str]) -> str:
    look = looks.setdefault(_look(cell), f"s{len(looks) + 1}")
    if cell.value is None:
        return f"  {cell.coordinate} {look} -"
    told = f"{cell.value!r}"
    if cell.data_type == "f":
        told = f"{cell.value} → {value!r}"
    return f"  {cell.coordinate} {look} {cell.data_type} {told}"


def _look(cell: Cell) -> str:
    font, fill, side = cell.font, cell.fill, cell.border
    place = cell.alignment
    marks = [font.name, f"{font.size:g}", "bold" if font.bold else ""]
    marks += [f"fill {fill.fgColor.rgb}" if fill.fill_type else ""]
    marks += [f"border {side.left.style}" if side.left and side.left.style else ""]
    marks += [place.horizontal or "", place.vertical or "", "wrap" if place.wrap_text else ""]
    marks += [cell.number_format, "quoted" if cell.quotePrefix else ""]
    return " ".join(mark for mark in marks if mark)


def _charts(sheet: Worksheet) -> Iterator[str]:
    for chart in sheet._charts:  # type: ignore[attr-defined]  # openpyxl gives no other way
        start = chart.anchor._from
        corner = f"{get_column_letter(start.col + 1)}{start.row + 1}"
        yield f"chart {type(chart).__name__} {_said(chart.title)!r} at {corner}"
        for series in chart.series:
            label = series.tx.strRef.f if series.tx and series.tx.strRef else "-"
            names = series.cat.strRef or series.cat.numRef
            yield f"  {label} | {names.f} | {series.val.numRef.f}"


def _said(title: Any) -> str:
    runs = [run for part in title.tx.rich.p for run in part.r or ()] if title else []
    return "".join(run.t for run in runs)
