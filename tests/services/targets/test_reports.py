"""The reports as files: what a cell says is what the board says, and paper says the same."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ipdesk.domain.task_record import TaskState
from ipdesk.errors import UserError
from ipdesk.services.targets import closing, exports, tasks
from ipdesk.services.targets.papers import attainment_paper
from ipdesk.services.targets.tasks import ProgressForm, TaskForm
from ipdesk.storage import journal
from tests.services.casework import patent
from tests.services.targets_at_hand import PACK, Targets


@pytest.fixture
def told(targets: Targets) -> Targets:
    """A year with a few figures, a task and a claim that was paid."""
    targets.go_to("2024-03-04")
    desk = targets.desk
    claim = desk.approved(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    desk.issue(claim)
    desk.pay(claim)
    targets.go_to("2025-01-10")
    for year, marks in ((2022, 8000), (2023, 9000), (2024, 9600)):
        targets.enter("marks-valid", f"{year}Y", str(marks))
    targets.enter("patent-cases-closed", "2024Y", "13")
    targets.enter("patent-cases-opened", "2024Y", "14")
    targets.enter("patent-cases-closed", "2022Y", "10")
    targets.enter("patent-cases-opened", "2022Y", "12")
    progress = ProgressForm("走访 12 家", TaskState.UNDERWAY, date(2024, 6, 1))
    tasks.note_progress(desk.office, desk.clerk, TaskForm(PACK, 2024, row="3-1b"), progress)
    return targets


def book(targets: Targets, annex: bool = False) -> dict[str, Worksheet]:
    data = exports.report_workbook(targets.desk.office, targets.desk.clerk, PACK, 2024, annex)
    return {sheet.title: sheet for sheet in load_workbook(BytesIO(data), data_only=True)}


def row(sheet: Worksheet, number: str) -> list[object]:
    return next([c.value for c in cells] for cells in sheet.iter_rows() if cells[1].value == number)


def text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_the_workbook_says_what_the_board_says(told: Targets) -> None:
    sheets = book(told)
    assert list(sheets) == ["完成情况", "任务台账", "部门报送", "重点指标", "说明"]
    marks = row(sheets["完成情况"], "3-9a")
    assert marks[6:14] == [
        *("12000 件", "2022年（拟）", "8,000", "2024年全年", "9,600", "-2,400"),
        *(0.8, "尚未达标（2027年到期）"),
    ]
    rate = row(sheets["完成情况"], "2-3a")
    assert rate[5:14] == [
        *("比值", "未量化（较快提升）", "2022年（拟）", "10/12＝0.83", "2024年全年", "13/14＝0.93"),
        *(None, None, "增长"),
    ]
    duty = row(sheets["任务台账"], "3-1b")
    assert duty[7:10] == ["进行中", None, "2024-06-01 走访 12 家"]


def test_key_figures_have_their_years_their_path_and_a_chart(told: Targets) -> None:
    sheet = book(told)["重点指标"]
    marks = [
        [cell.value for cell in cells[3:6]]
        for cells in sheet.iter_rows(min_row=4)
        if cells[1].value == "有效注册商标量"
    ]
    # 4000 more in five years are 800 a year; what nobody reported stays empty.
    assert marks == [
        [2022, 8000, 8000],
        [2023, 9000, 8800],
        [2024, 9600, 9600],
        [2025, None, 10400],
        [2026, None, 11200],
        [2027, None, 12000],
    ]
    data = exports.report_workbook(told.desk.office, told.desk.clerk, PACK, 2024)
    (charts,) = [s for s in load_workbook(BytesIO(data)) if s.title == "重点指标"]
    assert len(charts._charts) == 1


def test_the_annex_puts_what_was_paid_beside_what_was_reached(told: Targets) -> None:
    sheets = book(told, annex=True)
    assert list(sheets) == ["奖补兑现", "完成情况", "任务台账", "说明"]
    paid = [cell.value for cell in sheets["奖补兑现"][4]]
    assert paid[3:] == [1, 1, 5000, 5000]
    paper = text(exports.report_pdf(told.desk.office, told.desk.clerk, PACK, 2024, annex=True))
    assert "2024年度知识产权工作总结附表" in paper
    assert "5,000.00" in paper
    assert "13/14＝0.93" in paper


def test_paper_has_no_percentage_but_that_of_the_two_numbers_of_the_text(told: Targets) -> None:
    told.enter("gi-users", "2024Q4", "68")
    paper = text(exports.report_pdf(told.desk.office, told.desk.clerk, PACK, 2024))
    assert sorted(re.findall(r"[\d.]+%", paper)) == ["68.00%", "80.00%"]
    assert "％" not in paper


def test_paper_says_the_words_of_a_row_and_the_times_of_the_year_once(told: Targets) -> None:
    report, closing_ = closing.report_of(told.desk.office, PACK, 2024)
    paper = attainment_paper(told.desk.office, report, closing_, "陈晓岚")
    part = paper.parts[0]
    quote = "发明专利、商标注册、作品、计算机著作权登记数量等明显增长"
    assert [row[1] for row in part.table.rows[:5]] == ["2-1a", "2-1b", "2-1c", "2-1d", "2-1e"]
    assert [row[2] for row in part.table.rows[:5]] == [quote, "", "", "", ""]
    assert part.joined == {2}  # the empty cells are one with the words above them
    assert part.heading.startswith("一、指标完成情况（基期 2022年（拟）；本期 2024年")
    assert len(part.table.rows) == len(report.targets)


def test_that_a_report_went_out_is_journalled_with_its_recipient(
    told: Targets, tmp_path: Path
) -> None:
    office, clerk = told.desk.office, told.desk.clerk
    path = tmp_path / f"{exports.suggested_name(office, PACK, 2024)}.xlsx"
    assert path.name == "英府办函〔2024〕18号2024年度完成情况.xlsx"
    exports.export_report(office, clerk, PACK, 2024, path, recipient="市政府办")
    entry = journal.page(office.db, limit=1)[0]
    assert (entry.act, entry.data["recipient"]) == ("export_targets", "市政府办")
    assert path.stat().st_size > 5_000
    with pytest.raises(UserError, match="export-recipient-missing"):
        exports.export_report(office, clerk, PACK, 2024, path, recipient=" ")
    with pytest.raises(UserError, match="report-ending"):
        exports.export_report(office, clerk, PACK, 2024, path.with_suffix(".doc"), recipient="甲")


def test_an_open_year_says_so_and_a_closed_one_carries_its_check(told: Targets) -> None:
    office, desk = told.desk.office, told.desk
    assert "本年度未关账" in text(exports.report_pdf(office, desk.clerk, PACK, 2024))
    closing.close_year(office, desk.reviewer, PACK, 2023)
    closing.close_year(office, desk.reviewer, PACK, 2024)
    closed = closing.report_of(office, PACK, 2024)[1]
    assert closed is not None
    paper = text(exports.report_pdf(office, desk.clerk, PACK, 2024))
    assert f"校验 {closed.digest[:16]}" in paper
    notes = {cells[0].value: cells[1].value for cells in book(told)["说明"].iter_rows(min_row=4)}
    assert closed.digest in notes.values()
