"""Every letter on the way, at the end and about money: when it goes out and what it says."""

from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.letter import Layout, Letter, LetterKind, Table
from ipdesk.domain.record import CheckState
from ipdesk.errors import UserError
from ipdesk.services import claims
from ipdesk.services.checklists import answer_check
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.evidence import see_paper
from ipdesk.services.letters import issue_letter, preview_letter
from ipdesk.services.paper_setup import PaperSetup, set_paper
from ipdesk.services.verification import verify
from tests.services.casework import Desk, patent

ONE = "201210123456.8"
BACK = "户名：乐昌市财政局，开户行：乐昌农商银行，账号：80020000000000001"


def text_of(letter: Letter) -> str:
    parts = [part for part in letter.body if isinstance(part, str)]
    return "\n".join((letter.title, letter.addressee, *parts, letter.remark))


def table_of(letter: Letter) -> tuple[tuple[str, ...], ...]:
    return next(part.rows for part in letter.body if isinstance(part, Table))


def issue(desk: Desk, claim: int, kind: LetterKind | None = None) -> Letter:
    preview = preview_letter(desk.office, claim, kind=kind)
    issue_letter(desk.office, desk.clerk, preview)
    return preview.letter


def owing(desk: Desk) -> list[int]:
    return list(claims.claim_ids(desk.office, ClaimFilter(letter_due=True), "id", False))


def returned(desk: Desk, missing: str) -> int:
    claim = desk.received(desk.applicant(), "01-01", patent(ONE))
    desk.take(
        "clerk", claim, "return", missing=missing, due_on=date(2024, 3, 25), delivery="当面送达"
    )
    return claim


def test_acceptance_may_be_told_once_and_holds_nothing_up(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ONE))
    assert not preview_letter(desk.office, claim, kind=LetterKind.ACCEPTANCE).issuable
    desk.take("clerk", claim, "accept")
    assert owing(desk) == []
    letter = issue(desk, claim, LetterKind.ACCEPTANCE)
    assert "自2024年3月4日起予以受理，受理编号为LC-2024-0001" in text_of(letter)
    assert desk.claim(claim).document_number == ""  # the number of the decision is still to come
    with pytest.raises(UserError):
        issue(desk, claim, LetterKind.ACCEPTANCE)
    desk.tick(claim)
    desk.take("clerk", claim, "examine")


def test_what_is_missing_is_told_as_it_was_returned_and_nothing_else(desk: Desk) -> None:
    claim = returned(desk, "1. 专利登记簿副本（90日内）；\n2、申请表未盖章。")
    assert owing(desk) == [claim]
    letter = issue(desk, claim)
    assert letter.kind is LetterKind.SUPPLEMENT
    assert table_of(letter) == (("1", "专利登记簿副本（90日内）"), ("2", "申请表未盖章"))
    assert "请于2024年3月25日前" in text_of(letter)
    assert owing(desk) == []


def test_missing_evidence_and_lines_are_added_once_evidence_is_kept(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ONE))
    wanted = [piece for piece in desk.read(claim).award.evidence if piece.required]
    see_paper(desk.office, desk.clerk, claim, wanted[0].id)
    line = next(one for one in desk.read(claim).lines if not one.automatic)
    answer_check(desk.office, desk.clerk, claim, line.check.id, CheckState.MISSING, "缺第2页")
    desk.take(
        "clerk",
        claim,
        "return",
        missing=wanted[1].label,
        due_on=date(2024, 3, 25),
        delivery="邮寄",
    )
    told = [row[1] for row in table_of(issue(desk, claim))]
    labels = [piece.label for piece in wanted[2:] if piece.label != wanted[1].label]
    assert told == [wanted[1].label, f"{line.check.label}：缺第2页", *labels]
    assert wanted[0].label not in told


def test_each_round_of_supplement_has_its_letter_and_stops_the_next_step(desk: Desk) -> None:
    claim = returned(desk, "登记簿副本")
    for _ in range(2):
        with pytest.raises(UserError) as caught:
            desk.take("clerk", claim, "resume")
        assert caught.value.code == "blocked-letter-missing"
        issue(desk, claim)
        desk.take("clerk", claim, "resume")
        desk.take("clerk", claim, "return", missing="x", due_on=date(2024, 4, 1), delivery="当面")
    assert [one.kind for one in desk.read(claim).letters] == ["supplement", "supplement"]
    assert owing(desk) == [claim]


def test_a_claim_that_is_not_accepted_gets_reason_clause_and_remedies(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ONE))
    desk.take("clerk", claim, "decline", reason="不在申报期内")
    with pytest.raises(UserError):
        desk.take("clerk", claim, "archive", archive_number="2024-1")
    said = text_of(issue(desk, claim))
    assert "不予受理的理由为：不在申报期内。" in said
    assert desk.read(claim).award.quote in said
    assert "60日内" in said
    assert "6个月内" in said
    assert desk.claim(claim).document_number == "乐市监知奖〔2024〕1号"
    desk.take("clerk", claim, "archive", archive_number="2024-1")
    assert verify(desk.office).faults == ()


def test_each_part_that_is_paid_has_its_own_notice(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    decision = desk.issue(claim).document_number
    today = desk.clock.now().date()
    desk.take("payer", claim, "pay", paid_on=today, voucher="记-1", paid_fen=200_000)
    first = issue(desk, claim, LetterKind.PAYMENT)
    assert "人民币2,000.00元（大写：人民币贰仟元整）" in text_of(first)
    assert "尚未拨付的3,000.00元" in text_of(first)
    assert f"根据“{decision}”" in text_of(first)
    assert not preview_letter(desk.office, claim, kind=LetterKind.PAYMENT).issuable
    desk.take("payer", claim, "pay", paid_on=today, voucher="记-2", paid_fen=300_000)
    second = issue(desk, claim, LetterKind.PAYMENT)
    assert "人民币3,000.00元" in text_of(second)
    assert "已全部拨付" in text_of(second)
    assert [one.amount_fen for one in desk.read(claim).letters] == [500_000, 200_000, 300_000]
    assert desk.claim(claim).document_number == decision
    assert verify(desk.office).faults == ()


def revoked(desk: Desk) -> int:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    desk.issue(claim)
    desk.pay(claim)
    grounds = {"change": "revoke", "cause": "fraud", "reason": "专利证书系伪造"}
    desk.take("reviewer", claim, "propose_change", **grounds)
    desk.take("approver", claim, "revoke")
    return claim


def test_money_is_reclaimed_to_the_account_the_bureau_has_set(desk: Desk) -> None:
    claim = revoked(desk)
    assert desk.read(claim).situation.letters_open == (LetterKind.REVOCATION,)
    decision = issue(desk, claim)
    with pytest.raises(UserError) as caught:
        issue(desk, claim, LetterKind.RECOVERY)
    assert caught.value.code == "letter-field-missing"
    assert "退款账户" in desk.said(caught.value)
    set_paper(desk.office, desk.clerk, PaperSetup(Layout(), BACK))
    said = text_of(issue(desk, claim, LetterKind.RECOVERY))
    assert "人民币5,000.00元（大写：人民币伍仟元整）应予退回" in said
    assert BACK in said
    assert "30日内" in said
    assert decision.number is not None
    assert decision.number.text in said
