"""The draft as a whole: named, compared with what it succeeds, handed on in one file."""

from __future__ import annotations

from pathlib import Path

from ipdesk.services import policy_drafts
from ipdesk.services.parcels import open_parcel
from ipdesk.services.policy_drafts import PartKey
from ipdesk.ui.drafting.naming import NamingSheet
from ipdesk.ui.policies.page import PoliciesPage
from ipdesk.ui.terms.activating import ActivationSheet
from ipdesk.ui.terms.comparing import CompareSheet, marked
from tests.services.casework import PACK, Desk
from tests.services.policy_drafts.desk import TEXT, settle, started
from tests.ui.at_work import Place
from tests.ui.drafting.conftest import Open
from tests.ui.drafting.working import rest

GOLD = TEXT.replace("第一条 ", "第一条 对获得中国专利金奖的，每项给予奖励12万元。\n第二条 ")


def test_a_draft_is_named_and_compared_with_the_policy_it_succeeds(
    editor: Open,
) -> None:
    opened = editor(GOLD)
    head = opened.editor.head
    assert not head.compare.isEnabled()
    head.name.click()
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, NamingSheet)
    opened.messages.yes = False
    opened.bench.jobs.run(
        policy_drafts.rename_draft,
        opened.bench.announce,
        None,
        opened.bench.actor,
        opened.draft,
        "云岭市新措施",
        "yunling-new",
        PACK,
    )
    rest(opened)
    assert head.title.text() == "云岭市新措施"
    head.compare.click()
    rest(opened)
    compared = opened.messages.dialogs[-1]
    assert isinstance(compared, CompareSheet)
    text = compared.text.toPlainText()
    assert "100,000.00 元" in text
    assert "120,000.00 元" in text
    assert "＋ 新增" in compared.counts.text()
    shown = len(text)
    compared.only.click()
    assert len(compared.text.toPlainText()) >= shown


def test_letters_that_differ_are_marked_on_both_sides() -> None:
    old, new = marked("每项奖励5万元", "每项奖励8万元<")
    assert old == "每项奖励<span class='mark'>5</span>万元"
    assert new == "每项奖励<span class='mark'>8</span>万元<span class='mark'>&lt;</span>"


def test_a_draft_handed_on_in_one_file_is_checked_where_it_arrives(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    draft = started(casework)
    told = {"issuer": "云岭市人民政府", "contact": "市市场监督管理局"}
    head = PartKey("head", "head")
    policy_drafts.save_part(casework.office, casework.clerk, draft, head, told)
    settle(casework, draft)
    parcel = tmp_path / "云岭市.ippack"
    policy_drafts.export_draft(casework.office, draft, parcel)
    opened = place(PoliciesPage)
    opened.page.parts.activating.begin(parcel)
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, ActivationSheet)
    assert sheet.looked.report.sound
    assert sheet.looked.files == open_parcel(parcel)[0]
    assert sheet.yes.isEnabled()
    whole = parcel.read_bytes()
    parcel.write_bytes(whole[: len(whole) // 2])
    opened.messages.chosen_files = [parcel]
    sheet.choose_parcel()
    opened.settle()
    assert "没有导入" in sheet.verdict.text()
    assert not sheet.yes.isEnabled()
