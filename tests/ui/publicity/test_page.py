from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ipdesk.domain.batch import LineState
from ipdesk.domain.stages import Stage
from ipdesk.services import claims
from ipdesk.services.claims import ClaimFilter
from ipdesk.ui.batch_sheet import BatchSheet
from ipdesk.ui.publicity.columns import left
from ipdesk.ui.publicity.page import PublicityPage
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place

A, B = "乐昌市甲科技有限公司", "乐昌市乙科技有限公司"


@pytest.fixture
def signed(casework: Desk) -> tuple[int, int]:
    """Two claims signed with 5,000 yuan each."""
    made = []
    for name, number in ((A, "ZL201310000001.3"), (B, "ZL201310000002.8")):
        claim = casework.examined(casework.applicant(name), "01-01", patent(number))
        casework.take("reviewer", claim, "review")
        casework.take("approver", claim, "sign")
        made.append(claim)
    return made[0], made[1]


def stages(opened: SimpleNamespace) -> list[Stage]:
    def read(office: object) -> list[Stage]:
        ids = claims.claim_ids(office, ClaimFilter(), "id", False)
        rows = claims.claim_rows(office, list(ids))
        return [rows[number].stage for number in ids]

    return opened.ask(read)


def choose_all(opened: SimpleNamespace, part: str) -> None:
    opened.page.segments.choose(part)
    opened.settle()
    opened.page.table.view.selectAll()


def fill(opened: SimpleNamespace, **values: object) -> None:
    """Answer the sheet of a batch with these values."""

    def agree(sheet: object) -> bool:
        opened.sheet = sheet
        sheet.form.fill(values)
        sheet.accept()
        return bool(sheet.result())

    opened.messages.run = agree


def test_several_claims_are_published_with_one_confirmation(
    signed: tuple[int, int], place: Place
) -> None:
    opened = place(PublicityPage)
    choose_all(opened, "waiting")
    assert opened.page.act_button.text() == "开始公示（2 件）"
    opened.settle()
    assert opened.page.sum.text() == "已选 2 件，10,000.00 元"
    fill(opened, channel="市政府网站")
    opened.page.act_button.click()
    opened.settle()
    assert stages(opened) == [Stage.PUBLISHED, Stage.PUBLISHED]
    assert opened.messages.said == ["开始公示：2 件，合计 10,000.00 元"]
    counts = [button.text() for button in opened.page.segments.buttons.values()]
    assert counts == ["待公示", "公示中 2", "待拨付", "已拨付", "公示批次", "拨付批次"]


def test_what_cannot_be_published_is_left_alone_and_says_why(
    casework: Desk, signed: tuple[int, int], place: Place
) -> None:
    opened = place(PublicityPage)
    choose_all(opened, "waiting")
    # Meanwhile the first one is published from another place.
    publish = {"starts_on": casework.clock.now().date(), "channel": "公告栏"}
    from ipdesk.services.decisions import take

    opened.ask(take, casework.clerk, signed[0], "publish", publish)
    fill(opened, channel="市政府网站")
    opened.page.act_button.click()
    opened.settle()
    sheet = opened.sheet
    assert sheet.summary.text() == (
        "可办 1 件，合计 5,000.00 元；不能办 1 件，原因见下表，这次不会动它们"
    )
    unable = sheet.table.model.record(0)
    assert (unable.id, unable.able) == (signed[0], False)
    assert unable.reason == "当前环节为“公示中”，不能办理这一步。"
    assert opened.messages.said == ["开始公示：1 件，合计 5,000.00 元"]
    assert stages(opened) == [Stage.PUBLISHED, Stage.PUBLISHED]


def test_the_channel_must_be_written(signed: tuple[int, int], place: Place) -> None:
    opened = place(PublicityPage)
    choose_all(opened, "waiting")
    fill(opened, channel="")
    opened.page.act_button.click()
    opened.settle()
    assert opened.sheet.form["channel"].has_fault()
    assert stages(opened) == [Stage.SIGNED, Stage.SIGNED]


