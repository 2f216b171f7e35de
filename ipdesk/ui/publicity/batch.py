"""One act for several claims: who can, who cannot and why, and then claim by claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipdesk.domain.masking import masked_card
from ipdesk.domain.stages import move
from ipdesk.errors import UserError
from ipdesk.services import claim_page, decisions
from ipdesk.services.claim_view import ClaimView
from ipdesk.services.office import Actor, Changes, Office

_UNKNOWN = "未填"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One claim of a batch with what can be said before anything is done."""

    id: int
    number: str
    applicant: str
    award: str
    amount_fen: int
    account_name: str
    bank: str
    account: str  # covered in the middle
    reason: str  # why it cannot; "" when it can

    @property
    def able(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch."""

    done: tuple[Candidate, ...]
    refused: tuple[tuple[Candidate, UserError], ...]
    changes: Changes


def look_over(office: Office, actor: Actor, ids: Sequence[int], act: str) -> tuple[Candidate, ...]:
    """Who of these claims could take `act` now, and what keeps the others from it."""
    return tuple(_candidate(office, actor, number, act) for number in ids)


def take_all(
    office: Office,
    actor: Actor,
    candidates: Sequence[Candidate],
    act: str,
    record: Mapping[str, object],
) -> Outcome:
    """Take `act` with each; one that is refused keeps none of the others."""
    done, refused = [], []
    tables: frozenset[str] = frozenset()
    for candidate in candidates:
        given = dict(record)
        if "paid_fen" in move(act).needs:
            given["paid_fen"] = candidate.amount_fen
        try:
            changes = decisions.take(office, actor, candidate.id, act, given)
        except UserError as error:
            refused.append((candidate, error))
            continue
        tables |= changes.tables
        done.append(candidate)
    ids = tuple(candidate.id for candidate in done)
    return Outcome(tuple(done), tuple(refused), Changes(tables, ids))


def _candidate(office: Office, actor: Actor, claim_id: int, act: str) -> Candidate:
    view = claim_page.view_claim(office, claim_id)
    fen = view.claim.approved_fen
    return Candidate(
        claim_id,
        view.claim.number or "",
        view.applicant.name,
        view.award.label,
        view.amount_fen if fen is None else fen,
        view.applicant.account_name or _UNKNOWN,
        view.applicant.bank or _UNKNOWN,
        masked_card(view.applicant.account) or _UNKNOWN,
        _reason(office, actor, view, act),
    )


def _reason(office: Office, actor: Actor, view: ClaimView, act: str) -> str:
    offer = next((offer for offer in view.offers if offer.act == act), None)
    values = {"stage": view.stage_label, "role": office.wording.label("role", move(act).role)}
    if offer is None:
        return office.wording.text("message", "move-not-from-here", values)
    if offer.blockers:
        return "；".join(blocker.text for blocker in offer.blockers)
    if offer.role not in actor.roles:
        return office.wording.text("message", "move-needs-role", values)
    return ""
