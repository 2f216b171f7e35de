"""申报、核定: what an applicant asked for, what the items come to, and why they differ."""

from __future__ import annotations

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from ipdesk.domain.likeness import LikenessVerdict
from ipdesk.errors import UserError
from ipdesk.services.claims import save_draft
from ipdesk.services.form_content import compose_form
from ipdesk.services.likenesses import judge_claims
from ipdesk.services.reopening import open_again
from ipdesk.storage import journal
from tests.services.casework import Desk, patent

ZL, OTHER = "ZL201310000001.3", "ZL201310000002.5"
FIVE_THOUSAND = 500_000


def accepted(desk: Desk, asked: int | None) -> int:
    claim = desk.draft(desk.applicant(), "01-01", patent(ZL), asked_fen=asked)
    desk.receive(claim)
    desk.take("clerk", claim, "accept")
    desk.tick(claim)
    return claim


def test_who_wrote_no_amount_asks_for_what_the_items_come_to(desk: Desk) -> None:
    claim = accepted(desk, None)
    assert desk.claim(claim).claimed_fen == FIVE_THOUSAND
    desk.take("clerk", claim, "examine")


def test_a_share_of_interest_asks_for_what_is_worked_out(desk: Desk) -> None:
    """Half of 9,000.33 a month for three months; nobody writes it on the form beforehand."""
    rows = [{"paid_on": f"2023-{month:02d}-21", "interest_fen": "9000.33"} for month in (1, 2, 3)]
    facts = {"listed": "是", "on_time": "是", "payments": rows}
    claim = desk.draft(desk.applicant(), "05-01", ("合同1", facts))
    assert desk.claim(claim).claimed_fen == 405_015  # 15% of 27,000.99 is 4,050.15


def test_who_asked_for_more_is_told_why_it_is_less(desk: Desk) -> None:
    claim = accepted(desk, 800_000)
    assert desk.claim(claim).claimed_fen == 800_000
    with pytest.raises(UserError) as caught:
        desk.take("clerk", claim, "examine")
    assert caught.value.code == "blocked-difference-unsaid"
    assert desk.said(caught.value) == "申报 8,000.00 元，拟核定 5,000.00 元：须写明差额原因。"
    reason = "条款规定每件0.5万元。"
    form = desk.form(patent(ZL), asked_fen=800_000, difference=f" {reason} ")
    save_draft(desk.office, desk.clerk, claim, form)
    changed = journal.page(desk.office.db, limit=1)[0].data
    assert changed["difference"] == {"old": "", "new": reason}
    desk.take("clerk", claim, "examine")
    told = compose_form(desk.office, desk.read(claim)).findings
    assert "申报 8,000.00 元，核定 5,000.00 元，差额原因：条款规定每件0.5万元。" in told
    desk.publish(claim)
    desk.approve(claim)
    decided = compose_form(desk.office, desk.read(claim))
    assert (decided.claimed_fen, decided.approved_fen) == (800_000, 500_000)
    assert "申报 8,000.00 元，核定 5,000.00 元，差额原因：条款规定每件0.5万元。" in decided.findings


def test_from_the_examination_on_what_was_asked_stands(desk: Desk) -> None:
    claim = accepted(desk, FIVE_THOUSAND)
    desk.take("clerk", claim, "examine")
    for column in ("asked_fen = 1", "difference = 'x'"):
        with pytest.raises(IntegrityError, match="claim-examined-is-kept"), desk.office.db.atomic():
            desk.office.db.execute(f"UPDATE claim SET {column} WHERE id = ?", (claim,))


def test_what_is_taken_up_again_still_says_what_was_asked(desk: Desk) -> None:
    claim = accepted(desk, 800_000)
    desk.take("clerk", claim, "withdraw", reason="材料另备")
    again = open_again(desk.office, desk.clerk, claim).id
    assert (desk.claim(again).asked_fen, desk.claim(again).claimed_fen) == (800_000, 800_000)


def test_verdicts_on_likenesses_are_printed_on_the_decided_form_as_they_were(desk: Desk) -> None:
    applicant = desk.applicant()
    first = desk.examined(applicant, "01-01", patent(ZL))
    second = desk.examined(desk.applicant("乐昌市乙科技有限公司"), "01-01", patent(OTHER))
    judge_claims(
        desk.office, desk.clerk, (first, second), LikenessVerdict.DIFFERENT, "同一园区代收账户"
    )
    desk.publish(first)
    desk.approve(first)
    said = compose_form(desk.office, desk.read(first)).findings
    assert any("同一园区代收账户" in each for each in said)
    judge_claims(desk.office, desk.clerk, (first, second), LikenessVerdict.SAME, "后来另有发现")
    assert compose_form(desk.office, desk.read(first)).findings == said
