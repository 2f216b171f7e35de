"""The XML of single cells: text, money, numbers, dates and formulas."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from math import ceil
from typing import TypeVar

from ipdesk.documents.xlsx.columns import Kind

# Points by number of lines, 10 point text. Office programs do not agree on fitting rows by
# themselves, so every row says its height.
HEIGHTS = (18, *(18 + 13 * further for further in range(20)))
LONGEST_TEXT = 32_767  # Excel's limit for one cell
_EPOCH = date(1899, 12, 30).toordinal()  # Excel's day 0 for dates after February 1900
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x000D_ in a text as a character; an underscore of the user's must not become one.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class IllegalTextError(ValueError):
    """A text that no workbook can hold."""

    def __init__(self, text: str, position: int) -> None:
        super().__init__(text, position)
        self.text = text
        self.position = position


def escaped(text: str) -> str:
    """`text` as XML content; raises IllegalTextError for characters that XML cannot hold."""
    if len(text) > LONGEST_TEXT:
        raise IllegalTextError(text, LONGEST_TEXT)
    if bad := _ILLEGAL.search(text):
        raise IllegalTextError(text, bad.start())
    text = _LOOKS_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_cell(text: str) -> str:
    """All of a text cell after its reference and style."""
    if not text:
        return "/>"
    space = "" if text.split() == [text] else ' xml:space="preserve"'
    return f' t="inlineStr"><is><t{space}>{escaped(text)}</t></is></c>'


def lines_for(text: str, width: float) -> int:
    """The lines that `text` needs in a column of `width` characters, at most 20."""
    room = room_for(width)
    lines = 0
    for part in text.split("\n"):
        # Three bytes for a Chinese character and one for a Latin letter: twice as wide.
        halves = len(part.encode("utf-8", "replace")) + len(part)
        lines += max(1, ceil(halves / room))
    return min(lines, len(HEIGHTS) - 1)


def room_for(width: float) -> int:
    """What fits on one line of a column, in quarters of a Chinese character."""
    return int(2 * (width - 1))


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


Result = TypeVar("Result", str, int)


class Memory(dict[object, Result]):
    """Results for a column with few different values, worked out once each."""

    def __init__(self, build: Callable[..., Result]) -> None:
        super().__init__()
        self._build: Callable[..., Result] = build

    def __missing__(self, value: object) -> Result:
        result: Result = self._build(value)
        self[value] = result
        return result


BUILD: dict[Kind, Callable[..., str]] = {
    Kind.TEXT: text_cell,
    Kind.MONEY: money_cell,
    Kind.COUNT: number_cell,
    Kind.NUMBER: number_cell,
    Kind.YEAR: number_cell,
    Kind.DATE: date_cell,
    Kind.SHARE: number_cell,
}
