"""操作记录: an extract of the journal as one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.documents.xlsx.book import Book, footer_text
from ipdesk.documents.xlsx.columns import Column, Kind, Table
from ipdesk.wording import Wording

COLUMNS = (
    Column("seq", 9, Kind.COUNT, "seq"),
    Column("at", 17, field="at", align="center"),
    Column("by", 12, field="by", repeats=True),
    Column("act", 20, field="act", repeats=True),
    Column("about", 36, field="about", repeats=True),
    Column("what", 64, field="what"),
    Column("why", 30, field="why"),
    Column("seal", 16, field="seal", align="center"),
)


def journal_workbook(
    rows: Sequence[object], *, title: str, about: str, author: str, made_at: str, wording: Wording
) -> bytes:
    """The entries as they were shown, each with the beginning of its seal."""
    footer = (footer_text(title), wording.text("ledger", "footer-pages"))
    book = Book(title, author, made_at, footer)
    table = Table(wording.text("journal", "sheet"), title, about, COLUMNS, rows, subtotal=False)
    book.add(table, [wording.text("journal", f"column-{column.key}") for column in COLUMNS])
    return book.bytes()
