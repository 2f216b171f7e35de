"""Moving a claim from stage to stage: every act checks the same table and leaves a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ipdesk.domain.dates import CalendarEndsError
from ipdesk.domain.next_step import blockers, proposal
from ipdesk.domain.record import PaymentRecord, Proposal
from ipdesk.domain.signing import PLAIN, Signing, Way
from ipdesk.domain.stages import Move, Role, Stage, move, refusal
from ipdesk.errors import UserError
from ipdesk.services.acts import act as business_act
from ipdesk.services.acts import record as journal_record
from ipdesk.services.calendar import work_calendar
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.claims import store_outcome
from ipdesk.services.clause_settings import clause_setting
from ipdesk.services.findable import index_claim
from ipdesk.services.holding import hold_quota
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.snapshot import keep_assessment
from ipdesk.storage import casefile, claims, entitlements, series, settings

Values = dict[str, Any]

PUBLICITY_DAYS = 5  # 工作日, unless the bureau has set another number

_DAY_COLUMNS = {
    "accept": "accepted_on",
    "examine": "examined_on",
    "review": "reviewed_on",
    "sign": "signed_on",
    "approve": "approved_on",
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
        stop = blockers(reading.situation, act)
        if stop:
            raise UserError(f"blocked-{stop[0].code}", field=stop[0].target, **stop[0].values)
        values = _EFFECTS[act](office, actor, reading, given) if act in _EFFECTS else {}
        if act in _DAY_COLUMNS:
            values[_DAY_COLUMNS[act]] = (
                signing.signed_on or given.get("day") or office.clock.now().date()
            )
        _write(office, actor, reading, wanted, values, given, opinion, signing)
    return Changes.of("claim", "claim_step", ids=(claim_id,))


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
    claims.update(office.db, claim.id, stage=wanted.target, **values)
    casefile.add_step(
        office.db,
        claim.id,
        wanted.act,
        claim.stage,
        wanted.target,
        wanted.duty,
        actor.id,
        office.clock.now(),
        opinion.strip(),
        {name: _plain(value) for name, value in given.items()},
        signing,
    )
    if wanted.act in _REASSESSED:
        after = read_claim(office, claim.id)
    else:
        after = replace(reading, claim=replace(claim, stage=wanted.target, **values))
    if wanted.target not in _FROZEN:
        hold_quota(office, after)
    elif wanted.target in _GIVES_BACK:
        entitlements.release(office.db, claim.pack, claim.id)
    if wanted.act in ("receive", "examine", "deliberate", "approve"):
        keep_assessment(office, after)
    if wanted.act == "receive":
        store_outcome(office, after)  # as of the day of receipt, not of the draft
        index_claim(office, after)
    data = {
        "stage": {"old": str(claim.stage), "new": str(wanted.target)},
        "number": after.claim.number,
        **{name: _plain(value) for name, value in {**given, **values}.items()},
        **_signed(actor, signing),
    }
    reason = str(given.get("reason", "") or opinion)
    journal_record(office, _writer(actor, signing), wanted.act, "claim", claim.id, data, reason)


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
_GIVES_BACK = (
    Stage.REFUSED,
    Stage.NOT_ACCEPTED,
    Stage.WITHDRAWN,
    Stage.VOID,
    Stage.REFERRED,
)
_FROZEN = (Stage.APPROVED, Stage.PAID, Stage.ARCHIVED, *_GIVES_BACK)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _receive(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """The number is taken in the act that receives, so that the series has no gaps."""
    day = _day(given["received_on"])
    if day > office.clock.now().date():
        raise UserError("day-in-future", field="received_on")
    prefix = str((settings.get(office.db, "bureau") or {}).get("claim_prefix", ""))
    number = series.next(office.db, "claim", day.year)
    values = {
        "number": f"{prefix}-{day.year}-{number:04d}",
        "received_on": day,
        "copies": given["copies"],
    }
    setting = clause_setting(office, reading.claim.pack, reading.award.clause, day)
    return values if setting is None else {**values, "clause_status": setting}


def _examine(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    chosen = proposal(reading.situation)
    result = reading.assessment
    pays = chosen is Proposal.APPROVE and result is not None
    store_outcome(office, reading)
    return {"proposal": chosen, "proposed_fen": result.amount_fen if pays and result else 0}


def _deliberate(
    office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]
) -> Values:
    decided = given["decided_fen"]
    ceiling = reading.award.ceiling_fen or reading.award.fen
    if not isinstance(decided, int) or decided < 0:
        raise UserError("amount-wrong", field="decided_fen")
    if ceiling is not None and decided > ceiling:
        raise UserError("decided-above-ceiling", field="decided_fen", ceiling=ceiling)
    return {
        "decided_fen": decided,
        "minutes_number": str(given["minutes_number"]).strip(),
        "deliberated_on": _day(given["met_on"]),
    }


def _publish(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    start = _day(given["starts_on"])
    claim = reading.claim
    ready = claim.deliberated_on or claim.signed_on
    if ready is not None and start < ready:
        raise UserError("day-before-signing", field="starts_on", ready=ready)
    days = int(settings.get(office.db, "publicity_days", PUBLICITY_DAYS))
    # The day of posting is not counted: the first full working day is day one.
    try:
        until = work_calendar(office).add(start, days)
    except CalendarEndsError as error:
        raise UserError(error.code, field="starts_on", **error.values) from error
    return {
        "published_on": start,
        "published_until": until,
        "channel": str(given["channel"]).strip(),
    }


def _object(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    return {"objection": f"{given['objector']}：{given['content']}"}


def _approve(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """What is approved is what the engine says now, equal to what was proposed or decided."""
    result = reading.assessment
    assert result is not None  # blockers() has seen that it pays
    store_outcome(office, reading)
    return {"approved_fen": result.amount_fen}


def _end(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    return {"reason": str(given["reason"]).strip()}


def _refuse(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    return {
        "reason": str(given["reason"]).strip(),
        "approved_fen": 0,
        "approved_on": office.clock.now().date(),
    }


def _pay(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    fen, day = given["paid_fen"], _day(given["paid_on"])
    approved = reading.claim.approved_fen or 0
    if not isinstance(fen, int) or not 0 < fen <= approved:
        raise UserError("paid-not-approved", field="paid_fen", approved=approved)
    if fen != approved:
        # Payment in parts comes with casework; until then a part would look like the whole.
        raise UserError("paid-in-full-only", field="paid_fen", approved=approved)
    since, today = reading.claim.approved_on, office.clock.now().date()
    if (since is not None and day < since) or day > today:
        raise UserError("paid-day-wrong", field="paid_on", since=since or today, today=today)
    applicant = reading.applicant
    payment = PaymentRecord(
        day,
        fen,
        str(given["voucher"]).strip(),
        applicant.bank,
        applicant.account_name,
        applicant.account,
        actor.name,
    )
    casefile.add_payment(office.db, reading.claim.id, payment, actor.id, office.clock.now())
    return {"paid_on": day, "paid_fen": fen, "voucher": payment.voucher}


def _archive(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    return {"archive_number": str(given["archive_number"]).strip()}


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise UserError("day-wrong")
    return value


_EFFECTS: dict[str, Callable[[Office, Actor, Reading, Mapping[str, object]], Values]] = {
    "receive": _receive,
    "examine": _examine,
    "deliberate": _deliberate,
    "publish": _publish,
    "object": _object,
    "approve": _approve,
    "refuse": _refuse,
    "decline": _end,
    "withdraw": _end,
    "void": _end,
    "pay": _pay,
    "archive": _archive,
}
