"""The columns of the year-end workbook, sheet by sheet."""

from __future__ import annotations

from ipdesk.documents.xlsx.columns import Column, Kind

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
    Column("moved-on", 12, Kind.DATE, "moved_on"),
    Column("moved", 8, field="kind", align="center", repeats=True),
    Column("number", 15, field="number", align="center"),
    Column("applicant", 28, field="applicant"),
    Column("code", 21, field="code", align="center"),
    Column("award", 26, field="award", repeats=True),
    Column("document-number", 18, field="document_number", align="center"),
    Column("moved-fen", 15, Kind.MONEY, "paid_fen", total=True),
    Column("returned-fen", 13, Kind.MONEY, "returned_fen", total=True),
    Column("voucher", 14, field="voucher", align="center"),
    Column("payee", 24, field="account_name"),
    Column("bank", 18, field="bank", repeats=True),
    Column("account", 21, field="account", align="center"),
    Column("note", 14, field="note"),
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
    Column("decision-number", 20, field="document_number", align="center"),
)
OBJECTIONS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("number", 15, field="number", align="center"),
    Column("applicant", 26, field="applicant"),
    Column("award", 26, field="award", repeats=True),
    Column("approved", 14, Kind.MONEY, "amount_fen", total=True),
    Column("published", 13, field="published", align="center", repeats=True),
    Column("objected-on", 12, Kind.DATE, "objected_on"),
    Column("objector", 16, field="objector"),
    Column("objection", 34, field="content"),
    Column("finding", 34, field="finding"),
    Column("settled-on", 12, Kind.DATE, "settled_on"),
    Column("stage", 10, field="stage", align="center", repeats=True),
)
ADJUSTMENTS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("adjusted-on", 12, Kind.DATE, "day"),
    Column("adjustment", 16, field="kind", repeats=True),
    Column("of-year", 8, Kind.YEAR, "fund_year"),
    Column("number", 15, field="number", align="center"),
    Column("applicant", 28, field="applicant"),
    Column("award", 28, field="award", repeats=True),
    Column("approved-change", 15, Kind.MONEY, "approved_fen", total=True),
    Column("paid-change", 15, Kind.MONEY, "paid_fen", total=True),
    Column("returned-fen", 14, Kind.MONEY, "returned_fen", total=True),
    Column("decision-number", 18, field="document_number", align="center"),
    Column("voucher", 13, field="voucher", align="center"),
    Column("why", 28, field="reason"),
)
TARGETS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("of-policy", 18, field="policy", align="center", repeats=True),
    Column("clause", 9, field="clause", align="center", repeats=True),
    Column("row-number", 8, field="number", align="center"),
    Column("target", 34, field="text"),
    Column("measure", 24, field="measure"),
    Column("goal", 18, field="goal"),
    Column("baseline", 13, field="baseline", align="center", repeats=True),
    Column("due", 14, field="period", align="center", repeats=True),
    Column("department", 22, field="department"),
    Column("source", 18, field="source"),
    Column("value", 12, field="value", align="center"),
    Column("progress", 12, field="state", align="center"),
    Column("note", 16, field="note"),
)
TASKS = (
    Column("ordinal", 6, Kind.ORDINAL),
    Column("of-policy", 18, field="policy", align="center", repeats=True),
    Column("clause", 9, field="clause", align="center", repeats=True),
    Column("row-number", 8, field="number", align="center"),
    Column("row-kind", 10, field="kind", align="center", repeats=True),
    Column("task", 48, field="text"),
    Column("measure", 26, field="measure"),
    Column("due", 14, field="period", align="center", repeats=True),
    Column("department", 26, field="department"),
    Column("progress", 14, field="state", align="center"),
    Column("note", 18, field="note"),
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
