"""What claims and applicants are compared by, written with what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ipdesk.domain.likeness import claim_keys
from ipdesk.domain.policy import Award
from ipdesk.domain.record import ClaimRecord, ItemRecord
from ipdesk.errors import UserError
from ipdesk.services.alike_applicants import alike_keys
from ipdesk.services.office import Office
from ipdesk.storage import applicants, claims, likenesses


def index_likeness(
    office: Office, claim: ClaimRecord, award: Award, items: Sequence[ItemRecord]
) -> None:
    """Write what a claim shares with others, inside the act that writes its items."""
    applicant = standing_id(office, claim.applicant)
    likenesses.write_keys(office.db, claim.id, claim_keys(claim.pack, award, applicant, items))


def reindex_claims(office: Office, numbers: Iterable[int]) -> None:
    """Write the keys of claims anew, where an applicant now stands for another."""
    for number in numbers:
        claim = claims.get(office.db, number)
        if claim is not None:
            award = office.policies(claim.pack_sha256).awards[claim.award]
            index_likeness(office, claim, award, claims.items(office.db, number))


def complete_index(office: Office) -> None:
    """Index a store written before likenesses were looked for; once, when it is opened."""
    with office.db.atomic() as db:
        for one in applicants.by_ids(db, applicants.everyone(db)):
            applicants.index(db, one, alike_keys(office, one))
        reindex_claims(office, likenesses.every_claim(db))


def standing_id(office: Office, applicant: int) -> int:
    """The record that stands for an applicant now."""
    found = applicants.standing(office.db, applicant)
    if found is None:
        raise UserError("applicant-gone")
    return found.id
