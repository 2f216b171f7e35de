"""按事实日期归政策: a draft whose facts fall under a policy before or after goes over to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import together
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.claim_view import Elsewhere
from ipdesk.services.claims import (
    ClaimForm,
    ItemForm,
    Opened,
    discard_draft,
    open_claim,
    save_draft,
)
from ipdesk.services.office import Actor, Office
from ipdesk.storage import casefile, claims


def elsewhere(office: Office, reading: Reading) -> Elsewhere | None:
    """Where a claim belongs whose facts lie outside the validity of its policy; None: it is right.

    Where two validities meet or overlap a day that its own policy covers stays with it.
    """
    days = _days(reading)
    if not days or any(_covers(reading.policy, day) for day in days):
        return None
    for policy, awards in _related(office, reading.policy, reading.award.id):
        if all(_covers(policy, day) for day in days):
            known = next((name for name in awards if name in policy.awards), "")
            if known:
                return Elsewhere(policy, policy.awards[known], days[0])
    return None


def move_draft(office: Office, actor: Actor, claim: int) -> Opened:
    """Begin the claim anew under the policy its facts belong to, with all that was typed."""
    actor.require(Role.CLERK)
    reading = read_claim(office, claim)
    place = elsewhere(office, reading)
    if reading.claim.stage is not Stage.DRAFT or place is None:
        raise UserError("claim-stays-with-policy")
    record = reading.claim
    with together(office):
        made = open_claim(
            office,
            actor,
            reading.applicant.id,
            place.policy.id,
            place.award.id,
            record.received_on,
        )
        facts = {fact.id for fact in place.award.facts}
        items = tuple(
            ItemForm(one.subject, {k: v for k, v in one.typed.items() if k in facts})
            for one in reading.items
        )
        form = ClaimForm(
            received_on=record.received_on,
            fund_year=record.fund_year,
            copies=record.copies,
            basis_document=record.basis_document,
            note=record.note,
            items=items,
            asked_fen=record.asked_fen,
            difference=record.difference,
        )
        save_draft(office, actor, made.id, form)
        claims.update(office.db, made.id, application=record.application)
        _carry_files(office, actor, reading, made.id, place.award)
        discard_draft(office, actor, claim)
    return made


def _carry_files(office: Office, actor: Actor, reading: Reading, to: int, award: Award) -> None:
    """The scans go along, to the evidence of the same name; others to the first, to be sorted."""
    names = {piece.id: piece.label for piece in reading.award.evidence}
    wanted = {piece.label: piece.id for piece in award.evidence}
    for one in casefile.evidence(office.db, reading.claim.id) if wanted else ():
        if one.state == "replaced":
            continue
        made = casefile.add_evidence(
            office.db,
            to,
            wanted.get(names.get(one.evidence, ""), next(iter(wanted.values()))),
            one.form,
            actor.id,
            office.clock.now(),
            file_name=one.file_name,
            sha256=one.sha256,
            size=one.size,
            pages=one.pages,
            copies=one.copies,
            kind=one.kind,
            active=" ".join(one.active),
        )
        if one.state == "rejected":
            casefile.set_evidence_state(office.db, made, one.state, one.reason)


def _days(reading: Reading) -> list[date]:
    """The fact days of the items, as the award finds them."""
    result = reading.assessment
    if result is None:
        return []
    return sorted({item.fact_on for item in result.items if item.fact_on is not None})


def _covers(policy: Policy, day: date) -> bool:
    after = policy.valid_from is None or policy.valid_from <= day
    return after and (policy.valid_to is None or day <= policy.valid_to)


def _related(
    office: Office, policy: Policy, award: str
) -> Iterator[tuple[Policy, tuple[str, ...]]]:
    """The policies before and after, each with the awards that go on from this one."""
    for one in office.current:
        if one.succeeds is not None and one.succeeds.policy == policy.id:
            yield one, one.succeeds.carried_to(award)
        if policy.succeeds is not None and policy.succeeds.policy == one.id:
            yield one, tuple(policy.succeeds.awards.get(award, ()))
