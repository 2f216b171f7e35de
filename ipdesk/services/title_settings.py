"""Which names of titles a claim counts: those of the pack, and the bureau's up to a row."""

from __future__ import annotations

from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.title_name import TitleName, named
from ipdesk.services.office import Office
from ipdesk.storage import title_names as stored


def names_of(office: Office, pack: str) -> tuple[TitleName, ...]:
    """All that the bureau has entered for a policy, oldest first."""
    return stored.names(office.db, pack)


def title_name(office: Office, policy: Policy, award: Award) -> int | None:
    """The newest row a new claim counts; None when there is none or the award has no title."""
    names = names_of(office, policy.id) if named(award) else ()
    return names[-1].id if names else None