def test_a_day_before_the_leader_signed_is_said_in_the_sheet(
    casework: Desk, signed: tuple[int, int], place: Place
) -> None:
    opened = place(PublicityPage)
    choose_all(opened, "waiting")

    def run(sheet: BatchSheet) -> bool:
        sheet.form["channel"].set_value("公告栏")
        sheet.form["starts_on"].set_value(casework.clock.now().date() - timedelta(days=7))
        sheet.form["starts_on"].changed.emit()
        opened.settle()
        assert sheet.form["starts_on"].has_fault()
        sheet.accept()
        return bool(sheet.result())

    opened.messages.run = run
    opened.page.act_button.click()
    opened.settle()
    assert opened.messages.said == []
    assert stages(opened) == [Stage.SIGNED, Stage.SIGNED]


def test_publicity_cannot_end_before_its_last_day(
    casework: Desk, signed: tuple[int, int], place: Place
) -> None:
    casework.post(signed[0])
    opened = place(PublicityPage)
    choose_all(opened, "published")
    opened.page.act_button.click()
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert sheet.able == ()
    assert not sheet.yes.isEnabled()
    # Monday 4 March is the day of posting; five working days end on Monday 11 March.
    assert sheet.table.model.record(0).reason == (
        "公示到 2024年3月11日为止，期满后的第二天才能办理。"
    )
    assert opened.messages.said == []


def approve_all(casework: Desk, claims: tuple[int, int]) -> None:
    for claim in claims:
        casework.clock.go_to(date(2024, 3, 4))
        casework.post(claim)
        casework.approve(claim)
        casework.issue(claim)


def draw_up(opened: SimpleNamespace) -> None:
    choose_all(opened, "payable")
    fill(opened)
    opened.page.act_button.click()
    opened.settle()


def test_claims_go_to_finance_as_a_batch_and_are_paid_there(
    casework: Desk, signed: tuple[int, int], place: Place
) -> None:
    approve_all(casework, signed)
    opened = place(PublicityPage, casework.payer)
    choose_all(opened, "payable")
    assert opened.page.act_button.text() == "编拨付批次（2 件）"
    draw_up(opened)
    assert opened.messages.said == ["编入拨付批次：2 件，合计 10,000.00 元"]
    view = opened.page.batches_of("payment")
    assert opened.page.segments.value() == "payment"
    assert view.title.text() == "2024-拨付-01"
    view.lines.view.selectAll()
    fill(opened, text="记-7")
    view._answers["paid"].click()
    opened.settle()
    assert stages(opened) == [Stage.PAID, Stage.PAID]
    assert opened.messages.said[-1] == "登记已拨付：2 件，合计 10,000.00 元"
    shown = view.lines.model
    assert shown.data(shown.index(0, 2)) == "800200*******5678"


def test_a_part_can_be_sent_and_what_comes_back_is_due_again(
    casework: Desk, signed: tuple[int, int], place: Place, qtbot: QtBot
) -> None:
    approve_all(casework, signed)
    opened = place(PublicityPage, casework.payer)
    choose_all(opened, "payable")

    def half(sheet: object) -> bool:
        sheet.form["share"].set_value(Decimal("0.5"))
        sheet._share_out()
        sheet.accept()
        return bool(sheet.result())

    opened.messages.run = half
    opened.page.act_button.click()
    opened.settle()
    assert opened.messages.said == ["编入拨付批次：2 件，合计 5,000.00 元"]
    view = opened.page.batches_of("payment")
    view.lines.view.selectRow(0)
    fill(opened, text="户名不符")
    qtbot.waitUntil(view._answers["returned"].isEnabled)  # the lines of the batch have come
    view._answers["returned"].click()

    def states() -> list[LineState]:
        lines = [view.lines.model.record(number) for number in (0, 1)]
        return [line.state for line in lines if line is not None]  # None: still to come

    qtbot.waitUntil(lambda: states() == [LineState.RETURNED, LineState.WAITING])
    assert view.lines.model.record(0).reason == "户名不符"


