"""The whole life of a claim with three operators, and everything that must not happen to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ipdesk.domain.record import CheckState, Proposal
from ipdesk.domain.stages import MOVES, Duty, Stage
from ipdesk.errors import UserError
from ipdesk.services import claims
from ipdesk.services.checklists import answer_check
from ipdesk.services.claim_page import view_claim
from ipdesk.services.evidence import attach_file, reject_evidence, see_paper
from ipdesk.services.verification import verify
from ipdesk.storage import casefile, journal, payments
from tests.services.casework import PACK, Desk, patent, works

ZL = "201210123456.8"


def entries(desk: Desk) -> list[tuple[str, str]]:
    """Act and operator of every entry, oldest first, without the founding."""
    rows = desk.office.db.rows("SELECT act, operator FROM journal WHERE seq > 1 ORDER BY seq")
    return [(str(act), str(operator)) for act, operator in rows]


def refused(desk: Desk, work: Callable[[], object]) -> UserError:
    """The refusal of an act, which has words for the clerk and has left nothing behind."""
    before = journal.head(desk.office.db)
    with pytest.raises(UserError) as caught:
        work()
    assert desk.said(caught.value)
    assert journal.head(desk.office.db) == before
    return caught.value


def standing(desk: Desk, claim: int) -> list[Stage]:
    """The stations of the path along the top that a claim is shown to stand at."""
    path = view_claim(desk.office, claim).path
    return [step.stage for step in path if step.state == "current"]


def test_a_claim_lives_from_the_counter_to_the_archive(desk: Desk) -> None:
    claim = desk.draft(desk.applicant(), "01-01", patent(ZL))
    assert desk.claim(claim).number is None
    desk.receive(claim)
    assert desk.claim(claim).number == "LC-2024-0001"
    desk.take("clerk", claim, "accept")
    see_paper(desk.office, desk.clerk, claim, "C1", pages=2)
    desk.tick(claim)
    desk.take("clerk", claim, "examine")
    assert desk.claim(claim).proposal is Proposal.APPROVE
    assert desk.claim(claim).proposed_fen == 500_000
    desk.publish(claim)
    assert desk.claim(claim).published_until == date(2024, 3, 11)
    desk.approve(claim)
    assert (desk.claim(claim).approved_fen, desk.claim(claim).approved_on) == (
        500_000,
        date(2024, 3, 12),
    )
    issued = desk.issue(claim)
    assert issued.document_number == "乐市监知奖〔2024〕1号"
    desk.clock.go_to(date(2024, 3, 20))
    desk.pay(claim)
    desk.take("clerk", claim, "archive", archive_number="2024-IP-0001")

    end = desk.claim(claim)
    assert end.stage is Stage.ARCHIVED
    assert (end.claimed_fen, end.approved_fen, end.paid_fen) == (500_000, 500_000, 500_000)
    assert (end.paid_on, end.voucher) == (date(2024, 3, 20), "记-12")
    assert end.document_number == "乐市监知奖〔2024〕1号"
    [payment] = payments.of_claim(desk.office.db, claim)
    assert (payment.fen, payment.account_name) == (500_000, "乐昌市甲科技有限公司")
    steps = casefile.steps(desk.office.db, claim)
    assert [(step.act, step.duty) for step in steps] == [
        ("receive", None),
        ("accept", None),
        ("examine", Duty.EXAMINATION),
        ("review", Duty.REVIEW),
        ("sign", Duty.APPROVAL),
        ("publish", None),
        ("unobject", None),
        ("approve", Duty.APPROVAL),
        ("pay", None),
        ("archive", None),
    ]
    moves = {move.act for move in MOVES}
    assert [entry for entry in entries(desk) if entry[0] in moves] == [
        ("receive", "经办甲"),
        ("accept", "经办甲"),
        ("examine", "经办甲"),
        ("review", "复核乙"),
        ("sign", "审批丙"),
        ("publish", "经办甲"),
        ("unobject", "经办甲"),
        ("approve", "审批丙"),
        ("pay", "财务丁"),
        ("archive", "经办甲"),
    ]
    assert verify(desk.office).faults == ()


@pytest.mark.parametrize(
    ("who", "act"),
    [
        ("reviewer", "receive"),
        ("approver", "accept"),
        ("payer", "examine"),
        ("clerk", "review"),
        ("clerk", "sign"),
        ("reviewer", "approve"),
        ("clerk", "approve"),
        ("approver", "pay"),
        ("clerk", "pay"),
        ("clerk", "void"),
    ],
)
def test_an_act_is_refused_to_who_has_not_its_role(desk: Desk, who: str, act: str) -> None:
    claim = desk.draft(desk.applicant(), "01-01", patent(ZL))
    ready = {"receive": 0, "accept": 1, "examine": 2, "review": 3, "void": 3, "sign": 4}
    path: list[Callable[[], object]] = [
        lambda: desk.receive(claim),
        lambda: desk.take("clerk", claim, "accept"),
        lambda: (desk.tick(claim), desk.take("clerk", claim, "examine")),
        lambda: desk.take("reviewer", claim, "review"),
        lambda: (desk.take("approver", claim, "sign"), desk.post(claim)),
    ]
    for step in path[: ready.get(act, 5)]:
        step()
    if act in ("approve", "pay"):
        desk.clock.go_to(date(2024, 3, 12))
        desk.take("clerk", claim, "unobject", result="无异议")
    if act == "pay":
        desk.take("approver", claim, "approve")
    record = {"received_on": date(2024, 3, 4), "copies": 1, "paid_on": date(2024, 3, 12)}
    error = refused(
        desk,
        lambda: desk.take(who, claim, act, **record, voucher="1", paid_fen=500_000, reason="错"),
    )
    assert error.code == "move-needs-role"


def test_one_person_with_every_role_acts_in_one_duty_of_a_claim(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    desk.take("clerk", claim, "accept")
    desk.tick(claim)
    desk.take("everything", claim, "examine")
    error = refused(desk, lambda: desk.take("everything", claim, "review"))
    assert error.code == "move-needs-another-person"
    desk.take("reviewer", claim, "review")
    error = refused(desk, lambda: desk.take("everything", claim, "sign"))
    assert error.code == "move-needs-another-person"
    desk.take("approver", claim, "sign")
    desk.post(claim)
    desk.clock.go_to(date(2024, 3, 12))
    desk.take("everything", claim, "unobject", result="无异议")  # no duty: a clerk's note
    error = refused(desk, lambda: desk.take("everything", claim, "approve"))
    assert error.code == "move-needs-another-person"


def test_an_act_out_of_turn_is_refused(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    error = refused(desk, lambda: desk.take("approver", claim, "approve"))
    assert error.code == "move-not-from-here"
    assert "已收件" in desk.said(error)


@pytest.mark.parametrize(
    ("act", "need"),
    [("receive", "received_on"), ("receive", "copies")],
)
def test_what_an_act_must_record_is_asked_for(desk: Desk, act: str, need: str) -> None:
    claim = desk.draft(desk.applicant(), "01-01", patent(ZL))
    given = {"received_on": date(2024, 3, 4), "copies": 1}
    del given[need]
    error = refused(desk, lambda: desk.take("clerk", claim, act, **given))
    assert (error.code, error.field) == ("need-missing", need)


def test_a_reason_of_blanks_is_none(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    error = refused(desk, lambda: desk.take("clerk", claim, "withdraw", reason="　 "))
    assert (error.code, error.field) == ("need-missing", "reason")


def test_nothing_of_a_draft_stands_in_the_journal(desk: Desk) -> None:
    applicant = desk.applicant()
    before = journal.head(desk.office.db)
    claim = desk.draft(applicant, "01-01", patent(ZL))
    desk.tick(claim)
    see_paper(desk.office, desk.clerk, claim, "C1")
    attach_file(desk.office, desk.clerk, claim, "C1", "申请表.pdf", b"%PDF-1.7 paper")
    piece = casefile.evidence(desk.office.db, claim)[0]
    reject_evidence(desk.office, desk.clerk, claim, piece.id, "不清楚")
    answer_check(desk.office, desk.clerk, claim, "form", CheckState.MISSING)
    assert journal.head(desk.office.db) == before
    claims.discard_draft(desk.office, desk.clerk, claim)
    assert journal.head(desk.office.db) == before
    assert desk.office.db.value("SELECT count(*) FROM claim") == 0
    assert desk.office.db.value("SELECT count(*) FROM claim_evidence") == 0


def test_what_happens_to_the_papers_of_a_received_claim_is_journalled(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    see_paper(desk.office, desk.clerk, claim, "C1")
    attach_file(desk.office, desk.clerk, claim, "C1", "申请表.pdf", b"%PDF-1.7 paper")
    piece = casefile.evidence(desk.office.db, claim)[1]
    reject_evidence(desk.office, desk.clerk, claim, piece.id, "不清楚")
    acts = [act for act, _ in entries(desk)]
    assert acts[-3:] == ["see_paper", "attach_file", "reject_evidence"]
    assert casefile.evidence(desk.office.db, claim)[1].state == "rejected"


def test_papers_of_another_claim_or_of_no_award_are_refused(desk: Desk) -> None:
    applicant = desk.applicant()
    mine = desk.received(applicant, "01-01", patent(ZL))
    other = desk.received(applicant, "01-01", patent("201110234567.1"))
    see_paper(desk.office, desk.clerk, other, "C1")
    piece = casefile.evidence(desk.office.db, other)[0]
    office, clerk = desk.office, desk.clerk
    error = refused(desk, lambda: reject_evidence(office, clerk, mine, piece.id, "不清楚"))
    assert error.code == "evidence-gone"
    error = refused(desk, lambda: see_paper(office, clerk, mine, "X9"))
    assert error.code == "evidence-gone"
    error = refused(desk, lambda: reject_evidence(office, clerk, other, piece.id, " "))
    assert (error.code, error.field) == ("need-missing", "reason")


@pytest.mark.parametrize("data", [b"MZ program", b"", b"#!/bin/sh"])
def test_a_file_that_is_no_document_is_refused(desk: Desk, data: bytes) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    error = refused(desk, lambda: attach_file(desk.office, desk.clerk, claim, "C1", "表.pdf", data))
    assert error.code == "file-kind-refused"


def test_a_received_claim_can_only_be_made_void(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    error = refused(desk, lambda: claims.discard_draft(desk.office, desk.clerk, claim))
    assert error.code == "claim-received-is-kept"
    desk.take("reviewer", claim, "void", reason="重复录入")
    assert (desk.claim(claim).stage, desk.claim(claim).reason) == (Stage.VOID, "重复录入")


def test_numbers_run_without_gaps_whatever_is_discarded_or_refused(desk: Desk) -> None:
    applicant = desk.applicant()
    first = desk.received(applicant, "01-01", patent(ZL))
    thrown = desk.draft(applicant, "01-01", patent("201110234567.1"))
    claims.discard_draft(desk.office, desk.clerk, thrown)
    empty = desk.draft(applicant, "01-01")
    error = refused(desk, lambda: desk.receive(empty))
    assert error.code == "blocked-no-items"
    half = desk.draft(applicant, "01-01", ("201110234567.1", {"filed_on": "2013-01-10"}))
    error = refused(desk, lambda: desk.receive(half))
    assert (error.code, error.values["count"]) == ("blocked-facts-incomplete", 1)
    second = desk.received(applicant, "01-01", patent("201110234567.1"))
    numbers = [desk.claim(claim).number for claim in (first, second)]
    assert numbers == ["LC-2024-0001", "LC-2024-0002"]


def test_a_claim_is_not_received_on_a_day_to_come(desk: Desk) -> None:
    claim = desk.draft(desk.applicant(), "01-01", patent(ZL))
    late = date(2024, 3, 5)
    error = refused(desk, lambda: desk.take("clerk", claim, "receive", received_on=late, copies=1))
    assert (error.code, error.field) == ("day-in-future", "received_on")


def test_the_day_of_receipt_decides_and_not_the_day_of_the_draft(desk: Desk) -> None:
    """Filed 2014-03-04: ten years and a day are full on 2024-03-05."""
    claim = desk.draft(desk.applicant(), "01-01", patent(ZL, "2014-03-04"))
    desk.clock.go_to(date(2024, 3, 5))
    desk.receive(claim)
    item = desk.read(claim).items[0]
    assert (item.verdict, item.amount_fen, item.fact_on) == ("payable", 500_000, date(2024, 3, 5))
    assert desk.claim(claim).fact_on == date(2024, 3, 5)


def test_a_change_after_receipt_is_kept_with_old_and_new(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    form = desk.form(patent(ZL, "2013-02-01"), note="更正申请日")
    claims.save_draft(desk.office, desk.clerk, claim, form)
    entry = journal.page(desk.office.db, limit=1)[0]
    assert entry.act == "amend_claim"
    assert entry.data["note"] == {"old": "", "new": "更正申请日"}
    changed = entry.data["items"]
    assert isinstance(changed, dict)
    assert changed["old"][0]["filed_on"] == "2013-01-10"
    assert changed["new"][0]["filed_on"] == "2013-02-01"


def test_an_examined_claim_can_no_longer_be_typed_into(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    form = desk.form(patent(ZL))
    error = refused(desk, lambda: claims.save_draft(desk.office, desk.clerk, claim, form))
    assert error.code == "claim-not-editable"
    error = refused(
        desk, lambda: answer_check(desk.office, desk.clerk, claim, "form", CheckState.MET)
    )
    assert error.code == "claim-not-editable"
    error = refused(desk, lambda: see_paper(desk.office, desk.clerk, claim, "C1"))
    assert error.code == "claim-not-editable"


def test_no_claim_is_opened_for_what_is_not_there(desk: Desk) -> None:
    office, clerk = desk.office, desk.clerk
    error = refused(desk, lambda: claims.open_claim(office, clerk, 99, PACK, "01-01"))
    assert error.code == "award-or-applicant-gone"
    applicant = desk.applicant()
    error = refused(desk, lambda: claims.open_claim(office, clerk, applicant, PACK, "99-99"))
    assert error.code == "award-or-applicant-gone"
    error = refused(
        desk, lambda: claims.open_claim(office, desk.approver, applicant, PACK, "01-01")
    )
    assert error.code == "role-required"


def test_an_open_line_of_the_checklist_stops_the_examination_and_is_named(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    desk.take("clerk", claim, "accept")
    error = refused(desk, lambda: desk.take("clerk", claim, "examine"))
    assert (error.code, error.field) == ("blocked-check-open", "check:form")
    error = refused(
        desk, lambda: answer_check(desk.office, desk.clerk, claim, "form", CheckState.UNMET)
    )
    assert (error.code, error.field) == ("check-needs-note", "note")


def test_a_line_answered_not_met_leads_to_refusal_and_its_letter(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    desk.take("clerk", claim, "accept")
    desk.tick(claim)
    answer_check(desk.office, desk.clerk, claim, "form", CheckState.UNMET, "未签名")
    desk.take("clerk", claim, "examine")
    assert (desk.claim(claim).proposal, desk.claim(claim).proposed_fen) == (Proposal.REFUSE, 0)
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "refuse", reason="申请表未签名")
    issued = desk.issue(claim)
    assert issued.document_number == "乐市监知奖〔2024〕1号"
    assert [letter.kind for letter in desk.read(claim).letters] == ["refusal"]
    desk.take("clerk", claim, "archive", archive_number="2024-IP-0001")
    assert verify(desk.office).faults == ()


def test_a_claim_that_is_not_payable_ends_with_a_refusal_letter(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL, "2020-01-10"))
    assert desk.claim(claim).proposal is Proposal.REFUSE
    desk.take("reviewer", claim, "review")
    error = refused(desk, lambda: desk.take("payer", claim, "pay"))
    assert error.code == "move-not-from-here"
    desk.take("approver", claim, "refuse", reason="专利维持未超过十年")
    end = desk.claim(claim)
    assert (end.stage, end.approved_fen) == (Stage.REFUSED, 0)
    letter = desk.issue(claim)
    record = desk.read(claim).letters[0]
    assert (record.kind, record.amount_fen, record.id) == ("refusal", 0, letter.id)


@pytest.mark.parametrize(
    ("back", "who", "to"),
    [
        ("return", "clerk", Stage.RETURNED),
        ("send_back", "reviewer", Stage.ACCEPTED),
    ],
)
def test_an_examined_claim_can_be_sent_back_and_come_again(
    desk: Desk, back: str, who: str, to: Stage
) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    needs = {"missing": "登记簿副本", "due_on": date(2024, 3, 20), "delivery": "当面"}
    desk.take(who, claim, back, reason="核对日期", **needs)
    assert desk.claim(claim).stage is to
    ahead = [step for step in view_claim(desk.office, claim).path if step.state != "done"]
    assert {step.day for step in ahead} == {None}  # days of the round before are not shown
    if to is Stage.RETURNED:
        error = refused(desk, lambda: desk.take("clerk", claim, "resume"))
        assert error.code == "blocked-letter-missing"  # what is missing is told in writing first
        desk.issue(claim)
        desk.take("clerk", claim, "resume")
        desk.take("clerk", claim, "accept")
    desk.take("clerk", claim, "examine")
    desk.publish(claim)
    desk.approve(claim)
    assert desk.claim(claim).approved_fen == 500_000


def test_an_objection_is_settled_before_the_publicity_ends(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    desk.publish(claim)
    assert standing(desk, claim) == [Stage.PUBLISHED]
    desk.take("clerk", claim, "object", objector="某人", content="专利已转让")
    assert standing(desk, claim) == [Stage.PUBLISHED]
    desk.clock.go_to(date(2024, 3, 12))
    error = refused(desk, lambda: desk.take("clerk", claim, "unobject", result="无"))
    assert error.code == "move-not-from-here"
    desk.take("reviewer", claim, "settle", finding="登记簿无转让记录", basis="专利登记簿副本")
    desk.take("clerk", claim, "unobject", result="异议不成立")
    assert standing(desk, claim) == [Stage.APPROVED]
    desk.take("approver", claim, "approve")
    assert desk.claim(claim).objection == "某人：专利已转让"


def test_typing_that_is_only_previewed_writes_nothing(desk: Desk) -> None:
    from ipdesk.services.claim_page import preview_items

    claim = desk.draft(desk.applicant(), "03-01", *works(1, 2))
    shown = preview_items(desk.office, claim, desk.form(*works(1, 3)))
    assert (shown.amount_fen, shown.claim.claimed_fen, len(shown.items)) == (30_000, 30_000, 3)
    kept = view_claim(desk.office, claim)
    assert (kept.amount_fen, len(kept.items)) == (20_000, 2)


def test_a_claim_sent_back_and_then_ended_shows_no_day_of_the_round_before(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    desk.take("reviewer", claim, "send_back", reason="核对日期")
    desk.take("clerk", claim, "withdraw", reason="申请人来函撤回")
    path = view_claim(desk.office, claim).path
    assert [step.stage for step in path] == [Stage.RECEIVED, Stage.ACCEPTED, Stage.WITHDRAWN]
