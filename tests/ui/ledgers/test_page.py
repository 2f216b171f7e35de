from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.batch import BatchKind
from ipdesk.services import ledgers
from ipdesk.services.payment_batches import draw_up_payment
from ipdesk.ui.ledgers.page import LedgersPage
from tests.services.casework import Desk, patent, works
from tests.ui.at_work import Place

A, B = "乐昌市甲科技有限公司", "乐昌市乙科技有限公司"


@pytest.fixture
def year(casework: Desk) -> SimpleNamespace:
    """One claim paid with 5,000 yuan, one received for three works, and a draft."""
    first = casework.applicant(A)
    paid = casework.approved(first, "01-01", patent("ZL201310000001.3"))
    casework.issue(paid)
    casework.pay(paid)
    received = casework.received(casework.applicant(B), "03-01", *works(1, 3))
    draft = casework.draft(first, "03-01", *works(9, 1))
    return SimpleNamespace(paid=paid, received=received, draft=draft)


def agree(
    opened: SimpleNamespace, path: Path, recipient: str = "市财政局", full: bool = False
) -> None:
    opened.messages.chosen_file = path

    def run(sheet: object) -> bool:
        opened.sheet = sheet
        sheet.form.fill({"recipient": recipient})
        if full:
            sheet.full.setChecked(True)
        sheet.accept()
        return bool(sheet.result())

    opened.messages.run = run


