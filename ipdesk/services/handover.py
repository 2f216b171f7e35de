"""移交: open claims of a colleague go to another, one journal entry each; undone by going back."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import record, together
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import claim_list, claims, operators
from ipdesk.storage.claim_list import ClaimFilter

CLOSED = (
    Stage.ARCHIVED,
    Stage.NOT_ACCEPTED,
    Stage.REFUSED,
    Stage.WITHDRAWN,
    Stage.VOID,
    Stage.REFERRED,
    Stage.REVOKED,
)


def open_claims(office: Office, person: int) -> tuple[int, ...]:
    """Every claim of a colleague that is not at its end, drafts included."""
    stages = tuple(stage for stage in Stage if stage not in CLOSED)
    chosen = ClaimFilter(stages=stages, handler=person)
    return tuple(claim_list.ids(office.db, chosen, "id", False))


def hand_over(
    office: Office, actor: Actor, ids: Sequence[int], to: int, reason: str = ""
) -> Changes:
    """Give claims to another clerk: by the administrator, or by the colleague whose they are."""
    taker = operators.get(office.db, to)
    if taker is None or not taker.active or Role.CLERK not in taker.roles:
        raise UserError("handover-to-clerk", field="to")
    moved = []
    with together(office) as db:
        for number in ids:
            claim = find_claim(office, number)
            if claim.handler == to or claim.stage in CLOSED:
                continue
            if claim.handler != actor.id:
                actor.require(Role.ADMINISTRATOR)
            giver = operators.get(db, claim.handler)
            claims.update(db, number, handler=to)
            data = {"handler": {"old": giver.name if giver else "", "new": taker.name}}
            record(office, actor, "hand_over", "claim", number, data, reason.strip())
            moved.append(number)
    return Changes.of("claim", ids=tuple(moved))
