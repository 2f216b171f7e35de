"""The stage table against casework.md, and the refusals of a move."""

from __future__ import annotations

import pytest

from ipdesk.domain.stages import (
    BEFORE_APPROVAL,
    MOVES,
    RELEASED,
    Duty,
    Role,
    Stage,
    move,
    moves_from,
    refusal,
)

S = Stage
# Where each stage may lead, written down from the table of casework.md.
ENDS = {S.WITHDRAWN, S.VOID}
LEADS_TO = {
    S.DRAFT: {S.RECEIVED},
    S.RECEIVED: {S.ACCEPTED, S.RETURNED, S.NOT_ACCEPTED, *ENDS},
    S.RETURNED: {S.RECEIVED, S.NOT_ACCEPTED, *ENDS},
    S.ACCEPTED: {S.EXAMINED, *ENDS},
    S.EXAMINED: {S.INSPECTION, S.REVIEWED, S.ACCEPTED, S.RETURNED, *ENDS},
    S.INSPECTION: {S.EXAMINED, *ENDS},
    S.REVIEWED: {S.SIGNED, S.EXAMINED, S.REFUSED, S.REFERRED, *ENDS},
    S.SIGNED: {S.COMMITTEE, S.PUBLISHED, S.EXAMINED, S.REFUSED, *ENDS},
    S.COMMITTEE: {S.PUBLISHED, S.APPROVED, S.EXAMINED, S.REFUSED, *ENDS},
    S.PUBLISHED: {S.UNOBJECTED, S.OBJECTION, *ENDS},
    S.OBJECTION: {S.PUBLISHED, S.EXAMINED, S.REFUSED, *ENDS},
    S.UNOBJECTED: {S.APPROVED, S.COMMITTEE, S.EXAMINED, S.REFUSED, *ENDS},
    # Decided: paid in parts, corrected (to more, the same or less), revoked before or after paying.
    S.APPROVED: {S.APPROVED, S.PAID, S.REVOKED, S.RECOVERY},
    S.PAID: {S.PAID, S.APPROVED, S.REVOKED, S.RECOVERY, S.ARCHIVED},
    S.ARCHIVED: {S.ARCHIVED, S.APPROVED, S.REVOKED, S.RECOVERY},
    S.REFUSED: {S.REFUSED, S.REVOKED, S.ARCHIVED},
    S.NOT_ACCEPTED: {S.NOT_ACCEPTED, S.REVOKED, S.ARCHIVED},
    S.RECOVERY: {S.RECOVERY, S.ARCHIVED},
    S.REVOKED: {S.ARCHIVED},
    S.WITHDRAWN: {S.ARCHIVED},
    S.VOID: {S.ARCHIVED},
    S.REFERRED: {S.ARCHIVED},
}
EVERYONE = tuple(Role)


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_leads_only_where_the_office_lets_it(stage: Stage) -> None:
    assert {step.leads_to(stage) for step in moves_from(stage)} == LEADS_TO[stage]


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("wanted", MOVES, ids=lambda step: step.act)
def test_a_move_from_elsewhere_is_refused(wanted: object, stage: Stage) -> None:
    step = move(wanted.act)  # type: ignore[attr-defined]
    lawful = refusal(step, stage, EVERYONE, 1, ()) is None
    assert lawful == (stage in step.sources)
    if not lawful:
        assert refusal(step, stage, EVERYONE, 1, ()) == "move-not-from-here"


def test_the_act_names_are_unique_and_an_unknown_one_is_a_bug() -> None:
    assert len({step.act for step in MOVES}) == len(MOVES)
    with pytest.raises(KeyError):
        move("vanish")


@pytest.mark.parametrize(
    ("act", "role"),
    [
        ("receive", Role.CLERK),
        ("accept", Role.CLERK),
        ("examine", Role.CLERK),
        ("deliberate", Role.CLERK),
        ("publish", Role.CLERK),
        ("withdraw", Role.CLERK),
        ("archive", Role.CLERK),
        ("review", Role.REVIEWER),
        ("send_back", Role.REVIEWER),
        ("void", Role.REVIEWER),
        ("sign", Role.APPROVER),
        ("refuse", Role.APPROVER),
        ("refer", Role.APPROVER),
        ("approve", Role.APPROVER),
        ("pay", Role.PAYER),
    ],
)
def test_each_act_belongs_to_one_role(act: str, role: Role) -> None:
    step = move(act)
    assert step.role is role
    others = tuple(other for other in Role if other is not role)
    assert refusal(step, step.sources[0], others, 1, ()) == "move-needs-role"
    assert refusal(step, step.sources[0], (role,), 1, ()) is None


def test_the_administrator_and_the_auditor_move_nothing() -> None:
    assert not {step.role for step in MOVES} & {Role.ADMINISTRATOR, Role.AUDITOR}


@pytest.mark.parametrize(
    ("act", "done", "refused"),
    [
        pytest.param("review", (Duty.EXAMINATION, 1), True, id="who examined does not review"),
        pytest.param("send_back", (Duty.EXAMINATION, 1), True, id="nor sends back"),
        pytest.param("sign", (Duty.EXAMINATION, 1), True, id="nor signs"),
        pytest.param("approve", (Duty.REVIEW, 1), True, id="who reviewed does not approve"),
        pytest.param("refuse", (Duty.REVIEW, 1), True, id="nor refuses"),
        pytest.param("examine", (Duty.REVIEW, 1), True, id="nor examines again"),
        pytest.param("void", (Duty.APPROVAL, 1), True, id="who signed does not make void"),
        pytest.param("review", (Duty.EXAMINATION, 2), False, id="another person may"),
        pytest.param("approve", (Duty.APPROVAL, 1), False, id="the same duty twice"),
        pytest.param("pay", (Duty.APPROVAL, 1), False, id="paying is no duty of the three"),
    ],
)
def test_one_person_acts_in_one_of_examination_review_and_approval(
    act: str, done: tuple[Duty, int], refused: bool
) -> None:
    step = move(act)
    code = refusal(step, step.sources[0], EVERYONE, 1, (done,))
    assert code == ("move-needs-another-person" if refused else None)


def test_the_place_is_refused_before_the_role_and_the_role_before_the_person() -> None:
    step = move("review")
    done = ((Duty.EXAMINATION, 1),)
    assert refusal(step, Stage.DRAFT, (), 1, done) == "move-not-from-here"
    assert refusal(step, Stage.EXAMINED, (), 1, done) == "move-needs-role"


def test_a_claim_can_be_withdrawn_or_made_void_until_it_is_approved() -> None:
    early = {stage for stage in Stage if S.WITHDRAWN in LEADS_TO[stage]}
    assert early == set(BEFORE_APPROVAL) == set(move("void").sources)
    assert not early & {S.DRAFT, S.APPROVED, S.PAID, S.ARCHIVED, *RELEASED}


def test_every_end_but_approval_gives_back_what_was_held() -> None:
    assert set(RELEASED) == {
        S.NOT_ACCEPTED,
        S.REFUSED,
        S.WITHDRAWN,
        S.VOID,
        S.REFERRED,
        S.REVOKED,
    }


def test_what_ends_a_claim_asks_for_its_reason() -> None:
    for act in ("decline", "refuse", "withdraw", "void", "send_back", "return_to_review"):
        assert "reason" in move(act).needs
        assert not move(act).forward
