"""After the decision: payment in parts, 退票, 更正, 撤销, 追回, and who may do it."""

from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.record import Change
from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services.claims import ItemForm
from ipdesk.services.consequences import if_released
from ipdesk.services.corrections import outlook
from ipdesk.services.decisions import take
from ipdesk.services.letters import issue_letter, letter_pdf, preview_letter
from ipdesk.services.reopening import open_again
from ipdesk.services.verification import verify
from ipdesk.storage import corrections, payments
from tests.services.casework import Desk, patent, works

TWO = [patent("201210123456.8"), patent("201210123457.6", "2013-02-10")]


def decided(desk: Desk, *items: tuple[str, dict[str, object]]) -> int:
    """Two patents, 10,000 元, approved and told."""
    claim = desk.approved(desk.applicant(), "01-01", *(items or TWO))  # type: ignore[arg-type]
    desk.issue(claim)
    return claim


def paid(desk: Desk) -> int:
    claim = decided(desk)
    desk.pay(claim)
    return claim


def forms(*items: tuple[str, object]) -> tuple[ItemForm, ...]:
    return tuple(ItemForm(subject, dict(typed)) for subject, typed in items)  # type: ignore[call-overload]


def propose(desk: Desk, claim: int, change: Change, **more: object) -> None:
    record = {"change": change, "cause": "error", "reason": "第二件专利已转让", **more}
    take(desk.office, desk.reviewer, claim, "propose_change", record)


def sound(desk: Desk) -> None:
    assert verify(desk.office).faults == ()


def test_money_is_paid_in_parts_until_nothing_is_due(desk: Desk) -> None:
    claim = decided(desk)
    day = desk.clock.now().date()
    desk.take("payer", claim, "pay", paid_on=day, voucher="记-1", paid_fen=300_000)
    part = desk.claim(claim)
    assert (part.stage, part.paid_fen, part.due_fen) == (Stage.APPROVED, 300_000, 700_000)
    with pytest.raises(UserError) as caught:
        desk.take("payer", claim, "pay", paid_on=day, voucher="记-2", paid_fen=700_001)
    assert "7,000.00" in desk.said(caught.value)
    desk.take("payer", claim, "pay", paid_on=day, voucher="记-2", paid_fen=700_000)
    whole = desk.claim(claim)
    assert (whole.stage, whole.paid_fen, whole.due_fen) == (Stage.PAID, 1_000_000, 0)
    assert [one.voucher for one in payments.of_claim(desk.office.db, claim)] == ["记-1", "记-2"]
    sound(desk)


def test_a_transfer_the_bank_sends_back_is_paid_again(desk: Desk) -> None:
    claim = paid(desk)
    [first] = payments.of_claim(desk.office.db, claim)
    day = desk.clock.now().date()
    back = {"bounced_on": day, "payment": first.id, "reason": "账号有误"}
    desk.take("payer", claim, "bounce", **back)
    waiting = desk.claim(claim)
    assert (waiting.stage, waiting.paid_fen, waiting.paid_on) == (Stage.APPROVED, 0, None)
    with pytest.raises(UserError) as caught:
        desk.take("payer", claim, "bounce", **back)
    assert desk.said(caught.value).startswith("没有这笔拨付")
    desk.pay(claim)
    kinds = [one.kind for one in payments.of_claim(desk.office.db, claim)]
    assert kinds == ["paid", "bounced", "paid"]
    assert desk.claim(claim).paid_fen == 1_000_000
    sound(desk)


def test_a_correction_shows_what_it_comes_to_before_it_is_proposed(desk: Desk) -> None:
    claim = decided(desk)
    seen = outlook(desk.office, claim, Change.CORRECT, forms(TWO[0]))
    assert (seen.old_fen, seen.new_fen, seen.others) == (1_000_000, 500_000, ())
    assert desk.claim(claim).approved_fen == 1_000_000


def test_a_correction_before_payment_changes_the_amount_and_keeps_the_old_letter(
    desk: Desk,
) -> None:
    claim = decided(desk)
    [old] = desk.read(claim).letters
    old_bytes = letter_pdf(desk.office, old.id)
    propose(desk, claim, Change.CORRECT, items=forms(TWO[0]))
    assert desk.claim(claim).approved_fen == 1_000_000
    desk.take("approver", claim, "correct")
    now = desk.claim(claim)
    assert (now.stage, now.approved_fen, now.item_count) == (Stage.APPROVED, 500_000, 1)
    with pytest.raises(UserError) as caught:
        desk.pay(claim)
    assert desk.said(caught.value) == "还没有签发应发的文书。"
    preview = preview_letter(desk.office, claim)
    assert preview.letter.kind == "correction"
    issued = issue_letter(desk.office, desk.clerk, preview)
    assert issued.document_number == "乐市监知奖〔2024〕2号"
    text = "".join(str(part) for part in preview.letter.body)
    assert "核定资金10,000.00元" in text
    assert "更正为人民币5,000.00元" in text
    assert old.document_number in text
    assert letter_pdf(desk.office, old.id) == old_bytes
    desk.pay(claim)
    assert desk.claim(claim).paid_fen == 500_000
    [kept] = corrections.of_claim(desk.office.db, claim)
    assert (kept.old_fen, kept.new_fen, kept.proposed_by, kept.decided_by) == (
        1_000_000,
        500_000,
        "复核乙",
        "审批丙",
    )
    sound(desk)


