"""年度数: how the figure of a year follows from what was reported; nothing is made up.

A flow adds up, a stock is the last one, a rate is made of its counts. What was reported for a
longer period goes before what its parts come to, and the difference is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from ipdesk.domain.measure import Measure, Standing
from ipdesk.domain.span import HALVES, MONTHS, WHOLE, Part, months_of

Entries = Mapping[Part, Decimal]
_HALF: Final = 6


@dataclass(frozen=True, slots=True)
class Difference:
    """A longer period and its parts were both reported and do not agree."""

    part: Part
    said: Decimal
    parts: Decimal

    @property
    def by(self) -> Decimal:
        return self.said - self.parts


@dataclass(frozen=True, slots=True)
class Figure:
    """What a measure comes to, and which months of the year it covers.

    A stock of the third quarter covers the year up to September. A rate keeps both counts.
    """

    value: Decimal | None = None
    months: frozenset[int] = frozenset()
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def known(self) -> bool:
        return self.value is not None

    @property
    def whole(self) -> bool:
        """Whether it speaks of all of the year."""
        return self.known and self.months == WHOLE

    @property
    def partial(self) -> bool:
        return self.known and self.months != WHOLE

    @property
    def exact(self) -> Fraction | None:
        """For comparing: a rate as its counts have it, not as it is rounded."""
        if self.numerator is not None and self.denominator:
            return Fraction(self.numerator) / Fraction(self.denominator)
        return None if self.value is None else Fraction(self.value)


NOTHING: Final = Figure()


def figure_of(
    measure: Measure, entries: Callable[[str], Entries], months: frozenset[int] | None = None
) -> Figure:
    """The figure of a measure from the entries of one year, by measure.

    With `months` it is held to these, so that like is compared with like; NOTHING when the
    entries do not tell it.
    """
    if measure.is_rate:
        return _rate(measure, entries, months)
    return plain_figure(measure.standing, entries(measure.id), months)


def plain_figure(
    standing: Standing, entries: Entries, months: frozenset[int] | None = None
) -> Figure:
    """The same for what is counted and not a rate."""
    if standing is Standing.STOCK:
        return _stock(entries, max(months) if months else None)
    return _flow(entries) if months is None else _flow_over(entries, months)


def _flow(entries: Entries) -> Figure:
    value, months, differences = Decimal(0), frozenset[int](), tuple[Difference, ...]()
    for half, quarters in HALVES.items():
        given = [part for part in quarters if part in entries]
        made = sum((entries[part] for part in given), Decimal(0))
        if half in entries:
            value += entries[half]
            months |= months_of(half)
            if len(given) == len(quarters) and made != entries[half]:
                differences += (Difference(half, entries[half], made),)
            continue
        value += made
        for part in given:
            months |= months_of(part)
    if Part.Y in entries:
        said = entries[Part.Y]
        if months == WHOLE and value != said:
            differences += (Difference(Part.Y, said, value),)
        return Figure(said, WHOLE, differences=differences)
    return Figure(value, months, differences=differences) if months else NOTHING


def _flow_over(entries: Entries, months: frozenset[int]) -> Figure:
    if months == WHOLE:
        found = _flow(entries)
        return found if found.whole else NOTHING
    value = Decimal(0)
    for half, quarters in HALVES.items():
        wanted = months & months_of(half)
        if len(wanted) == _HALF and half in entries:
            value += entries[half]
            continue
        for part in quarters:
            if not months_of(part) & wanted:
                continue
            if part not in entries or not months_of(part) <= wanted:
                return NOTHING
            value += entries[part]
    return Figure(value, months)


def _stock(entries: Entries, end: int | None) -> Figure:
    ends: dict[int, list[Part]] = {}
    for part in (Part.Y, Part.H2, Part.H1, Part.Q4, Part.Q3, Part.Q2, Part.Q1):
        if part in entries:
            ends.setdefault(MONTHS[part][1], []).append(part)
    last = max(ends, default=0) if end is None else end
    if last not in ends:
        return NOTHING
    first, *others = ends[last]
    said = entries[first]
    differences = tuple(
        Difference(first, said, entries[other]) for other in others if entries[other] != said
    )
    return Figure(said, frozenset(range(1, last + 1)), differences=differences[:1])


def _rate(
    measure: Measure, entries: Callable[[str], Entries], months: frozenset[int] | None
) -> Figure:
    """Both counts over the same months; a rate of no cases has no value."""
    standing = measure.standing
    tops, bottoms = entries(measure.numerator), entries(measure.denominator)
    for over in (months,) if months is not None else _together(standing, tops, bottoms):
        top, bottom = plain_figure(standing, tops, over), plain_figure(standing, bottoms, over)
        if top.value is not None and bottom.value is not None:
            value = top.value / bottom.value if bottom.value else None
            differences = top.differences + bottom.differences
            return Figure(value, over, top.value, bottom.value, differences)
    return NOTHING


def _together(standing: Standing, tops: Entries, bottoms: Entries) -> Iterator[frozenset[int]]:
    """Months that both counts may speak of, the most first."""
    if standing is Standing.STOCK:
        ends = [{MONTHS[part][1] for part in entries} for entries in (tops, bottoms)]
        for last in sorted(ends[0] & ends[1], reverse=True):
            yield frozenset(range(1, last + 1))
        return
    yield WHOLE
    both = _told(tops) & _told(bottoms)
    if both:
        yield both
    halves = [half for half in HALVES if months_of(half) <= both]
    for half in reversed(halves):
        yield months_of(half)


def _told(entries: Entries) -> frozenset[int]:
    """The months that some report speaks of."""
    return frozenset[int]().union(*(months_of(part) for part in entries))


def rounded(value: Decimal | Fraction | None, decimals: int) -> Decimal | None:
    """A figure as it is shown and held against a bound: half goes up."""
    if value is None:
        return None
    if isinstance(value, Fraction):
        # Decimal division would round once already; integers do not.
        scaled = value * 10**decimals
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(whole).scaleb(-decimals)
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