def cells(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [
        str(c.value) for sheet in book for row in sheet.rows for c in row if c.value is not None
    ]


def test_the_list_has_no_drafts_and_adds_up(year: SimpleNamespace, place: Place) -> None:
    details = place(LedgersPage).page.details
    assert list(details.table.model.ids) == [year.paid, year.received]
    assert details.desk.foot.text() == "计数 2　　核定 5,000.00 元　　实付 5,000.00 元"


def test_an_export_holds_the_rows_of_the_filter(
    year: SimpleNamespace, place: Place, tmp_path: Path
) -> None:
    opened = place(LedgersPage)
    opened.page.details.text.setText("乙科技")
    opened.page.details.apply()
    opened.settle()
    path = tmp_path / "台账.xlsx"
    agree(opened, path)
    opened.page.export_button.click()
    opened.settle()
    written = cells(path)
    assert B in written
    assert A not in written
    assert opened.messages.said == ["已导出 1 件到 台账.xlsx，核定 0.00 元，实付 0.00 元"]
    assert opened.page.export_button.isEnabled()


def test_numbers_are_covered_unless_chosen_otherwise(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    number = "440281198001011236"
    person = casework.applicant("李四", code=number, kind=ApplicantKind.INDIVIDUAL)
    casework.received(person, "03-01", *works(1, 1))
    opened = place(LedgersPage)
    agree(opened, tmp_path / "covered.xlsx")
    opened.page.export_ledger()
    opened.settle()
    assert number not in cells(tmp_path / "covered.xlsx")
    agree(opened, tmp_path / "full.xlsx", full=True)
    opened.page.export_ledger()
    opened.settle()
    assert number in cells(tmp_path / "full.xlsx")
    assert "完整的证件号" in opened.sheet.warning.text()


def test_an_export_names_its_recipient(year: SimpleNamespace, place: Place, tmp_path: Path) -> None:
    opened = place(LedgersPage)
    agree(opened, tmp_path / "台账.xlsx", recipient="")
    opened.page.export_ledger()
    opened.settle()
    assert opened.sheet.form["recipient"].has_fault()
    assert not (tmp_path / "台账.xlsx").exists()


def test_the_year_end_file_is_written_for_the_year_chosen(
    year: SimpleNamespace, place: Place, tmp_path: Path
) -> None:
    opened = place(LedgersPage)
    path = tmp_path / "年度.xlsx"
    agree(opened, path)
    opened.page.year_end_button.click()
    opened.settle()
    assert len(openpyxl.load_workbook(path).sheetnames) > 3
    opened.page.year.set_value(None)
    opened.page.export_year_end()
    assert opened.messages.complaints == ["年度报表按一个资金年度编制，请先在上方选定年度。"]


def test_the_sums_list_every_award(year: SimpleNamespace, place: Place) -> None:
    opened = place(LedgersPage)
    opened.page.segments.choose("sums")
    opened.settle()
    sums = opened.page.sums
    awards = sum(len(policy.awards) for policy in opened.bench.policies)
    assert sums.table.model.rowCount() == awards
    assert "　　受理 2　　批准 1　　不批 0　　核定 5,000.00 元" in sums.desk.foot.text()


def test_the_budget_is_set_and_shown(year: SimpleNamespace, place: Place) -> None:
    opened = place(LedgersPage)
    opened.page.segments.choose("sums")
    opened.settle()

    def run(sheet: object) -> bool:
        sheet.form["fen"].editor.setText("120万")
        sheet.accept()
        return True

    opened.messages.run = run
    opened.page.sums.set_button.click()
    opened.settle()
    assert opened.messages.said == ["已登记 2024 年预算 1,200,000.00 元"]
    pack = opened.page.sums.pack
    assert opened.ask(ledgers.budget, pack, 2024).budget_fen == 120_000_000
    assert opened.page.sums.budget.budget_fen == 120_000_000


def test_a_reviewer_does_not_set_the_budget(
    casework: Desk, year: SimpleNamespace, place: Place
) -> None:
    opened = place(LedgersPage, casework.reviewer)
    opened.page.segments.choose("sums")
    opened.settle()
    assert not opened.page.sums.set_button.isEnabled()


def test_a_file_that_cannot_be_written_is_said(
    year: SimpleNamespace, place: Place, tmp_path: Path
) -> None:
    opened = place(LedgersPage)
    agree(opened, tmp_path / "no-such-folder" / "台账.xlsx")
    opened.page.export_ledger()
    opened.settle()
    assert len(opened.messages.complaints) == 1
    assert opened.page.export_button.isEnabled()


def test_the_year_end_file_covers_numbers_unless_chosen_otherwise(
    year: SimpleNamespace, place: Place, tmp_path: Path
) -> None:
    opened = place(LedgersPage)
    for name, full in (("c.xlsx", False), ("f.xlsx", True)):
        agree(opened, tmp_path / name, full=full)
        opened.page.export_year_end()
        opened.settle()
    account = "80020000012345678"
    assert account not in cells(tmp_path / "c.xlsx")
    assert account in cells(tmp_path / "f.xlsx")


def test_every_register_is_written_from_its_line(
    year: SimpleNamespace, place: Place, tmp_path: Path
) -> None:
    opened = place(LedgersPage)
    opened.page.segments.choose("registers")
    opened.settle()
    registers = opened.page.registers
    for name in ("register", "works", "targets", "letters"):
        path = tmp_path / f"{name}.xlsx"
        agree(opened, path)
        registers.buttons[name].click()
        opened.settle()
        assert path.is_file(), name
    assert opened.messages.said[0] == "已导出申报主体名册 2 行：register.xlsx"
    assert not registers.buttons["payment"].isEnabled()
    assert registers.buttons["payment"].toolTip() == "先选一个批次"


def test_the_payment_list_is_written_for_the_batch_chosen(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    claim = casework.approved(casework.applicant(A), "01-01", patent("ZL201310000001.3"))
    casework.issue(claim)
    today = casework.clock.now().date()
    draw_up_payment(casework.office, casework.payer, {claim: 500_000}, today)
    opened = place(LedgersPage)
    opened.page.segments.choose("registers")
    opened.settle()
    registers = opened.page.registers
    field = registers.batches[BatchKind.PAYMENT]
    field.setCurrentIndex(1)
    field.edited.emit()
    path = tmp_path / "拨付.xlsx"
    agree(opened, path, full=True)
    registers.buttons["payment"].click()
    opened.settle()
    assert "80020000012345678" in cells(path)
    assert opened.messages.said == ["已导出 1 件，合计 5,000.00 元：拨付.xlsx"]
    details = opened.page.details
    details.batch.setCurrentIndex(1)
    details.batch.edited.emit()
    opened.settle()
    assert list(details.table.model.ids) == [claim]
    assert "2024-拨付-01" in details.filters_said()


def test_an_approver_closes_the_year_and_opens_it_again(
    casework: Desk, year: SimpleNamespace, place: Place
) -> None:
    casework.clock.go_to(date(2025, 1, 13))
    opened = place(LedgersPage, casework.approver)
    opened.page.segments.choose("sums")
    opened.settle()
    line = opened.page.sums.closing
    assert line.chip.accessibleName() == "未封账"
    line.button.click()
    opened.settle()
    assert line.chip.accessibleName() == "已封账"
    assert opened.messages.said[-1].startswith("2024 年度已封账：2 件，核定 5,000.00 元")
    line.button.click()
    opened.settle()
    assert line.said.text() == "曾封账 1 次，已撤销"


def test_who_may_not_close_the_year_is_told_why(
    casework: Desk, year: SimpleNamespace, place: Place
) -> None:
    opened = place(LedgersPage)
    opened.page.segments.choose("sums")
    opened.settle()
    line = opened.page.sums.closing
    assert not line.button.isEnabled()
    assert "审批人" in line.button.toolTip()
    opened.bench.sit_down(casework.approver)
    opened.settle()
    assert "还没有结束" in line.button.toolTip()
