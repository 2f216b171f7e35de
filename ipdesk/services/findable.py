"""Making claims findable: by number, by what they bring, by document number."""

from __future__ import annotations

import re

from ipdesk.services.claim_reading import Reading
from ipdesk.services.office import Office
from ipdesk.storage import search

_LONGEST = 40


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _is_number(value: object) -> bool:
    """The number of a patent, a certificate or a contract, among the facts as typed."""
    figures = isinstance(value, str) and any(one.isdigit() for one in value)
    return figures and len(str(value)) <= _LONGEST and not _DAY.fullmatch(str(value))


def index_claim(office: Office, reading: Reading) -> None:
    """Put a received claim into the search index under its numbers and subjects."""
    claim = reading.claim
    label = f"{claim.number} · {reading.applicant.name} · {reading.award.label}"
    numbers = [claim.number or "", claim.document_number]
    for item in reading.items:
        numbers += [item.subject, *(str(one) for one in item.typed.values() if _is_number(one))]
    search.put(office.db, "claim", claim.id, (label,), [number for number in numbers if number])
