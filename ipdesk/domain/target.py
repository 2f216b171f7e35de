"""目标任务: the rows of a policy that pay nothing but are to be reached, done or kept up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ipdesk.domain.measure import Department, Period


class TargetRule(StrEnum):
    """What a row asks of its measures."""

    AT_LEAST = "at-least"  # ≥
    AT_MOST = "at-most"  # ≤
    UP = "up"  # ↑ against what it is compared with
    DOWN = "down"  # ↓
    COMPLETE = "complete"  # a rate whose numerator is to reach its denominator
    RECORD = "record"  # kept on record, no direction
    MILESTONE = "milestone"  # steps, the last one to be reached


class Against(StrEnum):
    """What a rising or falling figure is compared with."""

    BASELINE = "baseline"  # 基期
    PREVIOUS = "previous"  # 上年


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the policy with the words it comes from.

    `value` is a number the text itself has. `proposed_value` is the office's own wish (拟)
    and never stands without saying so.
    """

    id: str  # 3-8c
    clause: str
    text: str  # what is to be reached or done
    quote: str = ""  # verbatim in the policy
    measure: str = ""  # 衡量指标 in words
    measures: tuple[str, ...] = ()  # the measures the rule looks at
    beside: tuple[str, ...] = ()  # measures recorded with them, without a rule
    rule: TargetRule = TargetRule.RECORD
    goal: str = ""  # 目标值 in words: 未量化（明显增长）
    value: Decimal | None = None
    proposed_value: Decimal | None = None
    comparator: str = ""  # the measure whose figure of the same period is the bound
    against: Against = Against.BASELINE
    baseline_year: int | None = None
    year: int | None = None  # None: every year
    periods: tuple[Period, ...] = ()
    period: str = ""  # 时限 in words, for duties without periods of report
    departments: tuple[Department, ...] = ()
    source: str = ""  # 数据来源
    goal_proposed: bool = False
    measure_proposed: bool = False
    note: str = ""

    @property
    def department(self) -> str:
        """The departments in one line."""
        return "、".join(department.name for department in self.departments)

    @property
    def proposed(self) -> bool:
        """Whether anything of the row is the office's proposal and not the text's."""
        return (
            self.goal_proposed
            or self.measure_proposed
            or any(department.proposed for department in self.departments)
        )

    @property
    def numeric(self) -> bool:
        """Whether the text says how much: by a number, or by a figure to compare with."""
        return self.value is not None or (bool(self.comparator) and not self.goal_proposed)


@dataclass(frozen=True, slots=True)
class Target(Row):
    """发展目标: a figure to be reached or to rise."""


@dataclass(frozen=True, slots=True)
class Milestone(Row):
    """里程碑: steps that follow each other; reached with the last."""

    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task(Row):
    """任务: a duty of the policy that pays nothing."""


@dataclass(frozen=True, slots=True)
class Safeguard(Row):
    """保障措施: a duty that keeps the others going."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """基期: the year that rising and falling is told from; `proposed`: the text names none."""

    year: int
    proposed: bool
