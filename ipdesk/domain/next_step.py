"""下一步: the one act a claim waits for, and what is still missing for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ipdesk.domain.assessment import Assessment, Verdict
from ipdesk.domain.checklist import CheckLine, failed, unanswered
from ipdesk.domain.finding import NO_VALUES
from ipdesk.domain.record import ClaimRecord, Proposal
from ipdesk.domain.stages import Move, Role, Stage, move, moves_from

ISSUE = "issue_letter"  # an act of paper, not of stage: 已批准 stays 已批准


class Blocker(NamedTuple):
    """Why an act cannot be taken now; `target` names the place that would mend it."""

    code: str
    values: Mapping[str, object] = NO_VALUES
    target: str = ""  # items | check:<id> | applicant | letter | basis


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything about a claim that decides what may happen next."""

    claim: ClaimRecord
    assessment: Assessment | None
    problems: int  # facts that are missing or do not parse
    lines: Sequence[CheckLine]
    letters: Sequence[str]  # kinds already issued
    payee_ready: bool
    today: date
    decidable: bool = False  # a committee's amount would settle what is open


def proposal(situation: Situation) -> Proposal:
    """What the examination comes to; a line answered 不符合 means refusal."""
    result = situation.assessment
    if result is None:
        return Proposal.NONE
    if failed(situation.lines) or result.verdict is Verdict.NOT_PAYABLE:
        return Proposal.REFUSE
    if result.verdict.pays:
        return Proposal.APPROVE
    if result.verdict is Verdict.NEEDS_DECISION and situation.decidable:
        return Proposal.DECIDE
    if result.verdict is Verdict.REFERRAL:
        return Proposal.REFER
    return Proposal.NONE


_PLAIN_NEXT = {
    Stage.DRAFT: "receive",
    Stage.RECEIVED: "accept",
    Stage.RETURNED: "resume",
    Stage.ACCEPTED: "examine",
    Stage.EXAMINED: "review",
    Stage.PUBLISHED: "unobject",
    Stage.OBJECTION: "settle",
    Stage.UNOBJECTED: "approve",
    Stage.PAID: "archive",
    Stage.NOT_ACCEPTED: "archive",
    Stage.WITHDRAWN: "archive",
    Stage.VOID: "archive",
    Stage.REFERRED: "archive",
}
_AFTER_REVIEW = {Proposal.REFUSE: "refuse", Proposal.REFER: "refer"}


def primary(situation: Situation) -> str | None:
    """The act a claim waits for; None at the end of its life."""
    claim = situation.claim
    if claim.stage is Stage.REVIEWED:
        return _AFTER_REVIEW.get(claim.proposal, "sign")
    if claim.stage is Stage.SIGNED:
        return "deliberate" if claim.proposal is Proposal.DECIDE else "publish"
    if claim.stage is Stage.COMMITTEE:
        return "publish" if claim.decided_fen else "refuse"
    if claim.stage is Stage.APPROVED:
        return "pay" if "approval" in situation.letters else ISSUE
    if claim.stage is Stage.REFUSED:
        return "archive" if "refusal" in situation.letters else ISSUE
    return _PLAIN_NEXT.get(claim.stage)


def others(situation: Situation) -> tuple[Move, ...]:
    """The other lawful moves that make sense here, least drastic first."""
    first = primary(situation)
    kept = []
    for candidate in moves_from(situation.claim.stage):
        if candidate.act == first or (candidate.forward and _pointless(situation, candidate)):
            continue
        kept.append(candidate)
    return tuple(kept)


def _pointless(situation: Situation, candidate: Move) -> bool:
    """Forward moves that the proposal rules out are not shown at all."""
    claim = situation.claim
    if candidate.act == "refer":
        return claim.proposal is not Proposal.REFER
    if candidate.act == "sign":
        return claim.proposal in _AFTER_REVIEW
    if candidate.act == "publish":
        return claim.proposal is Proposal.DECIDE and not claim.decided_fen
    return candidate.act == "archive"


def role_of(act: str) -> Role:
    """The role an act needs; letters are the clerk's to issue."""
    return Role.CLERK if act == ISSUE else move(act).role


def blockers(situation: Situation, act: str) -> tuple[Blocker, ...]:
    """What keeps `act` from being taken, whoever asks; empty when nothing does."""
    check = _CHECKS.get(act)
    return check(situation) if check else ()


def _receive(situation: Situation) -> tuple[Blocker, ...]:
    if not situation.claim.item_count:
        return (Blocker("no-items", target="items"),)
    if situation.problems:
        return (Blocker("facts-incomplete", {"count": situation.problems}, "items"),)
    return ()


def _examine(situation: Situation) -> tuple[Blocker, ...]:
    missing = list(_receive(situation))
    for line in unanswered(situation.lines):
        values = {"label": line.check.label}
        missing.append(Blocker("check-open", values, f"check:{line.check.id}"))
    result = situation.assessment
    if result is not None and result.verdict is Verdict.NEEDS_DOCUMENT:
        missing.append(Blocker("basis-missing", target="basis"))
    if not missing and proposal(situation) is Proposal.NONE:
        # Such as a title in no alias table: recognised by a person, or answered 不符合.
        missing.append(Blocker("decision-open", target="items"))
    return tuple(missing)


def _pays(situation: Situation) -> tuple[Blocker, ...]:
    result = situation.assessment
    if result is None or not result.verdict.pays:
        return (Blocker("not-payable"),)
    claim = situation.claim
    expected = claim.decided_fen if claim.decided_fen is not None else claim.proposed_fen
    if expected is not None and result.amount_fen != expected:
        values = {"proposed": expected, "now": result.amount_fen}
        return (Blocker("amount-changed", values),)
    return ()


def _stands(situation: Situation) -> tuple[Blocker, ...]:
    """A proposal to pay must still be what comes out: another claim may have changed it."""
    if situation.claim.proposal is Proposal.APPROVE:
        return _pays(situation)
    return ()


def _unobject(situation: Situation) -> tuple[Blocker, ...]:
    until = situation.claim.published_until
    if until is not None and situation.today <= until:
        return (Blocker("publicity-runs", {"until": until}),)
    return ()


def _pay(situation: Situation) -> tuple[Blocker, ...]:
    missing = []
    if "approval" not in situation.letters:
        missing.append(Blocker("letter-missing", target="letter"))
    if not situation.payee_ready:
        missing.append(Blocker("payee-incomplete", target="applicant"))
    return tuple(missing)


_CHECKS = {
    "receive": _receive,
    "accept": _receive,
    "examine": _examine,
    "review": _stands,
    "sign": _stands,
    "publish": _pays,
    "unobject": _unobject,
    "approve": _pays,
    "pay": _pay,
}
