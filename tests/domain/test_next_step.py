"""下一步: what a claim waits for at each stage, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from ipdesk.domain.assessment import Assessment, Verdict
from ipdesk.domain.checklist import CheckLine
from ipdesk.domain.next_step import (
    ISSUE,
    Situation,
    blockers,
    others,
    primary,
    proposal,
    role_of,
)
from ipdesk.domain.policy import Check
from ipdesk.domain.record import CheckState, ClaimRecord, Proposal
from ipdesk.domain.stages import Role, Stage

S = Stage
CLAIM = ClaimRecord(
    id=1,
    number="LC-2024-0001",
    pack="p",
    pack_sha256="a" * 64,
    award="01-01",
    applicant=1,
    stage=S.ACCEPTED,
    proposal=Proposal.NONE,
    readings={},
    handler=1,
    created_at=datetime(2024, 3, 4, 9, 0),
    received_on=date(2024, 3, 4),
    copies=1,
    fund_year=2024,
    fund_source="",
    basis_document="",
    claimed_fen=500_000,
    proposed_fen=None,
    decided_fen=None,
    minutes_number="",
    approved_fen=None,
    paid_fen=None,
    item_count=1,
    subject="ZL1",
    fact_on=None,
    accepted_on=None,
    examined_on=None,
    reviewed_on=None,
    signed_on=None,
    deliberated_on=None,
    published_on=None,
    published_until=None,
    channel="",
    objection="",
    approved_on=None,
    paid_on=None,
    voucher="",
    document_number="",
    archive_number="",
    reason="",
    note="",
)


def outcome(verdict: Verdict, fen: int = 0) -> Assessment:
    return Assessment("", "01-01", verdict, fen, None, (), (), ())


PAYS = outcome(Verdict.PAYABLE, 500_000)
PLAIN = Situation(CLAIM, PAYS, 0, (), (), True, date(2024, 3, 12))


def line(state: CheckState) -> CheckLine:
    return CheckLine(Check("form", "申请表", "", ""), state, False, "", "", None, ())


def at(stage: Stage, **changes: object) -> Situation:
    claim = {name: changes.pop(name) for name in list(changes) if hasattr(CLAIM, name)}
    return replace(PLAIN, claim=replace(CLAIM, stage=stage, **claim), **changes)  # type: ignore[arg-type]


def codes(situation: Situation, act: str) -> list[str]:
    return [blocker.code for blocker in blockers(situation, act)]


@pytest.mark.parametrize(
    ("situation", "act"),
    [
        (at(S.DRAFT), "receive"),
        (at(S.RECEIVED), "accept"),
        (at(S.RETURNED), "resume"),
        (at(S.ACCEPTED), "examine"),
        (at(S.EXAMINED), "review"),
        (at(S.REVIEWED, proposal=Proposal.APPROVE), "sign"),
        (at(S.REVIEWED, proposal=Proposal.DECIDE), "sign"),
        (at(S.REVIEWED, proposal=Proposal.REFUSE), "refuse"),
        (at(S.REVIEWED, proposal=Proposal.REFER), "refer"),
        (at(S.SIGNED, proposal=Proposal.APPROVE), "publish"),
        (at(S.SIGNED, proposal=Proposal.DECIDE), "deliberate"),
        (at(S.COMMITTEE, decided_fen=100), "publish"),
        (at(S.COMMITTEE, decided_fen=0), "refuse"),
        (at(S.PUBLISHED), "unobject"),
        (at(S.OBJECTION), "settle"),
        (at(S.UNOBJECTED), "approve"),
        (at(S.APPROVED), ISSUE),
        (at(S.APPROVED, letters=("approval",)), "pay"),
        (at(S.PAID), "archive"),
        (at(S.REFUSED), ISSUE),
        (at(S.REFUSED, letters=("refusal",)), "archive"),
        (at(S.NOT_ACCEPTED), ISSUE),
        (at(S.NOT_ACCEPTED, letters=("not_accepted",)), "archive"),
        (at(S.RETURNED, acts={"return": 1}), ISSUE),
        (at(S.RETURNED, acts={"return": 1}, letters=("supplement",)), "resume"),
        (at(S.RETURNED, acts={"return": 2}, letters=("supplement",)), ISSUE),
        (at(S.WITHDRAWN), "archive"),
        (at(S.VOID), "archive"),
        (at(S.REFERRED), "archive"),
        (at(S.ARCHIVED), None),
    ],
)
def test_a_claim_waits_for_one_act(situation: Situation, act: str | None) -> None:
    assert primary(situation) == act
    assert act not in {move.act for move in others(situation)}


def test_every_stage_knows_its_next_act() -> None:
    assert {stage for stage in Stage if primary(at(stage)) is None} == {S.ARCHIVED}


@pytest.mark.parametrize(
    ("situation", "chosen"),
    [
        pytest.param(at(S.ACCEPTED, assessment=None), Proposal.NONE, id="facts missing"),
        pytest.param(at(S.ACCEPTED), Proposal.APPROVE, id="payable"),
        pytest.param(
            at(S.ACCEPTED, lines=(line(CheckState.UNMET),)), Proposal.REFUSE, id="a line not met"
        ),
        pytest.param(
            at(S.ACCEPTED, assessment=outcome(Verdict.NOT_PAYABLE)),
            Proposal.REFUSE,
            id="not payable",
        ),
        pytest.param(
            at(S.ACCEPTED, assessment=outcome(Verdict.PARTLY_PAYABLE, 5)),
            Proposal.APPROVE,
            id="partly payable",
        ),
        pytest.param(
            at(S.ACCEPTED, assessment=outcome(Verdict.NEEDS_DECISION), decidable=True),
            Proposal.DECIDE,
            id="for the committee",
        ),
        pytest.param(
            at(S.ACCEPTED, assessment=outcome(Verdict.NEEDS_DECISION)),
            Proposal.NONE,
            id="what no committee can decide",
        ),
        pytest.param(
            at(S.ACCEPTED, assessment=outcome(Verdict.REFERRAL)), Proposal.REFER, id="referral"
        ),
        pytest.param(
            at(S.ACCEPTED, assessment=outcome(Verdict.NEEDS_DOCUMENT)),
            Proposal.NONE,
            id="a document is missing",
        ),
    ],
)
def test_what_the_examination_proposes(situation: Situation, chosen: Proposal) -> None:
    assert proposal(situation) is chosen


@pytest.mark.parametrize(
    ("situation", "act", "found"),
    [
        pytest.param(at(S.DRAFT, item_count=0), "receive", ["no-items"], id="no items"),
        pytest.param(at(S.DRAFT, problems=2), "receive", ["facts-incomplete"], id="facts"),
        pytest.param(
            at(S.ACCEPTED, lines=(line(CheckState.UNCHECKED), line(CheckState.MISSING))),
            "examine",
            ["check-open", "check-open"],
            id="two open lines",
        ),
        pytest.param(
            at(S.ACCEPTED, assessment=outcome(Verdict.NEEDS_DOCUMENT)),
            "examine",
            ["basis-missing"],
            id="late without a document",
        ),
        pytest.param(
            at(S.ACCEPTED, assessment=outcome(Verdict.NEEDS_DECISION)),
            "examine",
            ["decision-open"],
            id="open to a person",
        ),
        pytest.param(at(S.ACCEPTED), "examine", [], id="ready"),
        pytest.param(
            at(S.EXAMINED, proposal=Proposal.APPROVE, proposed_fen=400_000),
            "review",
            ["amount-changed"],
            id="changed before the review",
        ),
        pytest.param(
            at(S.EXAMINED, proposal=Proposal.REFUSE, proposed_fen=0), "review", [], id="refusal"
        ),
        pytest.param(
            at(S.SIGNED, assessment=outcome(Verdict.NOT_PAYABLE)),
            "publish",
            ["not-payable"],
            id="no longer payable",
        ),
        pytest.param(
            at(S.COMMITTEE, proposed_fen=0, decided_fen=500_000), "publish", [], id="as decided"
        ),
        pytest.param(
            at(S.PUBLISHED, published_until=date(2024, 3, 12)),
            "unobject",
            ["publicity-runs"],
            id="the last day of publicity",
        ),
        pytest.param(
            at(S.PUBLISHED, published_until=date(2024, 3, 11)), "unobject", [], id="the day after"
        ),
        pytest.param(at(S.APPROVED), "pay", ["letter-missing"], id="no letter"),
        pytest.param(
            at(S.APPROVED, letters=("approval",), payee_ready=False),
            "pay",
            ["payee-incomplete"],
            id="no account",
        ),
        pytest.param(at(S.RECEIVED, item_count=0), "withdraw", [], id="nothing stops an end"),
    ],
)
def test_what_stands_in_the_way_is_named(situation: Situation, act: str, found: list[str]) -> None:
    assert codes(situation, act) == found


def test_the_other_moves_are_those_that_make_sense() -> None:
    def acts(situation: Situation) -> list[str]:
        return [move.act for move in others(situation)]

    reviewed = at(S.REVIEWED, proposal=Proposal.REFUSE)
    assert acts(reviewed) == ["return_to_review", "withdraw", "void"]
    assert "refuse" in acts(at(S.REVIEWED, proposal=Proposal.APPROVE))
    assert "refer" not in acts(at(S.REVIEWED, proposal=Proposal.APPROVE))
    assert "publish" not in acts(at(S.SIGNED, proposal=Proposal.DECIDE))
    assert acts(at(S.ARCHIVED)) == []


def test_letters_are_the_clerks_and_payments_the_payers() -> None:
    assert (role_of(ISSUE), role_of("pay"), role_of("approve")) == (
        Role.CLERK,
        Role.PAYER,
        Role.APPROVER,
    )
