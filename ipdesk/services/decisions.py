"""Moving a claim from stage to stage: every act checks the same table and leaves a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from ipdesk.domain.next_step import blockers
from ipdesk.domain.record import ClaimRecord
from ipdesk.domain.signing import PLAIN, Signing, Way
from ipdesk.domain.stages import Move, Role, Stage, move, refusal
from ipdesk.errors import UserError
from ipdesk.services import corrections, outcomes, payments
from ipdesk.services.acts import act as business_act
from ipdesk.services.acts import record as journal_record
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.claims import store_outcome
from ipdesk.services.findable import index_claim
from ipdesk.services.holding import hold_quota
from ipdesk.services.likenesses import told_alike
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.outcomes import Values
from ipdesk.services.snapshot import keep_assessment
from ipdesk.services.time_limits import due_day
from ipdesk.storage import casefile, claims, entitlements

_DAY_COLUMNS = {
    "accept": "accepted_on",
    "examine": "examined_on",
    "review": "reviewed_on",
    "sign": "signed_on",
    "approve": "approved_on",
    "refuse": "approved_on",
}


def take(
    office: Office,
    actor: Actor,
    claim_id: int,
    act: str,
    record: Mapping[str, object] | None = None,
    opinion: str = "",
    signing: Signing = PLAIN,
) -> Changes:
    """Take one step with one claim: rows, step, what it holds and the journal in one act.

    `record` holds what the move needs (stages.MOVES): dates as date, money as fen. `signing`
    comes from services/signing.py, which has seen the password, the paper or the reason.
    UserError when it is not lawful, something is missing, or another person must act.
    """
    wanted = move(act)
    given = dict(record or {})
    with business_act(office):
        reading = read_claim(office, claim_id)
        _check_lawful(office, actor, reading, wanted, signing)
        _check_record(wanted, given)
        _check_signed_on(reading, signing)
        if act in _CHOOSE:
            wanted = move(_CHOOSE[act](reading, given))
        elif act in _CHOSEN and corrections.which(reading, given) != act:
            raise UserError("no-correction-waits")
        _check_nothing_missing(reading, act)
        # The step comes first: the store lets stage, amounts and money move by their step alone.
        _add_step(office, actor, reading, wanted, given, opinion, signing)
        effect = _EFFECTS.get(wanted.act)
        values = effect(office, actor, reading, given) if effect else {}
        if act in _DAY_COLUMNS:
            values[_DAY_COLUMNS[act]] = (
                signing.signed_on or given.get("day") or office.clock.now().date()
            )
        _write(office, actor, reading, wanted, values, given, opinion, signing)
    return Changes.of("claim", "claim_step", ids=(claim_id,))


def obstacle(office: Office, actor: Actor, reading: Reading, act: str) -> UserError | None:
    """What would keep `actor` from taking `act` now, before anything is recorded for it."""
    try:
        _check_lawful(office, actor, reading, move(act), PLAIN)
        _check_nothing_missing(reading, act)
    except UserError as error:
        return error
    return None


def _check_nothing_missing(reading: Reading, act: str) -> None:
    stop = blockers(reading.situation, act)
    if stop:
        raise UserError(f"blocked-{stop[0].code}", field=stop[0].target, **stop[0].values)


def _check_lawful(
    office: Office, actor: Actor, reading: Reading, wanted: Move, signing: Signing
) -> None:
    done = [
        (step.duty, step.person)
        for step in casefile.steps(office.db, reading.claim.id)
        if step.duty is not None and not signing.override
    ]
    # Who signs on paper without an account holds the office the clerk has written down.
    roles = (wanted.role,) if signing.signer else actor.roles
    code = refusal(wanted, reading.claim.stage, roles, signing.signer or actor.id, done)
    if code is not None:
        values = {
            "stage": office.wording.label("stage", reading.claim.stage),
            "role": office.wording.label("role", wanted.role),
        }
        raise UserError(code, **values)


def _check_record(wanted: Move, given: Mapping[str, object]) -> None:
    for need in wanted.needs:
        if need == "checklist":
            continue
        value = given.get(need)
        if value is None or (isinstance(value, str) and not value.strip()):
            raise UserError("need-missing", field=need, need=need)


def _check_signed_on(reading: Reading, signing: Signing) -> None:
    """Nobody signs a form before the claim has come in."""
    since = reading.claim.received_on
    if signing.signed_on is not None and since is not None and signing.signed_on < since:
        raise UserError("paper-day-early", field="signed_on", since=since)


def _add_step(
    office: Office,
    actor: Actor,
    reading: Reading,
    wanted: Move,
    given: Mapping[str, object],
    opinion: str,
    signing: Signing,
) -> None:
    claim = reading.claim
    casefile.add_step(
        office.db,
        claim.id,
        wanted.act,
        claim.stage,
        wanted.leads_to(claim.stage),
        wanted.duty,
        actor.id,
        office.clock.now(),
        opinion.strip(),
        {name: _plain(value) for name, value in given.items() if name not in _NOT_KEPT},
        signing,
    )


def _write(
    office: Office,
    actor: Actor,
    reading: Reading,
    wanted: Move,
    values: Values,
    given: Mapping[str, object],
    opinion: str,
    signing: Signing,
) -> None:
    claim = reading.claim
    target = wanted.leads_to(claim.stage)
    if target is not claim.stage:
        values = {**values, "due_on": _due(office, target, given, values, claim)}
    claims.update(office.db, claim.id, stage=target, **values)
    if wanted.act in _REASSESSED:
        after = read_claim(office, claim.id)
    else:
        after = replace(reading, claim=replace(claim, stage=target, **values))
    if target not in _FROZEN:
        hold_quota(office, after)
    elif target in _GIVES_BACK:
        entitlements.release(office.db, claim.pack, claim.id)
    if wanted.act in _JUDGED:
        keep_assessment(office, after, told_alike(office, after))
    if wanted.act == "receive":
        keep_assessment(office, after)
        store_outcome(office, after)  # as of the day of receipt, not of the draft
        index_claim(office, after)
    data = {
        "stage": {"old": str(claim.stage), "new": str(target)},
        "number": after.claim.number,
        **{
            name: _plain(value)
            for name, value in {**given, **values}.items()
            if name not in _NOT_KEPT
        },
        **_signed(actor, signing),
    }
    reason = str(given.get("reason", "") or opinion)
    journal_record(office, _writer(actor, signing), wanted.act, "claim", claim.id, data, reason)


def _due(
    office: Office,
    target: Stage,
    given: Mapping[str, object],
    values: Values,
    claim: ClaimRecord,
) -> date | None:
    """The day by which the new stage should be left."""
    entered = given.get("received_on") if target is Stage.RECEIVED else None
    day = entered if isinstance(entered, date) else office.clock.now().date()
    until = values.get("published_until", claim.published_until)
    return due_day(office, target, day, given, until)


def _writer(actor: Actor, signing: Signing) -> Actor:
    """The journal's operator: of what was signed on paper, who recorded it."""
    if signing.way is Way.PAPER and signing.recorded_by is not None:
        return Actor(signing.recorded_by, signing.recorder, (Role.CLERK,))
    return actor


