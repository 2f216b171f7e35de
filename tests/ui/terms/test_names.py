"""称号的写法 in the real window: looked at, entered after its impact was seen, taken back."""

from __future__ import annotations

from types import SimpleNamespace

from ipdesk.services.claim_page import view_claim
from ipdesk.services.office import Office
from ipdesk.ui.policies.page import PoliciesPage
from ipdesk.ui.terms.impacts import RebaseSheet
from ipdesk.ui.terms.names import NameSheet
from tests.services.casework import PACK, Desk
from tests.ui.at_work import Place

# 国家版权示范单位: 2 万元.
AWARD, TITLE, MINUTES = "03-04", "全国版权工作示范单位", "局务会纪要〔2024〕3号"


def column(table: object, number: int) -> list[str]:
    model = table.model  # type: ignore[attr-defined]
    return [model.columns[number].text(model.record(row)) for row in range(model.rowCount())]


def at_names(place: Place) -> SimpleNamespace:
    opened = place(PoliciesPage)
    policy = next(one for one in opened.bench.policies if one.id == PACK)
    opened.page.show_policy(policy)
    opened.page.parts.show_part("names")
    opened.settle()
    return opened


def enter(opened: SimpleNamespace, **more: object) -> None:
    editor = opened.page.parts.names.editor
    editor.form.fill({"award": AWARD, "title": TITLE, **more})
    editor.look()
    opened.settle()
    opened.settle()


def test_a_name_is_entered_after_its_impact_was_seen_and_then_counts(
    casework: Desk, place: Place
) -> None:
    item = ("", {"achieved_on": "2023-05-10", "title": TITLE})
    claim = casework.received(casework.applicant(), AWARD, item)
    opened = at_names(place)
    names = opened.page.parts.names
    assert names.said.text() == "20 个事项看证书称号，认 53 个写法，其中本单位登记 0 个"

    def reason(run: object) -> object:
        def filled(dialog: object) -> bool:
            if isinstance(dialog, RebaseSheet):
                dialog.form.fill({"reason": MINUTES})
            return run(dialog)  # type: ignore[operator,no-any-return]

        return filled

    opened.messages.run = reason(opened.messages.run)
    enter(opened, document=MINUTES)
    [sheet] = [one for one in opened.messages.dialogs if isinstance(one, NameSheet)]
    assert column(sheet.table.list, 4) == ["20,000.00"]
    assert "称号写法已保存，新的申报起采用" in opened.messages.said
    assert names.said.text().endswith("认 54 个写法，其中本单位登记 1 个")
    award = next(one for one in opened.bench.policies if one.id == PACK).awards[AWARD]
    assert award.aliases[-1] == TITLE

    def verdict(office: Office) -> str:
        return view_claim(office, claim).verdict

    assert opened.ask(verdict) == "payable"


def test_what_cannot_be_entered_is_told_at_its_field(casework: Desk, place: Place) -> None:
    opened = at_names(place)
    editor = opened.page.parts.names.editor
    enter(opened)
    assert "依据文件" in editor.form["document"].note_text()
    enter(opened, title="广东省版权示范单位", document=MINUTES)
    assert "广东省版权示范单位奖励" in editor.form["title"].note_text()
    assert not opened.messages.dialogs


def test_only_a_name_of_the_bureau_is_taken_back_and_with_a_reason(
    casework: Desk, place: Place
) -> None:
    opened = at_names(place)
    names = opened.page.parts.names
    assert names.editor.back.isHidden()
    enter(opened, document=MINUTES)
    own = next(number for number, text in enumerate(column(names.list, 2), 1) if text == "本单位")
    names.list.choose(own)
    assert not names.editor.back.isHidden()
    opened.messages.given_reason = "登记有误"
    names.editor.take_back()
    opened.settle()
    opened.settle()
    assert column(names.list, 2)[own - 1] == "已撤销"
    assert "登记有误" in names.editor.chosen.text()
    assert names.editor.back.isHidden()


def test_a_policy_that_names_no_title_has_no_such_part(casework: Desk, place: Place) -> None:
    opened = at_names(place)
    other = next(one for one in opened.bench.policies if not one.awards)
    opened.page.show_policy(other)
    assert opened.page.parts.segments.buttons["names"].isHidden()
    assert opened.page.parts.segments.value() == "text"