def test_a_correction_upwards_waits_for_the_rest_to_be_paid(desk: Desk) -> None:
    claim = decided(desk, TWO[0])  # type: ignore[arg-type]
    desk.pay(claim)
    propose(desk, claim, Change.CORRECT, items=forms(*TWO))
    desk.take("approver", claim, "correct")
    now = desk.claim(claim)
    assert (now.stage, now.approved_fen, now.due_fen) == (Stage.APPROVED, 1_000_000, 500_000)
    desk.issue(claim)
    day = desk.clock.now().date()
    desk.take("payer", claim, "pay", paid_on=day, voucher="记-9", paid_fen=500_000)
    assert desk.claim(claim).stage is Stage.PAID
    sound(desk)


def test_what_was_paid_too_much_comes_back_or_is_remitted(desk: Desk) -> None:
    claim = paid(desk)
    propose(desk, claim, Change.CORRECT, items=forms(TWO[0]))
    desk.take("approver", claim, "correct")
    now = desk.claim(claim)
    assert (now.stage, now.recovery_fen, now.outstanding_fen) == (Stage.RECOVERY, 500_000, 500_000)
    desk.issue(claim)
    day = desk.clock.now().date()
    desk.take("payer", claim, "recover", recovered_on=day, recovered_fen=200_000, voucher="收-1")
    assert desk.claim(claim).outstanding_fen == 300_000
    with pytest.raises(UserError) as caught:
        desk.take("clerk", claim, "archive", archive_number="A-1")
    assert desk.said(caught.value) == "还有 3,000.00 元没有收回。"
    desk.take("approver", claim, "remit", reason="主体已注销", basis="会议纪要〔2024〕3号")
    desk.take("clerk", claim, "archive", archive_number="A-1")
    end = desk.claim(claim)
    assert (end.stage, end.recovered_fen, end.remitted_fen) == (Stage.ARCHIVED, 200_000, 300_000)
    sound(desk)


def test_revoking_gives_the_quota_back_and_names_who_gains(desk: Desk) -> None:
    applicant = desk.applicant()
    first = desk.approved(applicant, "03-01", *works(1, 95))
    desk.issue(first)
    second = desk.examined(applicant, "03-01", *works(201, 10))
    assert desk.claim(second).proposed_fen == 50_000  # 5 of 10 within the cap of 100
    [gains] = if_released(desk.office, first)
    assert (gains.claim, gains.old_fen, gains.new_fen) == (second, 50_000, 100_000)
    propose(desk, first, Change.REVOKE, cause="fraud", reason="证书系伪造")
    [kept] = corrections.of_claim(desk.office.db, first)
    assert [other.number for other in kept.others] == [desk.claim(second).number]
    desk.take("approver", first, "revoke")
    gone = desk.claim(first)
    assert (gone.stage, gone.approved_fen) == (Stage.REVOKED, 0)
    letter = preview_letter(desk.office, first).letter
    assert (letter.kind, letter.title) == (
        "revocation",
        "关于撤销作品著作权登记资助申报处理决定的决定",
    )
    result = desk.read(second).assessment
    assert result is not None
    assert result.amount_fen == 100_000
    sound(desk)


def test_a_change_is_approved_by_another_than_who_proposed_it(desk: Desk) -> None:
    claim = decided(desk)
    propose(desk, claim, Change.REVOKE)
    with pytest.raises(UserError):
        desk.take("reviewer", claim, "revoke")
    with pytest.raises(UserError) as caught:
        desk.take("everything", claim, "propose_change", change="revoke", cause="error", reason="x")
    assert desk.said(caught.value)
    desk.take("approver", claim, "drop_change", reason="事实不清")
    assert desk.claim(claim).stage is Stage.APPROVED
    [kept] = corrections.of_claim(desk.office.db, claim)
    assert (kept.state, kept.answer) == ("dropped", "事实不清")
    propose(desk, claim, Change.REVOKE)
    assert len(corrections.of_claim(desk.office.db, claim)) == 2


