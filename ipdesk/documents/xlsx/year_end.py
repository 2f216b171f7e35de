"""年度报表: one workbook at year end, from the summary down to every claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from openpyxl.worksheet.pagebreak import Break

from ipdesk.documents.xlsx.book import FIRST, HEAD
from ipdesk.documents.xlsx.charts import add_bars
from ipdesk.documents.xlsx.columns import Column, Foot, Kind
from ipdesk.documents.xlsx.ledger import LedgerBook
from ipdesk.domain.ledger import (
    AwardSum,
    Budget,
    CapUse,
    LedgerItem,
    LedgerNotes,
    LedgerRow,
    applicant_sums,
    change,
    clause_sums,
)
from ipdesk.wording import Wording

_COUNTS = (
    Column("received", 9, Kind.COUNT, "received", total=True),
    Column("approved-count", 9, Kind.COUNT, "approved", total=True),
    Column("refused", 9, Kind.COUNT, "refused", total=True),
)
SUMMARY = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("clause", 9, field="clause", align="center"),
    Column("award", 46, field="award"),
    *_COUNTS,
    Column("applicants", 9, Kind.COUNT, "applicants", total=True),
    Column("approved", 16, Kind.MONEY, "approved_fen", total=True),
    Column("paid", 16, Kind.MONEY, "paid_fen", total=True),
    Column("last-year", 16, Kind.MONEY, "last_year_fen", total=True),
    Column(
        "change",
        10,
        Kind.SHARE,
        "change",
        formula='IF(J{row}=0,"",H{row}/J{row}-1)',
        total=True,
        total_formula='IF(J{row}=0,"",H{row}/J{row}-1)',
    ),
)
CLAUSES = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("clause", 14, field="clause", align="center"),
    *_COUNTS,
    Column("approved", 17, Kind.MONEY, "approved_fen", total=True),
    Column("paid", 17, Kind.MONEY, "paid_fen", total=True),
    Column("last-year", 17, Kind.MONEY, "last_year_fen", total=True),
    Column(
        "change",
        10,
        Kind.SHARE,
        "change",
        formula='IF(H{row}=0,"",F{row}/H{row}-1)',
        total=True,
        total_formula='IF(H{row}=0,"",F{row}/H{row}-1)',
    ),
)
APPLICANTS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("applicant", 36, field="applicant"),
    Column("kind", 12, field="kind", align="center", repeats=True),
    Column("code", 22, field="code", align="center"),
    Column("town", 11, field="town", align="center", repeats=True),
    *_COUNTS,
    Column("claimed", 16, Kind.MONEY, "claimed_fen", total=True),
    Column("approved", 16, Kind.MONEY, "approved_fen", total=True),
    Column("paid", 16, Kind.MONEY, "paid_fen", total=True),
)
PAYMENTS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("number", 18, field="number", align="center"),
    Column("applicant", 30, field="applicant"),
    Column("code", 22, field="code", align="center"),
    Column("award", 32, field="award", repeats=True),
    Column("document-number", 20, field="document_number", align="center"),
    Column("approved", 15, Kind.MONEY, "approved_fen", total=True),
    Column("paid-on", 12, Kind.DATE, "paid_on"),
    Column("paid", 15, Kind.MONEY, "paid_fen", total=True),
    Column("short", 13, Kind.MONEY, "short_fen", total=True),
    Column("voucher", 13, field="voucher", align="center"),
    Column("fund-source", 13, field="fund_source", align="center", repeats=True),
)
FAILED = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("number", 18, field="number", align="center"),
    Column("received-on", 12, Kind.DATE, "received_on"),
    Column("applicant", 30, field="applicant"),
    Column("clause", 9, field="clause", align="center", repeats=True),
    Column("award", 32, field="award", repeats=True),
    Column("claimed", 15, Kind.MONEY, "claimed_fen", total=True),
    Column("stage", 11, field="stage", align="center", repeats=True),
    Column("reason", 40, field="reason"),
    Column("document-number", 20, field="document_number", align="center"),
)
OBJECTIONS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("number", 18, field="number", align="center"),
    Column("applicant", 30, field="applicant"),
    Column("award", 32, field="award", repeats=True),
    Column("approved", 15, Kind.MONEY, "approved_fen", total=True),
    Column("published", 13, field="published", align="center", repeats=True),
    Column("objection", 46, field="objection"),
    Column("stage", 11, field="stage", align="center", repeats=True),
)
CAPS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("clause", 9, field="clause", align="center", repeats=True),
    Column("award", 32, field="award", repeats=True),
    Column("cap", 26, field="cap", repeats=True),
    Column("applicant", 30, field="applicant"),
    Column("cap-year", 8, Kind.YEAR, "year"),
    Column("used", 9, Kind.COUNT, "used"),
    Column("limit", 9, Kind.COUNT, "limit"),
    Column("left", 9, Kind.COUNT, "left"),
    Column("used-fen", 15, Kind.MONEY, "used_fen"),
    Column("limit-fen", 15, Kind.MONEY, "limit_fen"),
    Column("left-fen", 15, Kind.MONEY, "left_fen"),
)
BUDGET = (
    Column("budget-line", 34, field="label", align="center"),
    Column("budget-amount", 24, Kind.MONEY, "fen"),
    Column("budget-share", 14, Kind.SHARE, "share", formula='IF(B$4=0,"",B{row}/B$4)'),
)


@dataclass(frozen=True, slots=True)
class _BudgetLine:
    label: str
    fen: int
    whole_fen: int

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.fen) / self.whole_fen if self.whole_fen else None


class YearEndBook(LedgerBook):
    """The sheets of the year-end workbook, each from its part of the same records."""

    def add_summary(self, sums: Sequence[AwardSum], budget: Budget, applicants: int) -> None:
        """汇总 with two charts below it, which draw on 按条款."""
        by_applicant = self.text("sheet-applicants")
        last = HEAD + max(applicants, 1)
        columns = tuple(
            replace(column, total_formula=f"COUNTA('{by_applicant}'!B{FIRST}:B{last})")
            if column.key == "applicants"
            else column
            for column in SUMMARY
        )
        totals = {"applicants": applicants, "change": _whole_change(sums)}
        table = self.table("summary", columns, sums, self._summary_foot(budget))
        sheet = self.add(replace(table, totals=totals, subtotal=False, freeze=3))
        line = HEAD + max(len(sums), 1) + 1 + len(table.foot) + 1
        source = self.text("sheet-clauses")
        count = max(len(clause_sums(sums)), 1)
        add_bars(sheet, self.text("chart-amounts"), f"A{line + 1}", 13.2, (source, 6, 8, count))
        add_bars(sheet, self.text("chart-counts"), f"E{line + 1}", 15.5, (source, 3, 5, count))
        if not _charts_fit(line - HEAD):
            sheet.row_breaks.append(Break(id=line))

    def _summary_foot(self, budget: Budget) -> tuple[Foot, ...]:
        sheet = self.text("sheet-budget")
        values = (
            ("budget", 0, Kind.MONEY, budget.budget_fen),
            ("reserved", 1, Kind.MONEY, budget.reserved_fen),
            ("left", 4, Kind.MONEY, budget.left_fen),
            ("used", 5, Kind.SHARE, budget.used_share),
        )
        return tuple(
            Foot(self.text(f"budget-{key}"), 2, 7, kind, f"'{sheet}'!B{FIRST + place}", value)
            for key, place, kind, value in values
        )

    def add_clauses(self, sums: Sequence[AwardSum]) -> None:
        table = self.table("clauses", CLAUSES, clause_sums(sums))
        totals = {"change": _whole_change(sums)}
        self.add(replace(table, totals=totals, subtotal=False, freeze=2))

    def add_budget(self, budget: Budget) -> None:
        """预算执行: what there was, what is bound, what is left."""
        amounts = (
            ("budget", budget.budget_fen),
            ("reserved", budget.reserved_fen),
            ("approved", budget.approved_fen),
            ("paid", budget.paid_fen),
        )
        records = [
            _BudgetLine(self.text(f"budget-{key}"), fen, budget.budget_fen) for key, fen in amounts
        ]
        left, used = self.text("budget-left"), self.text("budget-used")
        foot = (
            Foot(left, 0, 1, Kind.MONEY, "B4-B5-B6", budget.left_fen),
            Foot(used, 0, 1, Kind.SHARE, 'IF(B4=0,"",B7/B4)', budget.used_share),
        )
        table = self.table("budget", BUDGET, records, foot)
        self.add(replace(table, subtotal=False))


def _charts_fit(lines: int) -> bool:
    """Whether the charts stand whole on the page that `lines` below the header end on.

    A page holds 27 to 31 lines, as the fonts of the machine have it; charts take 14.
    """
    return all(lines % page + 14 <= page for page in (27, 28, 29, 30, 31))


def _whole_change(sums: Sequence[AwardSum]) -> Decimal | None:
    return change(sum(s.approved_fen for s in sums), sum(s.last_year_fen for s in sums))


def _paid_order(row: LedgerRow) -> tuple[date, str]:
    return row.paid_on or date.max, row.number


def year_end_workbook(
    year: int,
    sums: Sequence[AwardSum],
    rows: Sequence[LedgerRow],
    items: Sequence[LedgerItem],
    budget: Budget,
    notes: LedgerNotes,
    wording: Wording,
    *,
    caps: Sequence[CapUse] = (),
) -> bytes:
    """Everything finance, audit and the level above ask for after a year.

    `sums` has a line for every award of the policy, those without a claim too.
    """
    if budget.year != year:
        raise ValueError(f"budget of {budget.year} in the file of {year}")
    book = YearEndBook(notes, wording)
    applicants = applicant_sums(rows)
    book.add_summary(sums, budget, len(applicants))
    book.add_clauses(sums)
    book.add_rows(rows)
    book.add_items(items)
    paid = sorted((row for row in rows if row.paid_fen is not None), key=_paid_order)
    for name, columns, records, freeze in (
        ("applicants", APPLICANTS, applicants, 2),
        ("payments", PAYMENTS, paid, 3),
        ("failed", FAILED, [row for row in rows if row.failed], 4),
        ("objections", OBJECTIONS, [row for row in rows if row.objection], 3),
        ("caps", CAPS, caps, 0),
    ):
        book.add(replace(book.table(name, columns, records), freeze=freeze))
    book.add_budget(budget)
    book.add_notes()
    return book.book.bytes()
