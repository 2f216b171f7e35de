"""年度完成情况 as a workbook: 完成情况, 任务台账, 部门报送, 重点指标 with charts, 说明."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from ipdesk.documents.xlsx.book import FIRST
from ipdesk.documents.xlsx.charts import add_lines
from ipdesk.documents.xlsx.columns import Column, Kind, Table
from ipdesk.documents.xlsx.ledger import LedgerBook
from ipdesk.domain.ledger import LedgerNotes
from ipdesk.domain.target_report import KeyLine, PathLine, TargetReport
from ipdesk.wording import Wording

ATTAINED = (
    Column("ordinal", 5, Kind.ORDINAL),
    Column("row-number", 7, field="row", align="center"),
    Column("clause", 8, field="clause", align="center", repeats=True),
    Column("asked", 30, field="text", repeats=True),
    Column("measure", 24, field="measure"),
    Column("unit", 8, field="unit", align="center", repeats=True),
    Column("goal", 17, field="goal"),
    Column("base-year", 10, field="base_year", align="center", repeats=True),
    Column("base", 12, field="base", align="right"),
    Column("covered", 13, field="period", align="center", repeats=True),
    Column("figure", 14, field="figure", align="right"),
    Column("gap", 11, field="gap", align="right"),
    Column("share", 9, Kind.SHARE, "share"),
    Column("attained", 12, field="verdict", align="center", repeats=True),
    Column("department", 22, field="department", repeats=True),
    Column("note", 30, field="note"),
)
TASKS = (
    Column("ordinal", 5, Kind.ORDINAL),
    Column("row-number", 7, field="row", align="center"),
    Column("clause", 10, field="clause", align="center", repeats=True),
    Column("task", 44, field="title"),
    Column("department", 26, field="department", repeats=True),
    Column("owner", 10, field="owner", align="center", repeats=True),
    Column("due-on", 11, field="due", align="center", repeats=True),
    Column("task-state", 9, field="state", align="center", repeats=True),
    Column("done-on", 11, field="done", align="center"),
    Column("last-progress", 36, field="progress"),
    Column("evidence", 8, Kind.COUNT, "evidence"),
    Column("paused-why", 18, field="reason"),
)
DEPARTMENTS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("department", 44, field="department"),
    Column("reports-due", 13, Kind.COUNT, "owed", total=True),
    Column("reports-timely", 13, Kind.COUNT, "timely", total=True),
    Column("reports-late", 13, Kind.COUNT, "late", total=True),
    Column("reports-overdue", 13, Kind.COUNT, "overdue", total=True),
    Column("reports-open", 13, Kind.COUNT, "open", total=True),
    Column("reports-rate", 16, field="rate", align="center"),
)
AWARDS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("clause", 9, field="clause", align="center", repeats=True),
    Column("award", 44, field="award"),
    Column("approved-count", 9, Kind.COUNT, "approved", total=True),
    Column("applicants", 9, Kind.COUNT, "applicants"),
    Column("approved", 16, Kind.MONEY, "approved_fen", total=True),
    Column("paid", 16, Kind.MONEY, "paid_fen", total=True),
)
_CHART_LINES = 17  # rows of the sheet a chart stands over
_CHARTS_LEFT, _CHARTS_RIGHT = "A", "F"


@dataclass(frozen=True, slots=True)
class _Key:
    """One line of 重点指标: a measure in a year, with the line it should be on."""

    measure: str
    unit: str
    year: int
    value: Decimal | None
    wanted: Decimal | None
    told: str


KEYS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("measure", 40, field="measure", repeats=True),
    Column("unit", 10, field="unit", align="center", repeats=True),
    Column("year-of", 9, Kind.YEAR, "year"),
    Column("actual", 14, Kind.NUMBER, "value"),
    Column("on-path", 14, Kind.NUMBER, "wanted"),
    Column("covered", 30, field="told"),
)


class TargetBook(LedgerBook):
    """The sheets of a report on targets."""

    def add_report(self, report: TargetReport) -> None:
        self.add_plain("attained", ATTAINED, report.targets, 4)
        self.add_plain("task-ledger", TASKS, report.tasks, 4)
        self.add_plain("departments", DEPARTMENTS, report.departments, 2)
        self._add_keys(report)

    def add_plain(
        self, sheet: str, columns: tuple[Column, ...], records: Sequence[object], freeze: int
    ) -> Worksheet:
        return self.add(replace(self._table(sheet, columns, records), freeze=freeze))

    def _table(self, sheet: str, columns: tuple[Column, ...], records: Sequence[object]) -> Table:
        table = self.table(sheet, columns, records)
        notes = self.notes
        about = self.text("targets-subtitle", bureau=notes.bureau, period=notes.period)
        return replace(table, subtitle=about)

    def _add_keys(self, report: TargetReport) -> None:
        """重点指标: each measure's years, and a line chart of each beside its path."""
        groups = _keys(report.keys, report.paths)
        records = [line for group in groups for line in group]
        sheet = self.add(replace(self._table("keys", KEYS, records), subtotal=False))
        first = FIRST
        below = first + max(len(records), 1) + 2
        for number, group in enumerate(groups):
            column = _CHARTS_RIGHT if number % 2 else _CHARTS_LEFT
            place = f"{column}{below + number // 2 * _CHART_LINES}"
            title = self.text("chart-key", measure=group[0].measure, unit=group[0].unit)
            with_path = any(line.wanted is not None for line in group)
            last = first + len(group) - 1
            values = (5, 6) if with_path else (5,)
            add_lines(sheet, title, place, (sheet.title, 4, values), (first, last))
            first = last + 1

    def add_target_notes(self, closed: str) -> None:
        """说明: what the figures rest on, and how to tell that they are unchanged."""
        notes = self.notes
        lines = [
            ("bureau", notes.bureau),
            ("title", notes.title),
            ("period", notes.period),
            ("policy", notes.policy),
            ("made-by", notes.made_by),
            ("made-at", notes.made_at.replace("T", " ")[:16]),
            ("closed", closed),
            ("how", self.text("note-how-text")),
            ("proposed", self.text("note-proposed-text")),
            ("digest", notes.digest),
        ]
        self.add_note_lines([(self.text(f"note-{key}"), value) for key, value in lines])


