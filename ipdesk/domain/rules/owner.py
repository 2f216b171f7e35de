"""Which of several owners may ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.rules.base import Phase, Sheet, Switch


@dataclass(frozen=True, slots=True)
class Owner:
    """The first-listed owner may; whether a later one may is a reading."""

    phase: ClassVar[Phase] = Phase.CHECK
    rank: str
    consent: str
    first_local: str
    later: Switch[str]  # never | consent | consent-if-first-elsewhere

    def apply(self, sheet: Sheet) -> None:
        facts = sheet.facts
        rank = facts.get(self.rank)
        if rank == 1:
            return
        later = self.later.of(sheet.readings)
        elsewhere = later == "consent-if-first-elsewhere"
        if later == "never" or (elsewhere and facts.get(self.first_local) is not False):
            sheet.refuse("owner-refused", {"rank": rank})
        elif not facts.get(self.consent):
            sheet.refuse("owner-needs-consent", {"rank": rank})
