from __future__ import annotations

from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ipdesk.domain.record import CheckState
from ipdesk.services import bureaus
from ipdesk.services.claim_page import view_claim
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.reading import ASK_DATE
from tests.services.casework import Desk, patent, works
from tests.ui.at_work import Place


def opened_claim(place: Place, claim: int, actor: object = None) -> SimpleNamespace:
    opened = place(ClaimsPage, actor)  # type: ignore[arg-type]
    opened.page.open(claim)
    opened.settle()
    opened.sheet = opened.page.sheet
    return opened


def put(opened: SimpleNamespace, row: int, column: int, text: str) -> None:
    """Type into a cell, as its editor hands it over."""
    grid = opened.sheet.items.grid
    grid.grid.setData(grid.grid.index(row, column), text)


def saved(qtbot: QtBot, opened: SimpleNamespace) -> None:
    qtbot.waitUntil(lambda: opened.sheet.head.kept.text() == "草稿已保存")
    opened.settle()


def test_an_empty_draft_waits_with_the_cursor_in_its_first_cell(
    casework: Desk, place: Place
) -> None:
    claim = casework.draft(casework.applicant(), "03-01")
    opened = opened_claim(place, claim)
    grid = opened.sheet.items.grid
    assert opened.window.focusWidget() is grid
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, 0)
    assert opened.sheet.sum.total.text() == "待填写"


