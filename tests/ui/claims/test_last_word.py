"""What a claim says about itself before its next step: why it came back, who could go on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ipdesk.domain.stages import Role, Stage
from ipdesk.services import decisions
from ipdesk.ui.claims.page import ClaimsPage
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place

PATENT = patent("ZL201310000001.3")


def opened_claim(place: Place, claim: int) -> SimpleNamespace:
    opened = place(ClaimsPage)
    opened.page.open(claim)
    opened.settle()
    return opened


def why_of(opened: SimpleNamespace) -> Any:
    return opened.page.sheet.foot.next.why


def test_a_claim_that_came_back_says_who_sent_it_and_why(casework: Desk, place: Place) -> None:
    claim = casework.examined(casework.applicant(), "01-01", PATENT)
    opened = opened_claim(place, claim)
    assert why_of(opened).isHidden()
    reason = {"reason": "证书页不清"}
    opened.ask(decisions.take, casework.reviewer, claim, "send_back", reason)
    opened.page.open(claim)
    opened.settle()
    said = why_of(opened).text()
    assert "复核退回初审" in said
    assert casework.reviewer.name in said
    assert said.endswith("证书页不清")


def test_a_refused_claim_says_why_as_long_as_it_is_at_work(casework: Desk, place: Place) -> None:
    claim = casework.received(casework.applicant(), "01-01", PATENT)
    casework.take("clerk", claim, "decline", reason="不在本市登记", delivery="direct")
    opened = opened_claim(place, claim)
    assert why_of(opened).text().endswith("：不在本市登记")


def test_an_objection_is_read_where_it_is_settled(casework: Desk, place: Place) -> None:
    claim = casework.examined(casework.applicant(), "01-01", PATENT)
    casework.take("reviewer", claim, "review")
    casework.take("approver", claim, "sign")
    today = casework.clock.now().date()
    casework.take("clerk", claim, "publish", starts_on=today, channel="公告栏")
    casework.take("clerk", claim, "object", objector="周某", content="付息不实")
    assert why_of(opened_claim(place, claim)).text().endswith("周某：付息不实")


def test_where_nobody_holds_the_role_the_way_to_give_it_is_named(
    casework: Desk, place: Place
) -> None:
    claim = casework.examined(casework.applicant(), "01-01", PATENT)
    opened = opened_claim(place, claim)
    foot = opened.page.sheet.foot
    assert "更换操作员" in foot.next.reason.text()
    opened.bench.people = tuple(
        one for one in opened.bench.people if Role.REVIEWER not in one.roles
    )
    foot.show_view(foot.view)
    assert foot.next.reason.text().startswith("还没有复核人")
    foot.next.jumped.emit("people:")
    assert opened.gone == [("settings", "操作员")]


def test_an_amount_that_cannot_be_read_stops_the_receipt_and_is_there_again(
    casework: Desk, place: Place
) -> None:
    applicant = casework.applicant()
    claim = casework.draft(applicant, "01-01", PATENT)
    other = casework.draft(applicant, "03-01")
    opened = opened_claim(place, claim)
    sheet = opened.page.sheet
    asked = sheet.items.intake["asked_fen"]
    asked.editor.setText("一万多")
    asked.editor.edited.emit()
    sheet.foot.take_primary()
    opened.settle()
    assert asked.has_fault()
    assert sheet.foot.form.isHidden()
    for number in (other, claim):
        opened.page.open(number)
        opened.settle()
    again = sheet.items.intake["asked_fen"]
    assert again.editor.text() == "一万多"
    assert again.has_fault()
    assert sheet.view.claim.stage is Stage.DRAFT


def test_the_key_of_the_next_step_goes_to_what_is_missing_for_it(
    casework: Desk, place: Place
) -> None:
    claim = casework.received(casework.applicant(), "01-01", PATENT)
    casework.take("clerk", claim, "accept")
    foot = (opened := opened_claim(place, claim)).page.sheet.foot
    gone: list[str] = []
    foot.next.jumped.connect(gone.append)
    assert not foot.next.button.isEnabled()
    foot.take_primary()
    assert gone[0].startswith("check:")
    assert opened.page.sheet.view.claim.stage is Stage.ACCEPTED


def test_a_change_that_is_not_saved_holds_the_next_step(casework: Desk, place: Place) -> None:
    claim = casework.received(casework.applicant(), "01-01", PATENT)
    opened = opened_claim(place, claim)
    sheet = opened.page.sheet
    sheet._begin_amending()
    sheet.items.intake["asked_fen"].editor.setText("3000")
    sheet.items.intake["asked_fen"].editor.edited.emit()
    sheet.foot.take_primary()
    opened.settle()
    assert "还没有保存" in opened.messages.complaints[-1]
    assert sheet.view.claim.stage is Stage.RECEIVED
    sheet._keep_amended()
    opened.settle()
    assert opened.window.focusWidget() is sheet.checks.area
    sheet.foot.take_primary()
    opened.settle()
    assert sheet.view.claim.stage is Stage.ACCEPTED
