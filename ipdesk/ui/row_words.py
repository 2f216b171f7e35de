"""Targets, tasks and safeguards in the words of the screen."""

from __future__ import annotations

from ipdesk.domain.measure import Period
from ipdesk.domain.policy import Policy
from ipdesk.domain.target import Against, Milestone, Row, Safeguard, Target, TargetRule

PROPOSED = "（拟）"
_KINDS: tuple[tuple[type[Row], str], ...] = (
    (Target, "目标"),
    (Milestone, "里程碑"),
    (Safeguard, "保障"),
)
_SIGNS = {
    TargetRule.AT_LEAST: "≥",
    TargetRule.AT_MOST: "≤",
    TargetRule.UP: "↑",
    TargetRule.DOWN: "↓",
}
_PERIODS = {Period.QUARTER: "按季", Period.HALF_YEAR: "按半年", Period.YEAR: "按年"}


def kind(row: Row) -> str:
    return next((name for made, name in _KINDS if isinstance(row, made)), "任务")


def goal(row: Row) -> str:
    """What the row aims at: the sign, the words, and 拟 when the words are ours."""
    if row.rule is TargetRule.RECORD:
        return "只作记录" if row.measures else ""
    parts = [_SIGNS.get(row.rule, ""), row.goal, PROPOSED if row.goal_proposed else ""]
    return " ".join(parts[:2]).strip() + parts[2]


def departments(row: Row) -> str:
    """Who is in charge; a department the text does not name says so."""
    return "；".join(
        f"{department.name}{PROPOSED if department.proposed else ''}"
        for department in row.departments
    )


def due(row: Row) -> str:
    """By when it is to be reached, and how often it is reported."""
    if not row.periods:
        return row.period
    reported = "、".join(_PERIODS[period] for period in row.periods) + "报送"
    return f"到 {row.year} 年；{reported}" if row.year else reported


def compared(policy: Policy, row: Row) -> str:
    """What a figure is compared with; "" when the row compares nothing."""
    if row.comparator:
        measure = policy.measures[row.comparator]
        return f"{measure.name}{PROPOSED if row.goal_proposed else ''}"
    if row.rule not in (TargetRule.UP, TargetRule.DOWN):
        return ""
    if row.against is Against.PREVIOUS:
        return "上年"
    if policy.baseline is None or row.baseline_year is None:
        return ""
    return f"{row.baseline_year} 年（{'拟定基期' if policy.baseline.proposed else '基期'}）"


def measures(policy: Policy, row: Row) -> str:
    """The figures to report, each with its unit; of a rate the counts it is made of."""
    shown: dict[str, str] = {}
    for name in (*row.measures, *row.beside):
        measure = policy.measures[name]
        for part in (measure.numerator, measure.denominator) if measure.is_rate else (name,):
            shown[part] = f"{policy.measures[part].name}（{policy.measures[part].unit}）"
    return "；".join(shown.values())
