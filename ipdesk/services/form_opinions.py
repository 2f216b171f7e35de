"""The opinions of the 审批表: what each hand has recorded, and boxes for those still to come."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.domain.approval_form import FormOpinion
from ipdesk.domain.record import Proposal, StepRecord
from ipdesk.domain.signing import Way
from ipdesk.domain.stages import RELEASED, Stage
from ipdesk.services.claim_path import early_end
from ipdesk.services.claim_reading import Reading
from ipdesk.services.office import Office
from ipdesk.storage import casefile

# The boxes in their order, each with the stage its act leads to.
_BOXES = {
    "accept": Stage.ACCEPTED,
    "examine": Stage.EXAMINED,
    "review": Stage.REVIEWED,
    "sign": Stage.SIGNED,
    "deliberate": Stage.COMMITTEE,
    "publish": Stage.PUBLISHED,
    "approve": Stage.APPROVED,
}
_BOX_OF = {"unobject": "publish", "refuse": "approve", "refer": "approve", "decline": "accept"}
_ENDS = ("withdraw", "void")


def form_opinions(office: Office, reading: Reading) -> tuple[FormOpinion, ...]:
    """One box for each hand a claim passes through; what was sent back is open again."""
    steps = casefile.steps(office.db, reading.claim.id)
    standing = _standing(steps)
    ended = early_end(reading.claim, steps)
    opinions = []
    for box in _BOXES:
        step = standing.get(box)
        if step is None and (ended or not _wanted(reading, box)):
            continue
        opinions.append(_opinion(office, reading, box, step))
    last = next((step for step in reversed(steps) if step.act in _ENDS), None)
    if last is not None and ended:
        opinions.append(_opinion(office, reading, "end", last))
    return tuple(opinions)


def _wanted(reading: Reading, box: str) -> bool:
    """Whether the claim still comes by this hand, as far as is known now."""
    referring = reading.award.referral
    if box == "deliberate":
        return reading.claim.proposal is Proposal.DECIDE or bool(reading.award.ceiling_fen)
    return not (referring and box in ("sign", "publish"))


def _standing(steps: Sequence[StepRecord]) -> dict[str, StepRecord]:
    """The last step of each box that no later step has sent back."""
    order = list(_BOXES)
    found: dict[str, StepRecord] = {}
    for step in steps:
        reached = [name for name, stage in _BOXES.items() if stage is step.target]
        if reached and step.act not in _BOXES and step.act not in _BOX_OF:
            later = order[order.index(reached[0]) + 1 :]
            found = {name: kept for name, kept in found.items() if name not in later}
        elif step.target in (Stage.RECEIVED, Stage.RETURNED):
            found = {}
        box = _BOX_OF.get(step.act, step.act)
        if box in _BOXES:
            found[box] = step
    return found


def _opinion(office: Office, reading: Reading, box: str, step: StepRecord | None) -> FormOpinion:
    title = office.wording.text("approval-form", f"o-{box}")
    if step is None:
        return FormOpinion(title)
    said = [step.opinion] if step.opinion else [_done(office, step)]
    said += _recorded(office, reading, box, step)
    said += _signed(office, step)
    name, day = step.signing.signer or step.operator, step.signing.signed_on or step.at.date()
    return FormOpinion(title, "\n".join(said), name, day)


def _done(office: Office, step: StepRecord) -> str:
    return office.wording.label("done", step.act)


def _signed(office: Office, step: StepRecord) -> list[str]:
    """How it was signed, when it was not simply by the operator at the window."""
    signing, texts = step.signing, []
    if signing.way is Way.PAPER:
        values = {"recorder": signing.recorder, "title": signing.title}
        texts.append(office.wording.text("approval-form", "on-paper", values))
    if signing.override:
        values = {"text": signing.override.rstrip("。")}
        texts.append(office.wording.text("approval-form", "override", values))
    return texts


def _recorded(office: Office, reading: Reading, box: str, step: StepRecord) -> list[str]:
    """What the act had to put on record, beside the opinion."""
    claim, texts = reading.claim, []

    def say(key: str, **values: object) -> None:
        texts.append(office.wording.text("approval-form", key, values))

    if box == "deliberate":
        say("minutes", number=claim.minutes_number, fen=claim.decided_fen)
    if box == "publish" and claim.published_on:
        key = "publicity" if step.act == "unobject" else "publicity-running"
        span = {"from": claim.published_on, "to": claim.published_until}
        say(key, channel=claim.channel, **span)
        if claim.objection:
            say("objection", text=claim.objection.rstrip("。"))
        if step.record.get("result"):
            say("result", text=str(step.record["result"]).rstrip("。"))
    if step.act == "refer":
        say("referred", to=step.record.get("referred_to", ""))
    if step.record.get("reason") and step.target in (*RELEASED, Stage.ARCHIVED):
        say("reason", text=str(step.record["reason"]).rstrip("。"))
    return texts
