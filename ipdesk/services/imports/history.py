"""历史导入 as it is looked at and corrected: rows of one import or of one applicant, in words."""

from __future__ import annotations

from dataclasses import dataclass

from ipdesk.domain.past_award import PastAward
from ipdesk.services.imports.past import amend_past_award, withdraw_past_award
from ipdesk.services.office import Office
from ipdesk.storage import applicants, past_awards


@dataclass(frozen=True, slots=True)
class PastRow:
    """One payment made before ipdesk with the names it is shown by."""

    id: int
    applicant: str
    award: str
    entry: PastAward


def rows_of_import(office: Office, batch: int) -> tuple[PastRow, ...]:
    """What one import brought, in the order of the file."""
    return tuple(_row(office, entry) for entry in past_awards.of_batch(office.db, batch))


def _row(office: Office, entry: PastAward) -> PastRow:
    who = applicants.get(office.db, entry.applicant)
    label = office.policy(entry.pack).awards[entry.award].label
    return PastRow(entry.id, who.name if who else "", label, entry)


__all__ = ["PastRow", "amend_past_award", "rows_of_import", "withdraw_past_award"]
