"""Imports the size of an office's years: exactly what was planted is told, cell by cell.

Nothing is written before all is decided; what was not taken comes back out with the same rows;
the second time nothing is added; one undo brings the store back as it was, but for the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ipdesk.domain.importing import RowState
from ipdesk.errors import UserError
from ipdesk.services.imports.handing import save_returned
from ipdesk.services.imports.plan import Context, Plan, Request
from ipdesk.services.imports.taking import undo_import
from ipdesk.services.office import Actor
from ipdesk.storage import proofs
from ipdesk.storage.database import Database
from tests.services.casework import PACK, Desk, patent
from tests.services.imports.tables import HISTORY, planned, request, taken, xlsx

# What an import leaves behind by its nature: the journal, its own log, the columns it learnt, and
# what SQLite and the search index keep for themselves.
LOGS = ("journal", "import_batch", "import_row", "import_layout", "sqlite_", "search", "setting")
WORKS = Context(pack=PACK, award="03-01")
CERTIFICATES = ("著作权人", "作品登记号", "登记日期")
APPLICANTS = ("单位名称", "统一社会信用代码", "联系人", "银行账号")
PAID = ("受理编号", "收款单位", "金额（万元）", "付款日期", "凭证号")


@dataclass
class Table:
    """A file with planted faults, told by the cell in which they stand."""

    head: Sequence[str]
    rows: list[list[object]] = field(default_factory=list)
    planted: dict[str, str] = field(default_factory=dict)

    def add(self, *row: object) -> None:
        self.rows.append(list(row))

    def plant(self, every: int, faults: Sequence[tuple[str, object, str]]) -> None:
        """Spoil every so manieth row in one cell, the faults in turn."""
        for turn, index in enumerate(range(every // 2, len(self.rows), every)):
            column, value, code = faults[turn % len(faults)]
            self.rows[index]["ABCDEFGH".index(column)] = value
            self.planted[f"{column}{index + 2}"] = code

    @property
    def sound(self) -> list[list[object]]:
        spoiled = {int(cell[1:]) for cell in self.planted}
        return [row for line, row in enumerate(self.rows, start=2) if line not in spoiled]


def told(plan: Plan) -> dict[str, str]:
    return {plan.place(row, fault.field): fault.code for row in plan.rows for fault in row.faults}


def dump(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, apart from what an import leaves behind by its nature."""
    names = [name for (name,) in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted(db.rows(f'SELECT * FROM "{name}"'), key=repr)
        for name in names
        if not name.startswith(LOGS)
    }


def differing(one: dict[str, list[object]], other: dict[str, list[object]]) -> Iterable[str]:
    return [name for name in one if one[name] != other[name]]


def judged(
    desk: Desk, folder: Path, kind: str, table: Table, context: Context | None, actor: Actor
) -> Request:
    """The planted faults are told, nothing is written, and the bad rows come back out."""
    before = dump(desk.office.db)
    asked = request(desk, xlsx(folder / "planted.xlsx", table.head, *table.rows), kind, context)
    plan = planned(desk, asked, actor)
    assert told(plan) == table.planted
    assert plan.undecided == len(table.planted)
    assert plan.counts[RowState.OK] == len(table.sound)
    with pytest.raises(UserError) as refusal:
        taken(desk, asked, actor)
    assert refusal.value.code == "import-undecided"
    assert differing(before, dump(desk.office.db)) == []  # type: ignore[arg-type]
    out = folder / "returned.xlsx"
    assert save_returned(plan, desk.office.wording, out) == len(table.planted)
    sheet = load_workbook(out, read_only=True).active
    assert sheet is not None
    returned = list(sheet.iter_rows(min_row=2, values_only=True))
    lines = sorted(int(cell[1:]) for cell in table.planted)
    assert len(returned) == len(lines)
    for line, row in zip(lines, returned, strict=True):
        cell = next(cell for cell in table.planted if cell[1:] == str(line))
        assert any(f"第 {line} 行" in str(text) and cell in str(text) for text in row), row
    return asked


def added(desk: Desk, folder: Path, kind: str, table: Table, context: Context | None,
          actor: Actor) -> int:  # fmt: skip
    """The sound rows are taken in, and the second time the file adds nothing."""
    path = xlsx(folder / "sound.xlsx", table.head, *table.sound)
    done = taken(desk, request(desk, path, kind, context), actor)
    assert done.added == len(table.sound)
    assert list(proofs.disagreements(desk.office.db)) == []
    after = dump(desk.office.db)
    with pytest.raises(UserError) as refusal:
        taken(desk, request(desk, path, kind, context), actor)
    assert refusal.value.code == "import-adds-nothing"
    assert str(len(table.sound)) in desk.said(refusal.value)
    assert differing(after, dump(desk.office.db)) == []  # type: ignore[arg-type]
    return done.id


def back_as_it_was(desk: Desk, batch: int, before: dict[str, list[tuple[object, ...]]]) -> None:
    undo_import(desk.office, desk.clerk, batch)
    assert differing(before, dump(desk.office.db)) == []  # type: ignore[arg-type]
    assert list(proofs.disagreements(desk.office.db)) == []


