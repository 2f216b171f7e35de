"""What an act writes on the way from the counter to the decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ipdesk.domain.dates import CalendarEndsError
from ipdesk.domain.next_step import proposal
from ipdesk.domain.record import Proposal
from ipdesk.errors import UserError
from ipdesk.services.bureaus import PUBLICITY_DAYS, publicity_days
from ipdesk.services.calendar import work_calendar
from ipdesk.services.claim_reading import Reading
from ipdesk.services.claims import store_outcome
from ipdesk.services.clause_settings import clause_setting
from ipdesk.services.office import Actor, Office
from ipdesk.services.rounds import intake_of
from ipdesk.storage import series, settings

Values = dict[str, Any]

__all__ = ["PUBLICITY_DAYS", "Values"]


def receive(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """The number is taken in the act that receives, so that the series has no gaps."""
    day = day_of(given["received_on"])
    if day > office.clock.now().date():
        raise UserError("day-in-future", field="received_on")
    prefix = str((settings.get(office.db, "bureau") or {}).get("claim_prefix", ""))
    number = series.next(office.db, "claim", day.year)
    values = {
        "number": f"{prefix}-{day.year}-{number:04d}",
        "received_on": day,
        "copies": given["copies"],
        "intake": intake_of(office, reading.claim.pack, reading.award.id, day),
    }
    setting = clause_setting(office, reading.claim.pack, reading.award.clause, day)
    return values if setting is None else {**values, "clause_status": setting}


def examine(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    chosen = proposal(reading.situation)
    result = reading.assessment
    pays = chosen is Proposal.APPROVE and result is not None
    store_outcome(office, reading)
    return {"proposal": chosen, "proposed_fen": result.amount_fen if pays and result else 0}


def deliberate(
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
        "deliberated_on": _met_on(office, reading, given),
    }


def _met_on(office: Office, reading: Reading, given: Mapping[str, object]) -> date:
    """The committee met between the receipt and today."""
    day, today = day_of(given["met_on"]), office.clock.now().date()
    since = reading.claim.received_on or day
    if not since <= day <= today:
        raise UserError("met-day-wrong", field="met_on", since=since, today=today)
    return day


def publish(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    start = day_of(given["starts_on"])
    claim = reading.claim
    ready = claim.deliberated_on or claim.signed_on
    if ready is not None and start < ready:
        raise UserError("day-before-signing", field="starts_on", ready=ready)
    days = publicity_days(office)
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


def object_to(
    office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]
) -> Values:
    return {"objection": f"{given['objector']}：{given['content']}"}


def approve(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """What is approved is what the engine says now, equal to what was proposed or decided."""
    result = reading.assessment
    assert result is not None  # blockers() has seen that it pays
    store_outcome(office, reading)
    return {"approved_fen": result.amount_fen}


def end(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    return {"reason": str(given["reason"]).strip()}


def refuse(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    return {
        "reason": str(given["reason"]).strip(),
        "approved_fen": 0,
    }


def archive(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    return {"archive_number": str(given["archive_number"]).strip()}


def day_of(value: object) -> date:
    if not isinstance(value, date):
        raise UserError("day-wrong")
    return value