def test_a_change_ends_as_it_was_proposed_whatever_end_is_asked_for(desk: Desk) -> None:
    claim = paid(desk)
    propose(desk, claim, Change.CORRECT, items=forms(TWO[0]))
    for end in ("revoke_paid", "correct_up"):
        with pytest.raises(UserError) as caught:
            desk.take("approver", claim, end)
        assert caught.value.code == "no-correction-waits"
    desk.take("approver", claim, "correct_down")
    assert desk.claim(claim).approved_fen == 500_000
    sound(desk)


def test_a_correction_that_changes_nothing_is_refused(desk: Desk) -> None:
    claim = decided(desk)
    with pytest.raises(UserError) as caught:
        propose(desk, claim, Change.CORRECT)
    assert desk.said(caught.value).startswith("内容和金额都没有变化")
    assert corrections.of_claim(desk.office.db, claim) == ()


def test_a_correction_overtaken_by_another_claim_is_not_carried_out(desk: Desk) -> None:
    applicant = desk.applicant()
    claim = desk.approved(applicant, "03-01", *works(1, 95))
    desk.issue(claim)
    propose(desk, claim, Change.CORRECT, items=forms(*works(1, 100)))
    desk.received(applicant, "03-01", *works(201, 3))
    with pytest.raises(UserError) as caught:
        desk.take("approver", claim, "correct")
    assert desk.said(caught.value).startswith("提出更正时应为 10,000.00 元")
    assert desk.claim(claim).approved_fen == 950_000
    sound(desk)


def test_the_store_itself_refuses_to_touch_a_decided_amount(desk: Desk) -> None:
    claim = decided(desk)
    db = desk.office.db
    for statement in (
        "UPDATE claim SET approved_fen = 1 WHERE id = ?",
        "UPDATE claim SET paid_fen = 1 WHERE id = ?",
        "UPDATE claim_item SET amount_fen = 1 WHERE claim = ?",
        "INSERT INTO payment (claim, paid_on, fen, voucher, bank, account_name, account, operator,"
        " at) VALUES (?, '2024-03-20', 1000001, '', '', '', '', 1, '2024-03-20T09:00:00')",
    ):
        with pytest.raises(Exception, match=r"frozen|above|by-its-act"), db.atomic():
            db.execute(statement, (claim,))


def test_a_committee_after_the_publicity_decides_the_amount_then(desk: Desk) -> None:
    from ipdesk.services.bureaus import set_committee_order

    set_committee_order(desk.office, desk.clerk, last=True)
    claim = desk.examined(
        desk.applicant(), "04-01", ("质押融资项目", {"achieved_on": "2023-05-01"})
    )
    desk.publish(claim)
    until = desk.claim(claim).published_until
    assert until is not None
    desk.clock.go_to(date(until.year, until.month, until.day + 1))
    desk.take("clerk", claim, "unobject", result="无异议")
    day = desk.clock.now().date()
    desk.take("clerk", claim, "deliberate", minutes_number="1号", met_on=day, decided_fen=3_000_000)
    desk.take("approver", claim, "approve")
    assert desk.claim(claim).approved_fen == 3_000_000
    sound(desk)


def test_an_inspection_stands_between_examination_and_review(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", TWO[0])
    day = desk.clock.now().date()
    desk.take("clerk", claim, "inspect", inspection="核对专利登记簿副本", inspect_by=day)
    with pytest.raises(UserError):
        desk.take("reviewer", claim, "review")
    desk.take("clerk", claim, "conclude", inspected_on=day, people="甲、乙", finding="属实")
    desk.take("reviewer", claim, "review")
    assert desk.claim(claim).stage is Stage.REVIEWED
    sound(desk)


def test_a_revoked_refusal_is_taken_up_again_as_a_new_claim(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent("201210123456.8", "2020-01-10"))
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "refuse", reason="不满十年")
    desk.issue(claim)
    record = {"change": "revoke", "cause": "reconsidered", "reason": "复议决定撤销"}
    take(
        desk.office,
        desk.reviewer,
        claim,
        "propose_change",
        {**record, "basis": "复议决定〔2024〕5号"},
    )
    desk.take("approver", claim, "revoke")
    old = desk.claim(claim)
    assert old.stage is Stage.REVOKED
    desk.clock.go_to(date(2024, 6, 3))
    again = open_again(desk.office, desk.clerk, claim)
    new = desk.claim(again.id)
    assert (new.received_on, new.basis_document) == (old.received_on, "复议决定〔2024〕5号")
    assert new.note == f"由 {old.number} 终结后重新办理。"
    assert [item.subject for item in desk.read(again.id).items] == ["201210123456.8"]
