from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.stages import Role
from ipdesk.paths import Home
from ipdesk.ui.window import MainWindow
from tests.services.casework import credit_code

Opener = Callable[[], SimpleNamespace]
NAME = "乐昌市金岭机械有限公司"


@pytest.fixture
def register(founded: Home, desk: Opener) -> SimpleNamespace:
    opened = desk()
    opened.window.go("applicants")
    opened.settle()
    opened.page = opened.window.pages["applicants"]
    return opened


def test_a_bureau_is_founded_from_the_first_screen(qtbot: QtBot, desk: Opener) -> None:
    opened = desk()
    start = opened.window.start
    start.new_button.click()
    form = start.form
    values = {"name": "乐昌市市场监督管理局", "letter_mark": "乐市监知奖", "claim_prefix": "LC"}
    form.fields.fill(values)
    for name, person in zip(form.people.names, ("陈晓岚", "黄志强", "李国梁"), strict=True):
        name.setText(person)
    form.submit.click()
    qtbot.waitUntil(lambda: opened.window.place == "desk")
    opened.settle()
    assert opened.bench.actor.name == "陈晓岚"
    assert opened.bench.actor.roles == (Role.CLERK, Role.ADMINISTRATOR)
    assert [policy.id for policy in opened.bench.policies] != []


def test_founding_names_what_is_missing(desk: Opener) -> None:
    opened = desk()
    start = opened.window.start
    start.show_form()
    start.form.submit.click()
    assert start.form.fields["name"].has_fault()
    assert start.form.people_note.text() == "请至少填写一名操作员"
    assert opened.window.place == ""


def test_founding_goes_on_once_what_was_missing_is_filled(qtbot: QtBot, desk: Opener) -> None:
    start = (opened := desk()).window.start
    start.show_form()
    start.form.submit.click()
    fields = start.form.fields
    for name, text in (("name", "乐昌市市监局"), ("letter_mark", "乐市"), ("claim_prefix", "LC")):
        assert fields[name].has_fault()
        fields[name].editor.setText(text)
        fields[name].editor.textEdited.emit(text)
        assert not fields[name].has_fault()
    for name, person in zip(start.form.people.names, ("陈晓岚", "黄志强", "李国梁"), strict=True):
        name.setText(person)
    start.form.submit.click()
    qtbot.waitUntil(lambda: opened.window.place == "desk")


def test_an_administrator_cannot_be_founded_as_approver(desk: Opener) -> None:
    form = desk().window.start.form
    form.people.names[0].setText("陈晓岚")
    form.people.roles[0][Role.APPROVER].set_value(True)
    assert form.people.refusal() == "陈晓岚：管理员不能兼审批人"
    form.people.roles[0][Role.APPROVER].set_value(False)
    form.people.entered.emit()
    assert form.people_note.text().startswith("还没有复核人、审批人、财务")
    form.fields["letter_mark"].editor.setText("青市监")
    form.fields["letter_mark"].changed.emit()
    assert form.fields["letter_mark"].note_text() == "文号写作 青市监〔年份〕1号"


def test_an_empty_register_says_what_belongs_there(register: SimpleNamespace) -> None:
    table = register.page.listing.table
    assert table.stack.currentIndex() == 1
    assert table.model.rowCount() == 0


def test_an_applicant_is_registered_and_shown(register: SimpleNamespace) -> None:
    page = register.page
    page.register()
    page.form.form.fill({"name": NAME, "code": "", "town": "乐城街道"})
    page.form.save()
    register.settle()
    # A unit without its code is kept with a reason only; the field comes when it is wanted.
    assert page.form.form["code_exception"].isVisible()
    page.form.form.fill({"code_exception": "营业执照待补"})
    page.form.save()
    register.settle()
    assert page.listing.table.current().name == NAME
    assert page.preview.name.text() == NAME
    assert register.messages.said == [f"已登记：{NAME}"]


def test_a_code_that_fails_its_check_is_warned_of_while_typing(register: SimpleNamespace) -> None:
    page = register.page
    page.register()
    page.form.form.fill({"name": NAME, "code": "91440281MA4UK1234X"})
    page.form.check()
    register.settle()
    assert "校验" in page.form.form["code"].note_text()
    assert not page.form.form["code"].has_fault()


def test_a_nameless_applicant_is_refused_at_its_field(register: SimpleNamespace) -> None:
    page = register.page
    page.register()
    page.form.save()
    register.settle()
    assert page.form.form["name"].has_fault()
    assert page.form.save_button.isEnabled()


