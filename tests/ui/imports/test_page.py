from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from ipdesk.domain.importing import RowState
from ipdesk.services.applicants import applicant_page
from ipdesk.services.imports import history
from ipdesk.services.imports.past import past_awards_of
from ipdesk.storage import claims
from ipdesk.ui.arrivals import Arrival
from ipdesk.ui.imports.page import ImportsPage
from ipdesk.ui.imports.past import AmendSheet, PastSheet
from tests.services.casework import PACK, Desk, credit_code, works
from tests.services.imports.tables import HISTORY, xlsx
from tests.ui.at_work import Place

NAME = "乐昌市甲科技有限公司"
AWARD = "有效发明专利维持超过十年奖励"


def ledger(folder: Path) -> Path:
    def row(name: str, number: int, amount: object = 5000) -> tuple[object, ...]:
        subject = f"ZL20111000{number:04d}.2"
        day = date(2023, 1, 11)
        return (name, credit_code(name), AWARD, subject, day, 2023, amount, "乐府〔2023〕1号")

    return xlsx(
        folder / "旧台账.xlsx",
        ("旧台账",),
        HISTORY,
        row(NAME, 1),
        row("乐昌市甲科技股份有限公司", 2),
        row(NAME, 3, "五百"),
    )


@pytest.fixture
def at(place: Place, casework: Desk) -> SimpleNamespace:
    casework.applicant(NAME)
    opened = place(ImportsPage)
    opened.page.open("history")
    opened.settle()
    return opened


def plan(at: SimpleNamespace) -> list[tuple[int, RowState]]:
    return [(row.line, row.state) for row in at.page._plan.rows]


def test_a_ledger_is_checked_decided_taken_in_and_taken_back(
    at: SimpleNamespace, tmp_path: Path
) -> None:
    page = at.page
    at.messages.chosen_files = [ledger(tmp_path)]
    page.choose_file()
    at.settle()

    assert plan(at) == [(3, RowState.OK), (4, RowState.DECIDE), (5, RowState.PROBLEM)]
    assert not page.check.take.isEnabled()
    assert page.check.parts.buttons["problem"].text() == "有问题 1"
    page.check.jump_on()
    assert page.check.rows.currentIndex().row() == 1
    model = page.check.rows.records
    assert "相近" in model.data(model.index(1, 1))
    question = page._plan.rows[1].questions[0]
    page.check.beside.answered.emit(question.group, "new")
    at.settle()
    page.check._skip_all()
    at.settle()
    assert page.check.take.text() == "导入 2 行"
    page.take()
    at.settle()

    assert "已导入 2 行" in page.done.text()
    assert "新登记主体 1 个" in page.done.text()
    assert len(at.ask(applicant_page)) == 2
    assert page.start.past.current().added == 2
    at.messages.yes = False
    page.undo_last.click()
    at.settle()
    assert at.messages.asked[-1] == "撤销整次导入"
    assert len(at.ask(applicant_page)) == 2
    at.messages.yes = True
    page.undo_last.click()
    at.settle()
    assert len(at.ask(applicant_page)) == 1
    assert page.start.past.current().undone_by == "经办甲"
    assert not page.start.undo.isEnabled()


def test_rows_that_were_not_taken_go_back_out_with_their_remark(
    at: SimpleNamespace, tmp_path: Path
) -> None:
    at.page.read_file(ledger(tmp_path))
    at.settle()
    at.messages.chosen_file = tmp_path / "问题.xlsx"
    at.page.check.returned.click()
    at.settle()

    sheet = load_workbook(tmp_path / "问题.xlsx").active
    assert [cell.value for cell in sheet[1]][1:] == list(HISTORY)
    assert sheet["A2"].value.startswith("第 4 行：A4 ")
    assert "G5" in sheet["A3"].value
    assert sheet.max_row == 3


