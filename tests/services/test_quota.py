"""What claims take from each other: pieces, patents, titles of one year, ceilings."""

from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.record import Proposal
from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services.claim_page import view_claim
from ipdesk.services.claims import save_draft
from ipdesk.services.verification import verify
from ipdesk.storage import entitlements
from tests.services.casework import PACK, Desk, patent, works

ZL = "201210123456.8"
NATIONAL, ADVANTAGE, PROVINCIAL = "07-01", "07-02", "07-03"


def title(day: str) -> tuple[str, dict[str, object]]:
    return "", {"achieved_on": day}


def amount(desk: Desk, claim: int) -> int:
    result = desk.read(claim).assessment
    assert result is not None
    return result.amount_fen


def texts(desk: Desk, claim: int) -> str:
    """All that the page says about a claim and its items."""
    view = view_claim(desk.office, claim)
    return "\n".join(note.text for note in (*view.notes, *(n for i in view.items for n in i.notes)))


def test_a_unit_with_95_works_gets_5_of_10_and_the_rest_is_named(desk: Desk) -> None:
    unit = desk.applicant()
    desk.received(unit, "03-01", *works(1, 95))
    claim = desk.received(unit, "03-01", *works(101, 10))
    assert amount(desk, claim) == 50_000
    items = desk.read(claim).items
    assert [item.subject for item in items if item.verdict == "not_payable"] == [
        f"粤作登字-2023-F-{number:08d}" for number in range(106, 111)
    ]
    assert entitlements.quota(desk.office.db, PACK, "03-01", unit, 2024) == (100, 100)
    [quota] = view_claim(desk.office, claim).quotas
    assert (quota.used_before, quota.used_here, quota.most, quota.year) == (95, 5, 100, 2024)
    for name in ("108", "110"):
        assert f"粤作登字-2023-F-00000{name}" in [item.subject for item in items]


def test_withdrawal_gives_back_what_was_held(desk: Desk) -> None:
    unit = desk.applicant()
    first = desk.received(unit, "03-01", *works(1, 95))
    second = desk.received(unit, "03-01", *works(101, 10))
    desk.take("clerk", first, "withdraw", reason="材料有误")
    assert entitlements.of_claim(desk.office.db, first) == []
    assert entitlements.quota(desk.office.db, PACK, "03-01", unit, 2024) == (5, 100)
    assert amount(desk, second) == 100_000
    again = desk.received(unit, "03-01", *works(1, 3))
    assert amount(desk, again) == 30_000
    assert verify(desk.office).faults == ()


def test_what_others_gave_back_is_paid_only_after_a_new_examination(desk: Desk) -> None:
    unit = desk.applicant()
    first = desk.received(unit, "03-01", *works(1, 95))
    second = desk.examined(unit, "03-01", *works(101, 10))
    desk.publish(second)
    desk.take("clerk", first, "withdraw", reason="材料有误")
    desk.clock.go_to(date(2024, 3, 12))
    desk.take("clerk", second, "unobject", result="无异议")
    with pytest.raises(UserError) as caught:
        desk.take("approver", second, "approve")
    assert caught.value.code == "blocked-amount-changed"
    assert "500.00 元变为 1,000.00 元" in desk.said(caught.value)

    desk.take("approver", second, "return_to_review", reason="额度已变动")
    with pytest.raises(UserError) as caught:
        desk.take("reviewer", second, "review")
    assert caught.value.code == "blocked-amount-changed"
    desk.take("reviewer", second, "send_back", reason="额度已变动")
    desk.take("clerk", second, "examine")
    desk.publish(second)
    assert desk.claim(second).published_until == date(2024, 3, 19)
    desk.approve(second)
    assert desk.claim(second).approved_fen == 100_000
    assert verify(desk.office).faults == ()


@pytest.mark.parametrize(
    ("act", "who"), [("withdraw", "clerk"), ("void", "reviewer"), ("decline", "clerk")]
)
def test_every_early_end_gives_the_patent_free(desk: Desk, act: str, who: str) -> None:
    first = desk.received(desk.applicant("甲公司"), "01-01", patent(ZL))
    desk.take(who, first, act, reason="测试")
    second = desk.received(desk.applicant("乙公司"), "01-01", patent(ZL))
    assert amount(desk, second) == 500_000


def test_the_same_patent_is_refused_and_the_first_claim_named(desk: Desk) -> None:
    first = desk.received(desk.applicant("甲公司"), "01-01", patent(ZL))
    second = desk.received(desk.applicant("乙公司"), "01-01", patent(" ZL２０1210123456.8 "))
    assert amount(desk, first) == 500_000
    assert amount(desk, second) == 0
    assert ("key-taken", "LC-2024-0001") in [
        (code, values.get("claim")) for code, values in desk.findings(second)
    ]
    assert "LC-2024-0001" in texts(desk, second)
    assert desk.office.db.value("SELECT count(*) FROM entitlement") == 1


def test_one_patent_twice_in_one_claim_is_paid_once(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL), patent(ZL))
    assert amount(desk, claim) == 500_000
    assert [item.amount_fen for item in desk.read(claim).items] == [500_000, 0]


def test_a_refused_claim_frees_its_patent(desk: Desk) -> None:
    first = desk.examined(desk.applicant("甲公司"), "01-01", patent(ZL))
    desk.take("reviewer", first, "review")
    desk.take("approver", first, "refuse", reason="证书与登记簿不符")
    assert amount(desk, desk.received(desk.applicant("乙公司"), "01-01", patent(ZL))) == 500_000


