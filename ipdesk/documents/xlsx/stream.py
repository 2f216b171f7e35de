"""Rows of a large sheet as XML, written by a function compiled for the sheet's columns.

A generic writer decides for every cell what every cell of its column has in common; here
that is decided once. The template row of the shell gives the style numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from ipdesk.documents.xlsx.cells import (
    BUILD,
    HEIGHTS,
    LONGEST_TEXT,
    IllegalTextError,
    Memory,
    formula_cell,
    lines_for,
    money_cell,
    room_for,
    text_cell,
)
from ipdesk.documents.xlsx.columns import COVERS, Column, Kind
from ipdesk.errors import UserError

_CENTS = tuple(f".{cent:02d}" for cent in range(100))


@dataclass(slots=True)
class Written:
    """What a run of the writer leaves behind: lines written and the sum of each column."""

    lines: int = 0
    sums: dict[int, int] = field(default_factory=dict)


Writer = Callable[[Iterable[object], Written], Iterator[str]]


def compile_writer(columns: Sequence[Column], styles: Sequence[int], first: int) -> Writer:
    """A function that turns records into `<row>` elements, the first in line `first`.

    Its source is made of column attributes only, never of what a user typed.
    """
    source = _Source(first)
    for place, (column, style) in enumerate(zip(columns, styles, strict=True)):
        source.add(place, column, style)
    names = source.names | {
        "IllegalTextError": IllegalTextError,
        "refuse": _refusal(columns),
        "text_cell": text_cell,
        "money_cell": money_cell,
        "formula_cell": formula_cell,
        "lines_for": lines_for,
        "heights": HEIGHTS,
        "cents": _CENTS,
    }
    exec(source.text(), names)  # the writer of one sheet, see above
    writer: Writer = names["write"]  # type: ignore[assignment]
    return writer


class _Source:
    """The source of a writer, column by column."""

    def __init__(self, first: int) -> None:
        self.names: dict[str, object] = {}
        self._first = first
        self._cells: list[str] = []
        self._values: list[str] = []
        self._plain: list[str] = []  # when no text of the row needs a second look
        self._careful: list[str] = []
        self._texts: list[str] = []
        self._sums: list[int] = []

    def add(self, place: int, column: Column, style: int) -> None:
        cell = f'<c r="{get_column_letter(place + 1)}{{m}}" s="{style}"'
        if column.kind is Kind.ORDINAL:
            self._cells.append(f"{cell}><v>{{n - {self._first - 1}}}</v></c>")
            return
        self._cells.append(f"{cell}{{c{place}}}")
        if column.total and not column.total_formula:
            self._sums.append(place)
        if column.formula:
            self.names[f"k{place}"], self.names[f"f{place}"] = column.kind, column.formula
            self._values += [
                f"v{place} = r.{column.field}",
                f"c{place} = formula_cell(f{place}.format(row=n), k{place}, v{place})",
            ]
        elif column.kind is Kind.MONEY:
            self._add_money(place, column)
        elif column.kind is Kind.TEXT and not column.repeats:
            self._add_text(place, column)
        else:
            self._add_remembered(place, column)

    def _add_money(self, place: int, column: Column) -> None:
        value = f"v{place}"
        self._values += [
            f"{value} = r.{column.field}",
            f"if {value} is None: c{place} = '/>'",
            f"elif {value} < 0: c{place} = money_cell({value})",
            f"else: c{place} = f'><v>{{{value} // 100}}{{cents[{value} % 100]}}</v></c>'",
        ]

    def _add_text(self, place: int, column: Column) -> None:
        text, width = f"t{place}", column.width
        value = f"r.{column.field}"
        if column.masked:
            self.names[f"mask{place}"] = COVERS[column.field]
            value = f"mask{place}({value})"
        self._texts.append(text)
        room = room_for(width)
        self._values += [
            f"{text} = {value}",
            # So few characters fit whatever they are.
            f"if len({text}) > {room // 4}:",
            f"    w = len({text})",
            f"    w += w if {text}.isascii() else len({text}.encode('utf-8', 'replace'))",
            f"    if w > {room} and (w := (w - 1) // {room} + 1) > lines: lines = w",
        ]
        self._plain.append(
            f"c{place} = f' t=\"inlineStr\"><is><t>{{{text}}}</t></is></c>' if {text} else '/>'"
        )
        self._careful += [
            f"c{place} = text_cell({text})",
            f"lines = max(lines, lines_for({text}, {width}))",
        ]

    def _add_remembered(self, place: int, column: Column) -> None:
        self.names[f"b{place}"] = Memory(BUILD[column.kind])
        self._values += [f"v{place} = r.{column.field}", f"c{place} = b{place}[v{place}]"]
        if column.kind is Kind.TEXT:
            width = column.width
            self.names[f"h{place}"] = Memory[int](lambda text: lines_for(text, width))
            self._values.append(f"if (w := h{place}[v{place}]) > lines: lines = w")

    def text(self) -> str:
        """The whole function."""
        texts = "".join(f"{{{text}}}" for text in self._texts)
        marks = " and ".join(f"{mark!r} not in x" for mark in ("&", "<", ">", "_x", " "))
        added = [f"s{place} += v{place} or 0" for place in self._sums]
        kept = ", ".join(f"{place}: s{place}" for place in self._sums)
        row = [f"    f'{cell}'" for cell in self._cells]
        body = [
            "n += 1",
            "m = str(n)",
            "lines = 1",
            *self._values,
            *added,
            f"x = f'{texts}'",
            f"if x.isprintable() and {marks} and len(x) <= {LONGEST_TEXT}:",
            *_indented(self._plain or ["pass"]),
            "else:",
            *_indented(self._careful or ["pass"]),
            "height = heights[min(lines, 20)]",
            "yield (",
            '    f\'<row r="{m}" ht="{height}">\'',
            *row,
            "    '</row>'",
            ")",
        ]
        lines = [
            "def write(records, written):",
            f"    n = {self._first - 1}",
            *(f"    s{place} = 0" for place in self._sums),
            "    try:",
            "        for r in records:",
            *_indented(_indented(_indented(body))),
            "    except IllegalTextError as error:",
            "        raise refuse(error, r, n) from error",
            f"    written.lines = n - {self._first - 1}",
            f"    written.sums = {{{kept}}}",
        ]
        return "\n".join(lines)


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


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
    return COVERS[column.field](text) if column.masked else text