def test_the_lists_of_batches_are_written_for_posting_and_for_finance(
    casework: Desk, signed: tuple[int, int], place: Place, tmp_path: Path
) -> None:
    approve_all(casework, signed)
    opened = place(PublicityPage, casework.payer)
    draw_up(opened)
    opened.messages.chosen_file = tmp_path / "拨付明细.xlsx"
    fill(opened, recipient="局财务室")
    opened.page.batches_of("payment")._answers["list"].click()
    opened.settle()
    sheet = load_workbook(tmp_path / "拨付明细.xlsx").active
    assert sheet["G4"].value == "800200*******5678"
    in_full = opened.messages.run

    def run(asked: Any) -> bool:
        asked.full.setChecked(True)
        return bool(in_full(asked))

    opened.messages.run = run
    opened.page.batches_of("payment")._answers["list"].click()
    opened.settle()
    sheet = load_workbook(tmp_path / "拨付明细.xlsx").active
    assert [cell.value for cell in sheet[4]][2:] == [
        A, sheet["D4"].value, A, "乐昌农商银行", "80020000012345678", 5000,
    ]  # fmt: skip
    assert sheet["D4"].value == "有效发明专利维持超过十年奖励"
    assert opened.messages.said[-1] == "已导出 2 件，合计 10,000.00 元：拨付明细.xlsx"


def test_a_publicity_batch_is_ended_as_one(
    casework: Desk, signed: tuple[int, int], place: Place
) -> None:
    opened = place(PublicityPage)
    choose_all(opened, "waiting")
    fill(opened, channel="市政府网站")
    opened.page.act_button.click()
    opened.settle()
    casework.clock.go_to(date(2024, 3, 12))
    opened.page.segments.choose("publicity")
    opened.settle()
    view = opened.page.batches_of("publicity")
    assert view.title.text() == "2024-公示-01"
    fill(opened, result="公示期间未收到异议")
    view._answers["unobject"].click()
    opened.settle()
    assert stages(opened) == [Stage.UNOBJECTED, Stage.UNOBJECTED]


def test_an_approval_without_its_letter_is_not_yet_to_be_paid(
    casework: Desk, signed: tuple[int, int], place: Place
) -> None:
    casework.post(signed[0])
    casework.approve(signed[0])
    opened = place(PublicityPage)
    opened.page.segments.choose("payable")
    assert opened.page.table.model.rowCount() == 0


def test_the_public_list_shows_name_award_and_amount_only(
    signed: tuple[int, int], place: Place
) -> None:
    opened = place(PublicityPage)
    opened.page.list_button.click()
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert [column.title for column in sheet.columns] == ["序号", "申报主体", "事项", "金额（元）"]
    sheet.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[1] == f"1\t{A}\t有效发明专利维持超过十年奖励\t5,000.00"
    assert sheet.total.text() == "共 2 件，合计 10,000.00 元"


def test_the_days_left_are_counted_from_today(
    casework: Desk, signed: tuple[int, int], place: Place
) -> None:
    casework.post(signed[0])
    opened = place(PublicityPage)
    opened.page.segments.choose("published")
    opened.settle()
    claim = opened.page.table.current()
    assert left(claim, date(2024, 3, 8)) == "03-11 止，剩 3 日"
    assert left(claim, date(2024, 3, 11)) == "今天截止"
    assert left(claim, date(2024, 3, 12)) == "03-11 已期满"


def test_beside_the_list_the_account_is_covered(signed: tuple[int, int], place: Place) -> None:
    opened = place(PublicityPage)
    texts = "".join(
        opened.page.beside._grid.itemAt(number).widget().text()
        for number in range(opened.page.beside._grid.count())
    )
    assert "800200*******5678" in texts
    assert "80020000012345678" not in texts
