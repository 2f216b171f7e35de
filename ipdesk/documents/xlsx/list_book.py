"""A list as it stands on the screen, as one sheet: amounts are amounts and days are days."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from typing import Any

from ipdesk.documents.xlsx.book import Book, footer_text
from ipdesk.documents.xlsx.columns import Column, Kind, Table
from ipdesk.wording import Wording

_KINDS = {"day": Kind.DATE, "money": Kind.MONEY, "count": Kind.COUNT}
_WIDTHS = {Kind.DATE: 12.0, Kind.MONEY: 16.0, Kind.COUNT: 8.0}
_NARROWEST, _WIDEST = 8.0, 44.0
_LOOKED_AT = 400  # rows a column's width is measured by


def list_workbook(
    heads: Sequence[tuple[str, str]],
    lines: Sequence[Sequence[Any]],
    *,
    title: str,
    sheet: str,
    about: str,
    author: str,
    made_at: str,
    wording: Wording,
) -> bytes:
    """`heads` are titles and kinds; each line has a value for each of them."""
    names = [f"c{place}" for place in range(len(heads))]
    record = namedtuple("record", names)  # type: ignore[misc]  # its fields are those of the list
    columns = tuple(
        _column(place, name, kind, lines)
        for place, (name, (_, kind)) in enumerate(zip(names, heads, strict=True))
    )
    footer = (footer_text(title), wording.text("ledger", "footer-pages"))
    book = Book(title, author, made_at, footer)
    rows = [record(*line) for line in lines]
    total = wording.text("ledger", "total")
    book.add(Table(sheet, title, about, columns, rows, total_label=total), [t for t, _ in heads])
    return book.bytes()


def _column(place: int, name: str, kind: str, lines: Sequence[Sequence[Any]]) -> Column:
    shown = _KINDS.get(kind, Kind.TEXT)
    width = _WIDTHS.get(shown)
    if width is None:
        longest = max((len(str(line[place])) for line in lines[:_LOOKED_AT]), default=0)
        # A Chinese character is as wide as two figures; codes are not as wide as that.
        width = min(max(longest * 1.6 + 2, _NARROWEST), _WIDEST)
    # Amounts are added up; a column of counts may be a serial number.
    return Column(name, width, shown, name, total=shown is Kind.MONEY)
