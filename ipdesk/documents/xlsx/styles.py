"""Fonts, fills and number formats of a workbook, as a Chinese office expects them."""

from __future__ import annotations

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook

from ipdesk.documents.xlsx.columns import Column, Kind

# 宋体 and 等线 by the names Excel and WPS know on every Chinese machine.
SERIF = "宋体"
CHART = "等线"

FORMATS = {
    Kind.ORDINAL: "0",
    Kind.TEXT: "@",
    Kind.MONEY: "#,##0.00",
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "General",
    Kind.YEAR: "0",
    Kind.DATE: "yyyy-mm-dd",
    Kind.SHARE: "0.0%",
}
_ALIGN = {
    Kind.ORDINAL: "center",
    Kind.TEXT: "left",
    Kind.MONEY: "right",
    Kind.COUNT: "center",
    Kind.NUMBER: "right",
    Kind.YEAR: "center",
    Kind.DATE: "center",
    Kind.SHARE: "right",
}
_LINE = Side(style="thin", color="FF8C8C8C")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="FFDCE6F1")
_TOTAL = PatternFill("solid", fgColor="FFF2F2F2")


def set_default_font(workbook: Workbook) -> None:
    """Make 宋体 11 the workbook's own font: column widths are counted in its digits."""
    font = Font(name=SERIF, size=11, charset=134)
    normal = workbook._named_styles["Normal"]
    normal.font = font
    workbook._fonts[0] = font
    workbook._fonts._dict = {value: place for place, value in enumerate(workbook._fonts)}


def style_title(cell: Cell, size: float, bold: bool) -> None:
    cell.font = Font(name=SERIF, size=size, bold=bold, charset=134)
    cell.alignment = Alignment(
        horizontal="center" if bold else "left", vertical="center", wrap_text=bold
    )
    cell.number_format = "@"
    cell.quotePrefix = True


def style_head(cell: Cell) -> None:
    cell.font = Font(name=SERIF, size=10, bold=True, charset=134)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _BOX
    cell.fill = _HEAD
    cell.number_format = "@"


def style_value(cell: Cell, column: Column, *, total: bool = False) -> None:
    """The look of one column's cells; `total` for the line below them."""
    cell.font = Font(name=SERIF, size=10, bold=total, charset=134)
    cell.border = _BOX
    cell.number_format = FORMATS[column.kind]
    align = column.align or _ALIGN[column.kind]
    # Text wraps; a figure too wide for its column shrinks instead of turning into ###.
    text = column.kind is Kind.TEXT
    cell.alignment = Alignment(
        horizontal=align, vertical="center", wrap_text=text and not total, shrink_to_fit=not text
    )
    if column.kind is Kind.TEXT:
        cell.quotePrefix = True
    if total:
        cell.fill = _TOTAL
