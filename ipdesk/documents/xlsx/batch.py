"""公示名单 and 拨付明细: one sheet, printed as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ipdesk.documents.xlsx.book import Book, footer_text
from ipdesk.documents.xlsx.columns import COVERS, Column, Kind, Table
from ipdesk.wording import Wording

SECTION = "ledger"
# What is posted: who, for what, how much; never a number of anybody.
POSTED = (
    Column("ordinal", 8, Kind.ORDINAL),
    Column("applicant", 44, field="applicant"),
    Column("award", 50, field="award", repeats=True),
    Column("listed", 20, Kind.MONEY, "amount_fen", total=True),
)
PAID_OUT = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("number", 15, field="number", align="center"),
    Column("applicant", 28, field="applicant"),
    Column("award", 32, field="award", repeats=True),
    Column("payee", 28, field="account_name"),
    Column("bank", 22, field="bank"),
    Column("account", 24, field="account", align="center"),
    Column("listed", 16, Kind.MONEY, "amount_fen", total=True),
)


def batch_workbook(
    rows: Sequence[object],
    *,
    payment: bool,
    masked: bool = False,
    title: str,
    about: str,
    author: str,
    made_at: str,
    wording: Wording,
) -> bytes:
    """The list of one batch with its sum."""
    columns = tuple(
        replace(one, masked=masked and one.field in COVERS)
        for one in (PAID_OUT if payment else POSTED)
    )
    sheet = wording.text("page", "batch-sheet-payment" if payment else "batch-sheet-publicity")
    footer = (footer_text(title), wording.text(SECTION, "footer-pages"))
    book = Book(title, author, made_at, footer)
    table = Table(
        sheet,
        title,
        about,
        columns,
        rows,
        total_label=wording.text(SECTION, "total"),
        sign=wording.text(SECTION, "sign", {"made_by": author}) if payment else "",
        subtotal=False,
    )
    book.add(table, [wording.text(SECTION, f"column-{column.key}") for column in columns])
    return book.bytes()
