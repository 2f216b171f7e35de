"""完成情况: what a row of the policy comes to in a year, and the figures it is read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ipdesk.domain.figure import NOTHING, Entries, Figure, figure_of
from ipdesk.domain.measure import Measure
from ipdesk.domain.target import Row


class Verdict(StrEnum):
    """What is said of a row, or of one of its measures."""

    REACHED = "reached"  # 达标
    NOT_YET = "not-yet"  # below, and the year it is due has not ended
    MISSED = "missed"  # 未达标
    UP = "up"  # 增长
    SAME = "same"  # 持平
    DOWN = "down"  # 下降
    MIXED = "mixed"  # some up, some down
    COMPLETED = "completed"  # 已完成
    UNDERWAY = "underway"  # 进行中
    NOT_DONE = "not-done"  # 未完成
    RECORDED = "recorded"  # 已记录
    PENDING = "pending"  # a part of the year with nothing alike to compare it with
    NO_BASE = "no-base"  # 无基期数
    NO_CASES = "no-cases"  # a rate whose denominator is nought
    MISSING = "missing"  # 缺数
    NOT_DUE = "not-due"  # nothing reported, and nobody owes it yet


class Light(StrEnum):
    """Colour is never the only sign: the verdict stands beside it."""

    GOOD = "good"
    ATTENTION = "attention"
    FAULT = "fault"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a trend, as far as it was reported."""

    year: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Path:
    """From the last whole year to the number of the text: a straight line."""

    start: int
    begins: Decimal
    due: int
    bound: Decimal
    stands: int  # the last whole year
    figure: Decimal
    per_year: Decimal  # what each year to come has to bring

    def wanted(self, year: int) -> Decimal:
        """Where the line stands at the end of a year."""
        if self.due <= self.start:
            return self.bound
        return self.begins + (self.bound - self.begins) * (year - self.start) / (
            self.due - self.start
        )


@dataclass(frozen=True, slots=True)
class MeasureReading:
    """One measure of a row in one year."""

    measure: Measure
    year: int
    figure: Figure
    verdict: Verdict
    base: Figure = NOTHING  # what it is compared with, over the same months
    base_year: int | None = None
    bound: Decimal | None = None  # the number of the text, or the comparator of the same time
    gap: Decimal | None = None  # figure less bound, or figure less base
    share: Decimal | None = None  # 完成率: only where the text itself has the number
    wish: bool | None = None  # whether what the office proposed (拟) is met
    trend: tuple[Point, ...] = ()
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class RowReading:
    """One row of the policy in one year."""

    row: Row
    year: int
    verdict: Verdict
    light: Light
    parts: tuple[MeasureReading, ...] = ()
    beside: tuple[MeasureReading, ...] = ()  # recorded with them, without a rule
    step: str = ""  # of a milestone: the last one reached


@dataclass(frozen=True, slots=True)
class Book:
    """All figures at hand: measures, entries by measure and year, steps by row and year."""

    measures: Mapping[str, Measure]
    entries: Mapping[tuple[str, int], Entries]
    steps: Mapping[tuple[str, int], str]
    years: tuple[int, ...]  # those worth a point of a trend
    over: int  # the last year that has ended

    def figure(self, name: str, year: int, months: frozenset[int] | None = None) -> Figure:
        """What a measure comes to in a year."""
        return figure_of(
            self.measures[name], lambda part: self.entries.get((part, year), {}), months
        )

    def trend(self, name: str) -> tuple[Point, ...]:
        """Every year of which something is known."""
        points = (Point(year, self.figure(name, year)) for year in self.years)
        return tuple(point for point in points if point.figure.known)
