"""A workbook from tables: openpyxl builds the styled shell, rows are streamed into it.

The same tables give the same bytes: no clock and no machine gets into the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from ipdesk.documents.xlsx import styles
from ipdesk.documents.xlsx.cells import (
    HEIGHTS,
    IllegalTextError,
    escaped,
    formula_cell,
    text_cell,
)
from ipdesk.documents.xlsx.columns import Column, Foot, Table
from ipdesk.documents.xlsx.stream import Written, compile_writer
from ipdesk.errors import UserError

HEAD = 3  # title, line below it, header
FIRST = HEAD + 1
_BATCH = 400  # rows handed to the compressor at once
_LEVEL = 5  # level 6 takes 1.6 times as long for half a per cent less
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip; the real time stands in docProps


class Book:
    """The sheets of one workbook, in order; `bytes` puts them together."""

    def __init__(self, title: str, author: str, made_at: str, footer: tuple[str, str]) -> None:
        self._shell = Workbook()
        self._shell.remove(self._shell.active)
        styles.set_default_font(self._shell)
        made = datetime.fromisoformat(made_at).replace(tzinfo=None, microsecond=0)
        properties = self._shell.properties
        properties.title, properties.creator = _clean(title), _clean(author)
        properties.created = properties.modified = made
        properties.lastModifiedBy = _clean(author)
        self._footer = footer
        self._tables: list[tuple[Table, Worksheet, _Styles]] = []

    def add(self, table: Table, titles: Sequence[str]) -> Worksheet:
        """Add a sheet; the caller may put charts on what is returned."""
        sheet = self._shell.create_sheet(table.sheet)
        last = get_column_letter(len(table.columns))
        for line, text, size in ((1, table.title, 16), (2, table.subtitle, 10)):
            cell = sheet.cell(line, 1)
            cell.value = _clean(text)
            cell.data_type = "s"  # a name that begins with = is a name
            styles.style_title(cell, size, bold=line == 1)
            sheet.merge_cells(f"A{line}:{last}{line}")
        sheet.row_dimensions[1].height = 30
        sheet.row_dimensions[2].height = 18
        sheet.row_dimensions[HEAD].height = 32
        for place, (column, text) in enumerate(zip(table.columns, titles, strict=True), 1):
            styles.style_head(sheet.cell(HEAD, place, text))
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        _set_up_page(sheet, table, self._footer)
        self._tables.append((table, sheet, _Styles(sheet, table)))
        return sheet

    def bytes(self) -> bytes:
        """The whole file; rows are written as they come, never held together."""
        shell = io.BytesIO()
        with zipfile.ZipFile(shell, "w") as archive:
            ExcelWriter(self._shell, archive).save()
        result = io.BytesIO()
        with zipfile.ZipFile(shell) as source, zipfile.ZipFile(result, "w") as target:
            names = {f"xl/worksheets/sheet{i}.xml": i - 1 for i in range(1, len(self._tables) + 1)}
            filters: list[tuple[str, str]] = []
            for name in names:
                table, sheet, ids = self._tables[names[name]]
                xml = source.read(name).decode()
                filters.append(_write_sheet(target, name, xml, table, sheet.title, ids))
            for name in source.namelist():
                if name in names:
                    continue
                data = source.read(name)
                if name == "xl/workbook.xml":
                    data = _replace_all(data.decode(), filters).encode()
                target.writestr(_entry(name), data)
        return result.getvalue()


class _Styles:
    """Style numbers of a table's cells, each from a template cell below the header.

    The template cells stand in the shell only; the written rows take their place.
    """

    def __init__(self, sheet: Worksheet, table: Table) -> None:
        self._sheet = sheet
        self._line = HEAD
        self.body = self._numbers(table.columns, total=False)
        self.total = self._numbers(table.columns, total=True)
        self.foot = {
            foot.kind: self._numbers((Column("", 0, foot.kind),), total=True)[0]
            for foot in table.foot
        }
        self.label = self._numbers((Column("", 0, align="center"),), total=True)[0]
        self._line += 1
        sign = sheet.cell(self._line, 1)
        styles.style_title(sign, 10, bold=False)
        self.sign: int = sign.style_id

    def _numbers(self, columns: Sequence[Column], *, total: bool) -> list[int]:
        # A line of its own for each: openpyxl keeps the style object of a cell, and a
        # second look for the same cell would change the first.
        self._line += 1
        cells = [self._sheet.cell(self._line, place) for place in range(1, len(columns) + 1)]
        for cell, column in zip(cells, columns, strict=True):
            styles.style_value(cell, column, total=total)
        return [cell.style_id for cell in cells]


def _set_up_page(sheet: Worksheet, table: Table, footer: tuple[str, str]) -> None:
    sheet.freeze_panes = sheet.cell(FIRST, table.freeze + 1)
    sheet.print_title_rows = f"1:{HEAD}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top, margins.bottom = 0.55, 0.65
    margins.header = margins.footer = 0.3
    # Pages are counted in the same size on a wide sheet, which is shrunk to the page.
    sheet.HeaderFooter.scaleWithDoc = False
    sheet.oddFooter.left.text, sheet.oddFooter.center.text = footer
    for part in (sheet.oddFooter.left, sheet.oddFooter.center):
        part.font, part.size = f"{styles.SERIF},Regular", 9
    if table.subtotal:
        sheet.auto_filter.ref = _filter_range(table, FIRST)


def _filter_range(table: Table, last: int, mark: str = "") -> str:
    right = get_column_letter(len(table.columns))
    return f"{mark}A{mark}{HEAD}:{mark}{right}{mark}{last}"


def _write_sheet(
    target: zipfile.ZipFile, name: str, xml: str, table: Table, title: str, ids: _Styles
) -> tuple[str, str]:
    """Write one sheet; returns what must be replaced in the workbook's own part."""
    head, rest = xml.split(f'<row r="{FIRST}"', 1)
    tail = rest[rest.index("</sheetData>") :]
    # The size in the shell is that of the template; readers take it from the rows instead.
    start, end = head.index("<dimension"), head.index("/>", head.index("<dimension")) + 2
    written = Written()
    rows = compile_writer(table.columns, ids.body, FIRST)(table.records, written)
    with target.open(_entry(name), "w") as part:
        part.write((head[:start] + head[end:]).encode())
        while batch := "".join(islice(rows, _BATCH)):
            part.write(batch.encode())
        last = HEAD + max(written.lines, 1)
        part.write("".join(_below(table, ids, written, last)).encode())
        if table.subtotal:
            tail = _replace_all(tail, [(_filter_range(table, FIRST), _filter_range(table, last))])
        part.write(tail.encode())
    quoted = f"'{title}'!"
    if not table.subtotal:
        return ("", "")
    return (
        quoted + _filter_range(table, FIRST, "$"),
        quoted + _filter_range(table, last, "$"),
    )


