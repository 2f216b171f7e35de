"""申报批次: what was announced, and to which round a claim belongs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ipdesk.domain.record import ClaimRecord
from ipdesk.domain.rounds import Round, missed, near, round_for
from ipdesk.domain.stages import BEFORE_APPROVAL, Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import rounds as stored

NOTICE_DAYS = 7  # a round that closes so soon, or opened so lately, is told
_OPEN = (Stage.DRAFT, *BEFORE_APPROVAL)


@dataclass(frozen=True, slots=True)
class RoundState:
    """A round with the claims that came in it."""

    round: Round
    claims: tuple[tuple[str, date], ...]  # award and day of receipt of each

    @property
    def id(self) -> int:
        return self.round.id

    def left_out(self, wanted: Round) -> int:
        """How many of them the round would no longer take as it is wanted now."""
        return sum(
            not (wanted.takes(self.round.pack, award) and wanted.open_on(day))
            for award, day in self.claims
        )


def rounds(office: Office) -> tuple[Round, ...]:
    """Every round, the one that opens last first."""
    return stored.all_of(office.db)


def round_states(office: Office) -> tuple[RoundState, ...]:
    """Every round with what came in it, the one that opens last first."""
    came = stored.claims_by_round(office.db)
    return tuple(RoundState(one, came.get(one.id, ())) for one in rounds(office))


def near_rounds(office: Office, today: date) -> tuple[tuple[Round, int], ...]:
    """Rounds that are about to close or have just opened, with how many claims came in each."""
    telling = tuple(near(rounds(office), today, NOTICE_DAYS))
    came = stored.counts(office.db, [one.id for one in telling])
    return tuple((one, came.get(one.id, 0)) for one in telling)


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
        data = {"pack": entered.pack, "old": _plain(old), "new": _plain(entered)}
        record(office, actor, "keep_round", "round", number, data)
    return Changes.of("round", ids=(number,))


def drop_round(office: Office, actor: Actor, number: int) -> Changes:
    """Take away a round entered by mistake; one that claims came in stays."""
    actor.require(Role.CLERK, Role.ADMINISTRATOR)
    known = next((one for one in round_states(office) if one.id == number), None)
    if known is None:
        return Changes.of("round")
    if known.claims:
        raise UserError("round-in-use", count=len(known.claims))
    with act(office) as db:
        stored.delete(db, number)
        data = {"pack": known.round.pack, "old": _plain(known.round), "new": None}
        record(office, actor, "drop_round", "round", number, data)
    return Changes.of("round", ids=(number,))


def intake_of(office: Office, pack: str, award: str, day: date) -> int | None:
    """The round open on that day for this award."""
    found = round_for(rounds(office), pack, award, day)
    return found.id if found else None


def out_of_round(office: Office, claim: ClaimRecord) -> str:
    """Why a claim lies outside the days announced, in words; "" when it does not."""
    day = claim.received_on
    if day is None or claim.intake is not None or claim.stage not in _OPEN:
        return ""
    nearest = missed(rounds(office), claim.pack, claim.award, day)
    if nearest is None:
        return ""
    values = {"name": nearest.name, "from": nearest.opens_on, "to": nearest.closes_on}
    return office.wording.text("page", "out-of-round", values)


def _plain(one: Round | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {
        "name": one.name,
        "notice": one.notice,
        "opens_on": one.opens_on.isoformat(),
        "closes_on": one.closes_on.isoformat(),
        "awards": list(one.awards),
    }
