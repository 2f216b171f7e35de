"""What the board shows, as records: rows with their measures, and the story behind each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ipdesk.domain.attainment import Light, Path, Verdict
from ipdesk.domain.observation import Observation
from ipdesk.domain.reporting import Report
from ipdesk.domain.target import Row
from ipdesk.domain.target_report import AttainmentLine
from ipdesk.services.targets.book import Cell
from ipdesk.services.targets.feeds import Trace
from ipdesk.services.targets.reporting import DepartmentReports
from ipdesk.services.targets.tasks import TaskLine
from ipdesk.storage.target_closings import Closing


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One dot of a trend line; `partial` is what part of the year it speaks of, in words."""

    year: int
    value: Decimal
    partial: bool


@dataclass(frozen=True, slots=True)
class BoardPart:
    """One measure of a row on the board: its line in words, its dots, its way to the number."""

    measure: str  # id
    line: AttainmentLine
    trend: tuple[TrendPoint, ...]
    bound: Decimal | None
    path: Path | None
    needed: str  # what each year to come has to bring, in words; "" without a number


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One row of the policy on the board."""

    id: str
    clause: str  # id
    clause_text: str  # number and heading
    text: str
    goal: str
    departments: str
    verdict: Verdict
    verdict_text: str
    light: Light
    numeric: bool  # whether the text itself says how much
    proposed: bool
    is_task: bool
    parts: tuple[BoardPart, ...]
    beside: tuple[BoardPart, ...]
    step: str
    steps: tuple[str, ...]
    missing: tuple[Report, ...]
    task: TaskLine | None


@dataclass(frozen=True, slots=True)
class Board:
    """A policy in one year."""

    pack: str
    title: str
    year: int
    years: tuple[int, ...]
    rows: tuple[BoardRow, ...]
    lights: Mapping[Light, int]
    verdicts: Mapping[Verdict, int]
    departments: tuple[DepartmentReports, ...]
    missing: int
    closing: Closing | None
    baseline: str  # 2022（拟）
    base_year: int | None


@dataclass(frozen=True, slots=True)
class CellStory:
    """One period of one measure: what was said when, and what it was counted from."""

    cell: Cell
    history: tuple[Observation, ...]
    trace: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class RowStory:
    """A row with all that is behind it."""

    row: Row
    board: BoardRow
    cells: Mapping[str, tuple[CellStory, ...]]  # by subject
