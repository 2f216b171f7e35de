from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.services.applicants import applicant_page
from ipdesk.services.claims import ClaimFilter, claim_ids
from ipdesk.ui.claims.choices import Choice
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.widgets.paper_sheet import PaperSheet
from tests.services.casework import PACK, Desk, works
from tests.ui.at_work import Place


def new_claim(place: Place, actor: object = None) -> SimpleNamespace:
    opened = place(ClaimsPage, actor)  # type: ignore[arg-type]
    opened.page.open("new")
    opened.settle()
    opened.new = opened.page.new
    return opened


def type_into(edit: QLineEdit, text: str) -> None:
    """Keys cannot be sent for Chinese; an input method hands over the text like this."""
    edit.setText(text)
    edit.textEdited.emit(text)


def press(opened: SimpleNamespace, keys: str) -> None:
    """An act by its keys; a window off the screen is sent none."""
    next(act for act in opened.page.actions() if act.shortcut().toString() == keys).trigger()


def line(opened: SimpleNamespace, award: str) -> Choice:
    return next(one for one in opened.new.awards.lines if one.key == (PACK, award))


def test_a_claim_is_begun_without_the_mouse(qtbot: QtBot, casework: Desk, place: Place) -> None:
    casework.applicant("乐昌市甲科技有限公司")
    wanted = casework.applicant("乐昌市乙科技有限公司")
    opened = new_claim(place)
    assert opened.window.focusWidget() is opened.new.who
    type_into(opened.new.who, "乙科技")
    # Enter before the answer is there: it is for the words, not for the list of before.
    QTest.keyClick(opened.new.who, Qt.Key.Key_Return)
    opened.settle()
    qtbot.waitUntil(lambda: opened.window.focusWidget() is opened.new.what)
    opened.settle()
    type_into(opened.new.what, "作品登记")
    QTest.keyClick(opened.new.what, Qt.Key.Key_Return)
    QTest.keyClick(opened.new.what, Qt.Key.Key_Return)
    opened.settle()
    view = opened.page.sheet.view
    assert (view.applicant.id, view.award.id) == (wanted, "03-01")
    assert opened.window.focusWidget() is opened.page.sheet.items.grid
    assert len(opened.ask(claim_ids, ClaimFilter())) == 1


def test_an_award_for_others_is_greyed_with_its_reason(casework: Desk, place: Place) -> None:
    person = casework.applicant("陈小明", "440281199001011230", kind=ApplicantKind.INDIVIDUAL)
    opened = new_claim(place)
    opened.new.begin(person)
    opened.settle()
    interest = line(opened, "05-01")
    assert not interest.isEnabled()
    assert interest.refused == "个人不在范围内"
    assert line(opened, "03-01").isEnabled()


def test_what_was_claimed_before_stands_with_its_award(casework: Desk, place: Place) -> None:
    applicant = casework.applicant()
    casework.received(applicant, "03-01", *works(1, 3))
    opened = new_claim(place)
    opened.new.begin(applicant)
    opened.settle()
    said = [label.text() for label in line(opened, "03-01").findChildren(QLabel)]
    assert "以往：LC-2024-0001 已收件 300.00 元" in said
    assert "2024 年额度：已 3，剩 97 个" in said


def test_without_the_role_the_reason_stands_above(casework: Desk, place: Place) -> None:
    opened = new_claim(place, casework.reviewer)
    assert opened.new.role.text() == "新建申报须由经办人办理，请更换操作员（Ctrl+Shift+O）"
    opened.bench.sit_down(casework.clerk)
    assert not opened.new.role.isVisible()


def test_escape_goes_back_one_step_at_a_time(casework: Desk, place: Place) -> None:
    applicant = casework.applicant()
    opened = new_claim(place)
    opened.new.begin(applicant)
    opened.settle()
    QTest.keyClick(opened.new.what, Qt.Key.Key_Escape)
    assert opened.window.focusWidget() is opened.new.who
    QTest.keyClick(opened.new.who, Qt.Key.Key_Escape)
    assert opened.page.listing.isVisible()


def test_what_is_not_paid_for_leads_to_the_clause_that_speaks_of_it(
    casework: Desk, place: Place
) -> None:
    casework.applicant()
    opened = new_claim(place)
    opened.new.begin(opened.ask(applicant_page)[0])
    opened.settle()
    type_into(opened.new.what, "维权援助")
    first = opened.new.awards.lines[0]
    assert "完善知识产权维权援助保护体系" in first.title
    QTest.keyClick(opened.new.what, Qt.Key.Key_Return)
    assert opened.gone[-1] == ("policies", (PACK, "14", "维权援助"))
    assert len(opened.ask(claim_ids, ClaimFilter())) == 0


def test_enter_on_an_unknown_name_goes_to_register_it(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    opened = new_claim(place)
    type_into(opened.new.who, "从没来过的公司")
    QTest.keyClick(opened.new.who, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened.gone))
    assert opened.gone[-1] == ("applicants", ("new", "从没来过的公司"))


def test_letters_that_find_nobody_are_nobodys_name(qtbot: QtBot, place: Place) -> None:
    opened = new_claim(place)
    type_into(opened.new.who, "yunfeng")
    QTest.keyClick(opened.new.who, Qt.Key.Key_Return)

    def told() -> bool:
        labels = opened.new.people.findChildren(QLabel)
        return any("首字母" in label.text() for label in labels)

    qtbot.waitUntil(told)
    assert opened.gone == []
    opened.new.register()
    assert opened.gone == [("applicants", ("new", ""))]


def test_who_was_just_registered_is_the_one_that_is_marked(casework: Desk, place: Place) -> None:
    casework.applicant("乐昌市甲科技有限公司")
    wanted = casework.applicant("乐昌市乙科技有限公司")
    opened = new_claim(place)
    opened.new.people.show_choices(opened.new.people.lines[:0])  # the first of a long register
    opened.new.begin(wanted)
    opened.settle()
    opened.settle()
    assert opened.new.people.marked() == wanted


def test_a_queue_is_served_from_receipt_to_receipt(casework: Desk, place: Place) -> None:
    draft = casework.draft(casework.applicant(), "03-01", *works(1, 2))
    opened = new_claim(place)
    page = opened.page
    page.serve(True)
    assert "还没有收件" in opened.new.queue.text()
    page.open(draft)
    opened.settle()
    assert page.counter.isVisible()
    page.sheet.foot.take_primary()
    page.sheet.foot.form.confirm()
    opened.settle()
    paper = opened.messages.dialogs[-1]
    assert isinstance(paper, PaperSheet)
    assert "收件回执" in paper.windowTitle()
    press(opened, "F9")
    opened.settle()
    assert opened.new.isVisible()
    assert "已收 1 件" in opened.new.queue.text()
    page.serve(False)
    assert not opened.new.queue.isVisible()


def test_before_receipt_the_paper_over_the_counter_names_what_is_missing(
    casework: Desk, place: Place
) -> None:
    draft = casework.draft(casework.applicant(), "03-01")
    opened = new_claim(place)
    opened.page.open(draft)
    opened.settle()
    assert not opened.page.counter.isVisible()
    press(opened, "F8")
    opened.settle()
    assert "一次性告知单" in opened.messages.dialogs[-1].windowTitle()
