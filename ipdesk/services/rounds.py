"""申报批次: what was announced, and to which round a claim belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ipdesk.domain.record import ClaimRecord
from ipdesk.domain.rounds import Round, round_for
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import rounds as stored


def rounds(office: Office) -> tuple[Round, ...]:
    """Every round, the one that opens last first."""
    return stored.all_of(office.db)


def keep_round(office: Office, actor: Actor, one: Round) -> Changes:
    """Enter or change a round; claims already received keep the round they came in."""
    actor.require(Role.CLERK, Role.ADMINISTRATOR)
    entered = replace(one, name=one.name.strip(), notice=one.notice.strip())
    if not entered.name:
        raise UserError("round-name-missing", field="name")
    if entered.closes_on < entered.opens_on:
        raise UserError("round-ends-before", field="closes_on")
    known = rounds(office)
    if any(
        (other.pack, other.name) == (entered.pack, entered.name) and other.id != entered.id
        for other in known
    ):
        raise UserError("round-name-twice", field="name")
    old = next((other for other in known if other.id == entered.id), None)
    with act(office) as db:
        number = stored.put(db, entered)
        data = {"old": _plain(old), "new": _plain(entered)}
        record(office, actor, "keep_round", "round", number, data)
    return Changes.of("round", ids=(number,))


def intake_of(office: Office, pack: str, award: str, day: date) -> int | None:
    """The round open on that day for this award."""
    found = round_for(rounds(office), pack, award, day)
    return found.id if found else None


def out_of_round(office: Office, claim: ClaimRecord) -> str:
    """Why a claim lies outside the days announced, in words; "" when it does not."""
    known = [one for one in rounds(office) if one.takes(claim.pack, claim.award)]
    day = claim.received_on
    if not known or day is None or claim.intake is not None:
        return ""
    if round_for(known, claim.pack, claim.award, day) is not None:
        return ""
    near = min(known, key=lambda one: min(abs(one.opens_on - day), abs(one.closes_on - day)))
    values = {"name": near.name, "from": near.opens_on, "to": near.closes_on}
    return office.wording.text("page", "out-of-round", values)


def _plain(one: Round | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {
        "name": one.name,
        "notice": one.notice,
        "pack": one.pack,
        "opens_on": one.opens_on.isoformat(),
        "closes_on": one.closes_on.isoformat(),
        "awards": list(one.awards),
    }
