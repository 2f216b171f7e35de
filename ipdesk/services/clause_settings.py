"""Which setting of a clause a claim stands under."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ipdesk.domain.clause_status import Setting, setting_for
from ipdesk.services.office import Office
from ipdesk.storage import clause_statuses


def settings_of(office: Office, pack: str) -> tuple[Setting, ...]:
    """All that the bureau has set for the clauses of a policy, oldest first."""
    return tuple(kept.setting for kept in clause_statuses.of_pack(office.db, pack))


def clause_setting(office: Office, pack: str, clause: str, received: date | None) -> int | None:
    """The number of the setting for what is received on a day; None when nothing was set."""
    return _number(settings_of(office, pack), clause, received or office.clock.now().date())


def _number(settings: Sequence[Setting], clause: str, received: date) -> int | None:
    found = setting_for(settings, clause, received)
    return found.id if found else None
