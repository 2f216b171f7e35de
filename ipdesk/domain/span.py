"""报送期: the quarters, half-years and years that figures are reported for."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final

from ipdesk.domain.measure import Period


class Part(StrEnum):
    """A part of a year, or all of it."""

    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"
    H1 = "H1"
    H2 = "H2"
    Y = "Y"


MONTHS: Final = {
    Part.Q1: (1, 3),
    Part.Q2: (4, 6),
    Part.Q3: (7, 9),
    Part.Q4: (10, 12),
    Part.H1: (1, 6),
    Part.H2: (7, 12),
    Part.Y: (1, 12),
}
QUARTERS: Final = (Part.Q1, Part.Q2, Part.Q3, Part.Q4)
HALVES: Final = {Part.H1: (Part.Q1, Part.Q2), Part.H2: (Part.Q3, Part.Q4)}
WHOLE: Final = frozenset(range(1, 13))
_PARTS: Final = {
    Period.QUARTER: QUARTERS,
    Period.HALF_YEAR: (Part.H1, Part.H2),
    Period.YEAR: (Part.Y,),
}
_FINEST_FIRST: Final = (Period.QUARTER, Period.HALF_YEAR, Period.YEAR)


def months_of(part: Part) -> frozenset[int]:
    """The months of a part."""
    first, last = MONTHS[part]
    return frozenset(range(first, last + 1))


@dataclass(frozen=True, order=True)
class Span:
    """One part of one year."""

    year: int
    part: Part

    @cached_property
    def starts_on(self) -> date:
        return date(self.year, MONTHS[self.part][0], 1)

    @cached_property
    def ends_on(self) -> date:
        month = MONTHS[self.part][1]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def period(self) -> Period:
        return next(period for period, parts in _PARTS.items() if self.part in parts)

    def __str__(self) -> str:
        return f"{self.year}{self.part}"

    @classmethod
    def of(cls, text: str) -> Span:
        """A span from its short name, 2024Q1; ValueError when it is none."""
        return cls(int(text[:4]), Part(text[4:]))


def spans(year: int, period: Period) -> tuple[Span, ...]:
    """The reports of one year that come every so often."""
    return tuple(Span(year, part) for part in _PARTS[period])


def finest(periods: Iterable[Period]) -> Period:
    """How often something is due that several rows ask for: as often as any of them does."""
    wanted = set(periods)
    return next((period for period in _FINEST_FIRST if period in wanted), Period.YEAR)


def span_holding(day: date, period: Period) -> Span:
    """The span of this length that a day lies in."""
    return next(span for span in spans(day.year, period) if day <= span.ends_on)
