"""申报主体名册, 作品登记明细, 目标完成情况 and 文书登记簿, each a workbook of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipdesk.documents.xlsx.columns import Column, Kind
from ipdesk.documents.xlsx.ledger import LedgerBook
from ipdesk.documents.xlsx.year_columns import TARGETS, TASKS
from ipdesk.domain.ledger import LedgerNotes
from ipdesk.wording import Wording

APPLICANTS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("applicant", 26, field="name"),
    Column("kind", 9, field="kind", align="center", repeats=True),
    Column("code", 20, field="code", align="center"),
    Column("local", 6, field="local", align="center", repeats=True),
    Column("town", 9, field="town", align="center", repeats=True),
    Column("address", 24, field="address"),
    Column("representative", 10, field="representative", align="center"),
    Column("contact", 10, field="contact", align="center"),
    Column("phone", 14, field="phone", align="center"),
    Column("bank", 18, field="bank", repeats=True),
    Column("payee", 22, field="account_name"),
    Column("account", 21, field="account", align="center"),
    Column("former", 18, field="former"),
    Column("registered-on", 11, Kind.DATE, "registered_on"),
    Column("received", 7, Kind.COUNT, "received", total=True),
    Column("approved-count", 7, Kind.COUNT, "approved", total=True),
    Column("refused", 7, Kind.COUNT, "refused", total=True),
    Column("approved", 15, Kind.MONEY, "approved_fen", total=True),
    Column("paid", 15, Kind.MONEY, "paid_fen", total=True),
    Column("note", 12, field="note"),
)
WORKS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("number", 15, field="number", align="center"),
    Column("received-on", 11, Kind.DATE, "received_on"),
    Column("applicant", 28, field="applicant"),
    Column("kind", 10, field="kind", align="center", repeats=True),
    Column("code", 20, field="code", align="center"),
    Column("town", 10, field="town", align="center", repeats=True),
    Column("award", 22, field="award", repeats=True),
    Column("item-ordinal", 7, Kind.COUNT, "ordinal"),
    Column("work", 25, field="work"),
    Column("work-on", 12, Kind.DATE, "registered_on"),
    Column("verdict", 10, field="verdict", align="center", repeats=True),
    Column("amount", 13, Kind.MONEY, "amount_fen", total=True),
    Column("stage", 10, field="stage", align="center", repeats=True),
    Column("document-number", 20, field="document_number", align="center"),
)
LETTERS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("letter-number", 22, field="document_number", align="center"),
    Column("letter-kind", 16, field="kind", align="center", repeats=True),
    Column("issued-on", 11, Kind.DATE, "issued_on"),
    Column("addressee", 28, field="applicant"),
    Column("number", 15, field="number", align="center"),
    Column("award", 26, field="award", repeats=True),
    Column("letter-fen", 14, Kind.MONEY, "amount_fen"),
    Column("issued-by", 10, field="issued_by", align="center", repeats=True),
    Column("check-code", 17, field="check_code", align="center"),
    Column("prints", 7, Kind.COUNT, "prints", total=True),
    Column("saves", 7, Kind.COUNT, "saves", total=True),
    Column("first-print", 16, field="first_print", align="center"),
    Column("letter-state", 8, field="state", align="center", repeats=True),
)
COPIES = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("copied-at", 18, field="at", align="center"),
    Column("letter-number", 24, field="document_number", align="center"),
    Column("addressee", 36, field="applicant"),
    Column("copied-how", 10, field="how", align="center", repeats=True),
    Column("copies", 8, Kind.COUNT, "copies", total=True),
    Column("copied-to", 30, field="recipient"),
    Column("copied-by", 14, field="by", align="center", repeats=True),
)
# The sheets of a register: their name, columns and how many of these stay when scrolled.
_SHEETS: Mapping[str, tuple[tuple[str, tuple[Column, ...], int], ...]] = {
    "register": (("register", APPLICANTS, 2),),
    "works": (("works", WORKS, 4),),
    "targets": (("targets", TARGETS, 0), ("tasks", TASKS, 0)),
    "letters": (("letters", LETTERS, 2), ("copies", COPIES, 0)),
}


def register_workbook(
    name: str, parts: Sequence[Sequence[object]], notes: LedgerNotes, wording: Wording
) -> bytes:
    """A register sheet by sheet, and 说明."""
    book = LedgerBook(notes, wording)
    for (sheet, columns, freeze), records in zip(_SHEETS[name], parts, strict=True):
        book.add_list(sheet, columns, records, freeze)
    book.add_notes()
    return book.book.bytes()