def test_a_draft_holds_nothing_and_a_patent_added_later_is_held(desk: Desk) -> None:
    one, other = desk.applicant("甲公司"), desk.applicant("乙公司")
    draft = desk.draft(one, "01-01", patent(ZL))
    assert entitlements.of_claim(desk.office.db, draft) == []
    claim = desk.received(other, "01-01", patent("201110234567.1"))
    save_draft(desk.office, desk.clerk, claim, desk.form(patent("201110234567.1"), patent(ZL)))
    assert len(entitlements.of_claim(desk.office.db, claim)) == 2
    desk.receive(draft)
    assert amount(desk, draft) == 0
    assert "LC-2024-0001" in texts(desk, draft)


def test_titles_of_one_year_are_topped_up_to_the_highest(desk: Desk) -> None:
    """2万 first, then 5万 of the same year: 3万 more; a third title of 2万 gets nothing."""
    firm = desk.applicant()
    low = desk.received(firm, PROVINCIAL, title("2023-05-10"))
    high = desk.received(firm, NATIONAL, title("2023-11-20"))
    third = desk.received(firm, ADVANTAGE, title("2023-12-01"))
    assert [amount(desk, claim) for claim in (low, high, third)] == [2_000_000, 3_000_000, 0]
    # What the later claim was topped up to does not count against the earlier one.
    assert desk.findings(low) == []
    assert entitlements.quota(desk.office.db, PACK, "G07", firm, 2023) == (5_000_000, 5_000_000)


def test_both_titles_of_a_year_can_be_approved_in_any_order(desk: Desk) -> None:
    firm = desk.applicant()
    low = desk.examined(firm, PROVINCIAL, title("2023-05-10"))
    high = desk.examined(firm, NATIONAL, title("2023-11-20"))
    desk.publish(low)
    desk.publish(high)
    desk.approve(high)
    desk.take("clerk", low, "unobject", result="无异议")
    desk.take("approver", low, "approve")
    assert [desk.claim(claim).approved_fen for claim in (low, high)] == [2_000_000, 3_000_000]
    assert verify(desk.office).faults == ()


def test_titles_of_two_years_stand_side_by_side(desk: Desk) -> None:
    firm = desk.applicant()
    first = desk.received(firm, PROVINCIAL, title("2022-12-30"))
    second = desk.received(firm, ADVANTAGE, title("2023-01-04"))
    assert [amount(desk, claim) for claim in (first, second)] == [2_000_000, 2_000_000]


def test_a_title_moved_into_a_year_that_is_topped_up_already_gets_nothing(desk: Desk) -> None:
    firm = desk.applicant()
    low = desk.received(firm, PROVINCIAL, title("2022-12-30"))
    high = desk.received(firm, NATIONAL, title("2023-11-20"))
    assert amount(desk, high) == 5_000_000
    save_draft(desk.office, desk.clerk, low, desk.form(title("2023-01-03")))
    assert [amount(desk, claim) for claim in (low, high)] == [0, 5_000_000]
    assert verify(desk.office).faults == ()


def test_when_the_lower_title_is_refused_the_higher_one_has_to_be_examined_anew(
    desk: Desk,
) -> None:
    firm = desk.applicant()
    low = desk.examined(firm, PROVINCIAL, title("2023-05-10"))
    high = desk.examined(firm, NATIONAL, title("2023-11-20"))
    desk.take("reviewer", low, "review")
    desk.take("approver", low, "refuse", reason="认定文件无效")
    with pytest.raises(UserError) as caught:
        desk.publish(high)
    assert caught.value.code == "blocked-amount-changed"
    desk.take("reviewer", high, "send_back", reason="另件不予批准")
    desk.take("clerk", high, "examine")
    assert desk.claim(high).proposed_fen == 5_000_000


def test_a_project_without_an_amount_goes_to_the_committee(desk: Desk) -> None:
    claim = desk.examined(
        desk.applicant(), "04-01", ("某专利实施项目", {"achieved_on": "2023-06-01"})
    )
    assert desk.claim(claim).proposal is Proposal.DECIDE
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "sign")
    with pytest.raises(UserError) as caught:
        desk.post(claim)
    assert caught.value.code == "blocked-not-payable"
    minutes = {"minutes_number": "〔2024〕3号", "met_on": date(2024, 3, 4)}
    with pytest.raises(UserError) as caught:
        desk.take("clerk", claim, "deliberate", decided_fen=10_000_001, **minutes)
    assert (caught.value.code, caught.value.field) == ("decided-above-ceiling", "decided_fen")
    assert "100,000.00 元" in desk.said(caught.value)
    desk.take("clerk", claim, "deliberate", decided_fen=10_000_000, **minutes)  # exactly the most
    desk.post(claim)
    desk.approve(claim)
    end = desk.claim(claim)
    assert (end.decided_fen, end.approved_fen, end.minutes_number) == (
        10_000_000,
        10_000_000,
        "〔2024〕3号",
    )
    assert verify(desk.office).faults == ()


def test_a_committee_that_decides_nothing_leads_to_refusal(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "10-01", ("某指导站", {"achieved_on": "2023-06-01"}))
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "sign")
    minutes = {"minutes_number": "〔2024〕3号", "met_on": date(2024, 3, 4)}
    desk.take("clerk", claim, "deliberate", decided_fen=0, **minutes)
    with pytest.raises(UserError) as caught:
        desk.post(claim)
    assert caught.value.code == "blocked-not-payable"
    desk.take("approver", claim, "refuse", reason="评审未通过")
    assert desk.claim(claim).stage is Stage.REFUSED


def test_a_referral_is_handed_on_without_an_amount(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "05-00", ("合同1", {"achieved_on": "2023-06-01"}))
    assert desk.claim(claim).proposal is Proposal.REFER
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "refer", referred_to="上级部门")
    assert desk.claim(claim).stage is Stage.REFERRED
    assert entitlements.of_claim(desk.office.db, claim) == []
