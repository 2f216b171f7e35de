from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.batch import BatchKind, LineState
from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services import batching, payment_batches
from ipdesk.services.batches import batch_lines, batches
from ipdesk.services.decisions import take
from ipdesk.storage import journal
from ipdesk.storage.proofs import QUERIES
from tests.services.casework import Desk, patent, works

A, B, C = "乐昌市甲科技有限公司", "乐昌市乙科技有限公司", "乐昌市丙科技有限公司"
NUMBERS = ("ZL201310000001.3", "ZL201310000002.8", "ZL201310000003.2")


def sound(desk: Desk) -> None:
    for name, query in QUERIES.items():
        assert desk.office.db.rows(query) == [], name


def signed(desk: Desk) -> list[int]:
    """Three claims of 5,000 yuan each, signed."""
    made = []
    for name, number in zip((A, B, C), NUMBERS, strict=True):
        claim = desk.examined(desk.applicant(name), "01-01", patent(number))
        desk.take("reviewer", claim, "review")
        desk.take("approver", claim, "sign")
        made.append(claim)
    return made


def approved(desk: Desk) -> list[int]:
    made = signed(desk)
    for claim in made:
        desk.clock.go_to(date(2024, 3, 4))
        desk.post(claim)
        desk.approve(claim)
        desk.issue(claim)
    return made


def publish(desk: Desk, ids: list[int], name: str = "") -> batching.Outcome:
    record = {"starts_on": desk.clock.now().date(), "channel": "市政府网站"}
    return batching.take_all(desk.office, desk.clerk, ids, "publish", record, name=name)


def test_a_publicity_batch_is_one_record_with_its_claims(desk: Desk) -> None:
    ids = signed(desk)
    outcome = publish(desk, ids, "第一批")
    assert (len(outcome.done), outcome.refused, outcome.fen) == (3, (), 1_500_000)
    (batch,) = batches(desk.office, BatchKind.PUBLICITY)
    assert (batch.year, batch.ordinal, batch.name, batch.claims, batch.fen) == (
        2024, 1, "第一批", 3, 1_500_000,
    )  # fmt: skip
    # Posted on Monday 4 March: five working days end on Monday 11 March.
    assert (batch.starts_on, batch.ends_on) == (date(2024, 3, 4), date(2024, 3, 11))
    assert [line.fen for line in batch_lines(desk.office, batch.id)] == [500_000] * 3
    rows = desk.office.db.rows("SELECT act FROM journal ORDER BY seq DESC LIMIT 4")
    acts = [row[0] for row in reversed(rows)]
    assert acts == ["publish", "publish", "publish", "take_batch"]
    sound(desk)


def test_who_cannot_is_told_why_and_left_alone(desk: Desk) -> None:
    ids = signed(desk)
    desk.post(ids[1])
    outcome = publish(desk, ids)
    assert [one.id for one in outcome.done] == [ids[0], ids[2]]
    (refused,) = outcome.refused
    assert (refused.id, refused.reason) == (
        ids[1],
        "当前环节为“公示中”，不能办理这一步。",
    )
    assert outcome.batch is not None
    assert outcome.batch.claims == 2