def test_an_empty_save_then_a_wrong_and_a_right_code_is_saved(
    qtbot: QtBot, register: SimpleNamespace
) -> None:
    page = register.page
    page.register()
    form = page.form.form
    page.form.save_button.click()
    register.settle()
    assert form["name"].has_fault()
    form["name"].editor.insert(NAME)
    form["name"].editor.textEdited.emit(NAME)
    assert not form["name"].has_fault()
    qtbot.keyClicks(form["code"].editor, "91440281MA4UK1234X")
    page.form.save_button.click()
    register.settle()
    assert form["code"].has_fault()
    assert form["code_exception"].isVisible()
    form["code"].editor.selectAll()
    qtbot.keyClicks(form["code"].editor, credit_code(NAME))
    assert not form["code"].has_fault()
    page.form.check()
    register.settle()
    assert form["code"].note_text() == ""
    assert not form["code_exception"].isVisible()
    page.form.save_button.click()
    register.settle()
    assert register.messages.said == [f"已登记：{NAME}"]
    # What was asked about the form before it was saved says nothing about the next one.
    page.register()
    register.settle()
    assert [field.note_text() for field in form.fields.values()] == [""] * len(form.fields)


def test_typed_work_is_not_left_without_asking(register: SimpleNamespace) -> None:
    page = register.page
    page.register()
    page.form.form.fill({"name": NAME})
    register.window.go("desk")
    assert register.window.place == "applicants"
    register.messages.yes = False
    register.window.go("desk")
    assert register.window.place == "desk"


def test_amending_what_stood_there_asks_for_a_reason(register: SimpleNamespace) -> None:
    page = register.page
    page.register()
    page.form.form.fill({"name": NAME, "town": "乐城街道", "code_exception": "待补"})
    page.form.save()
    register.settle()
    page.amend(page.listing.table.current())
    register.settle()
    page.form.form.fill({"town": "廊田镇"})
    page.form.save()
    register.settle()
    assert register.messages.asked == ["为什么修改？"]
    assert page.listing.table.current().town == "廊田镇"


def test_a_persons_form_asks_for_the_identity_number(register: SimpleNamespace) -> None:
    form = register.page.form
    register.page.register()
    form.form["kind"].editor.set_value(ApplicantKind.INDIVIDUAL)
    form.form["kind"].editor.edited.emit()
    assert form.form["code"].caption == "身份证号"
    assert not form.form["legal_representative"].isVisible()


def test_a_clause_is_shown_with_its_words_marked(founded: Home, desk: Opener) -> None:
    opened = desk()
    policy = opened.bench.policies[0]
    award = next(iter(policy.awards.values()))
    opened.window.go("policies", (policy.id, award.clause, award.quote))
    opened.settle()
    text = opened.window.pages["policies"].text
    marked = [selection.cursor.selectedText() for selection in text.extraSelections()]
    assert marked == [award.quote]


def test_every_quote_of_the_policy_is_found_in_its_text(founded: Home, desk: Opener) -> None:
    opened = desk()
    opened.window.go("policies")
    text = opened.window.pages["policies"].text
    for policy in opened.bench.policies:
        for award in policy.awards.values():
            text.show_clause(policy, award.clause, award.quote)
            marked = [s.cursor.selectedText() for s in text.extraSelections()]
            assert marked == [award.quote], award.id


def test_the_bureaus_telephone_is_changed_in_the_settings(founded: Home, desk: Opener) -> None:
    opened = desk()
    opened.window.go("settings")
    opened.settle()
    section = opened.window.pages["settings"].bureau
    section.form.fill({"phone": "0751-5550000"})
    section.form.changed.emit("phone")
    section.save.click()
    opened.settle()
    assert opened.messages.said == ["单位信息已保存"]


def test_an_operator_is_added_and_may_sit_down(founded: Home, desk: Opener) -> None:
    opened = desk()
    opened.window.go("settings")
    opened.settle()
    people = opened.window.pages["settings"].people
    people.form.fill({"name": "何敏"})
    people.boxes[Role.PAYER].set_value(True)
    people.add.click()
    opened.settle()
    assert opened.messages.said == ["已添加操作员：何敏"]
    window: MainWindow = opened.window
    assert [person.name for person in window.operators] == ["陈晓岚", "黄志强", "李国梁", "何敏"]


def test_an_empty_desk_offers_the_first_step(founded: Home, desk: Opener) -> None:
    opened = desk()
    page = opened.window.pages["desk"]
    assert page.head.text() == "今天没有要办的事"
    assert page.day.text() == "5 月 6 日 星期一"
    assert page.table.stack.currentIndex() == 1
