"""The charts of a summary sheet: plain columns, office fonts, no decoration."""

from __future__ import annotations

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.series_factory import SeriesFactory as Series
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


def add_lines(
    sheet: Worksheet,
    title: str,
    place: str,
    columns: tuple[str, int, tuple[int, ...]],
    lines: tuple[int, int],
) -> None:
    """Put a line chart at `place`: the sheet, its column of years, its columns of values.

    Years nobody reported of are gaps, never nought.
    """
    name, years, values = columns
    first, last = lines
    chart = LineChart()
    chart.title, chart.width, chart.height = title, 15, 8
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_characters(1100, bold=True))
    chart.legend.position, chart.legend.txPr = "b", _text(900)
    for column in values:
        series = Series(_area(name, column, column, first, last), title_from_data=False)
        series.tx = SeriesLabel(strRef=StrRef(f"'{name}'!${get_column_letter(column)}${HEAD}"))
        chart.series.append(series)
    chart.set_categories(_area(name, years, years, first, last))
    chart.dispBlanksAs = "gap"
    for series, colour in zip(chart.series, _COLOURS, strict=False):
        series.smooth = False
        series.graphicalProperties = GraphicalProperties(
            ln=LineProperties(solidFill=colour, w=28575)
        )
        series.marker.symbol = "circle"
        series.marker.size = 6
        series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _text(800)
    chart.x_axis.number_format = "0"
    chart.y_axis.number_format = "General"
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
