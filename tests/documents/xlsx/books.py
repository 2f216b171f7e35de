"""Every workbook the office hands on, with records that carry any text in any place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from ipdesk.documents.xlsx import batch, journal, ledger, registers, year_columns
from ipdesk.documents.xlsx.batch import batch_workbook
from ipdesk.documents.xlsx.columns import Column, Kind
from ipdesk.documents.xlsx.journal import journal_workbook
from ipdesk.documents.xlsx.ledger import ledger_workbook
from ipdesk.documents.xlsx.registers import register_workbook
from ipdesk.documents.xlsx.year_end import year_end_workbook
from ipdesk.domain.register_lines import ApplicantLine, CopyLine, LetterLine, WorkLine
from ipdesk.paths import resources
from ipdesk.wording import Wording
from tests.documents.xlsx.samples import (
    ADJUSTMENTS,
    CAPS,
    CONTENT,
    ITEMS,
    NOTES,
    OBJECTIONS,
    PAID,
    PAYMENTS,
    REFUSED,
    TARGETS,
    TASKS,
)

WORDING = Wording.load(resources() / "wording")
FULL = replace(NOTES, masked=False)
APPLICANT = ApplicantLine(
    name="骆雨萍",
    kind="个人",
    code="44028119900307002X",
    local="是",
    town="九峰镇",
    address="乐昌市九峰镇文化路12号",
    representative="",
    contact="骆雨萍",
    phone="13800005678",
    bank="乐昌农商银行",
    account_name="骆雨萍",
    account="6217000000012345678",
    former="",
    registered_on=date(2024, 1, 8),
    received=2,
    approved=1,
    refused=1,
    approved_fen=60_001,
    paid_fen=60_001,
    note="",
)
WORK = WorkLine(
    number="LC2024-0002",
    received_on=date(2024, 3, 1),
    applicant="骆雨萍",
    kind="个人",
    code="44028119900307002X",
    town="九峰镇",
    award="作品登记",
    ordinal=1,
    work="粤作登字-2024-F-00000011",
    registered_on=date(2024, 2, 1),
    verdict="可奖补",
    amount_fen=30_000,
    stage="已批准",
    document_number="乐市监知奖〔2024〕2号",
)
LETTER = LetterLine(
    document_number="乐市监知奖〔2024〕2号",
    kind="批准通知书",
    issued_on=date(2024, 4, 1),
    applicant="骆雨萍",
    number="LC2024-0002",
    award="作品登记",
    amount_fen=60_001,
    issued_by="陈晓岚",
    check_code="ABCD-EFGH-JKLM",
    prints=2,
    saves=1,
    first_print="2024-04-01 09:30",
    state="有效",
)
COPY = CopyLine(
    datetime(2024, 4, 1, 9, 30), "乐市监知奖〔2024〕2号", "骆雨萍", "打印", 2, "陈晓岚", "骆雨萍"
)
LISTED = SimpleNamespace(
    applicant="骆雨萍",
    award="作品登记",
    amount_fen=60_001,
    number="LC2024-0002",
    account_name="骆雨萍",
    bank="乐昌农商银行",
    account="6217000000012345678",
)
ENTRY = SimpleNamespace(
    seq=1,
    at="2024-04-01 09:30",
    by="陈晓岚",
    act="制发文书",
    about="文书",
    what="",
    why="",
    seal="3fa94c0d7be1",
)
Fill = Callable[[object, Sequence[Column]], list[Any]]


@dataclass(frozen=True, slots=True)
class Built:
    """One workbook with the columns of its sheets, in the order of the sheets."""

    data: bytes
    sheets: dict[str, tuple[Column, ...]]


def as_they_are(record: object, columns: Sequence[Column]) -> list[Any]:
    return [record]


def filled(texts: Sequence[str]) -> Fill:
    """A record for each text, with it in every column that holds text."""

    def fill(record: Any, columns: Sequence[Column]) -> list[Any]:
        places = [column.field for column in columns if column.kind is Kind.TEXT and column.field]
        return [_with(record, dict.fromkeys(places, text)) for text in texts]

    return fill


def _with(record: Any, values: dict[str, str]) -> Any:
    if is_dataclass(record) and not isinstance(record, type):
        known = {field.name for field in fields(record)}
        if set(values) <= known:
            return replace(record, **values)
        kept = {field.name: getattr(record, field.name) for field in fields(record)}
        return SimpleNamespace(**{**kept, **values})
    return SimpleNamespace(**{**vars(record), **values})


def year_end(fill: Fill = as_they_are) -> Built:
    """The year-end workbook; 汇总 and what is worked out from the rows stay as they are."""
    columns = {
        "明细": ledger.DETAIL,
        "标的明细": ledger.ITEMS,
        "拨付": year_columns.PAYMENTS,
        "公示异议": year_columns.OBJECTIONS,
        "上限占用": year_columns.CAPS,
        "以前年度调整": year_columns.ADJUSTMENTS,
        "指标": year_columns.TARGETS,
        "任务": year_columns.TASKS,
    }
    rows = fill(PAID, ledger.DETAIL)
    failed = [replace(REFUSED, number=f"x{place}") for place, _ in enumerate(rows)]
    both = [*rows, *(_failed(row, one) for row, one in zip(rows, failed, strict=True))]
    content = replace(
        CONTENT,
        rows=tuple(both),
        items=tuple(fill(ITEMS[0], ledger.ITEMS)),
        payments=tuple(fill(PAYMENTS[0], year_columns.PAYMENTS)),
        objections=tuple(fill(OBJECTIONS[0], year_columns.OBJECTIONS)),
        caps=tuple(fill(CAPS[0], year_columns.CAPS)),
        adjustments=tuple(fill(ADJUSTMENTS[0], year_columns.ADJUSTMENTS)),
        targets=tuple(fill(TARGETS[0], year_columns.TARGETS)),
        tasks=tuple(fill(TASKS[0], year_columns.TASKS)),
    )
    return Built(year_end_workbook(content, FULL, WORDING), columns)


def _failed(row: Any, refused: Any) -> Any:
    """A row that failed for a reason in the words of the other."""
    return replace(refused, applicant=row.applicant, award=row.award, reason=row.applicant)


def simple_ledger(fill: Fill = as_they_are) -> Built:
    columns = {"明细": ledger.DETAIL, "标的明细": ledger.ITEMS}
    rows, items = fill(PAID, ledger.DETAIL), fill(ITEMS[0], ledger.ITEMS)
    return Built(ledger_workbook(rows, items, FULL, WORDING), columns)


def listed(payment: bool) -> Callable[[Fill], Built]:
    def build(fill: Fill = as_they_are) -> Built:
        columns = batch.PAID_OUT if payment else batch.POSTED
        sheet = "拨付明细" if payment else "公示名单"
        data = batch_workbook(
            fill(LISTED, columns),
            payment=payment,
            title="名单",
            about="2024-01",
            author="陈晓岚",
            made_at=NOTES.made_at,
            wording=WORDING,
        )
        return Built(data, {sheet: columns})

    return build


def register(name: str) -> Callable[[Fill], Built]:
    records: dict[str, tuple[object, ...]] = {
        "register": (APPLICANT,),
        "works": (WORK,),
        "targets": (TARGETS[0], TASKS[0]),
        "letters": (LETTER, COPY),
    }

    def build(fill: Fill = as_they_are) -> Built:
        sheets = registers._SHEETS[name]
        parts = [
            fill(record, columns)
            for record, (_, columns, _) in zip(records[name], sheets, strict=True)
        ]
        named = {WORDING.text("ledger", f"sheet-{one}"): columns for one, columns, _ in sheets}
        return Built(register_workbook(name, parts, FULL, WORDING), named)

    return build


def entries(fill: Fill = as_they_are) -> Built:
    data = journal_workbook(
        fill(ENTRY, journal.COLUMNS),
        title="操作记录",
        about="摘录",
        author="陈晓岚",
        made_at=NOTES.made_at,
        wording=WORDING,
    )
    return Built(data, {"操作记录": journal.COLUMNS})


BOOKS: dict[str, Callable[..., Built]] = {
    "年度报表": year_end,
    "兑现台账": simple_ledger,
    "公示表": listed(payment=False),
    "拨付明细表": listed(payment=True),
    "申报主体名册": register("register"),
    "作品登记明细": register("works"),
    "目标完成情况": register("targets"),
    "文书登记簿": register("letters"),
    "操作记录": entries,
}
