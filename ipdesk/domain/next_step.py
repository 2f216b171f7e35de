"""下一步: the one act a claim waits for, and what is still missing for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ipdesk.domain.assessment import Assessment, Verdict
from ipdesk.domain.checklist import CheckLine, failed, unanswered
from ipdesk.domain.finding import NO_VALUES
from ipdesk.domain.letter import LetterKind
from ipdesk.domain.letter_due import letter_due, letters_open
from ipdesk.domain.record import Change, ClaimRecord, CorrectionRecord, Proposal
from ipdesk.domain.stages import Move, Role, Stage, move, moves_from

ISSUE = "issue_letter"  # an act of paper, not of stage: 已批准 stays 已批准


class Blocker(NamedTuple):
    """Why an act cannot be taken now; `target` names the place that would mend it."""

    code: str
    values: Mapping[str, object] = NO_VALUES
    target: str = ""  # items | check:<id> | applicant | letter | basis | difference


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
    committee_last: bool = False  # 集体审议 comes after 公示, as the bureau has set it
    corrections: Sequence[CorrectionRecord] = ()
    acts: Mapping[str, int] = field(default_factory=dict)  # how often each act was taken

    @property
    def open_correction(self) -> CorrectionRecord | None:
        """The 更正 or 撤销 that waits for the approver."""
        return next((one for one in self.corrections if one.state == "proposed"), None)

    @property
    def letter_due(self) -> LetterKind | None:
        """The letter that must go out before anything else."""
        return letter_due(self.claim, self.letters, self.corrections, self.acts)

    @property
    def letters_open(self) -> tuple[LetterKind, ...]:
        """Every letter that can be issued now, owed or not."""
        return letters_open(self.claim, self.letters, self.corrections, self.acts)


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
    Stage.INSPECTION: "conclude",
    Stage.PUBLISHED: "unobject",
    Stage.OBJECTION: "settle",
    Stage.PAID: "archive",
    Stage.NOT_ACCEPTED: "archive",
    Stage.WITHDRAWN: "archive",
    Stage.VOID: "archive",
    Stage.REFERRED: "archive",
    Stage.REFUSED: "archive",
    Stage.REVOKED: "archive",
    Stage.APPROVED: "pay",
}
_AFTER_REVIEW = {Proposal.REFUSE: "refuse", Proposal.REFER: "refer"}


def primary(situation: Situation) -> str | None:
    """The act a claim waits for; None at the end of its life."""
    claim = situation.claim
    waiting = situation.open_correction
    if waiting is not None:
        return "correct" if waiting.change is Change.CORRECT else "revoke"
    if situation.letter_due is not None:
        return ISSUE
    if claim.stage is Stage.REVIEWED:
        return _AFTER_REVIEW.get(claim.proposal, "sign")
    if claim.stage in (Stage.SIGNED, Stage.COMMITTEE, Stage.UNOBJECTED):
        return _before_decision(situation)
    if claim.stage is Stage.RECOVERY:
        return "recover" if claim.outstanding_fen else "archive"
    return _PLAIN_NEXT.get(claim.stage)


def _before_decision(situation: Situation) -> str:
    """集体审议 and 公示 in the bureau's order, then the decision."""
    claim, last = situation.claim, situation.committee_last
    for_committee = claim.proposal is Proposal.DECIDE
    if claim.stage is Stage.SIGNED:
        return "deliberate" if for_committee and not last else "publish"
    if claim.stage is Stage.UNOBJECTED:
        return "deliberate" if for_committee and not claim.deliberated_on else "approve"
    if not claim.decided_fen:
        return "refuse"
    return "approve" if claim.published_on else "publish"


def others(situation: Situation) -> tuple[Move, ...]:
    """The other lawful moves that make sense here, least drastic first."""
    first = primary(situation)
    kept = []
    for candidate in moves_from(situation.claim.stage):
        if candidate.act == first or candidate.act in _CHOSEN_BY_AMOUNT:
            continue
        if _pointless(situation, candidate):
            continue
        kept.append(candidate)
    return tuple(kept)


# Which of them is taken follows from the amounts: one button stands for each group.
_CHOSEN_BY_AMOUNT = ("pay_part", "correct_up", "correct_down", "revoke_paid")
_OF_DECIDED = ("propose_change", "drop_change", "correct", "revoke")