def test_a_failure_in_the_middle_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = signed(desk)
    before = journal.head(desk.office.db)
    met = []

    def failing(*arguments: object, **more: object) -> object:
        met.append(arguments)
        if len(met) == 2:
            raise RuntimeError("planted")
        return take(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(batching, "take", failing)
    with pytest.raises(RuntimeError, match="planted"):
        publish(desk, ids)
    assert {desk.claim(number).stage for number in ids} == {Stage.SIGNED}
    assert batches(desk.office, BatchKind.PUBLICITY) == ()
    assert journal.head(desk.office.db) == before


def test_two_drafts_for_the_last_unit_of_a_cap_cannot_both_be_received(desk: Desk) -> None:
    # 03-01 pays for at most 100 works a year: 99 are taken, one is left.
    applicant = desk.applicant(A)
    desk.received(applicant, "03-01", *works(1, 99))
    ids = [desk.draft(applicant, "03-01", *works(first, 1)) for first in (201, 301)]
    record = {"received_on": desk.clock.now().date(), "copies": 1}
    outcome = batching.take_all(desk.office, desk.clerk, ids, "receive", record)
    held = desk.office.db.value("SELECT max(used) FROM quota")
    assert held <= 100
    assert len(outcome.done) + len(outcome.refused) == 2
    sound(desk)


def test_the_same_certificate_twice_in_one_batch_is_received_once(desk: Desk) -> None:
    applicant = desk.applicant(A)
    ids = [desk.draft(applicant, "01-01", patent(NUMBERS[0])) for _ in range(2)]
    record = {"received_on": desk.clock.now().date(), "copies": 1}
    batching.take_all(desk.office, desk.clerk, ids, "receive", record)
    paying = [n for n in ids if (found := desk.read(n).assessment) and found.amount_fen]
    assert len(paying) <= 1
    sound(desk)


def test_reviews_signatures_and_approvals_go_in_batches_with_one_opinion(desk: Desk) -> None:
    ids = [
        desk.examined(desk.applicant(name), "01-01", patent(number))
        for name, number in zip((A, B), NUMBERS, strict=False)
    ]
    done = batching.take_all(desk.office, desk.reviewer, ids, "review", {}, "材料齐全")
    assert len(done.done) == 2
    steps = desk.office.db.rows("SELECT opinion FROM claim_step WHERE act = 'review'")
    assert steps == [("材料齐全",)] * 2
    batching.take_all(desk.office, desk.approver, ids, "sign", {}, "同意")
    assert {desk.claim(number).stage for number in ids} == {Stage.SIGNED}


def test_one_person_cannot_do_two_duties_in_a_batch(desk: Desk) -> None:
    claim = desk.received(desk.applicant(A), "01-01", patent(NUMBERS[0]))
    desk.take("everything", claim, "accept")
    desk.tick(claim)
    desk.take("everything", claim, "examine")
    (candidate,) = batching.look_over(desk.office, desk.everything, [claim], "review")
    assert candidate.reason == ("同一件申报的初审、复核、审批须由不同的人办理。请换一位操作员。")


def test_a_payment_batch_waits_is_paid_and_comes_back_line_by_line(desk: Desk) -> None:
    ids = approved(desk)
    today = desk.clock.now().date()
    amounts = {ids[0]: 500_000, ids[1]: 200_000, ids[2]: 500_000}
    made = payment_batches.draw_up_payment(desk.office, desk.clerk, amounts, today, "三月")
    assert made.batch is not None
    assert (made.batch.open, made.batch.fen) == (3, 1_200_000)
    paid = payment_batches.record_paid(
        desk.office, desk.payer, made.batch.id, ids[:2], today, "记-7"
    )
    assert (len(paid.done), paid.fen) == (2, 700_000)
    # 2,000 of 5,000 yuan: the second claim waits for the rest.
    assert desk.claim(ids[0]).stage is Stage.PAID
    assert (desk.claim(ids[1]).stage, desk.claim(ids[1]).due_fen) == (Stage.APPROVED, 300_000)
    payment_batches.record_returned(
        desk.office, desk.payer, made.batch.id, [ids[0], ids[2]], today, "账号有误"
    )
    states = [line.state for line in batch_lines(desk.office, made.batch.id)]
    assert states == [LineState.RETURNED, LineState.PAID, LineState.RETURNED]
    assert [desk.claim(number).due_fen for number in ids] == [500_000, 300_000, 500_000]
    again = payment_batches.look_over_payment(desk.office, desk.clerk, ids)
    assert [one.amount_fen for one in again if one.able] == [500_000, 300_000, 500_000]
    sound(desk)


def test_a_claim_waits_in_one_payment_batch_and_is_paid_as_it_was_listed(desk: Desk) -> None:
    ids = approved(desk)
    today = desk.clock.now().date()
    made = payment_batches.draw_up_payment(desk.office, desk.clerk, {ids[0]: 200_000}, today)
    assert made.batch is not None
    (one,) = payment_batches.look_over_payment(desk.office, desk.clerk, ids[:1])
    assert one.reason == "已在另一个拨付批次里，等待拨付结果。"
    with pytest.raises(UserError) as caught:
        desk.pay(ids[0])
    assert caught.value.code == "paid-not-as-listed"
    desk.take("payer", ids[0], "pay", paid_on=today, voucher="记-1", paid_fen=200_000)
    (line,) = batch_lines(desk.office, made.batch.id)
    assert (line.state, line.voucher) == (LineState.PAID, "记-1")


def test_a_line_taken_out_may_go_into_another_batch(desk: Desk) -> None:
    ids = approved(desk)
    today = desk.clock.now().date()
    made = payment_batches.draw_up_payment(desk.office, desk.clerk, {ids[0]: 500_000}, today)
    assert made.batch is not None
    payment_batches.drop_lines(desk.office, desk.clerk, made.batch.id, ids[:1], "金额待核")
    second = payment_batches.draw_up_payment(desk.office, desk.clerk, {ids[0]: 500_000}, today)
    assert second.batch is not None
    assert second.batch.ordinal == 2
    with pytest.raises(UserError) as caught:
        payment_batches.record_paid(desk.office, desk.payer, made.batch.id, ids, today, "记-9")
    assert caught.value.code == "line-answered"


def test_finance_alone_says_what_was_paid(desk: Desk) -> None:
    ids = approved(desk)
    today = desk.clock.now().date()
    made = payment_batches.draw_up_payment(desk.office, desk.clerk, {ids[0]: 500_000}, today)
    assert made.batch is not None
    outcome = payment_batches.record_paid(
        desk.office, desk.clerk, made.batch.id, ids, today, "记-9"
    )
    assert [one.reason for one in outcome.refused] == ["这一步须由财务办理。请切换操作员。"]


def test_objections_and_findings_stand_in_their_batch(desk: Desk) -> None:
    ids = signed(desk)
    outcome = publish(desk, ids)
    desk.take("clerk", ids[0], "object", objector="王某", content="专利权属有争议")
    desk.take("reviewer", ids[0], "settle", finding="权属清楚，异议不成立", basis="专利登记簿副本")
    assert outcome.batch is not None
    first, second, _ = batch_lines(desk.office, outcome.batch.id)
    assert (first.objection, first.finding) == ("王某：专利权属有争议", "权属清楚，异议不成立")
    assert second.objection == ""
    (batch,) = batches(desk.office, BatchKind.PUBLICITY)
    assert (batch.objected, batch.open) == (1, 3)


def test_batches_and_their_lines_cannot_be_changed_in_the_store(desk: Desk) -> None:
    publish(desk, signed(desk))
    for statement in (
        "DELETE FROM batch_claim",
        "DELETE FROM batch",
        "UPDATE batch SET name = '另一批'",
        "UPDATE batch_claim SET fen = 1",
    ):
        with pytest.raises(Exception, match="batch-is-kept"), desk.office.db.atomic() as db:
            db.execute(statement)
