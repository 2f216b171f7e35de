"""A yearly cap on pieces: 同一单位每年最高为100件."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.assessment import QuotaUse
from ipdesk.domain.rules.base import Phase, Sheet, Switch, Term, Topic


@dataclass(frozen=True, slots=True)
class CountCap:
    """So many items an applicant and year, units and individuals apart, in the order listed."""

    phase: ClassVar[Phase] = Phase.LIMIT
    award: str
    units: int
    individuals: int
    year: Switch[str]

    def apply(self, sheet: Sheet) -> None:
        claimant = sheet.claim.applicant
        limit = self.individuals if claimant.kind is ApplicantKind.INDIVIDUAL else self.units
        year = sheet.year(self.year.of(sheet.readings))
        used = sheet.history.used(self.award, claimant.id, year) or 0
        if used >= limit:
            values = {"limit": limit, "year": year, "used": used}
            sheet.refuse("count-cap-reached", values)
        else:
            sheet.uses.append(QuotaUse(self.award, year, 1, limit))

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        values = {"units": self.units, "individuals": self.individuals}
        yield Term(Topic.LIMIT, "count-cap", {**values, "year": self.year.of(readings)})

    def past_use(
        self, fact_on: date, fund_year: int, amount_fen: int, readings: Mapping[str, str]
    ) -> tuple[str, int, int]:
        # The year received is not known of a payment made before ipdesk: its fund year stands in.
        by_fact = self.year.of(readings) not in ("fund", "received")
        return self.award, fact_on.year if by_fact else fund_year, 1