def _signed(actor: Actor, signing: Signing) -> dict[str, object]:
    """What the journal says of a step that was not simply taken at the window."""
    if signing.plain:
        return {}
    said = {
        "way": str(signing.way),
        "person": signing.signer or actor.name,
        "title": signing.title,
        "recorded_by": signing.recorder,
        "signed_on": signing.signed_on.isoformat() if signing.signed_on else "",
        "scan": signing.scan,
        "override": signing.override,
    }
    return {"signing": {name: text for name, text in said.items() if text}}


# Acts that record something the assessment depends on: the day received, the committee's amount.
_REASSESSED = ("receive", "deliberate")
_JUDGED = ("examine", "deliberate", "approve")  # acts that say what the claim comes to
_NOT_KEPT = ("items",)  # typed anew for a correction: kept, old and new, with the correction
_GIVES_BACK = (
    Stage.REFUSED,
    Stage.NOT_ACCEPTED,
    Stage.WITHDRAWN,
    Stage.VOID,
    Stage.REFERRED,
    Stage.REVOKED,
)
_FROZEN = (Stage.APPROVED, Stage.PAID, Stage.ARCHIVED, Stage.RECOVERY, *_GIVES_BACK)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


_EFFECTS: dict[str, Callable[[Office, Actor, Reading, Mapping[str, object]], Values]] = {
    "receive": outcomes.receive,
    "examine": outcomes.examine,
    "deliberate": outcomes.deliberate,
    "publish": outcomes.publish,
    "object": outcomes.object_to,
    "approve": outcomes.approve,
    "refuse": outcomes.refuse,
    "decline": outcomes.end,
    "withdraw": outcomes.end,
    "void": outcomes.end,
    "archive": outcomes.archive,
    "pay": payments.pay,
    "pay_part": payments.pay,
    "bounce": payments.bounce,
    "recover": payments.recover,
    "remit": payments.remit,
    "propose_change": corrections.propose,
    "drop_change": corrections.drop,
    "correct": corrections.correct,
    "correct_up": corrections.correct,
    "correct_down": corrections.correct,
    "revoke": corrections.revoke,
    "revoke_paid": corrections.revoke,
}
# One button, several ends: which of them follows from the amounts.
_CHOOSE: dict[str, Callable[[Reading, Mapping[str, object]], str]] = {
    "pay": payments.which,
    "correct": corrections.which,
    "revoke": corrections.which,
}
# The ends of a change: asked for by name, each is refused where the change waiting ends otherwise.
_CHOSEN: Final = frozenset({"correct_up", "correct_down", "revoke_paid"})
