"""Rows of a large sheet as XML, written by a function compiled for the sheet's columns.

A generic writer decides for every cell what every cell of its column has in common; here
that is decided once. The template row of the shell gives the style numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil

from openpyxl.utils import get_column_letter

from ipdesk.documents.xlsx.columns import Column, Kind
from ipdesk.domain.ledger import masked_code
from ipdesk.errors import UserError

ROW_HEIGHT = 18  # points, for one line of 10 point text
_LINE_HEIGHT = 13  # points, for each further line
_MOST_LINES = 20
LONGEST_TEXT = 32_767  # Excel's limit for one cell
_EPOCH = date(1899, 12, 30).toordinal()  # Excel's day 0 for dates after February 1900
# Whatever needs a second look: markup, white space, and what XML cannot hold.
_SUSPECT = re.compile("[&<>_\\s\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x000D_ in a text as a character; an underscore of the user's must not become one.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class IllegalTextError(ValueError):
    """A text that no workbook can hold."""

    def __init__(self, text: str, position: int) -> None:
        super().__init__(text, position)
        self.text = text
        self.position = position


@dataclass(slots=True)
class Written:
    """What a run of the writer leaves behind: lines written and the sum of each column."""

    lines: int = 0
    sums: dict[int, int] = field(default_factory=dict)


Writer = Callable[[Iterable[object], Written], Iterator[str]]


def escaped(text: str) -> str:
    """`text` as XML content; raises IllegalTextError for characters that XML cannot hold."""
    if len(text) > LONGEST_TEXT:
        raise IllegalTextError(text, LONGEST_TEXT)
    if not _SUSPECT.search(text):
        return text
    if bad := _ILLEGAL.search(text):
        raise IllegalTextError(text, bad.start())
    text = _LOOKS_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_cell(text: str) -> str:
    """All of a text cell after its reference and style."""
    if not text:
        return "/>"
    return f' t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def _masked_cell(code: str) -> str:
    return text_cell(masked_code(code))


def height_for(text: str, width: float) -> int:
    """The height in points that `text` needs in a column of `width` characters.

    Office programs do not agree on fitting rows by themselves, so every row says its height.
    """
    room = width - 1
    lines = 0
    for part in text.split("\n"):
        # Three bytes for a Chinese character and one for a Latin letter: twice as wide.
        wide = (len(part.encode("utf-8", "replace")) + len(part)) / 2
        lines += max(1, ceil(wide / room))
    return ROW_HEIGHT + (min(lines, _MOST_LINES) - 1) * _LINE_HEIGHT


def money_cell(fen: int | None) -> str:
    if fen is None:
        return "/>"
    return f"><v>{yuan(fen)}</v></c>"


def yuan(fen: int) -> str:
    """The amount in 元, exactly, as a workbook stores numbers."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


def number_cell(value: int | Decimal | None) -> str:
    if value is None:
        return "/>"
    return f"><v>{number(value)}</v></c>"


def number(value: int | Decimal) -> str:
    return str(value) if isinstance(value, int) else f"{value:.15g}"


def date_cell(day: date | None) -> str:
    if day is None:
        return "/>"
    return f"><v>{day.toordinal() - _EPOCH}</v></c>"


def formula_cell(formula: str, kind: Kind, value: int | Decimal | None) -> str:
    """A formula with its value stored beside it, so that previews show it."""
    code = formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if value is None:
        return f' t="str"><f>{code}</f><v></v></c>'
    shown = yuan(int(value)) if kind is Kind.MONEY else number(value)
    return f"><f>{code}</f><v>{shown}</v></c>"


class _Memory(dict[object, str]):
    """Cells of a column with few different values, built once each."""

    def __init__(self, build: Callable[..., str]) -> None:
        super().__init__()
        self._build = build

    def __missing__(self, value: object) -> str:
        cell = self[value] = self._build(value)
        return cell


