"""A share of money spent: 按实际保费支出的15%, with or without a yearly cap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, cast

from ipdesk.domain.assessment import Line, QuotaUse
from ipdesk.domain.money import rounded
from ipdesk.domain.rules.base import (
    DECISION,
    WARNING,
    Frame,
    Phase,
    Sheet,
    Step,
    Switch,
    Term,
    Topic,
)

_WHOLE = Decimal(1)


# A share of so many fen, of which only a part counts.
Sharing = Callable[[int, Decimal], int]


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a share becomes whole fen, 角 or 元: once, before any cap."""

    unit_fen: Switch[int]
    half_up: Switch[bool]

    def under(self, readings: Mapping[str, str], rate: Decimal) -> Sharing:
        unit, half_up = self.unit_fen.of(readings), self.half_up.of(readings)
        top, bottom = rate.as_integer_ratio()

        def share(fen: int, part: Decimal) -> int:
            if part == _WHOLE:
                return rounded(fen * top, bottom, unit, half_up)
            over, under = part.as_integer_ratio()
            return rounded(fen * top * over, bottom * under, unit, half_up)

        return share


def percent(rate: Decimal) -> str:
    """0.15 as 15%, 0.015 as 1.5%."""
    return f"{(rate * 100).normalize():f}%"


@dataclass(frozen=True, slots=True)
class YearCap:
    """The most an applicant may have of an award in one year."""

    award: str
    fen: int

    def take(self, sheet: Sheet, year: int, wanted: int) -> tuple[int, int]:
        """What is paid of `wanted`, and what was left of the year before it.

        Called once per year and item, so that nothing of this sheet is in the history yet.
        """
        used = sheet.history.used(self.award, sheet.claim.applicant.id, year) or 0
        left = max(0, self.fen - used)
        paid = min(wanted, left)
        if paid:
            sheet.uses += (QuotaUse(self.award, year, paid, self.fen),)
        if 0 < paid < wanted:
            sheet.lowered = True
            values = {"amount": wanted, "limit": self.fen, "year": year, "left": left}
            sheet.tell(WARNING, "year-cap-lowered", values)
        return paid, left


@dataclass(frozen=True, slots=True)
class Share:
    """A rate of one amount of money of the item."""

    phase: ClassVar[Phase] = Phase.AMOUNT
    award: str
    rate: Decimal
    base: Switch[str]
    minus: tuple[str, ...]
    share: str
    rounding: Rounding
    cap: YearCap | None
    year: Switch[str]
    confirm_above_fen: int | None
    confirm: str
    quote: str

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        base_fact, minus, part_fact = self.base.of(readings), self.minus, self.share
        share, rate = self.rounding.under(readings, self.rate), percent(self.rate)
        year_source = self.year.of(readings)

        def pay(sheet: Sheet) -> None:
            facts = sheet.facts
            base = cast("int", facts.get(base_fact) or 0)
            for fact in minus:
                base -= cast("int", facts.get(fact) or 0)
            base = max(0, base)
            part = cast("Decimal", facts.get(part_fact, _WHOLE)) if part_fact else _WHOLE
            full = share(base, part)
            if not full:
                sheet.refuse("amount-zero")
                return
            shown: dict[str, object] = {"base": base, "rate": rate}
            if self.cap is None:
                self._pay_uncapped(sheet, full, part, shown)
            else:
                self._pay_capped(sheet, self.cap, year_source, full, part, shown)

        return pay

    def _pay_capped(
        self,
        sheet: Sheet,
        cap: YearCap,
        source: str,
        full: int,
        part: Decimal,
        shown: dict[str, object],
    ) -> None:
        year = sheet.year(source)
        paid, left = cap.take(sheet, year, full)
        if not paid:
            sheet.refuse("year-cap-used-up", {"limit": cap.fen, "year": year})
            return
        sheet.amount = paid
        shown["year"] = year
        sheet.lines += (rate_line(paid, full, left, part, self.quote, shown),)

    def _pay_uncapped(
        self, sheet: Sheet, full: int, part: Decimal, shown: dict[str, object]
    ) -> None:
        above = self.confirm_above_fen
        if above is not None and full > above and sheet.facts.get(self.confirm) is not True:
            sheet.wait(DECISION, "confirmation-needed", {"amount": full, "above": above})
        sheet.amount = full
        sheet.lines += (rate_line(full, full, full, part, self.quote, shown),)

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        base = self.base.of(readings)
        yield from share_terms(self.rate, base, self.minus, self.share)
        if self.cap is not None:
            values = {"fen": self.cap.fen, "year": self.year.of(readings)}
            yield Term(Topic.LIMIT, "year-cap", values)
        if self.confirm_above_fen is not None:
            confirmed = {"fen": self.confirm_above_fen, "confirm": self.confirm}
            yield Term(Topic.LIMIT, "confirm-above", confirmed)

    def past_use(
        self, fact_on: date, fund_year: int, amount_fen: int, readings: Mapping[str, str]
    ) -> tuple[str, int, int]:
        by_fund = self.year.of(readings) in ("fund", "received")
        return self.award, fund_year if by_fund else fact_on.year, amount_fen


def share_terms(rate: Decimal, base: str, minus: tuple[str, ...], share: str) -> Iterator[Term]:
    """How the amount is worked out: what is multiplied, what goes off before, what part counts."""
    yield Term(Topic.STANDARD, "rate", {"base": base, "rate": percent(rate)})
    if minus:
        yield Term(Topic.STANDARD, "rate-minus", {"base": base, "minus": minus})
    if share:
        yield Term(Topic.STANDARD, "rate-share", {"share": share})


def rate_line(
    paid: int, full: int, left: int, part: Decimal, quote: str, shown: dict[str, object]
) -> Line:
    """The line of a share; a part is named when not all counts, and what a cap had left."""
    code = "rate"
    if part != _WHOLE:
        code = "rate-part"
        shown["share"] = f"{part.normalize():f}"
    if paid != full:
        code += "-capped"
        shown["full"], shown["left"] = full, left
    return Line(code, paid, quote, shown)
