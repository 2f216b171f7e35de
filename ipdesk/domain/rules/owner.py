"""Which of several owners may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.rules.base import Frame, Phase, Sheet, Step, Switch


@dataclass(frozen=True, slots=True)
class Owner:
    """The first-listed owner may; whether a later one may is a reading."""

    phase: ClassVar[Phase] = Phase.CHECK
    rank: str
    consent: str
    first_local: str
    later: Switch[str]  # never | consent | consent-if-first-elsewhere

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        rank, later = self.rank, self.later.of(readings)

        def ask(sheet: Sheet) -> None:
            if sheet.facts.get(rank) != 1:
                self._later_one(sheet, later)

        return ask

    def _later_one(self, sheet: Sheet, later: str) -> None:
        facts = sheet.facts
        values = {"rank": facts.get(self.rank)}
        elsewhere = later == "consent-if-first-elsewhere"
        if later == "never" or (elsewhere and facts.get(self.first_local) is not False):
            sheet.refuse("owner-refused", values)
        elif not facts.get(self.consent):
            sheet.refuse("owner-needs-consent", values)
