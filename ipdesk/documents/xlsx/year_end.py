"""年度报表: one workbook at year end, from the summary down to every claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from openpyxl.worksheet.pagebreak import Break

from ipdesk.documents.xlsx.book import FIRST, HEAD
from ipdesk.documents.xlsx.charts import add_bars
from ipdesk.documents.xlsx.columns import Foot, Kind
from ipdesk.documents.xlsx.ledger import LedgerBook
from ipdesk.documents.xlsx.year_columns import (
    ADJUSTMENTS,
    APPLICANTS,
    BUDGET,
    CAPS,
    CLAUSES,
    FAILED,
    OBJECTIONS,
    PAYMENTS,
    SUMMARY,
    TARGETS,
    TASKS,
)
from ipdesk.domain.ledger import (
    AwardSum,
    Budget,
    LedgerNotes,
    applicant_sums,
    change,
    clause_sums,
)
from ipdesk.domain.year_content import YearContent
from ipdesk.wording import Wording


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


def year_end_workbook(content: YearContent, notes: LedgerNotes, wording: Wording) -> bytes:
    """Everything finance, audit and the level above ask for after a year.

    Its sums have a line for every award of the policy, those without a claim too.
    """
    if content.budget.year != content.year:
        raise ValueError(f"budget of {content.budget.year} in the file of {content.year}")
    book = YearEndBook(notes, wording)
    applicants = applicant_sums(content.rows)
    failed = [row for row in content.rows if row.failed]
    book.add_summary(content.sums, content.budget, len(applicants))
    book.add_clauses(content.sums)
    book.add_rows(content.rows)
    book.add_items(content.items)
    book.add_list("applicants", APPLICANTS, applicants, 2)
    book.add_list("payments", PAYMENTS, content.payments, 5)
    book.add_list("failed", FAILED, failed, 4)
    book.add_list("objections", OBJECTIONS, content.objections, 3)
    book.add_list("caps", CAPS, content.caps, 0)
    book.add_budget(content.budget)
    book.add_list("adjustments", ADJUSTMENTS, content.adjustments, 5)
    book.add_list("targets", TARGETS, content.targets, 0)
    book.add_list("tasks", TASKS, content.tasks, 0)
    book.add_notes()
    return book.book.bytes()
