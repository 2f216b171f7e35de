"""The charts of a summary sheet: plain columns, office fonts, no decoration."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RichTextProperties,
)
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ipdesk.documents.xlsx.book import FIRST, HEAD
from ipdesk.documents.xlsx.styles import CHART

# Three shades that stay apart on a black-and-white printer.
_COLOURS = ("1F4E79", "7FA7D0", "C8C8C8")


def add_bars(
    sheet: Worksheet, title: str, place: str, width: float, source: tuple[str, int, int, int]
) -> None:
    """Put a column chart at `place`, `width` cm wide.

    `source` is the sheet, its first and last value column and the number of its lines; the
    second column of that sheet names the groups.
    """
    name, first, last, lines = source
    end = HEAD + lines
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth, chart.overlap = "col", "clustered", 60, 0
    chart.title, chart.width, chart.height = title, width, 8
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_characters(1200, bold=True))
    chart.legend.position, chart.legend.txPr = "b", _text(900)
    chart.add_data(_area(name, first, last, HEAD, end), titles_from_data=True)
    chart.set_categories(_area(name, 2, 2, FIRST, end))
    for series, colour in zip(chart.series, _COLOURS, strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False  # openpyxl hides both unless told
        axis.txPr = _text(800)
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))
    sheet.add_chart(chart, place)


def _area(name: str, first: int, last: int, top: int, end: int) -> Reference:
    left, right = get_column_letter(first), get_column_letter(last)
    return Reference(range_string=f"'{name}'!${left}${top}:${right}${end}")


def _characters(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, latin=Font(typeface=CHART), ea=Font(typeface=CHART))


def _text(size: int) -> RichText:
    properties = ParagraphProperties(defRPr=_characters(size))
    return RichText(bodyPr=RichTextProperties(), p=[Paragraph(pPr=properties, endParaRPr=None)])
