"""A share of money spent: 按实际保费支出的15%, with or without a yearly cap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, cast

from ipdesk.domain.assessment import Line, QuotaUse
from ipdesk.domain.money import share_of
from ipdesk.domain.rules.base import DECISION, WARNING, Phase, Sheet, Switch, Term, Topic

_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a share becomes whole fen, 角 or 元: once, before any cap."""

    unit_fen: Switch[int]
    half_up: Switch[bool]

    def share(self, fen: int, share: Decimal, rate: Decimal, readings: Mapping[str, str]) -> int:
        unit, half_up = self.unit_fen.of(readings), self.half_up.of(readings)
        factor = rate if share == _WHOLE else rate * share
        return share_of(fen, factor, unit, half_up)


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
            sheet.uses.append(QuotaUse(self.award, year, paid, self.fen))
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

    def apply(self, sheet: Sheet) -> None:
        facts = sheet.facts
        base = cast("int", facts.get(self.base.of(sheet.readings)) or 0)
        for fact in self.minus:
            base -= cast("int", facts.get(fact) or 0)
        base = max(0, base)
        part = cast("Decimal", facts.get(self.share, _WHOLE)) if self.share else _WHOLE
        full = self.rounding.share(base, part, self.rate, sheet.readings)
        if not full:
            sheet.refuse("amount-zero")
            return
        shown: dict[str, object] = {"base": base, "share": str(part), "rate": percent(self.rate)}
        if self.cap is None:
            self._uncapped(sheet, full, shown)
            return
        year = sheet.year(self.year.of(sheet.readings))
        paid, left = self.cap.take(sheet, year, full)
        if not paid:
            sheet.refuse("year-cap-used-up", {"limit": self.cap.fen, "year": year})
            return
        sheet.amount = paid
        sheet.lines.append(rate_line(paid, full, left, self.quote, shown | {"year": year}))

    def _uncapped(self, sheet: Sheet, full: int, shown: dict[str, object]) -> None:
        above = self.confirm_above_fen
        if above is not None and full > above and sheet.facts.get(self.confirm) is not True:
            sheet.wait(DECISION, "confirmation-needed", {"amount": full, "above": above})
        sheet.amount = full
        sheet.lines.append(rate_line(full, full, full, self.quote, shown | {"year": 0}))

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


def rate_line(paid: int, full: int, left: int, quote: str, shown: dict[str, object]) -> Line:
    """The line of a share; a capped one names the full share and what was left."""
    if paid == full:
        return Line("rate", paid, quote, shown)
    return Line("rate-capped", paid, quote, shown | {"full": full, "left": left})
