"""填报表: what one department owes, locked but for what is to be filled in.

A hidden sheet carries the stamp it is known by when it comes back, and what each code means.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ipdesk.documents.xlsx import styles
from ipdesk.documents.xlsx.cells import HEIGHTS, lines_for

_HEAD: Final = 4  # title, who and when, what to do, header
_LINE = Side(style="thin", color="FF8C8C8C")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_OPEN = PatternFill("solid", fgColor="FFFFFBE6")  # what may be filled in, also told by the lock
_LONGEST_PROMPT: Final = 250
_DAY: Final = "yyyy-mm-dd"
_EARLIEST: Final = "36525"  # the last day of 1999, as a spreadsheet counts


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: its title, how wide, and whether it is to be filled in."""

    title: str
    width: float
    open: bool = False


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line: its texts in the order of the columns, and how its value is to be typed."""

    texts: tuple[str, ...]
    choices: tuple[str, ...] = ()  # of the value column
    whole: bool = True  # the value is a count
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class FormPage:
    """One sheet of a form: its figures, or its tasks."""

    sheet: str
    title: str
    about: str
    advice: str
    columns: tuple[FormColumn, ...]
    lines: tuple[FormLine, ...]
    value: int  # the column of the value
    day: int = -1  # the column of a date


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A form as it goes out."""

    pages: tuple[FormPage, ...]
    stamp_sheet: str
    stamp: tuple[tuple[str, str], ...]
    author: str
    made_at: datetime


def report_form(form: ReportForm) -> bytes:
    """The workbook; the same form gives the same bytes but for the time inside the zip."""
    book = Workbook()
    styles.set_default_font(book)
    book.properties.creator = book.properties.lastModifiedBy = form.author
    book.properties.title = form.pages[0].title
    book.properties.created = book.properties.modified = form.made_at.replace(microsecond=0)
    book.remove(book.active)
    for page in form.pages:
        sheet = book.create_sheet(page.sheet)
        _head(sheet, page)
        for number, line in enumerate(page.lines, start=_HEAD + 1):
            _line(sheet, page, number, line)
        _validate(sheet, page)
        _lock(sheet)
    hidden = book.create_sheet(form.stamp_sheet)
    hidden.sheet_state = "veryHidden"
    for number, pair in enumerate(form.stamp, start=1):
        for place, text in enumerate(pair, start=1):
            _text(hidden.cell(number, place), text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _head(sheet: Worksheet, form: FormPage) -> None:
    last = get_column_letter(len(form.columns))
    for number, text in enumerate((form.title, form.about, form.advice), start=1):
        cell = sheet.cell(number, 1)
        _text(cell, text)
        styles.style_title(cell, 16 if number == 1 else 10, bold=number == 1)
        cell.alignment = Alignment(
            horizontal="center" if number == 1 else "left", vertical="center", wrap_text=True
        )
        sheet.merge_cells(f"A{number}:{last}{number}")
        sheet.row_dimensions[number].height = 30 if number != 2 else 18
    for place, column in enumerate(form.columns, start=1):
        cell = sheet.cell(_HEAD, place)
        _text(cell, column.title)
        styles.style_head(cell)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[_HEAD].height = 32


def _line(sheet: Worksheet, form: FormPage, number: int, line: FormLine) -> None:
    most = 1
    for place, (column, text) in enumerate(zip(form.columns, line.texts, strict=True)):
        cell = sheet.cell(number, place + 1)
        if text:
            _text(cell, text)
        cell.font = Font(name=styles.SERIF, size=10, charset=134)
        cell.border = _BOX
        figure = place == form.value and not line.choices
        cell.number_format = "General" if figure else _DAY if place == form.day else "@"
        cell.alignment = Alignment(
            horizontal="right" if figure else "left", vertical="center", wrap_text=not figure
        )
        if column.open:
            cell.fill = _OPEN
            cell.protection = Protection(locked=False)
        most = max(most, lines_for(text, column.width))
    sheet.row_dimensions[number].height = HEIGHTS[most]


def _validate(sheet: Worksheet, form: FormPage) -> None:
    """Counts from nought, steps by a drop-down; a wrong entry is warned of when it is typed."""
    letter = get_column_letter(form.value + 1)
    groups: dict[tuple[tuple[str, ...], bool], DataValidation] = {}
    for number, line in enumerate(form.lines, start=_HEAD + 1):
        kind = (line.choices, line.whole)
        rule = groups.get(kind)
        if rule is None:
            rule = groups[kind] = _rule(line)
            sheet.add_data_validation(rule)
        rule.add(f"{letter}{number}")
    if form.day >= 0 and form.lines:
        sheet.add_data_validation(_days(form))


def _days(form: FormPage) -> DataValidation:
    rule = DataValidation(type="date", operator="greaterThan", formula1=_EARLIEST, allow_blank=True)
    rule.errorStyle = "warning"
    rule.showErrorMessage = True
    letter = get_column_letter(form.day + 1)
    rule.add(f"{letter}{_HEAD + 1}:{letter}{_HEAD + len(form.lines)}")
    return rule


def _rule(line: FormLine) -> DataValidation:
    if line.choices:
        joined = ",".join(line.choices)
        rule = DataValidation(type="list", formula1=f'"{joined}"', allow_blank=True)
    else:
        kind = "whole" if line.whole else "decimal"
        rule = DataValidation(
            type=kind, operator="greaterThanOrEqual", formula1="0", allow_blank=True
        )
    rule.errorStyle = "warning"
    rule.showErrorMessage = True
    rule.prompt = line.prompt[:_LONGEST_PROMPT]
    rule.showInputMessage = bool(line.prompt)
    return rule


def _lock(sheet: Worksheet) -> None:
    """Locked without a password: against slips, not against people."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.freeze_panes = sheet.cell(_HEAD + 1, 1)
    sheet.print_title_rows = f"1:{_HEAD}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _text(cell: Cell, text: str) -> None:
    """A text that begins with = is a text."""
    cell.value = text
    cell.data_type = "s"
