"""兑现台账: the claims of a filter or batch as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from openpyxl.worksheet.worksheet import Worksheet

from ipdesk.documents.xlsx.book import Book, footer_text
from ipdesk.documents.xlsx.columns import COVERS, Column, Foot, Kind, Table
from ipdesk.domain.ledger import LedgerItem, LedgerNotes, LedgerRow
from ipdesk.wording import Wording

SECTION = "ledger"

# The columns of 明细; widths are made for 10 point 宋体, two lines where it helps.
DETAIL = (
    Column("ordinal", 5, Kind.ORDINAL),
    Column("number", 13, field="number", align="center"),
    Column("received-on", 10.5, Kind.DATE, "received_on"),
    Column("applicant", 18, field="applicant"),
    Column("kind", 8, field="applicant_kind", align="center", repeats=True),
    Column("code", 19, field="code", align="center"),
    Column("town", 8, field="town", align="center", repeats=True),
    Column("clause", 7.5, field="clause", align="center", repeats=True),
    Column("award", 18, field="award", repeats=True),
    Column("subject-name", 15, field="subject_name"),
    Column("subject", 15, field="subject"),
    Column("fact-on", 10.5, Kind.DATE, "fact_on"),
    Column("count", 5.5, Kind.COUNT, "count", total=True),
    Column("claimed", 14, Kind.MONEY, "claimed_fen", total=True),
    Column("approved", 14, Kind.MONEY, "approved_fen", total=True),
    Column("examined-on", 10.5, Kind.DATE, "examined_on"),
    Column("reviewed-on", 10.5, Kind.DATE, "reviewed_on"),
    Column("deliberated-on", 10.5, Kind.DATE, "deliberated_on"),
    Column("published", 12, field="published", align="center", repeats=True),
    Column("objection", 9, field="objection"),
    Column("document-number", 13, field="document_number", align="center"),
    Column("paid-on", 10.5, Kind.DATE, "paid_on"),
    Column("paid", 14, Kind.MONEY, "paid_fen", total=True),
    Column("voucher", 14, field="voucher", align="center"),
    Column("fund-year", 5.5, Kind.YEAR, "fund_year"),
    Column("fund-source", 9, field="fund_source", align="center", repeats=True),
    Column("stage", 9, field="stage", align="center", repeats=True),
    Column("archive-number", 12, field="archive_number", align="center"),
    Column("note", 13, field="note"),
)
ITEMS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("number", 18, field="number", align="center"),
    Column("applicant", 32, field="applicant"),
    Column("award", 36, field="award", repeats=True),
    Column("item-ordinal", 8, Kind.COUNT, "ordinal"),
    Column("item-subject", 28, field="subject"),
    Column("fact-on", 12, Kind.DATE, "fact_on"),
    Column("verdict", 12, field="verdict", align="center", repeats=True),
    Column("amount", 16, Kind.MONEY, "amount_fen", total=True),
)
NOTES = (
    Column("note-name", 22, field="label", align="center"),
    Column("note-value", 78, field="label_value"),
)


class _Note:
    """One line of 说明."""

    __slots__ = ("label", "label_value")

    def __init__(self, label: str, value: str) -> None:
        self.label = label
        self.label_value = value


class LedgerBook:
    """A workbook about one ledger: every sheet carries its title, period and signatures."""

    def __init__(self, notes: LedgerNotes, wording: Wording) -> None:
        self.notes = notes
        self.wording = wording
        footer = (footer_text(notes.title), self.text("footer-pages"))
        self.book = Book(notes.title, notes.bureau, notes.made_at, footer)

    def text(self, key: str, **values: object) -> str:
        return self.wording.text(SECTION, key, values)

    def table(
        self,
        sheet: str,
        columns: tuple[Column, ...],
        records: Iterable[object],
        foot: tuple[Foot, ...] = (),
    ) -> Table:
        """A table with the manners of every sheet; titles by the key of the sheet."""
        name = self.text(f"sheet-{sheet}")
        notes = self.notes
        columns = tuple(
            replace(column, masked=notes.masked and column.field in COVERS) for column in columns
        )
        return Table(
            sheet=name,
            title=notes.title
            if notes.title == name
            else self.text("title", title=notes.title, sheet=name),
            subtitle=self.text("subtitle", bureau=notes.bureau, period=notes.period),
            columns=columns,
            records=records,
            foot=foot,
            total_label=self.text("total"),
            sign=self.text("sign", made_by=notes.made_by),
        )

    def add(self, table: Table) -> Worksheet:
        titles = [self.text(f"column-{column.key}") for column in table.columns]
        return self.book.add(table, titles)

    def add_list(
        self, name: str, columns: tuple[Column, ...], records: Iterable[object], freeze: int
    ) -> None:
        """A sheet of lines, `freeze` columns of it staying when scrolled."""
        self.add(replace(self.table(name, columns, records), freeze=freeze))

    def add_rows(self, rows: Iterable[LedgerRow]) -> None:
        self.add_list("detail", DETAIL, rows, 4)

    def add_items(self, items: Iterable[LedgerItem]) -> None:
        self.add_list("items", ITEMS, items, 3)

    def add_notes(self) -> None:
        """说明: where the ledger comes from and how to tell that it is unchanged."""
        notes = self.notes
        lines = [
            ("bureau", notes.bureau),
            ("title", notes.title),
            ("period", notes.period),
            ("policy", notes.policy),
        ]
        records = [_Note(self.text(f"note-{key}"), value) for key, value in lines]
        records += [_Note(self.text("note-filter", name=n), value) for n, value in notes.filters]
        if not notes.filters:
            records.append(_Note(self.text("note-filters"), self.text("note-no-filter")))
        lines = [
            ("made-by", notes.made_by),
            ("made-at", f"{datetime.fromisoformat(notes.made_at):%Y-%m-%d %H:%M}"),
            ("numbers", self.text("note-masked" if notes.masked else "note-full")),
            ("amounts", self.text("note-amounts-text")),
            (
                "journal",
                self.text("note-journal-text", seq=notes.journal_seq, head=notes.journal_head),
            ),
            ("digest", notes.digest),
            ("digest-use", self.text("note-digest-text")),
        ]
        records += [_Note(self.text(f"note-{key}"), value) for key, value in lines]
        self._add_note_records(records)

    def add_note_lines(self, lines: Iterable[tuple[str, str]]) -> None:
        """说明 of a workbook that says other things of itself."""
        self._add_note_records([_Note(label, value) for label, value in lines])

    def _add_note_records(self, records: list[_Note]) -> None:
        table = self.table("notes", NOTES, records)
        self.add(replace(table, subtotal=False, sign=""))


def ledger_workbook(
    rows: Iterable[LedgerRow],
    items: Iterable[LedgerItem],
    notes: LedgerNotes,
    wording: Wording,
) -> bytes:
    """明细, the items of claims that have several, and 说明.

    Rows may come from a generator: they are written as they come. With `notes.masked`
    the numbers of persons are starred here, so hand over full rows.
    """
    book = LedgerBook(notes, wording)
    book.add_rows(rows)
    book.add_items(items)
    book.add_notes()
    return book.book.bytes()