def _pointless(situation: Situation, candidate: Move) -> bool:
    """Moves that make no sense just now are not shown at all."""
    claim = situation.claim
    if candidate.act in _OF_DECIDED:
        return _pointless_change(situation, candidate.act)
    if candidate.act == "bounce":
        return not claim.paid_fen
    if candidate.act == "remit":
        return not claim.outstanding_fen
    if not candidate.forward:
        return False
    if situation.open_correction is not None:
        return True
    if candidate.act == "approve":
        return True  # from the committee or the publicity it is the next step, or not yet due
    if candidate.act == "deliberate":
        return claim.proposal is not Proposal.DECIDE or bool(claim.deliberated_on)
    if candidate.act == "recover":
        return not claim.outstanding_fen
    if candidate.act == "refer":
        return claim.proposal is not Proposal.REFER
    if candidate.act == "sign":
        return claim.proposal in _AFTER_REVIEW
    if candidate.act == "publish":
        return claim.published_on is not None or _undecided(situation)
    return candidate.act in ("archive", "pay")


def _pointless_change(situation: Situation, act: str) -> bool:
    """A change is proposed once, and dropped while it waits; its approval is the next step."""
    waiting = situation.open_correction
    claim = situation.claim
    if claim.stage is Stage.ARCHIVED and not claim.approved_fen:
        return True  # withdrawn, declined or revoked before it was archived
    if act == "propose_change":
        return waiting is not None or situation.letter_due is not None
    return act != "drop_change" or waiting is None


def _undecided(situation: Situation) -> bool:
    """Whether the amount is still for the committee, which comes first here."""
    claim = situation.claim
    if situation.committee_last:
        return False
    return claim.proposal is Proposal.DECIDE and not claim.decided_fen


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
    missing.extend(_difference(situation))
    if not missing and proposal(situation) is Proposal.NONE:
        # Such as a title in no alias table: recognised by a person, or answered 不符合.
        missing.append(Blocker("decision-open", target="items"))
    return tuple(missing)


def _difference(situation: Situation) -> tuple[Blocker, ...]:
    """Who asked for another amount than is proposed is owed the reason."""
    claim, result = situation.claim, situation.assessment
    asked = claim.asked_fen
    if asked is None or result is None or proposal(situation) is not Proposal.APPROVE:
        return ()
    if asked == result.amount_fen or claim.difference:
        return ()
    values = {"asked": asked, "proposed": result.amount_fen}
    return (Blocker("difference-unsaid", values, "difference"),)


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


def _publish(situation: Situation) -> tuple[Blocker, ...]:
    """What is published is what will be paid; where the committee comes last, who it is for."""
    claim = situation.claim
    if situation.committee_last and claim.proposal is Proposal.DECIDE and not claim.decided_fen:
        return ()
    return _pays(situation)


def _unobject(situation: Situation) -> tuple[Blocker, ...]:
    until = situation.claim.published_until
    if until is not None and situation.today <= until:
        return (Blocker("publicity-runs", {"until": until}),)
    return ()


def _pay(situation: Situation) -> tuple[Blocker, ...]:
    missing = []
    due = situation.letter_due
    if due is not None:
        missing.append(Blocker("letter-missing", {"letter": due}, "letter"))
    if situation.open_correction is not None:
        missing.append(Blocker("change-open"))
    if not situation.payee_ready:
        missing.append(Blocker("payee-incomplete", target="applicant"))
    return tuple(missing)


def _resume(situation: Situation) -> tuple[Blocker, ...]:
    """What is missing is told in writing before it can be said to be complete."""
    due = situation.letter_due
    return () if due is None else (Blocker("letter-missing", {"letter": due}, "letter"),)


def _archive(situation: Situation) -> tuple[Blocker, ...]:
    missing = []
    due = situation.letter_due
    if due is not None:
        missing.append(Blocker("letter-missing", {"letter": due}, "letter"))
    if situation.claim.stage is Stage.RECOVERY and situation.claim.outstanding_fen:
        missing.append(Blocker("recovery-open", {"left": situation.claim.outstanding_fen}))
    return tuple(missing)


def _propose(situation: Situation) -> tuple[Blocker, ...]:
    return (Blocker("change-open"),) if situation.open_correction is not None else ()


_CHECKS = {
    "receive": _receive,
    "accept": _receive,
    "resume": _resume,
    "examine": _examine,
    "review": _stands,
    "sign": _stands,
    "publish": _publish,
    "unobject": _unobject,
    "approve": _pays,
    "pay": _pay,
    "archive": _archive,
    "propose_change": _propose,
}
