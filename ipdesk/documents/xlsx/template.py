"""Workbooks for people to fill in, and rows handed back to be mended."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ipdesk.documents.xlsx import styles
from ipdesk.documents.xlsx.cells import HEIGHTS, lines_for

ROWS = 2_000  # lines of a template that carry formats and drop-downs
_LONGEST_LIST = 250  # characters a drop-down may hold in itself
_LISTED = 12  # choices worth spelling out; longer lists are in the drop-down
_HELP_WIDTH = 56
_LINE = Side(style="thin", color="FFBFC7D1")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NEEDED = PatternFill("solid", fgColor="FFDCE6F1")
_FREE = PatternFill("solid", fgColor="FFF2F4F7")
_WRONG = PatternFill("solid", fgColor="FFFBE3E0")


class TemplateColumn(NamedTuple):
    """One column to fill in."""

    title: str
    required: bool
    format: str  # number format: @ for numbers that identify
    width: int
    help: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()


class TemplateWords(NamedTuple):
    """The words around a template."""

    sheet: str
    notes_sheet: str
    title: str
    lines: tuple[str, ...]
    heads: tuple[str, str, str, str]  # 列名 必填 说明 示例
    needed: str
    example_mark: str


def template(columns: Sequence[TemplateColumn], words: TemplateWords) -> bytes:
    """A sheet with header, a grey example and drop-downs, and a sheet that explains it."""
    book = Workbook()
    styles.set_default_font(book)
    sheet = book.active
    sheet.title = words.sheet
    notes = book.create_sheet(words.notes_sheet)
    lists = _Lists(book)
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        _head(sheet.cell(1, place), column.title, column.required)
        example = sheet.cell(2, place)
        _text(example, column.example or ("" if place > 1 else words.example_mark))
        example.font = Font(name=styles.SERIF, size=11, italic=True, color="FF9AA3AE", charset=134)
        sheet.column_dimensions[letter].width = max(column.width, len(column.title) * 2 + 3)
        for row in range(2, ROWS + 2):
            sheet.cell(row, place).number_format = column.format
        if column.choices:
            _drop_down(sheet, f"{letter}3:{letter}{ROWS + 1}", column, lists)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "A2"
    _fit(sheet)
    _explain(notes, columns, words)
    return _bytes(book)


def returned_rows(
    title: str,
    headers: Sequence[str],
    rows: Sequence[tuple[Sequence[str], str, frozenset[int]]],
    remark: str,
) -> bytes:
    """Rows as they stood in the file, the remark in front, the cells it speaks of marked."""
    book = Workbook()
    styles.set_default_font(book)
    sheet = book.active
    sheet.title = title
    for place, header in enumerate((remark, *headers), start=1):
        _head(sheet.cell(1, place), header, place == 1)
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 48 if place == 1 else 18
    for number, (cells, said, wrong) in enumerate(rows, start=2):
        for place, text in enumerate((said, *cells), start=1):
            cell = sheet.cell(number, place)
            _text(cell, text)
            cell.number_format = "@"
            cell.border = _BOX
            cell.alignment = Alignment(vertical="top", wrap_text=place == 1)
            if place == 1 or place - 2 in wrong:
                cell.fill = _WRONG
    sheet.freeze_panes = "B2"
    return _bytes(book)


class _Lists:
    """Long drop-downs stand on a hidden sheet; short ones in the cell itself."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._sheet: Worksheet | None = None
        self._columns = 0

    def formula(self, choices: tuple[str, ...]) -> str:
        joined = ",".join(choices)
        if len(joined) <= _LONGEST_LIST and not any("," in c or '"' in c for c in choices):
            return f'"{joined}"'
        if self._sheet is None:
            self._sheet = self._book.create_sheet("_")
            self._sheet.sheet_state = "hidden"
        self._columns += 1
        letter = get_column_letter(self._columns)
        for row, choice in enumerate(choices, start=1):
            _text(self._sheet.cell(row, self._columns), choice)
        return f"'_'!${letter}$1:${letter}${len(choices)}"


def _drop_down(sheet: Worksheet, place: str, column: TemplateColumn, lists: _Lists) -> None:
    rule = DataValidation(
        type="list",
        formula1=lists.formula(column.choices),
        allow_blank=True,
        showErrorMessage=False,
    )
    rule.promptTitle, rule.prompt = column.title[:32], column.help[:250]
    rule.showInputMessage = bool(column.help)
    sheet.add_data_validation(rule)
    rule.add(place)


def _explain(sheet: Worksheet, columns: Sequence[TemplateColumn], words: TemplateWords) -> None:
    title = sheet.cell(1, 1)
    _text(title, words.title)
    styles.style_title(title, 16, bold=True)
    title.alignment = Alignment(horizontal="left", vertical="center")
    sheet.row_dimensions[1].height = 28
    for number, line in enumerate(words.lines, start=2):
        _text(sheet.cell(number, 1), line)
    top = len(words.lines) + 3
    for place, (head, width) in enumerate(
        zip(words.heads, (28, 8, _HELP_WIDTH, 34), strict=True), start=1
    ):
        _head(sheet.cell(top, place), head, True)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, column in enumerate(columns, start=top + 1):
        needed = words.needed if column.required else ""
        listed = "、".join(column.choices) if len(column.choices) <= _LISTED else ""
        said = "；".join(part for part in (column.help, listed) if part)
        for place, text in enumerate((column.title, needed, said, column.example), start=1):
            cell = sheet.cell(number, place)
            _text(cell, text)
            cell.border = _BOX
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.row_dimensions[number].height = HEIGHTS[max(1, lines_for(said, _HELP_WIDTH)) - 1]
    _fit(sheet)


def _fit(sheet: Worksheet) -> None:
    """Landscape A4, all columns on one page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _head(cell: Cell, text: str, needed: bool) -> None:
    _text(cell, text)
    styles.style_head(cell)
    cell.fill = _NEEDED if needed else _FREE


def _text(cell: Cell, text: str) -> None:
    """A text that is never a formula."""
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@"


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
