"""Making claims findable: by number, by what they bring, by document number."""

from __future__ import annotations

from ipdesk.services.claim_reading import Reading
from ipdesk.services.office import Office
from ipdesk.storage import search


def index_claim(office: Office, reading: Reading) -> None:
    """Put a received claim into the search index under its numbers and subjects."""
    claim = reading.claim
    label = f"{claim.number} · {reading.applicant.name} · {reading.award.label}"
    numbers = [claim.number or "", claim.document_number]
    numbers += [item.subject for item in reading.items]
    search.put(office.db, "claim", claim.id, (label,), [number for number in numbers if number])
