"""公示 by working days, and what stands between it and the money."""

from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services.claim_page import view_claim
from ipdesk.services.evidence import see_paper
from tests.services.casework import Desk, patent

ZL = "201210123456.8"


def refusal(desk: Desk, who: str, claim: int, act: str, **record: object) -> UserError:
    with pytest.raises(UserError) as caught:
        desk.take(who, claim, act, **record)
    assert desk.said(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("posted", "until"),
    [
        # 2024: 1 to 7 October are free; Sunday 29 September and Saturday 12 October are worked.
        pytest.param(date(2024, 9, 27), date(2024, 10, 10), id="29 30 | 8 9 10"),
        pytest.param(date(2024, 9, 30), date(2024, 10, 12), id="8 9 10 11 and the Saturday"),
        pytest.param(date(2024, 10, 1), date(2024, 10, 12), id="posted on a holiday"),
        pytest.param(date(2024, 3, 4), date(2024, 3, 11), id="one plain week"),
        pytest.param(date(2024, 3, 8), date(2024, 3, 15), id="over a weekend"),
    ],
)
def test_publicity_ends_after_five_working_days(desk: Desk, posted: date, until: date) -> None:
    desk.clock.go_to(min(posted, date(2024, 3, 4)))
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "sign")
    desk.clock.go_to(posted)
    desk.post(claim)
    assert desk.claim(claim).published_until == until


def test_a_publicity_past_the_holiday_table_asks_for_that_year(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "sign")
    late = date(2099, 3, 4)
    desk.clock.go_to(late)
    error = refusal(desk, "clerk", claim, "publish", starts_on=late, channel="网站")
    assert error.field == "starts_on"
    assert "2099" in desk.said(error)
    assert desk.claim(claim).stage is Stage.SIGNED


def test_a_publicity_does_not_begin_before_the_claim_was_signed(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "sign")
    early = date(2024, 3, 1)
    error = refusal(desk, "clerk", claim, "publish", starts_on=early, channel="网站")
    assert (error.code, error.field) == ("day-before-signing", "starts_on")
    assert "2024年3月4日" in desk.said(error)


def test_publicity_is_not_over_on_its_last_day_and_the_date_is_said(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    desk.publish(claim)
    desk.clock.go_to(date(2024, 3, 11))
    error = refusal(desk, "clerk", claim, "unobject", result="无异议")
    assert error.code == "blocked-publicity-runs"
    assert "2024年3月11日" in desk.said(error)
    assert refusal(desk, "approver", claim, "approve").code == "move-not-from-here"
    [offer] = [offer for offer in view_claim(desk.office, claim).offers if offer.primary]
    assert "2024年3月11日" in offer.blockers[0].text
    desk.clock.go_to(date(2024, 3, 12))
    desk.take("clerk", claim, "unobject", result="无异议")
    desk.take("approver", claim, "approve")


def test_money_goes_out_only_after_the_letter(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ZL))
    record = {"paid_on": date(2024, 3, 12), "voucher": "1", "paid_fen": 500_000}
    assert refusal(desk, "payer", claim, "pay", **record).code == "blocked-letter-missing"
    desk.issue(claim)
    desk.take("payer", claim, "pay", **record)


def test_a_letter_is_not_issued_while_the_account_is_missing(desk: Desk) -> None:
    applicant = desk.applicant("某公司", bank="", account_name="", account="")
    claim = desk.approved(applicant, "01-01", patent(ZL))
    with pytest.raises(UserError) as caught:
        desk.issue(claim)
    assert desk.said(caught.value).count("、") == 2
    assert caught.value.values["names"] == ["户名", "开户行", "账号"]


def test_money_goes_only_to_an_account_in_the_applicants_own_name(desk: Desk) -> None:
    claim = desk.approved(desk.applicant("某公司", account_name="别家公司"), "01-01", patent(ZL))
    desk.issue(claim)
    record = {"paid_on": date(2024, 3, 12), "voucher": "1", "paid_fen": 500_000}
    error = refusal(desk, "payer", claim, "pay", **record)
    assert (error.code, error.field) == ("blocked-payee-incomplete", "applicant")


@pytest.mark.parametrize(
    ("fen", "code"),
    [
        (500_001, "paid-not-approved"),
        (0, "paid-not-approved"),
        (-1, "paid-not-approved"),
        ("500000", "paid-not-approved"),
    ],
)
def test_only_what_was_approved_is_paid(desk: Desk, fen: object, code: str) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ZL))
    desk.issue(claim)
    day = date(2024, 3, 12)
    error = refusal(desk, "payer", claim, "pay", paid_on=day, voucher="1", paid_fen=fen)
    assert (error.code, error.field) == (code, "paid_fen")
    assert desk.office.db.value("SELECT count(*) FROM payment") == 0


@pytest.mark.parametrize("day", [date(2024, 3, 11), date(2024, 3, 13)])
def test_a_payment_lies_between_approval_and_today(desk: Desk, day: date) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ZL))
    desk.issue(claim)
    error = refusal(desk, "payer", claim, "pay", paid_on=day, voucher="1", paid_fen=500_000)
    assert (error.code, error.field) == ("paid-day-wrong", "paid_on")


def test_an_approved_claim_is_frozen_in_the_services_too(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ZL))
    with pytest.raises(UserError) as caught:
        see_paper(desk.office, desk.clerk, claim, "C1")
    assert caught.value.code == "claim-not-editable"
    for who, act in [("clerk", "withdraw"), ("reviewer", "void"), ("approver", "refuse")]:
        assert refusal(desk, who, claim, act, reason="改").code == "move-not-from-here"
    assert desk.claim(claim).approved_fen == 500_000


def test_a_committee_met_between_the_receipt_and_today(desk: Desk) -> None:
    claim = desk.examined(
        desk.applicant(), "04-01", ("质押融资项目", {"achieved_on": "2023-05-01"})
    )
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "sign")
    minutes = {"decided_fen": 1_000_000, "minutes_number": "3号"}
    for day in (date(2024, 3, 3), date(2024, 3, 5)):
        error = refusal(desk, "clerk", claim, "deliberate", met_on=day, **minutes)
        assert (error.code, error.field) == ("met-day-wrong", "met_on")
    desk.take("clerk", claim, "deliberate", met_on=date(2024, 3, 4), **minutes)
    assert desk.claim(claim).deliberated_on == date(2024, 3, 4)
