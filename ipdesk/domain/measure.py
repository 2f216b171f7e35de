"""统计指标: what departments report, filled in once whatever number of rows it feeds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Period(StrEnum):
    """How often a figure is reported."""

    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


class Standing(StrEnum):
    """How the figures of one year belong together."""

    FLOW = "flow"  # 当年: quarters add up
    STOCK = "stock"  # 期末: the last one counts


class Feed(StrEnum):
    """Records of the office that a figure can be counted from."""

    ROSTER = "roster"  # who is on a list at the end of the period
    ACTIVITY = "activity"  # trainings, campaigns and the like
    MEETINGS = "meetings"
    LEDGER = "ledger"  # what casework approved and paid
    REPORTS = "reports"  # what departments owed and handed in


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from when nobody types it: `from` of a measure.

    `what`: the roster or the kind of activity, or what is counted of ledger and reports.
    `count`: what is counted of an activity, or the pack and award a ledger figure is held to.
    """

    feed: Feed
    what: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A list or a kind of activity that the pack names, so that the office can keep it."""

    id: str
    name: str
    feed: Feed


@dataclass(frozen=True, slots=True)
class Department:
    """责任单位; `proposed`: the text does not name it, the office does (拟)."""

    name: str
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure with its unit, or a rate made of two others, which alone are stored."""

    id: str
    name: str
    unit: str
    standing: Standing
    numerator: str = ""  # measure ids of a rate
    denominator: str = ""
    decimals: int = 0
    source: str = ""  # "": as the rows it feeds
    departments: tuple[Department, ...] = ()  # the same
    proposed: bool = False  # the office chose it, the text names no figure
    note: str = ""
    origin: Origin | None = None
    periods: tuple[Period, ...] = ()  # (): as the rows it feeds
    carries_in: str = ""  # a stock that grows by one measure and shrinks by another
    carries_out: str = ""
    key: bool = False  # worth a chart

    @property
    def is_rate(self) -> bool:
        return bool(self.numerator)