def history(rows: int) -> Table:
    table = Table(HISTORY)
    for number in range(rows):
        name = f"乐昌市第{number // 20}号科技有限公司"
        table.add(name, "", "01-01", f"ZL2011{number:08d}.X", date(2023, 1, 11), 2023, 5000, "1号")
    faults = (("E", "2023.2.30", "fact-no-such-day"), ("F", "去年", "not-a-year"),
              ("G", "五千", "fact-not-money"), ("A", "", "fact-missing"),
              ("B", 914402810000000000, "number-ruined"))  # fmt: skip
    table.plant(max(rows // 25, 7), faults)
    return table


def old_ledger(desk: Desk, folder: Path, rows: int) -> None:
    table = history(rows)
    before = dump(desk.office.db)
    judged(desk, folder, "history", table, None, desk.clerk)
    back_as_it_was(desk, added(desk, folder, "history", table, None, desk.clerk), before)


def test_of_an_old_ledger(desk: Desk, tmp_path: Path) -> None:
    old_ledger(desk, tmp_path, 700)  # test_history judges five thousand rows each time


@pytest.mark.long
def test_of_an_old_ledger_of_five_thousand_rows(desk: Desk, tmp_path: Path) -> None:
    old_ledger(desk, tmp_path, 5000)


def register(rows: int) -> Table:
    table = Table(APPLICANTS)
    for number in range(rows):
        # Names that are no look-alikes of each other: written in figures of their own.
        name = "".join("零壹贰叁肆伍陆柒捌玖"[int(one)] for one in f"{number * 7919 % 100003:05d}")
        table.add(f"{name}商行", "", "李某", f"8002000{number:010d}")
    faults = (("A", "", "fact-missing"), ("D", 6228480402564890018, "number-ruined"))
    table.plant(max(rows // 25, 7), faults)
    return table


def certificates(rows: int) -> Table:
    table = Table(CERTIFICATES)
    for number in range(rows):
        name = f"乐昌市第{number // 100}号文化有限公司"
        table.add(name, f"粤作登字-2023-F-{number:08d}", date(2023, 8, 1))
    faults = (("C", "2023年13月1日", "fact-no-such-day"), ("B", "", "fact-missing"),
              ("A", "", "fact-missing"))  # fmt: skip
    table.plant(max(rows // 25, 7), faults)
    return table


def bulk(desk: Desk, folder: Path, rows: int) -> None:
    """Received claims are not deleted: they become 作废, and all they held is given back."""
    table = certificates(rows)
    judged(desk, folder, "claims", table, WORKS, desk.clerk)
    batch = added(desk, folder, "claims", table, WORKS, desk.clerk)
    undo_import(desk.office, desk.reviewer, batch)
    stages = desk.office.db.rows("SELECT DISTINCT stage FROM claim")
    assert stages == [("void",)]
    assert desk.office.db.value("SELECT count(*) FROM entitlement") == 0
    assert desk.office.db.value("SELECT coalesce(sum(used), 0) FROM quota") == 0
    assert list(proofs.disagreements(desk.office.db)) == []


def test_of_certificates(desk: Desk, tmp_path: Path) -> None:
    bulk(desk, tmp_path, 500)


@pytest.mark.long
def test_of_five_thousand_certificates(desk: Desk, tmp_path: Path) -> None:
    bulk(desk, tmp_path, 5000)


def on_file(desk: Desk, folder: Path, rows: int) -> None:
    table = register(rows)
    before = dump(desk.office.db)
    judged(desk, folder, "applicants", table, None, desk.clerk)
    back_as_it_was(desk, added(desk, folder, "applicants", table, None, desk.clerk), before)


def test_of_applicants(desk: Desk, tmp_path: Path) -> None:
    on_file(desk, tmp_path, 500)


@pytest.mark.long
def test_of_five_thousand_applicants(desk: Desk, tmp_path: Path) -> None:
    on_file(desk, tmp_path, 5000)


def paid(desk: Desk, folder: Path, claims: int, rows: int) -> None:
    """Few rows of what the bank sends fit a claim; money that went out is not taken back."""
    names = [f"乐昌市{'零壹贰叁肆伍陆柒捌玖'[number]}科技有限公司" for number in range(claims)]
    for number, name in enumerate(names):
        item = patent(f"ZL20111000{number:04d}.X", "2011-01-10")
        desk.issue(desk.approved(desk.applicant(name), "01-01", item))
    today = desk.clock.now().date()
    table = Table(PAID)
    for number, name in enumerate(names, start=1):
        table.add(f"LC-2024-{number:04d}", name, 0.5, today, f"记-{number}")
    for number in range(claims, rows):
        table.add("LC-2024-0001", names[0], 0.5, today, f"补-{number}")
        column, value, code = (
            ("B", "别家公司", "payee-differs"),
            ("A", f"LC-2024-{number + 100:04d}", "claim-number-not-found"),
            ("C", "五千", "fact-not-money"),
            ("D", "2024.2.30", "fact-no-such-day"),
        )[number % 4]
        table.rows[-1]["ABCDE".index(column)] = value
        table.planted[f"{column}{number + 2}"] = code
    judged(desk, folder, "payments", table, None, desk.payer)
    batch = added(desk, folder, "payments", table, None, desk.payer)
    assert desk.office.db.value("SELECT sum(paid_fen) FROM claim") == claims * 500_000
    with pytest.raises(UserError) as refusal:
        undo_import(desk.office, desk.payer, batch)
    assert refusal.value.code == "undo-payments"


def test_of_payments(desk: Desk, tmp_path: Path) -> None:
    paid(desk, tmp_path, claims=8, rows=500)


@pytest.mark.long
def test_of_five_thousand_payments(desk: Desk, tmp_path: Path) -> None:
    paid(desk, tmp_path, claims=10, rows=5000)
