"""A share of payments listed one by one, capped per calendar year of payment: 贴息."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, cast

from ipdesk.domain.rules.base import BLOCK, WARNING, Phase, Sheet, Term, Topic
from ipdesk.domain.rules.rate import Rounding, YearCap, percent, rate_line, share_terms

_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class PaymentDays:
    """Finds the fact day of an item that is a list of payments: the first one that counts."""

    phase: ClassVar[Phase] = Phase.CHECK
    rows: str
    day: str

    def apply(self, sheet: Sheet) -> None:
        rows = sheet.facts.get(self.rows)
        if not isinstance(rows, tuple):
            return  # a missing fact is told by the engine
        days = [cast("date", row[self.day]) for row in rows]
        counted = [day for day in days if sheet.inside_validity(day)]
        if counted:
            sheet.day = min(counted)
        elif days:
            # None counts: the reason is the one of the payment nearest to counting.
            sheet.day = min(days) if sheet.valid_to and min(days) > sheet.valid_to else max(days)


@dataclass(frozen=True, slots=True)
class RowShares:
    """A rate of the payments of each year, years ascending, each year with its own cap."""

    phase: ClassVar[Phase] = Phase.AMOUNT
    award: str
    rate: Decimal
    rows: str
    day: str
    base: str
    share: str
    rounding: Rounding
    cap: YearCap | None
    quote: str

    def apply(self, sheet: Sheet) -> None:
        years = self._by_year(sheet)
        part = cast("Decimal", sheet.facts.get(self.share, _WHOLE)) if self.share else _WHOLE
        rate = percent(self.rate)
        used_up: list[int] = []
        for year in sorted(years):
            full = self.rounding.share(years[year], part, self.rate, sheet.readings)
            paid, left = (full, full) if self.cap is None else self.cap.take(sheet, year, full)
            if paid:
                sheet.amount += paid
                shown: dict[str, object] = {
                    "base": years[year],
                    "share": str(part),
                    "rate": rate,
                    "year": year,
                }
                sheet.lines.append(rate_line(paid, full, left, self.quote, shown))
            elif full:
                used_up.append(year)
        self._tell_nothing_left(sheet, used_up)

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        yield from share_terms(self.rate, self.base, (), self.share)
        yield Term(Topic.STANDARD, "rate-by-year", {"day": self.day})
        if self.cap is not None:
            yield Term(Topic.LIMIT, "year-cap", {"fen": self.cap.fen, "year": self.day})

    def _tell_nothing_left(self, sheet: Sheet, used_up: list[int]) -> None:
        """A year without anything left lowers the item, or rules it out when it was the last."""
        severity = WARNING if sheet.amount else BLOCK
        limit = self.cap.fen if self.cap else 0
        for year in used_up:
            sheet.lowered = True
            sheet.tell(severity, "year-cap-used-up", {"limit": limit, "year": year})
        if not sheet.amount:
            sheet.refused = True
            if not used_up:
                sheet.refuse("amount-zero")

    def _by_year(self, sheet: Sheet) -> dict[int, int]:
        years: dict[int, int] = {}
        for row in cast("tuple[Mapping[str, object], ...]", sheet.facts[self.rows]):
            day, fen = cast("date", row[self.day]), cast("int", row[self.base])
            if sheet.inside_validity(day):
                years[day.year] = years.get(day.year, 0) + fen
            else:
                sheet.lowered = True
                values = {"day": day, "amount": fen, "from": sheet.valid_from, "to": sheet.valid_to}
                sheet.tell(WARNING, "row-dropped", values, sheet.validity_clause)
        return years

    def past_use(
        self, fact_on: date, fund_year: int, amount_fen: int, readings: Mapping[str, str]
    ) -> tuple[str, int, int]:
        return self.award, fact_on.year, amount_fen