def test_typed_facts_show_the_amount_before_anything_is_saved(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.draft(casework.applicant(), "03-01")
    opened = opened_claim(place, claim)
    put(opened, 0, 0, "粤作登字-2023-F-00000001")
    put(opened, 0, 1, "2023.8.1")
    qtbot.waitUntil(lambda: opened.sheet.sum.total.text() == "100.00 元")
    assert opened.sheet.sum.caption.text() == "拟核定金额"
    assert opened.sheet.sum.standing.text() == "试算"


def test_a_pasted_block_of_three_rows_becomes_three_items(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.draft(casework.applicant(), "03-01")
    opened = opened_claim(place, claim)
    block = [f"粤作登字-2023-F-0000000{n}\t2023-8-{n}" for n in (1, 2, 3)]
    QGuiApplication.clipboard().setText("\n".join(block))
    grid = opened.sheet.items.grid
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    saved(qtbot, opened)
    view = opened.ask(view_claim, claim)
    assert [item.subject[-1] for item in view.items] == ["1", "2", "3"]
    assert view.items[2].typed["achieved_on"] == "2023-08-03"
    qtbot.waitUntil(lambda: opened.sheet.sum.total.text() == "300.00 元")


def test_undo_goes_back_across_what_was_saved_meanwhile(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.draft(casework.applicant(), "03-01", *works(1, 1))
    opened = opened_claim(place, claim)
    grid = opened.sheet.items.grid
    put(opened, 0, 1, "2023-9-9")
    saved(qtbot, opened)
    put(opened, 1, 0, "粤作登字-2023-F-00000002")
    saved(qtbot, opened)
    for _ in range(2):
        QTest.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [row["achieved_on"] for row in grid.rows()] == [date(2023, 8, 1)]


def test_a_cell_being_typed_survives_closing_the_window_at_once(
    casework: Desk, place: Place
) -> None:
    claim = casework.draft(casework.applicant(), "03-01", *works(1, 1))
    opened = opened_claim(place, claim)
    grid = opened.sheet.items.grid
    grid.setCurrentIndex(grid.grid.index(0, 0))
    grid.edit(grid.currentIndex())
    editor = grid.viewport().findChild(QLineEdit)
    editor.setText("粤作登字-2023-F-00000777")
    assert opened.window.close()
    office = bureaus.open_bureau(casework.office.home, casework.clock)
    try:
        assert view_claim(office, claim).items[0].subject == "粤作登字-2023-F-00000777"
    finally:
        bureaus.close(office)


def test_keys_answer_the_checklist_and_move_on_with_the_focus_staying(
    casework: Desk, place: Place
) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = opened_claim(place, claim)
    checks = opened.sheet.checks
    assert opened.window.focusWidget() is checks.area
    waiting = [c.id for c in opened.sheet.view.checks if c.state is CheckState.UNCHECKED]
    assert checks.current == waiting[0]
    # Faster than the store answers: each key is for the line that is open by then.
    QTest.keyClick(checks.area, Qt.Key.Key_1)
    QTest.keyClick(checks.area, Qt.Key.Key_4)
    opened.settle()
    states = {check.id: check.state for check in opened.sheet.view.checks}
    assert states[waiting[0]] is CheckState.MET
    assert states[waiting[1]] is CheckState.MISSING
    assert checks.current == waiting[2]
    assert opened.window.focusWidget() is checks.area


def test_met_against_the_register_asks_for_its_reason(casework: Desk, place: Place) -> None:
    applicant = casework.applicant(bank="", account_name="", account="")
    claim = casework.received(applicant, "01-01", patent("ZL201310000001.3"))
    opened = opened_claim(place, claim)
    checks = opened.sheet.checks
    doubted = next(check for check in opened.sheet.view.checks if check.against)
    checks.go_to(doubted.id)
    QTest.keyClick(checks.area, Qt.Key.Key_1)
    note = checks.current_row().note
    assert opened.window.focusWidget() is note
    note.setText("已看开户许可证")
    QTest.keyClick(note, Qt.Key.Key_Return)
    opened.settle()
    answered = next(one for one in opened.sheet.view.checks if one.id == doubted.id)
    assert (answered.state, answered.note) == (CheckState.MET, "已看开户许可证")


def test_not_met_asks_for_its_reason_and_enter_answers(casework: Desk, place: Place) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = opened_claim(place, claim)
    checks = opened.sheet.checks
    first = checks.current
    QTest.keyClick(checks.area, Qt.Key.Key_2)
    note = checks.current_row().note
    assert opened.window.focusWidget() is note
    assert opened.sheet.view.checks[0].state is CheckState.UNCHECKED
    note.setText("没有盖章")
    QTest.keyClick(note, Qt.Key.Key_Return)
    opened.settle()
    answered = next(check for check in opened.sheet.view.checks if check.id == first)
    assert (answered.state, answered.note) == (CheckState.UNMET, "没有盖章")
    assert opened.window.focusWidget() is checks.area


def test_a_note_half_typed_is_there_after_the_page_was_read_again(
    casework: Desk, place: Place
) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = opened_claim(place, claim)
    checks = opened.sheet.checks
    note = checks.current_row().note
    note.setFocus()
    QTest.keyClicks(note, "p. 3")
    papers = opened.sheet.view.evidence[0].id
    opened.sheet.evidence.seen.emit(papers)
    opened.settle()
    checks.step(1)
    checks.step(-1)
    assert checks.current_row().note.text() == "p. 3"


def test_the_greyed_step_names_what_is_missing_and_leads_there(
    casework: Desk, place: Place
) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    casework.take("clerk", claim, "accept")
    opened = opened_claim(place, claim)
    card = opened.sheet.foot.next
    checks = opened.sheet.view.checks
    waiting = [c for c in checks if c.must and c.state is CheckState.UNCHECKED]
    assert card.button.text() == "提交复核"
    assert not card.button.isEnabled()
    assert f"还差 {len(waiting)} 项" in card.reason.text()
    card.reason.linkActivated.emit(f"check:{waiting[2].id}")
    assert opened.sheet.checks.current == waiting[2].id
    assert opened.window.focusWidget() is opened.sheet.checks.area


def test_a_person_without_the_role_sees_who_must_act(casework: Desk, place: Place) -> None:
    claim = casework.examined(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = opened_claim(place, claim)
    card = opened.sheet.foot.next
    assert card.button.text() == "复核通过"
    assert not card.button.isEnabled()
    assert card.reason.text().startswith('须由复核人办理，请<a href="seat:">更换操作员</a>')
    opened.bench.sit_down(casework.reviewer)
    opened.settle()
    assert card.button.isEnabled()
    card.button.click()
    form = opened.sheet.foot.form
    assert form.isVisible()
    assert form.form["opinion"].editor.textCursor().atEnd()  # one adds to the usual words
    opened.bench.sit_down(casework.clerk)
    opened.settle()
    assert not form.isVisible()  # it was the reviewer's
    # Filled in and checked is not approved.
    assert opened.sheet.sum.caption.text() == "拟核定金额"
    assert opened.sheet.sum.standing.text() == "尚未批准"


def test_the_form_of_an_act_refuses_empty_fields_at_the_field(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = opened_claim(place, claim)
    foot = opened.sheet.foot
    foot.begin(next(offer for offer in opened.sheet.view.offers if offer.act == "return"))
    foot.form.yes.click()
    opened.settle()
    fields = foot.form.form.fields
    assert fields["missing"].note_text() == "× 请填写需补正的材料"
    assert opened.window.focusWidget() is fields["missing"].editor
    assert opened.sheet.view.claim.stage == "received"
    # What is typed now takes the note away; what is still empty keeps its own.
    fields["missing"].editor.setPlainText("营业执照")
    assert not fields["missing"].has_fault()
    qtbot.keyClicks(fields["due_on"].editor, "2024.13.99")
    foot.form.yes.click()
    assert fields["due_on"].note_text() == f"× {ASK_DATE}"
    assert fields["delivery"].has_fault()
    fields["due_on"].editor.selectAll()
    qtbot.keyClicks(fields["due_on"].editor, "2024.3.20")
    fields["delivery"].set_value("当面")
    foot.form.yes.click()
    opened.settle()
    assert opened.sheet.view.claim.stage == "returned"
    assert not foot.form.isVisible()


def test_rows_inside_an_item_stay_with_their_item(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    def interest(fen: str) -> dict[str, object]:
        return {"payments": [{"paid_on": "2023-6-1", "interest_fen": fen}]}

    claim = casework.draft(
        casework.applicant(), "05-01", ("HT-1", interest("100")), ("HT-2", interest("200"))
    )
    opened = opened_claim(place, claim)
    items = opened.sheet.items
    table = next(fact.id for fact in items.award.facts if fact.columns)
    items.grid.setCurrentIndex(items.grid.grid.index(1, 0))
    inner = items.inner.grid
    money = next(n for n, column in enumerate(inner.columns) if column.kind == "money")
    inner.setData(inner.index(inner.rowCount() - 1, money), "300")
    saved(qtbot, opened)
    view = opened.ask(view_claim, claim)
    kept = [[row[inner.columns[money].id] for row in item.typed[table]] for item in view.items]
    assert kept[0][:1] == ["100.00"]
    assert kept[1][-1] == "300.00"
    assert len(kept[0]) == 1
    items.grid.setCurrentIndex(items.grid.grid.index(0, 0))
    assert len(items.inner.rows()) == 1


def test_a_draft_can_be_thrown_away_after_a_question(casework: Desk, place: Place) -> None:
    claim = casework.draft(casework.applicant(), "03-01", *works(1, 1))
    opened = opened_claim(place, claim)
    discard = opened.sheet.foot.others_menu().actions()[-1]
    opened.messages.yes = False
    discard.trigger()
    opened.settle()
    assert opened.sheet.view.claim.id == claim
    opened.messages.yes = True
    discard.trigger()
    opened.settle()
    assert opened.messages.asked == ["删除草稿？", "删除草稿？"]
    assert opened.sheet.view is None
    assert len(opened.page.listing.ids()) == 0


def test_a_decided_claim_looks_decided_and_an_ended_one_offers_nothing(
    casework: Desk, place: Place
) -> None:
    claim = casework.approved(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    casework.issue(claim)
    casework.pay(claim)
    casework.take("clerk", claim, "archive", archive_number="2024-IP-1")
    opened = opened_claim(place, claim)
    sheet = opened.sheet
    assert sheet.sum.caption.text() == "核定金额"
    assert sheet.sum.standing.text().startswith("✓ 已拨付")
    assert sheet.foot.end_text.text() == "✓ 已办结，档号 2024-IP-1"
    assert not sheet.foot.next.isVisible()
    assert sheet.items.grid.grid.read_only


def test_what_was_worked_out_is_no_amount_of_a_claim_that_was_not_accepted(
    casework: Desk, place: Place
) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    casework.take("clerk", claim, "decline", reason="不在申报期内")
    opened = opened_claim(place, claim)
    assert opened.sheet.sum.total.text() == "未核定"
    assert opened.sheet.sum.standing.text() == "× 不予受理"
    listing = opened.page.listing
    money = next(c for c in listing.table.model.columns if c.title == "金额（元）")
    assert money.text(listing.table.model.record(0)) == "—"


def test_an_amendment_is_not_lost_by_leaving_without_a_question(
    casework: Desk, place: Place
) -> None:
    claim = casework.received(casework.applicant(), "03-01", *works(1, 1))
    opened = opened_claim(place, claim)
    opened.sheet.head.amend.emit()
    put(opened, 0, 1, "2023-9-9")
    opened.page.show_list()
    assert opened.messages.asked == ["还没有保存"]
    assert opened.sheet.isVisible()
    opened.sheet.head.keep.emit()
    opened.settle()
    assert opened.sheet.view.items[0].typed["achieved_on"] == "2023-09-09"
    assert opened.messages.said == ["修改已保存，原值记入操作记录"]


@pytest.mark.parametrize("size", [(1024, 640), (1366, 768), (1920, 1080)])
def test_no_column_lies_over_another_at_any_size(
    casework: Desk, place: Place, size: tuple[int, int]
) -> None:
    claim = casework.draft(casework.applicant(), "03-01", *works(1, 6))
    opened = opened_claim(place, claim)
    opened.window.resize(*size)
    opened.settle()
    sheet = opened.sheet
    seen = [part for part in (sheet.applicant, sheet.checks, sheet.clause) if part.isVisible()]
    places = [(part.mapTo(sheet, part.rect().topLeft()).x(), part.width()) for part in seen]
    # A small window shows one of the first two beside the clause and the next step.
    assert len(seen) == (3 if size[0] > 1024 else 2)
    assert all(left + wide <= right for (left, wide), (right, _) in pairwise(places))
    assert sum(places[-1]) <= sheet.width()
    grid = sheet.items.grid
    assert grid.viewport().height() >= 5 * grid.verticalHeader().defaultSectionSize()
