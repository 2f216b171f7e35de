"""A yearly cap on pieces: 同一单位每年最高为100件."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.assessment import QuotaUse
from ipdesk.domain.rules.base import Frame, Phase, Sheet, Step, Switch, Term, Topic


@dataclass(frozen=True, slots=True)
class CountCap:
    """So many items an applicant and year, units and individuals apart, in the order listed."""

    phase: ClassVar[Phase] = Phase.LIMIT
    award: str
    units: int
    individuals: int
    year: Switch[str]

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        award, units, individuals = self.award, self.units, self.individuals
        source = self.year.of(readings)

        def count(sheet: Sheet) -> None:
            claimant = sheet.claim.applicant
            limit = individuals if claimant.kind is ApplicantKind.INDIVIDUAL else units
            year = sheet.year(source)
            used = sheet.history.used(award, claimant.id, year) or 0
            if used >= limit:
                sheet.refuse("count-cap-reached", {"limit": limit, "year": year, "used": used})
            else:
                sheet.uses += (QuotaUse(award, year, 1, limit),)

        return count

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        values = {"units": self.units, "individuals": self.individuals}
        yield Term(Topic.LIMIT, "count-cap", {**values, "year": self.year.of(readings)})

    def past_use(
        self, fact_on: date, fund_year: int, amount_fen: int, readings: Mapping[str, str]
    ) -> tuple[str, int, int]:
        # The year received is not known of a payment made before ipdesk: its fund year stands in.
        by_fact = self.year.of(readings) not in ("fund", "received")
        return self.award, fact_on.year if by_fact else fund_year, 1
