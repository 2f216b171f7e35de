"""The lists of the window: what each of them shows, arranged as the clerk wants it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipdesk.domain.listing import Arrangement, Listed, Sums
from ipdesk.domain.registration import ApplicantFilter
from ipdesk.services.office import Office
from ipdesk.storage import applicants, claim_shelf, journal_list, letters, listing, long_lists
from ipdesk.storage.claim_shelf import ClaimFilter
from ipdesk.storage.journal_list import JournalFilter
from ipdesk.storage.listing import Behind, Shown
from ipdesk.storage.long_lists import Rest

__all__ = ["Behind", "Rest", "Shown"]


def of_claims(office: Office, chosen: ClaimFilter) -> Shown:
    """The claims of a filter."""
    return claim_shelf.shown(chosen)


def of_applicants(office: Office, chosen: ApplicantFilter) -> Shown:
    """The applicants of a filter."""
    return applicants.shown(office.db, chosen)


def of_letters(office: Office, text: str) -> Shown:
    """The letters issued."""
    return letters.shown(text)


def of_journal(office: Office, chosen: JournalFilter) -> Shown:
    """The entries of the journal."""
    return journal_list.shown(chosen)


def listed(office: Office, shown: Shown, wanted: Arrangement) -> Listed:
    """The ids of a list in its order, with its groups; of a long one those that come first."""
    if shown.shelf.long:
        return long_lists.listed(office.db, shown, wanted)
    return listing.begun(office.db, shown, wanted, long_lists.FIRST)


def more(office: Office, rest: Rest | Behind) -> Listed:
    """The ids that come next."""
    if isinstance(rest, Behind):
        return listing.behind(office.db, rest)
    return long_lists.more(office.db, rest)


def sums(
    office: Office, shown: Shown, wanted: Arrangement, only: Sequence[int] | None = None
) -> Sums:
    """What a list comes to, or some of its rows."""
    if shown.shelf.long and only is None:
        return long_lists.sums(office.db, shown, wanted)
    return listing.sums(office.db, shown, wanted, only)


def choices(
    office: Office, shown: Shown, wanted: Arrangement, key: str
) -> tuple[tuple[Any, int], ...]:
    """The values of a column with their counts, the most frequent first."""
    if shown.shelf.long:
        return long_lists.choices(office.db, shown, wanted, key)
    return listing.choices(office.db, shown, wanted, key)
