"""口径 that act in casework: what is checked, what refuses, who is paid."""

from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.policy import ClauseStatus
from ipdesk.domain.record import CheckState, Proposal
from ipdesk.errors import UserError
from ipdesk.services.checklists import answer_check
from ipdesk.services.claim_page import view_claim
from ipdesk.services.claim_view import CheckView
from ipdesk.services.clause_statuses import ClauseForm, clause_impact, set_clause_status
from ipdesk.services.readings import ReadingForm, set_reading
from tests.services.casework import PACK, Desk, patent

A = "201210123456.8"


def use(desk: Desk, key: str, value: str) -> None:
    set_reading(desk.office, desk.approver, PACK, ReadingForm(key, value, "乐市监会纪〔2024〕3号"))


def line(desk: Desk, claim: int, check: str) -> CheckView:
    return next(one for one in view_claim(desk.office, claim).checks if one.id == check)


def examined(desk: Desk) -> int:
    """A ten-year patent, everything answered, its credit record bad."""
    claim = desk.received(desk.applicant(), "01-01", patent(A))
    desk.take("clerk", claim, "accept")
    answer_check(desk.office, desk.clerk, claim, "credit", CheckState.UNMET, "列入严重失信名单")
    desk.tick(claim)
    desk.take("clerk", claim, "examine")
    return claim


@pytest.mark.parametrize(
    ("value", "proposed"), [("no", Proposal.APPROVE), ("yes", Proposal.REFUSE)]
)
def test_a_bad_credit_record_refuses_only_where_the_bureau_says_so(
    desk: Desk, value: str, proposed: Proposal
) -> None:
    use(desk, "credit_block", value)
    claim = examined(desk)
    assert desk.claim(claim).proposal is proposed
    shown = line(desk, claim, "credit")
    assert shown.label.endswith("（仅提醒）") is (value == "no")
    assert shown.reading is not None
    assert shown.reading.basis == "乐市监会纪〔2024〕3号"


def test_a_line_that_informs_holds_no_claim_up(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(A))
    desk.take("clerk", claim, "accept")
    for check in desk.read(claim).lines:
        if check.check.must and check.state is CheckState.UNCHECKED:
            answer_check(desk.office, desk.clerk, claim, check.check.id, CheckState.MET)
    assert line(desk, claim, "credit").state is CheckState.UNCHECKED
    desk.take("clerk", claim, "examine")
    assert desk.claim(claim).proposal is Proposal.APPROVE


def test_under_a_strict_reading_the_same_line_waits_for_its_answer(desk: Desk) -> None:
    use(desk, "credit_block", "yes")
    claim = desk.received(desk.applicant(), "01-01", patent(A))
    desk.take("clerk", claim, "accept")
    for check in desk.read(claim).lines:
        if check.check.id != "credit" and check.state is CheckState.UNCHECKED:
            answer_check(desk.office, desk.clerk, claim, check.check.id, CheckState.MET)
    with pytest.raises(UserError) as caught:
        desk.take("clerk", claim, "examine")
    assert caught.value.code == "blocked-check-open"


def test_a_fixed_rule_stands_in_words_beside_its_check(desk: Desk) -> None:
    claim = desk.draft(desk.applicant(), "01-01", patent(A))
    papers = line(desk, claim, "papers").reading
    assert papers is not None
    assert (papers.id, papers.value) == (
        "A06",
        "收件当天登记簿上的专利权人申报；一件专利始终只奖励一次。",
    )


def test_an_adjusted_clause_is_a_line_the_clerk_answers(desk: Desk) -> None:
    form = ClauseForm(
        "01", ClauseStatus.ADJUSTED, "粤市监知促〔2024〕8号", date(2024, 2, 20), date(2024, 3, 1)
    )
    claim = desk.draft(desk.applicant(), "01-01", patent(A))
    assert line(desk, claim, "clause-status").state is CheckState.MET
    shown = clause_impact(desk.office, PACK, form)
    set_clause_status(desk.office, desk.approver, PACK, form, shown.seen)
    asked = line(desk, claim, "clause-status")
    assert (asked.state, asked.automatic) == (CheckState.UNCHECKED, False)
    assert "粤市监知促〔2024〕8号" in asked.findings[0]


def test_before_payment_what_may_have_changed_is_told_again(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(A))
    told = [one.text for one in view_claim(desk.office, claim).notes if one.code == "at-payment"]
    assert told == [
        "拨付前核对：专利、奖项、称号没有被宣告无效或者撤销（符合）。"
        "口径 A38：登记“事后失效”，由复核人提出是否追回，按程序审批。"
    ]


def test_who_is_paid_follows_the_reading_and_is_told_at_payment(desk: Desk) -> None:
    facts = {"achieved_on": "2023-06-01", "issue_fen": "1000000.00"}
    use(desk, "abs_payee", "pool_company")
    claim = desk.approved(desk.applicant(), "05-03", ("ABS001-1", facts))
    ids = [one.id for one in view_claim(desk.office, claim).checks]
    assert "payee-pool" in ids
    assert "payee-issuer" not in ids
    told = [one.text for one in view_claim(desk.office, claim).notes if one.code == "at-payment"]
    assert "拨付前核对：收款人是本市入池企业（符合）。口径 A24：本市入池企业。" in told
