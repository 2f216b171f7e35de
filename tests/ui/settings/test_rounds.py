from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ipdesk.domain.rounds import Round
from ipdesk.services import rounds
from ipdesk.ui.settings.page import SettingsPage
from tests.services.casework import PACK, Desk, patent
from tests.ui.at_work import Place

ZL = "ZL201310000001.3"
SPRING = Round(
    PACK, "2024年第一批", "通知三号", date(2024, 3, 1), date(2024, 3, 29), ("01-01", "03-01")
)


def section(place: Place, actor: object = None) -> SimpleNamespace:
    opened = place(SettingsPage, actor)  # type: ignore[arg-type]
    opened.page.open("申报批次")
    opened.settle()
    opened.rounds = opened.page.rounds
    opened.editor = opened.page.rounds.editor
    return opened


def kept(opened: SimpleNamespace) -> tuple[Round, ...]:
    found = opened.ask(rounds.rounds)
    assert isinstance(found, tuple)
    return found


def type_round(opened: SimpleNamespace, name: str, opens: date, closes: date) -> None:
    form = opened.editor.form
    for field, value in (("name", name), ("opens_on", opens), ("closes_on", closes)):
        form[field].set_value(value)
        form[field].editor.edited.emit()


def test_the_first_round_is_entered_from_the_empty_place(place: Place) -> None:
    opened = section(place)
    assert opened.rounds._stack.currentIndex() == 0
    opened.rounds._stack.currentWidget().button.click()
    assert opened.window.focusWidget() is opened.editor.form["name"].editor
    type_round(opened, "2024年第一批", date(2024, 3, 1), date(2024, 3, 29))
    picker = opened.editor.awards
    picker.extent.buttons["some"].click()
    picker.search.setText("作品登记")
    assert picker.ticks["03-01"].isVisible()
    assert not picker.ticks["01-01"].isVisible()
    QTest.keyClick(picker.ticks["03-01"], Qt.Key.Key_Space)
    opened.editor.save.click()
    opened.settle()
    (one,) = kept(opened)
    assert (one.name, one.awards, one.closes_on) == ("2024年第一批", ("03-01",), date(2024, 3, 29))
    assert opened.rounds.list.current().round == one
    assert not opened.editor.save.isEnabled()


def test_what_is_wrong_is_said_where_it_stands(casework: Desk, place: Place) -> None:
    rounds.keep_round(casework.office, casework.clerk, SPRING)
    opened = section(place)
    opened.rounds.begin()
    opened.editor.save.click()
    assert not opened.editor.form["name"].has_fault()  # nothing typed: nothing to save
    type_round(opened, "", date(2024, 3, 1), date(2024, 3, 29))
    opened.editor.save.click()
    assert opened.editor.form["name"].has_fault()
    type_round(opened, "2024年第一批", date(2024, 4, 1), date(2024, 3, 29))
    assert "早于" in opened.editor.form["closes_on"].note_text()
    opened.editor.save.click()
    opened.settle()
    assert opened.editor.form["closes_on"].has_fault()
    type_round(opened, "2024年第一批", date(2024, 4, 1), date(2024, 4, 29))
    opened.editor.save.click()
    opened.settle()
    assert opened.editor.form["name"].note_text() == "× 这份政策已有同名的申报批次。"
    opened.editor.awards.extent.buttons["some"].click()
    opened.editor.save.click()
    assert opened.editor.fault.text() == "× 请至少勾选一项事项，或者选“全部事项”。"
    assert len(kept(opened)) == 1


def test_an_overlap_names_days_awards_and_who_takes_the_claims(
    casework: Desk, place: Place
) -> None:
    rounds.keep_round(casework.office, casework.clerk, SPRING)
    opened = section(place)
    opened.rounds.begin()
    type_round(opened, "2024年第二批", date(2024, 3, 25), date(2024, 4, 30))
    assert opened.editor.notice.text() == (
        "与“2024年第一批”在 2024-03-25 至 2024-03-29 重叠："
        "有效发明专利维持超过十年奖励、作品著作权登记资助。这几天收件的归先截止的“2024年第一批”。"
    )
    type_round(opened, "2024年第二批", date(2024, 4, 1), date(2024, 4, 30))
    assert not opened.editor.notice.isVisible()


def test_a_round_in_use_tells_what_a_change_means_and_stays(casework: Desk, place: Place) -> None:
    rounds.keep_round(casework.office, casework.clerk, SPRING)
    casework.received(casework.applicant(), "01-01", patent(ZL))  # on 4 March
    opened = section(place)
    assert opened.editor.notice.text() == "已有 1 件在这个批次收件，改动日期和事项不影响它们。"
    assert not opened.editor.drop.isVisible()
    type_round(opened, "2024年第一批", date(2024, 3, 5), date(2024, 3, 29))
    assert "其中 1 件的收件日期或事项不在改动后的范围里" in opened.editor.notice.text()
    opened.rounds.claims.click()
    assert opened.gone[-1] == ("claims", ("round", 1))


def test_typed_work_is_asked_about_before_another_round_is_shown(
    casework: Desk, place: Place
) -> None:
    rounds.keep_round(casework.office, casework.clerk, SPRING)
    opened = section(place)
    type_round(opened, "改了名", date(2024, 3, 1), date(2024, 3, 29))
    opened.messages.yes = True  # 继续修改
    opened.rounds.begin()
    assert opened.editor.form["name"].value() == "改了名"
    opened.messages.yes = False
    opened.rounds.begin()
    assert not opened.editor.form["name"].value()
    opened.editor.give_up()
    assert opened.editor.form["name"].value() == "2024年第一批"


def test_the_question_about_a_changed_round_saves_it(casework: Desk, place: Place) -> None:
    rounds.keep_round(casework.office, casework.clerk, SPRING)
    opened = section(place)
    type_round(opened, "改了名", date(2024, 3, 1), date(2024, 3, 29))
    opened.messages.saves = True
    opened.rounds.begin()
    opened.settle()
    assert [one.name for one in kept(opened)] == ["改了名"]
    assert not opened.editor.typed


def test_a_round_without_claims_can_be_deleted(casework: Desk, place: Place) -> None:
    rounds.keep_round(casework.office, casework.clerk, SPRING)
    opened = section(place)
    opened.editor.drop.click()
    opened.settle()
    assert opened.messages.asked[-1] == "删除申报批次？"
    assert kept(opened) == ()
    assert opened.rounds._stack.currentIndex() == 0


def test_who_may_not_set_rounds_reads_them(casework: Desk, place: Place) -> None:
    rounds.keep_round(casework.office, casework.clerk, SPRING)
    opened = section(place, casework.reviewer)
    assert not opened.rounds.begin_button.isEnabled()
    assert not opened.editor.form.isEnabled()
    assert not opened.editor.drop.isVisible()


def test_the_history_of_a_round_opens_from_its_list(casework: Desk, place: Place) -> None:
    rounds.keep_round(casework.office, casework.clerk, SPRING)
    opened = section(place)
    opened.rounds.history.click()
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert sheet.heading.text() == "历史　2024年第一批"
    assert [told.act for told in sheet._told.values()] == ["设定申报批次"]