_BUILD: dict[Kind, Callable[..., str]] = {
    Kind.TEXT: text_cell,
    Kind.MONEY: money_cell,
    Kind.COUNT: number_cell,
    Kind.YEAR: number_cell,
    Kind.DATE: date_cell,
    Kind.SHARE: number_cell,
}


def compile_writer(columns: Sequence[Column], styles: Sequence[int], first: int) -> Writer:
    """A function that turns records into `<row>` elements, the first in line `first`.

    The source is made of column attributes only, never of what a user typed.
    """
    names: dict[str, object] = {
        "formula_cell": formula_cell,
        "height": height_for,
        "IllegalTextError": IllegalTextError,
    }
    before, cells, sums = [], [], []
    for place, (column, style) in enumerate(zip(columns, styles, strict=True)):
        cell = f'<c r="{get_column_letter(place + 1)}{{n}}" s="{style}"'
        if column.kind is Kind.ORDINAL:
            cells.append(f"{cell}><v>{{n - {first - 1}}}</v></c>")
            continue
        value = f"r.{column.field}"
        if column.kind is Kind.TEXT and not column.masked:
            # A text of so few characters fits whatever they are; most are as short.
            before += [
                f"t = {value}",
                f"if len(t) > {int(column.width / 2)} or '\\n' in t:",
                f"    h = max(h, height(t, {column.width}))",
            ]
        if column.total and not column.total_formula:
            before += [f"v{place} = {value}", f"s{place} += v{place} or 0"]
            value = f"v{place}"
            sums.append(place)
        cells.append(f"{cell}{{{_expression(place, column, value, names)}}}")
    exec(_source(before, cells, sums, first), names)  # rows of one sheet, see above
    writer: Writer = names["write"]  # type: ignore[assignment]
    names["refuse"] = _refusal(columns)
    return writer


def _expression(place: int, column: Column, value: str, names: dict[str, object]) -> str:
    """Python for the rest of a cell whose value is the expression `value`."""
    if column.formula:
        names[f"k{place}"], names[f"f{place}"] = column.kind, column.formula
        return f"formula_cell(f{place}.format(row=n), k{place}, {value})"
    build = _masked_cell if column.masked else _BUILD[column.kind]
    if column.repeats or column.kind in (Kind.DATE, Kind.COUNT, Kind.YEAR):
        names[f"b{place}"] = _Memory(build)
        return f"b{place}[{value}]"
    names[f"b{place}"] = build
    return f"b{place}({value})"


def _source(before: list[str], cells: list[str], sums: list[int], first: int) -> str:
    start = "".join(f"    s{place} = 0\n" for place in sums)
    lines = "".join(f"            {line}\n" for line in before)
    row = "".join(f"                f'{cell}'\n" for cell in cells)
    kept = ", ".join(f"{place}: s{place}" for place in sums)
    return (
        "def write(records, written):\n"
        f"    n = {first - 1}\n{start}"
        "    try:\n"
        "        for r in records:\n"
        f"            n += 1\n            h = {ROW_HEIGHT}\n{lines}"
        "            yield (\n"
        '                f\'<row r="{n}" ht="{h}">\'\n'
        f"{row}"
        "                '</row>'\n"
        "            )\n"
        "    except IllegalTextError as error:\n"
        "        raise refuse(error, r, n) from error\n"
        f"    written.lines = n - {first - 1}\n"
        f"    written.sums = {{{kept}}}\n"
    )


def _refusal(columns: Sequence[Column]) -> Callable[[IllegalTextError, object, int], UserError]:
    def refuse(error: IllegalTextError, record: object, line: int) -> UserError:
        """Say where the text stands that cannot be written."""
        place = next(
            place
            for place, column in enumerate(columns, 1)
            if column.kind is Kind.TEXT and _shown(column, record) == error.text
        )
        return UserError(
            "workbook-illegal-text",
            cell=f"{get_column_letter(place)}{line}",
            position=error.position + 1,
        )

    return refuse


def _shown(column: Column, record: object) -> str:
    text: str = getattr(record, column.field)
    return masked_code(text) if column.masked else text
