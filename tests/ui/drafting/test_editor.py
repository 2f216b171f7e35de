"""The editor of a draft in the real window: text, list, form and keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from ipdesk.services.policy_drafts import CheckProblem, PartKey
from ipdesk.ui.drafting import showing
from tests.services.casework import Desk
from tests.services.policy_drafts.desk import TEXT
from tests.ui.drafting.conftest import Open
from tests.ui.drafting.working import (
    Line,
    click_on,
    line_under,
    listed,
    part,
    place_of,
    press,
    rest,
    shown,
    stored,
    type_into,
)

Key = Qt.Key


def test_each_state_of_a_number_has_its_own_line_and_a_click_finds_its_entry(
    editor: Open,
) -> None:
    opened = editor(TEXT.replace("每年举办", "投入资金77万元，每年举办"))
    assert line_under(opened, "10万元") == Line.DashUnderline
    assert line_under(opened, "5万元") == Line.DashUnderline  # a ceiling is a number, too
    click_on(opened, "10万元")
    assert shown(opened) == "proposal:01-01"
    lit = opened.editor.text.extraSelections()
    assert [mark.cursor.selectedText() for mark in lit] == [
        "第一条对新认定的国家知识产权示范企业，每家给予一次性奖励10万元",
        "10万元",
    ]
    press(opened, Key.Key_Return)
    assert line_under(opened, "10万元") == Line.SingleUnderline
    click_on(opened, "50%")
    assert shown(opened) == "proposal:02-01"
    opened.messages.given_reason = "由另一文件规定"
    press(opened, Key.Key_X)
    assert line_under(opened, "50%") == Line.DotLine
    assert part(opened, "02-01").reason == "由另一文件规定"


def test_enter_confirms_with_the_cases_and_goes_to_the_next(editor: Open) -> None:
    opened = editor()
    opened.editor.choose("proposal:01-01")
    opened.settle()
    waiting = opened.editor.foot.counts["cases"].text()
    assert opened.editor.foot.next.text().startswith("确认此条和 ")
    press(opened, Key.Key_Return)
    assert part(opened, "01-01").state == "confirmed"
    assert shown(opened) == "proposal:02-01"
    assert opened.editor.foot.counts["cases"].text() != waiting
    cases = [c for c in opened.editor.state.checker.result.cases if c.award == "01-01"]
    assert {case.state for case in cases} == {"confirmed"}
    assert "国家知识产权示范企业奖励" not in listed(opened)
    opened.editor.show_filter(showing.SETTLED)
    assert "国家知识产权示范企业奖励" in listed(opened)


def test_what_is_typed_is_in_the_store_at_once_and_checked(editor: Open) -> None:
    opened = editor()
    opened.editor.choose("proposal:01-01")
    press(opened, Key.Key_E)
    assert opened.window.focusWidget() in [
        field.editor for field in opened.editor.part.form.fields.values()
    ]
    before = opened.editor.state.checker.result.files
    type_into(opened, "unit", "户")
    assert part(opened, "01-01").line == "100,000.00 元/户"
    assert "100,000.00 元/户" in [entry.amount for entry in opened.editor.list.entries()]
    assert opened.editor.state.checker.result.files != before
    assert opened.editor.head.kept.text() == "✓ 已保存"


def test_what_cannot_be_read_is_said_at_its_field_and_kept_as_typed(editor: Open) -> None:
    opened = editor()
    opened.editor.choose("proposal:01-01")
    type_into(opened, "amount", "六百块左右")
    form = opened.editor.part.form
    assert "六百块左右" in form.fields["amount"].note_text()
    type_into(opened, "unit", "个")
    assert part(opened, "01-01").line == "100,000.00 元/个"
    press(opened, Key.Key_Return)
    assert part(opened, "01-01").state == "proposed"
    opened.editor.choose("proposal:02-01")
    rest(opened)
    opened.editor.choose("proposal:01-01")
    rest(opened)
    assert form.fields["amount"].editor.text() == "六百块左右"
    assert form.fields["amount"].has_fault()
    type_into(opened, "amount", "10万元")
    assert not form.fields["amount"].has_fault()
    assert not opened.editor.keeper.faulty


def test_split_join_write_off_and_undo_by_their_keys(editor: Open) -> None:
    opened = editor()
    opened.editor.choose("proposal:02-01")
    before = {p.key.part for p in stored(opened).parts if p.key.kind == "proposal"}
    opened.editor.text.select(place_of(opened, "5万元"))
    press(opened, Key.Key_S)
    after = {p.key.part for p in stored(opened).parts if p.key.kind == "proposal"}
    [made] = after - before
    assert shown(opened) == f"proposal:{made}"
    press(opened, Key.Key_J)
    now = {p.key.part for p in stored(opened).parts if p.key.kind == "proposal"}
    assert len(now) == len(after) - 1
    press(opened, Key.Key_U)
    assert {p.key.part for p in stored(opened).parts if p.key.kind == "proposal"} == after
    press(opened, Key.Key_U)
    assert {p.key.part for p in stored(opened).parts if p.key.kind == "proposal"} == before


def test_selected_words_become_an_entry_and_an_unread_number_does(editor: Open) -> None:
    opened = editor()
    opened.editor.text.select(place_of(opened, "3次"))
    assert opened.editor.columns.new.isEnabled()
    before = len(stored(opened).parts)
    press(opened, Key.Key_N)
    assert len(stored(opened).parts) == before + 1
    assert opened.editor.thing.part.clause == "05"
    opened.editor.text.moveCursor(opened.editor.text.textCursor().MoveOperation.Start)
    press(opened, Key.Key_N)
    assert "先在原文里选中" in opened.messages.complaints[-1]


def test_what_is_sure_in_a_clause_is_confirmed_together_after_it_was_listed(
    editor: Open,
) -> None:
    opened = editor()
    opened.editor.choose("proposal:03-01")
    assert opened.editor.foot.others.text() == "本条有把握的一并确认（2）"
    opened.messages.yes = False
    press(opened, Key.Key_A)
    assert opened.messages.asked == ["本条一并确认？"]
    assert part(opened, "03-01").state == "proposed"
    opened.messages.yes = True
    press(opened, Key.Key_A)
    assert {part(opened, number).state for number in ("03-01", "03-02")} == {"confirmed"}
    assert shown(opened) == "row:04-t1"


def test_counts_of_the_foot_lead_to_what_they_count(editor: Open) -> None:
    opened = editor()
    opened.editor.foot.counts["cases"].click()
    opened.settle()
    first = shown(opened)
    opened.editor.foot.counts["cases"].click()
    opened.settle()
    assert first != shown(opened)
    opened.editor.foot.counts["parts"].click()
    opened.settle()
    assert opened.editor.state.filter == showing.OPEN
    assert opened.editor.thing.open


def test_who_may_not_draft_only_looks(casework: Desk, editor: Open) -> None:
    opened = editor(actor=casework.payer)
    opened.editor.choose("proposal:01-01")
    form = opened.editor.part.form
    assert form.fields["amount"].editor.isReadOnly()
    assert not opened.editor.foot.next.isEnabled()
    assert "经办人" in opened.editor.foot.next.toolTip()
    press(opened, Key.Key_Return, Key.Key_X, Key.Key_U)
    assert {p.state for p in stored(opened).parts if p.open} == {"proposed"}
    assert not opened.messages.asked


def test_what_lacks_is_told_at_its_field_and_a_problem_leads_there(editor: Open) -> None:
    opened = editor(TEXT.replace("云府〔2024〕1号\n", ""))
    opened.editor.choose("head:head")
    press(opened, Key.Key_Return)
    assert shown(opened) == "head:head"
    field = opened.editor.part.form.fields["document_number"]
    assert field.has_fault()
    assert opened.window.focusWidget() is field.editor
    assert part(opened, "head", "head").state == "proposed"

    found = opened.editor.state.checker.result
    lacking = CheckProblem("文号：缺少这一项", "", PartKey("head", "head"), "document_number")
    menu = opened.editor.remaining.problems_menu(replace(found, problems=(lacking,)))
    opened.editor.choose("proposal:01-01")
    menu.actions()[0].trigger()
    rest(opened)
    assert shown(opened) == "head:head"
    again = opened.editor.part.form.fields["document_number"]
    assert opened.window.focusWidget() is again.editor