def _keys(keys: Sequence[KeyLine], paths: Sequence[PathLine]) -> list[list[_Key]]:
    """Lines by measure; a measure with a path has every year up to the one it is due."""
    wanted = {(line.measure, line.year): line for line in paths}
    groups: dict[str, dict[int, _Key]] = {}
    for line in keys:
        path = wanted.get((line.measure, line.year))
        groups.setdefault(line.measure, {})[line.year] = _Key(
            line.measure,
            line.unit,
            line.year,
            line.value,
            path.wanted if path else None,
            line.partial,
        )
    for step in paths:
        group = groups.setdefault(step.measure, {})
        if step.year not in group:
            group[step.year] = _Key(
                step.measure, step.unit, step.year, None, step.wanted, step.per_year
            )
    return [[group[year] for year in sorted(group)] for group in groups.values()]


def target_workbook(
    report: TargetReport, notes: LedgerNotes, wording: Wording, closed: str
) -> bytes:
    """Everything about the targets of a year."""
    book = TargetBook(notes, wording)
    book.add_report(report)
    book.add_target_notes(closed)
    return book.book.bytes()


def annex_workbook(
    report: TargetReport,
    awards: Sequence[object],
    notes: LedgerNotes,
    wording: Wording,
    closed: str,
) -> bytes:
    """年度工作总结附表: what was paid, and what was reached, side by side."""
    book = TargetBook(notes, wording)
    book.add_plain("awards-paid", AWARDS, awards, 3)
    book.add_plain("attained", ATTAINED, report.targets, 4)
    book.add_plain("task-ledger", TASKS, report.tasks, 4)
    book.add_target_notes(closed)
    return book.book.bytes()
