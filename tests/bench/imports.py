"""Imports: our checked reading beside python-calamine and openpyxl, then checking and taking in."""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import python_calamine
from openpyxl import Workbook, load_workbook

from ipdesk.documents.tables.reading import read_bytes
from ipdesk.services import bureaus
from ipdesk.services.imports.plan import Context, Request
from ipdesk.services.imports.taking import plan_import, propose_layout, take_in
from tests.services.casework import PACK, Desk, new_desk

READ = 50_000
TAKEN = 5_000
CLAIMS = 2_000
GOAL = 1.5  # times calamine alone
HEAD = (
    "申报主体",
    "信用代码",
    "奖补事项",
    "成果编号",
    "成果日期",
    "年度",
    "金额（元）",
    "文号",
    "备注",
)


def table(rows: int, award: str) -> bytes:
    """A ledger of so many payments to a tenth as many applicants."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("明细")
    sheet.append(HEAD)
    for number in range(rows):
        name = f"乐昌市第{number // 10:05d}号科技有限公司"
        subject = f"ZL2011{number:08d}.X"
        sheet.append(
            (name, "", award, subject, date(2023, 5, 6), 2023, 5000.0, "乐府〔2023〕1号", "")
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def timed(what: str, work: Callable[[], object], rows: int) -> float:
    started = time.process_time()
    work()
    taken = time.process_time() - started
    sys.stdout.write(f"{what:<44} {taken:8.2f} s {taken / rows * 1e6:9.1f} µs a row\n")
    return taken


def reading(data: bytes, rows: int) -> bool:
    """Best of five each, for the machine is shared."""

    def calamine() -> None:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        assert len(book.get_sheet_by_index(0).to_python()) == rows + 1

    def ours() -> None:
        assert len(read_bytes(data, "a.xlsx").sheets[0].rows) == rows + 1

    def openpyxl() -> None:
        sheet = load_workbook(io.BytesIO(data), read_only=True).active
        assert sum(1 for _ in sheet.iter_rows(values_only=True)) == rows + 1

    # In turn, for what else the machine does comes and goes.
    turns = [
        (
            timed("python-calamine alone", calamine, rows),
            timed("ours: limits, error cells, hidden rows", ours, rows),
        )
        for _ in range(5)
    ]
    peer, own = (min(turn[side] for turn in turns) for side in (0, 1))
    timed("openpyxl, read only", openpyxl, rows)
    sys.stdout.write(f"ours / calamine: {own / peer:.2f}, goal {GOAL}\n")
    return own / peer <= GOAL


def taking(desk: Desk, kind: str, rows: int, context: Context, award: str) -> None:
    file = read_bytes(table(rows, award), f"{kind}.xlsx")
    sheet = file.sheets[0]
    layout = propose_layout(desk.office, kind, sheet, context)[1]
    if kind == "claims":
        mapping = {**layout.mapping, "subject": 3, "fact:achieved_on": 4}
        mapping.pop("received_on", None)
        layout = type(layout)(layout.header, layout.first, layout.headers, mapping)
    asked = Request(kind, file, sheet.name, layout, context)
    plan = plan_import(desk.office, desk.clerk, asked)
    assert plan.ready, (plan.missing, plan.counts, plan.rows[0].faults, plan.rows[0].questions)
    timed(f"{kind}: dry run", lambda: plan_import(desk.office, desk.clerk, asked), rows)
    timed(f"{kind}: taken in", lambda: take_in(desk.office, desk.clerk, asked), rows)


def main() -> bool:
    good = reading(table(READ, ""), READ)
    with tempfile.TemporaryDirectory() as folder:
        desk = new_desk(Path(folder) / "home")
        awards = desk.office.policy(PACK).awards
        history, claims = next(iter(awards.values())), awards["03-01"]
        taking(desk, "history", TAKEN, Context(PACK), history.label)
        taking(desk, "claims", CLAIMS, Context(PACK, claims.id), claims.label)
        bureaus.close(desk.office)
    return good


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
