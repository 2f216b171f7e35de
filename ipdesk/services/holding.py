"""What a live claim holds of keys and quotas, written in the act that changes it."""

from __future__ import annotations

from ipdesk.domain.assess import grants
from ipdesk.domain.stages import RELEASED, Stage
from ipdesk.services.claim_reading import Reading
from ipdesk.services.office import Office
from ipdesk.storage import entitlements


def hold_quota(office: Office, reading: Reading) -> None:
    """Bring what the claim holds in line with its assessment now.

    From receipt on a claim reserves; a refused, withdrawn or void one gives back.
    """
    claim = reading.claim
    if claim.stage in (Stage.DRAFT, *RELEASED) or reading.assessment is None:
        entitlements.release(office.db, claim.pack, claim.id)
        return
    held = grants(reading.facts, reading.assessment)
    if entitlements.of_claim(office.db, claim.id) == list(held):
        return  # most steps change nothing of it
    entitlements.release(office.db, claim.pack, claim.id)
    limits = {
        (use.cap, use.year): use.limit for item in reading.assessment.items for use in item.uses
    }
    entitlements.hold(office.db, claim.pack, claim.id, held, limits)
