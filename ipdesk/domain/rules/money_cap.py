"""Ceilings on money whatever the amount was worked out by: per item, per year, altogether."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ipdesk.domain.assessment import Line, QuotaUse
from ipdesk.domain.rules.base import WARNING, Frame, Phase, Sheet, Step, Switch, Term, Topic

# The year under which the sum of all years is counted (year 0 counts by subject).
ALL_YEARS = 1


@dataclass(frozen=True, slots=True)
class ItemCap:
    """The most one item may have: 单个项目最高不超过50万元."""

    phase: ClassVar[Phase] = Phase.LIMIT
    fen: int
    quote: str

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        return self._lower

    def _lower(self, sheet: Sheet) -> None:
        full = sheet.amount
        if full <= self.fen:
            return
        sheet.amount, sheet.lowered = self.fen, True
        sheet.tell(WARNING, "item-cap-lowered", {"amount": full, "limit": self.fen})
        values = {"full": full, "limit": self.fen}
        sheet.lines = (Line("item-capped", self.fen, self.quote, values),)

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        yield Term(Topic.LIMIT, "item-cap", {"fen": self.fen})


@dataclass(frozen=True, slots=True)
class SumCap:
    """The most an applicant may have of an award in a year, or in all years together."""

    phase: ClassVar[Phase] = Phase.LIMIT
    award: str
    fen: int
    whole: bool  # all years together
    year: Switch[str]
    quote: str
    group: str = ""  # several awards that share it

    @property
    def counter(self) -> str:
        """The name its uses are counted under, apart from a count of pieces of the award."""
        return f"{self.group or self.award}#{'all' if self.whole else 'year'}"

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        source, name = self.year.of(readings), self.counter

        def lower(sheet: Sheet) -> None:
            full = sheet.amount
            year = ALL_YEARS if self.whole else sheet.year(source)
            used = sheet.history.used(name, sheet.claim.applicant.id, year) or 0
            left = max(0, self.fen - used)
            shown: dict[str, object] = {"limit": self.fen, "left": left, "amount": full}
            if not self.whole:
                shown["year"] = year
            kind = "sum-cap" if self.whole else "year-cap"
            if full and not left:
                sheet.refuse(f"{kind}-used-up", shown)
                return
            if full > left:
                sheet.amount, sheet.lowered = left, True
                sheet.tell(WARNING, f"{kind}-lowered", shown)
                sheet.lines = (Line(f"{kind}ped", left, self.quote, {**shown, "full": full}),)
            if sheet.amount:
                sheet.uses += (QuotaUse(name, year, sheet.amount, self.fen),)

        return lower

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        values: dict[str, object] = {"fen": self.fen}
        if not self.whole:
            values["year"] = self.year.of(readings)
        yield Term(Topic.LIMIT, "sum-cap" if self.whole else "year-cap", values)

    def past_use(
        self, fact_on: date, fund_year: int, amount_fen: int, readings: Mapping[str, str]
    ) -> tuple[str, int, int]:
        if self.whole:
            return self.counter, ALL_YEARS, amount_fen
        by_fund = self.year.of(readings) in ("fund", "received")
        return self.counter, fund_year if by_fund else fact_on.year, amount_fen
