"""年度完成情况: the lines of the reports on targets, in words, as paper and workbook show them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class AttainmentLine:
    """One measure of one row (or a milestone); every figure is text as it is to be read."""

    row: str
    clause: str
    text: str
    measure: str
    unit: str
    department: str
    goal: str
    base_year: str
    base: str
    period: str
    figure: str
    gap: str
    share: Decimal | None  # 完成率, only where the text has the number
    verdict: str
    light: str
    note: str
    row_verdict: str = ""


@dataclass(frozen=True, slots=True)
class TaskReportLine:
    """任务台账: one task."""

    row: str
    clause: str
    title: str
    department: str
    owner: str
    due: str
    state: str
    done: str
    progress: str
    evidence: int
    reason: str


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """部门报送情况: a rate is told by its two counts."""

    department: str
    owed: int
    timely: int
    late: int
    overdue: int
    open: int
    rate: str


@dataclass(frozen=True, slots=True)
class KeyLine:
    """重点指标: one measure in one year, for a chart."""

    measure: str
    unit: str
    year: int
    value: Decimal | None
    partial: str = ""


@dataclass(frozen=True, slots=True)
class PathLine:
    """The way to a number of the text, year by year."""

    row: str
    measure: str
    unit: str
    year: int
    wanted: Decimal
    value: Decimal | None
    per_year: str


@dataclass(frozen=True, slots=True)
class TargetReport:
    """Everything the reports on one policy say of one year."""

    pack: str
    title: str
    document_number: str
    year: int
    targets: tuple[AttainmentLine, ...]
    tasks: tuple[TaskReportLine, ...]
    departments: tuple[DepartmentLine, ...]
    keys: tuple[KeyLine, ...]
    paths: tuple[PathLine, ...]


_LINES: Mapping[str, type[Any]] = {
    "targets": AttainmentLine,
    "tasks": TaskReportLine,
    "departments": DepartmentLine,
    "keys": KeyLine,
    "paths": PathLine,
}
_DECIMALS = ("share", "value", "wanted")


def plain(report: TargetReport) -> dict[str, Any]:
    """The report as JSON keeps it; figures as text, so that no digit is lost."""
    data = asdict(report)
    for name in _LINES:
        data[name] = [
            {
                key: f"{value:f}" if isinstance(value, Decimal) else value
                for key, value in line.items()
            }
            for line in data[name]
        ]
    return data


def from_plain(data: Mapping[str, Any]) -> TargetReport:
    """The report as it was kept."""
    lines = {name: tuple(_line(kind, one) for one in data[name]) for name, kind in _LINES.items()}
    known = {field.name: data[field.name] for field in fields(TargetReport)}
    return TargetReport(**{**known, **lines})


def _line(kind: type[Any], data: Mapping[str, Any]) -> Any:
    values = dict(data)
    for name in _DECIMALS:
        if values.get(name) is not None:
            values[name] = Decimal(values[name])
    return kind(**values)


def canonical(data: Mapping[str, Any]) -> str:
    """One way to write it, whatever order it came in."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """The check of what a closed year said."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
