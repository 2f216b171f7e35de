"""同一申请表: the other claims that were handed in with one, as the claim page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from ipdesk.domain.record import ClaimRecord
from ipdesk.domain.stages import Stage
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.office import Office
from ipdesk.storage import applications as stored


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another claim of the same form."""

    id: int
    number: str  # "" for a draft
    award: str
    stage: str
    draft: bool
    empty: bool  # nothing is filled in yet


@dataclass(frozen=True, slots=True)
class SameForm:
    """One 申请表 with the claims beside the one that is shown."""

    id: int
    number: str  # the receipt number, "" before
    siblings: tuple[Sibling, ...]

    @property
    def drafts(self) -> tuple[Sibling, ...]:
        return tuple(one for one in self.siblings if one.draft)


def same_form(office: Office, claim: ClaimRecord) -> SameForm | None:
    """The form of a claim, where it asks for more than this one."""
    if claim.application is None:
        return None
    ids = [number for number, _ in stored.claims(office.db, claim.application)]
    others = tuple(_sibling(office, number) for number in ids if number != claim.id)
    number = stored.number(office.db, claim.application)
    return SameForm(claim.application, number, others) if others else None


def _sibling(office: Office, number: int) -> Sibling:
    claim = find_claim(office, number)
    return Sibling(
        claim.id,
        claim.number or "",
        office.policies(claim.pack_sha256).awards[claim.award].label,
        office.wording.label("stage", claim.stage),
        claim.stage is Stage.DRAFT,
        not claim.item_count,
    )
