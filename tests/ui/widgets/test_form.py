from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ipdesk.ui.theme import Theme
from ipdesk.ui.widgets import (
    ChoiceField,
    CountField,
    DateField,
    FlagField,
    Form,
    LineField,
    MoneyField,
    NoteField,
    NumberLine,
    choice_field,
    quiet,
    row,
)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(columns=2)
    made.add("name", "名称", LineField(), required=True)
    made.add("on", "成立日期", DateField())
    made.add("amount", "金额（元）", MoneyField())
    made.add("staff", "人数", CountField())
    made.add(
        "kind", "类别", ChoiceField([("a", "企业"), ("b", "个人")], empty="请选择"), required=True
    )
    made.add("local", "", FlagField("在本市登记"))
    made.add("note", "备注", NoteField(), wide=True)
    qtbot.addWidget(made)
    made.show()
    return made


FILLED = {
    "name": "金岭机械",
    "on": date(2020, 3, 1),
    "amount": 123450,
    "staff": 12,
    "kind": "b",
    "local": True,
    "note": "两行\n备注",
}


def test_what_is_filled_in_is_read_back(form: Form) -> None:
    form.fill(FILLED)
    assert form.values() == FILLED


def test_required_fields_are_named_and_the_first_is_jumped_to(form: Form) -> None:
    assert not form.check_filled()
    assert form["name"].note_text() == "× 请填写名称"
    assert form["kind"].has_fault()
    assert form.focusWidget() is form["name"].editor


def test_a_date_that_cannot_be_read_is_a_fault(form: Form) -> None:
    form.fill(FILLED)
    form["on"].editor.set_value("三月一日")
    assert not form.check_filled()
    assert form["on"].has_fault()


def test_a_filled_form_passes(form: Form) -> None:
    form.fill(FILLED)
    assert form.check_filled()


def test_filling_a_form_is_no_edit_and_typing_is(qtbot: QtBot, form: Form) -> None:
    heard: list[str] = []
    form.changed.connect(heard.append)
    form.fill(FILLED)
    assert heard == []
    qtbot.keyClicks(form["name"].editor, "x")
    assert heard == ["name"]


def test_a_fault_of_a_service_goes_to_its_field(form: Form) -> None:
    assert form.fault("amount", "超过合同金额")
    assert form["amount"].has_fault()
    assert not form.fault("elsewhere", "不在此表")


def test_a_date_typed_loosely_is_written_in_full(qtbot: QtBot, form: Form) -> None:
    editor = form["on"].editor
    assert isinstance(editor, DateField)
    editor.setText("2020.3.1")
    editor.editingFinished.emit()
    assert editor.text() == "2020-03-01"


def test_a_fault_goes_as_soon_as_its_field_is_typed_in(qtbot: QtBot, form: Form) -> None:
    assert not form.check_filled()
    qtbot.keyClicks(form["name"].editor, "x")
    assert not form["name"].has_fault()
    assert form["name"].note_text() == ""
    assert form["kind"].has_fault()


def test_what_is_filled_in_by_the_program_no_longer_counts_as_empty(form: Form) -> None:
    assert not form.check_filled()
    form["name"].editor.set_value("金岭机械")
    form["kind"].editor.set_value("a")
    assert form.check_filled()
    assert not form["name"].has_fault()


def test_a_value_a_service_refused_may_be_handed_in_again(form: Form) -> None:
    form.fill(FILLED)
    form.fault("amount", "超过合同金额")
    assert form.check_filled()
    assert form["amount"].note_text() == ""


def test_who_listens_to_an_edit_may_find_a_new_fault(qtbot: QtBot, form: Form) -> None:
    form.changed.connect(lambda name: form[name].note("仍然不对", "fault"))
    form.fault("name", "不对")
    qtbot.keyClicks(form["name"].editor, "x")
    assert form["name"].note_text() == "× 仍然不对"


def test_what_cannot_be_read_is_said_when_the_field_is_left(qtbot: QtBot, form: Form) -> None:
    editor = form["amount"].editor
    editor.setFocus()
    editor.setText("一万")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert form["amount"].note_text().startswith("× 看不懂这个金额")


def test_enter_goes_on_where_a_form_is_walked_through(qtbot: QtBot, form: Form) -> None:
    form.walks = True
    names = ("name", "on", "amount", "staff", "kind", "local", "note")
    form["name"].editor.setFocus()
    for name in names:
        assert form[name].editor.hasFocus(), name
        qtbot.keyClick(form[name].editor, Qt.Key.Key_Return)


def test_numbers_pasted_full_width_are_kept_narrow(qtbot: QtBot) -> None:
    line = NumberLine()
    qtbot.addWidget(line)
    line.setText(" ０７９８－１２3ｘ ")
    assert line.value() == "0798-123x"
    line.set_value(None)
    assert line.value() == ""


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot) -> None:
    pressed: list[str] = []
    button = quiet("取消", lambda: pressed.append("取消"))
    qtbot.addWidget(button)
    button.show()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == ["取消"]


def test_a_button_greyed_under_the_finger_leaves_the_keyboard_on_its_page(qtbot: QtBot) -> None:
    window, page = QWidget(), QWidget()
    page.setProperty("kind", "page")
    button, outside = quiet("登记"), quiet("工作台")
    page.setLayout(row(button))
    window.setLayout(row(page, outside))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    button.setEnabled(False)
    assert window.focusWidget() is page
    button.setEnabled(True)
    assert button.hasFocus()


def test_a_letter_picks_the_choice_whose_reading_begins_with_it(qapp: QApplication) -> None:
    field = ChoiceField((("company", "企业"), ("person", "个人"), ("school", "高校")))
    told: list[object] = []
    field.edited.connect(lambda: told.append(field.value()))
    for letter in "ggqx":  # nothing begins with the last
        QTest.keyClick(field, letter)
    assert told == ["person", "school", "company"]
    assert field.value() == "company"


def test_fields_beside_each_other_go_below_each_other_where_there_is_no_room(
    qtbot: QtBot, look: Theme
) -> None:
    around, form = QWidget(), Form(columns=2)
    form.add("name", "名称", LineField(), required=True)
    form.add("on", "成立日期", DateField())
    form.setParent(around)  # a window of its own would not become narrower
    qtbot.addWidget(around)
    form.resize(900, 300)
    around.show()
    QApplication.processEvents()
    assert form["name"].y() == form["on"].y()
    look.apply(zoom=200)
    form.resize(440, 300)
    for _ in range(4):  # letters, fields and form, one after the other
        QApplication.processEvents()
    assert form["on"].y() > form["name"].y()
    editors = [form[name].editor.x() for name in ("name", "on")]
    assert editors[0] == editors[1]
    look.apply(zoom=100)
    form.resize(900, 300)
    QApplication.processEvents()
    assert form["name"].y() == form["on"].y()


@pytest.mark.parametrize(("width", "whole"), [(400, True), (140, False)])
def test_a_choice_too_long_for_its_field_is_whole_in_its_tip(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, whole: bool
) -> None:
    told: list[str] = []
    tips = SimpleNamespace(showText=lambda at, text, part: told.append(text), hideText=told.clear)
    monkeypatch.setattr(choice_field, "QToolTip", tips)
    field = ChoiceField((("a", "有效发明专利维持超过十年奖励"),))
    qtbot.addWidget(field)
    field.resize(width, field.sizeHint().height())
    at = field.rect().center()
    QApplication.sendEvent(field, QHelpEvent(QEvent.Type.ToolTip, at, at))
    assert told == ([] if whole else ["有效发明专利维持超过十年奖励"])