def _below(table: Table, ids: _Styles, written: Written, last: int) -> Iterator[str]:
    """The lines under the records: an empty one for an empty table, totals, foot, signatures."""
    if not written.lines:
        yield _row(FIRST, [(place, style, "/>") for place, style in enumerate(ids.body)])
    line = last + 1
    if any(column.total for column in table.columns):
        yield _row(line, _total_cells(table, ids, written, last))
        line += 1
    for foot in table.foot:
        yield _row(line, _foot_cells(foot, ids))
        line += 1
    if table.sign:
        yield f'<row r="{line}" ht="27" customHeight="1">'
        yield f'<c r="A{line}" s="{ids.sign}"{text_cell(table.sign)}</row>'


def _total_cells(
    table: Table, ids: _Styles, written: Written, last: int
) -> Iterator[tuple[int, int, str]]:
    for place, (column, style) in enumerate(zip(table.columns, ids.total, strict=True)):
        if place == 0:
            yield place, ids.label, text_cell(table.total_label)
        elif column.total_formula:
            formula = column.total_formula.format(first=FIRST, last=last, row=last + 1)
            yield place, style, formula_cell(formula, column.kind, table.totals[column.key])
        elif column.total:
            letter = get_column_letter(place + 1)
            area = f"{letter}{FIRST}:{letter}{last}"
            formula = f"SUBTOTAL(109,{area})" if table.subtotal else f"SUM({area})"
            yield place, style, formula_cell(formula, column.kind, written.sums[place])
        else:
            yield place, style, "/>"


def _foot_cells(foot: Foot, ids: _Styles) -> Iterator[tuple[int, int, str]]:
    yield foot.label_column, ids.label, text_cell(foot.label)
    for place in range(foot.label_column + 1, foot.column):
        yield place, ids.label, "/>"
    yield foot.column, ids.foot[foot.kind], formula_cell(foot.formula, foot.kind, foot.value)


def _row(line: int, cells: Sequence[tuple[int, int, str]] | Iterator[tuple[int, int, str]]) -> str:
    inside = "".join(
        f'<c r="{get_column_letter(place + 1)}{line}" s="{style}"{rest}'
        for place, style, rest in cells
    )
    return f'<row r="{line}" ht="{HEIGHTS[1]}">{inside}</row>'


def _replace_all(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    for old, new in pairs:
        if old:
            before, after = text.split(old)  # exactly once, or the shell is not what we know
            text = before + new + after
    return text


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined]
    entry.create_system = 0  # the same bytes whatever system writes them
    entry.external_attr = 0
    return entry


def _clean(text: str) -> str:
    """A text for the shell, refused under the same rules as the rows."""
    try:
        escaped(text)
    except IllegalTextError as error:
        raise UserError("workbook-illegal-text", cell="A1", position=error.position + 1) from error
    return text


def footer_text(text: str) -> str:
    """A text for the page's foot, where & begins a code."""
    return _clean(text).replace("&", "&&")
