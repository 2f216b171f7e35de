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

    @property
    def is_rate(self) -> bool:
        return bool(self.numerator)
