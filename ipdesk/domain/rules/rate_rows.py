"""A share of payments listed one by one, capped per calendar year of payment: 贴息."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, cast

from ipdesk.domain.rules.base import BLOCK, WARNING, Frame, Phase, Sheet, Step, Term, Topic
from ipdesk.domain.rules.rate import Rounding, YearCap, percent, rate_line, share_terms

_WHOLE = Decimal(1)


def _bounds(frame: Frame) -> tuple[date, date]:
    """The first and the last day of the validity; without one every day is inside."""
    return frame.valid_from or date.min, frame.valid_to or date.max


@dataclass(frozen=True, slots=True)
class PaymentDays:
    """Finds the fact day of an item that is a list of payments: the first one that counts."""

    phase: ClassVar[Phase] = Phase.CHECK
    rows: str
    day: str

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        rows_fact, column = self.rows, self.day
        first, last = _bounds(frame)

        def find(sheet: Sheet) -> None:
            rows = sheet.facts.get(rows_fact)
            if not isinstance(rows, tuple):
                return  # a missing fact is told by the engine
            received = sheet.claim.received_on
            days = [cast("date", row[column]) for row in rows]
            counted = [day for day in days if first <= day <= last and day <= received]
            if counted:
                sheet.day = min(counted)
            elif days:
                # None counts: the reason is the one of the payment nearest to counting.
                sheet.day = min(days) if min(days) > last else max(days)

        return find


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

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        share, rate = self.rounding.under(readings, self.rate), percent(self.rate)
        part_fact, cap, quote = self.share, self.cap, self.quote

        def pay(sheet: Sheet) -> None:
            years = self._by_year(sheet, frame)
            part = cast("Decimal", sheet.facts.get(part_fact, _WHOLE)) if part_fact else _WHOLE
            used_up: list[int] = []
            for year in sorted(years):
                base = years[year]
                full = share(base, part)
                paid, left = (full, full) if cap is None else cap.take(sheet, year, full)
                if paid:
                    sheet.amount += paid
                    shown: dict[str, object] = {"base": base, "rate": rate, "year": year}
                    sheet.lines += (rate_line(paid, full, left, part, quote, shown),)
                elif full:
                    used_up.append(year)
            if used_up or not sheet.amount:
                self._tell_nothing_left(sheet, used_up)

        return pay

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

    def _by_year(self, sheet: Sheet, frame: Frame) -> dict[int, int]:
        years: dict[int, int] = {}
        received = sheet.claim.received_on
        first, last = _bounds(frame)
        for row in cast("tuple[Mapping[str, object], ...]", sheet.facts[self.rows]):
            day, fen = cast("date", row[self.day]), cast("int", row[self.base])
            if first <= day <= last and day <= received:
                years[day.year] = years.get(day.year, 0) + fen
            else:
                sheet.lowered = sheet.lowered or fen > 0
                values = {"day": day, "amount": fen, "from": frame.valid_from, "to": frame.valid_to}
                sheet.tell(WARNING, "row-dropped", values, frame.validity_clause)
        return years

    def past_use(
        self, fact_on: date, fund_year: int, amount_fen: int, readings: Mapping[str, str]
    ) -> tuple[str, int, int]:
        return self.award, fact_on.year, amount_fen
