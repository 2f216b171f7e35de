"""申报: the facts an assessment is made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ipdesk.domain.applicant import ApplicantKind


class Claimant(NamedTuple):
    """What the rules need to know of an applicant."""

    id: str
    kind: ApplicantKind
    local: bool = True


class ClaimItem(NamedTuple):
    """One item (标的): its number or name, and the facts its award asks for.

    `facts` holds typed values: str, date, bool, int (fen or counts), Decimal (shares),
    or a tuple of mappings for a table inside an item (payments, service periods).
    """

    subject: str
    facts: Mapping[str, object]


class ClaimFacts(NamedTuple):
    """One claim as the engine sees it."""

    id: str
    applicant: Claimant
    award: str
    received_on: date
    fund_year: int
    items: tuple[ClaimItem, ...]
    basis_document: str | None = None
    approved_fen: int | None = None
    minutes_number: str | None = None


class Grant(NamedTuple):
    """What an earlier claim holds: paid, approved or reserved, or paid before ipdesk."""

    applicant: str
    award: str
    subject: str  # as typed
    subject_key: str
    key: str
    fact_on: date
    fund_year: int
    amount_fen: int
    claim: str  # the claim's number, for refusals that name it; "" for imported history
    uses: tuple[tuple[str, int, int], ...] = ()  # (cap, year, used)
    policy: str = ""  # the one it was paid under, where that is another
