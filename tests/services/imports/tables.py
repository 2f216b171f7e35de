"""Tables as offices hand them in, written by openpyxl, for tests of imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from ipdesk.services.imports.plan import Context, Plan, Request
from ipdesk.services.imports.taking import (
    Imported,
    open_table,
    plan_import,
    propose_layout,
    take_in,
)
from ipdesk.services.office import Actor
from tests.services.casework import PACK, Desk

HISTORY = (
    "申报单位",
    "统一社会信用代码",
    "奖补事项",
    "专利号",
    "成果日期",
    "年度",
    "金额（元）",
    "文号",
)


def xlsx(path: Path, *rows: Sequence[object], sheet: str = "明细") -> Path:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def request(
    desk: Desk, path: Path, kind: str, context: Context | None = None, **answers: str
) -> Request:
    """An import of the first sheet with the columns found by themselves."""
    chosen = context or (Context(pack=PACK) if kind == "history" else Context())
    file = open_table(path)
    sheet = file.sheets[0]
    layout = propose_layout(desk.office, kind, sheet, chosen)[1]
    return Request(kind, file, sheet.name, layout, chosen, answers)


def planned(desk: Desk, asked: Request, actor: Actor | None = None) -> Plan:
    return plan_import(desk.office, actor or desk.clerk, asked)


def taken(desk: Desk, asked: Request, actor: Actor | None = None) -> Imported:
    return take_in(desk.office, actor or desk.clerk, asked)


def answered(asked: Request, answers: Mapping[str, str]) -> Request:
    from ipdesk.services.imports.plan import with_answers

    return with_answers(asked, answers)