def test_a_file_is_dropped_and_a_column_is_chosen_by_hand(
    at: SimpleNamespace, tmp_path: Path
) -> None:
    path = ledger(tmp_path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at.page.start.drop.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    at.settle()
    box = at.page.check.columns.fields["subject"]
    assert box.value() == 3
    box.set_value(None)
    box.edited.emit()
    at.settle()
    assert "subject" not in at.page._plan.request.layout.mapping
    at.page.check.columns.fields["name"].set_value(None)
    at.page.check.columns.fields["name"].edited.emit()
    at.settle()
    assert "申报主体" in at.page.check.notice.text()


def test_a_broken_file_is_told_and_the_place_stays(at: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK nothing")
    at.page.read_file(tmp_path / "a.xlsx")
    at.settle()

    assert "已损坏" in at.messages.complaints[-1]
    assert at.page.start.isEnabled()


def test_a_template_is_saved_and_reads_back_as_its_own_kind(
    at: SimpleNamespace, tmp_path: Path
) -> None:
    at.messages.chosen_file = tmp_path / "模板.xlsx"
    at.page.save_template()
    at.settle()
    book = load_workbook(tmp_path / "模板.xlsx")

    assert book.sheetnames[:2] == ["历史奖补", "填写说明"]
    assert book["历史奖补"]["B5"].number_format == "@"
    assert book["历史奖补"].data_validations.dataValidation
    at.page.read_file(tmp_path / "模板.xlsx")
    at.settle()
    assert not at.page._plan.missing
    assert set(at.page._plan.request.layout.mapping) >= {"name", "code", "award", "amount_fen"}


def test_history_counts_for_who_it_was_paid_to(at: SimpleNamespace, tmp_path: Path) -> None:
    at.page.read_file(ledger(tmp_path))
    at.settle()
    page = at.page
    page.check.answered.emit({"row:4": "skip", "row:5": "skip"})
    at.settle()
    page.take()
    at.settle()
    number = at.ask(applicant_page)[0]
    assert [one.amount_fen for one in at.ask(past_awards_of, number)] == [500000]


def test_the_example_line_of_a_template_is_never_imported(
    at: SimpleNamespace, tmp_path: Path
) -> None:
    at.messages.chosen_file = tmp_path / "模板.xlsx"
    at.page.save_template()
    at.settle()
    at.page.read_file(tmp_path / "模板.xlsx")
    at.settle()

    assert plan(at) == []


def test_certificates_are_added_to_the_claim_they_were_asked_from(
    place: Place, casework: Desk, tmp_path: Path
) -> None:
    claim = casework.draft(casework.applicant(), "03-01", *works(1, 1))
    rows = [(subject, typed["achieved_on"]) for subject, typed in works(2, 99)]
    path = xlsx(tmp_path / "证书.xlsx", ("作品登记号", "证书登记日期"), *rows)
    at = place(ImportsPage)
    at.page.open(("items", PACK, "03-01", claim, "草稿 · 作品"))
    at.page.read_file(path)
    at.settle()
    at.page.take()
    at.settle()

    assert at.gone[-1] == ("claims", claim)
    assert len(at.ask(lambda office: claims.items(office.db, claim))) == 100


def test_a_row_of_the_old_ledger_is_corrected_and_withdrawn_with_a_reason(
    at: SimpleNamespace, tmp_path: Path
) -> None:
    at.page.read_file(ledger(tmp_path))
    at.settle()
    at.page.check.answered.emit({"row:4": "skip", "row:5": "skip"})
    at.settle()
    at.page.take()
    at.settle()
    at.page.start.look.click()
    at.settle()
    sheet = at.messages.dialogs[-1]
    assert isinstance(sheet, PastSheet)
    row = sheet.list.current()
    amend = AmendSheet(at.bench, row)
    amend.form["amount_fen"].set_value(450000)
    assert amend.changes()["amount_fen"] == 450000
    at.ask(history.amend_past_award, at.bench.actor, row.id, amend.changes(), "原表有误")
    sheet._withdraw()
    at.settle()

    (after,) = at.ask(history.rows_of_import, 1)
    assert (after.entry.amount_fen, after.entry.counts) == (450000, False)
    assert not sheet.amend.isEnabled()


def test_a_pasted_block_is_checked_as_a_file_is(at: SimpleNamespace) -> None:
    at.page.open(Arrival("applicants", block="名称\t类别\t信用代码\n乐昌市红星茶场\t企业\t\n"))
    at.settle()
    assert at.page._stack.currentWidget() is at.page.check
    assert len(at.page._plan.rows) == 1
    assert at.page._plan.request.file.name == "粘贴的内容"


def test_a_table_of_claims_waits_until_its_award_is_chosen(at: SimpleNamespace) -> None:
    at.page.open(Arrival("claims", block="申报主体\t专利号\n乐昌市红星茶场\tZL1\n"))
    at.settle()
    assert at.page._stack.currentWidget() is at.page.start_side
    assert at.page.held.text() == "“粘贴的内容”已经放好。先选定奖补事项，再核对。"
    at.page.go_on.click()
    at.settle()
    assert at.page._stack.currentWidget() is at.page.check
    assert not at.page.go_on.isVisible()


def test_cells_pasted_on_the_page_of_imports_are_checked_there(at: SimpleNamespace) -> None:
    at.page.open("applicants")
    assert at.page.takes_table() == "applicants"
    block = f"云雾山茶业有限公司\t{credit_code('乙')}\t李某"
    at.page.open(Arrival(at.page.takes_table(), block=block))
    at.settle()
    assert plan(at) == [(1, RowState.OK)]
    assert at.page.check.header.currentText() == "没有表头"
    at.page.check.header_chosen.emit(0)
    at.settle()
    assert plan(at) == []
