"""The lines of the board: one for each measure of a row, with its trend and its light."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ipdesk.domain.attainment import Light
from ipdesk.domain.listing import Kind
from ipdesk.services.targets.board import BoardPart, BoardRow
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.targets.scope import LIGHT_TONES
from ipdesk.ui.targets.trend import paint_spark, trend_text
from ipdesk.ui.widgets import Column, EmptyState
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListTools
from ipdesk.ui.widgets.paged_model import PagedModel
from ipdesk.ui.widgets.row_delegate import RowDelegate

TREND = "趋势"
_WHO = "责任单位"
_OF_FIGURES = ("目标", "基期", "本期", "差距", TREND)
_LONGEST_NUMBER = 4
# 未量化（明显增长）: in the list the words of the text are enough.
_UNSAID = re.compile(r"^未量化（(.+?)）(（拟）)?$")


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A row, a row with its one measure, or one of several measures below their row."""

    id: int
    row: BoardRow
    part: BoardPart | None
    head: bool  # False: a measure below the line of its row

    @property
    def about(self) -> str:
        """Everything a search looks at."""
        row = self.row
        measures = "".join(part.line.measure for part in row.parts)
        return f"{row.id}{row.clause_text}{row.text}{measures}{row.departments}{row.goal}"

    @property
    def number(self) -> str:
        """The row's number in the text; a duty in the office's own words has its clause's.

        A measure says the number of its row: in another order it stands alone.
        """
        return self.row.id if len(self.row.id) <= _LONGEST_NUMBER else self.row.clause

    @property
    def name(self) -> str:
        if self.part is None:
            return self.row.text
        return self.part.line.measure if self.head else f"　{self.part.line.measure}"

    @property
    def goal(self) -> str:
        if not self.head:
            return ""
        said = self.part.line.goal if self.part is not None else ""
        return _UNSAID.sub(r"\1\2", said or self.row.goal)

    @property
    def figure(self) -> str:
        return _short(self.part.line.figure) if self.part is not None else self.row.step

    @property
    def verdict(self) -> str:
        said = self.row.verdict_text if self.part is None else self.part.line.verdict
        return said.partition("（")[0]  # by when it is due is told beside the list

    @property
    def tone(self) -> str:
        """The light is the row's; of several measures each says its own verdict in plain words."""
        return LIGHT_TONES[self.row.light] if self.head else ""


def lines_of(rows: Sequence[BoardRow]) -> list[BoardLine]:
    """One line for each row; several measures follow their row, those without a rule do not."""
    found: list[BoardLine] = []
    for row in rows:
        only = row.parts[0] if len(row.parts) == 1 else None
        found.append(BoardLine(len(found) + 1, row, only, True))
        if only is None:
            found += [
                BoardLine(len(found) + number, row, part, False)
                for number, part in enumerate(row.parts, start=1)
            ]
    return found


def _short(figure: str) -> str:
    """Of a rate only what its counts come to; the counts stand beside the list."""
    return figure.rpartition("＝")[2]


def _base(line: BoardLine) -> str:
    return _short(line.part.line.base) if line.part else ""


def _gap(line: BoardLine) -> str:
    return line.part.line.gap if line.part else ""


def _number(text: str) -> Decimal | None:
    """What a figure is sorted by."""
    found = _NUMBER.search(text.replace(",", ""))
    return Decimal(found.group()) if found else None


def _latest(line: BoardLine) -> Decimal | None:
    """By how much the last figure differs from the one before."""
    points = line.part.trend if line.part else ()
    return points[-1].value - points[-2].value if len(points) > 1 else None


_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WORST_FIRST = (Light.FAULT, Light.ATTENTION, Light.GOOD, Light.NONE)
COLUMNS = (
    Column("编号", lambda line: line.number, width=58, rank=lambda line: line.id),
    Column("指标、任务", lambda line: line.name, width=180, stretch=2),
    Column("目标", lambda line: line.goal, width=110, stretch=1,
           rank=lambda line: _number(line.goal)),
    Column("基期", _base, width=76, align="right",
           rank=lambda line: _number(_base(line))),
    Column("本期", lambda line: line.figure, width=76, align="right",
           rank=lambda line: _number(line.figure)),
    Column("差距", _gap, width=78, align="right",
           rank=lambda line: _number(_gap(line))),
    Column(TREND, lambda line: trend_text(line.part.trend) if line.part else "", width=72,
           rank=_latest),
    Column(_WHO, lambda line: line.row.departments, width=200, kind=Kind.CHOICE),
    Column("情况", lambda line: line.verdict, width=124, tone=lambda line: line.tone,
           rank=lambda line: _WORST_FIRST.index(line.row.light)),
)  # fmt: skip


class BoardList(FixedList):
    """The list of the board; its trends are drawn, not written."""

    def __init__(self, bench: Bench, above: Controls) -> None:
        empty = EmptyState("search", "没有找到", "换一个说法，或清除查找的文字。")
        tools = ListTools("看板", above=above)
        super().__init__(bench, "board", "指标和任务", COLUMNS, tools, empty)
        self.view.cells = _BoardDelegate(self.view)
        self.view.setItemDelegate(self.view.cells)

    def show_figures(self, some: bool) -> None:
        """A policy of duties alone has no figures: its columns are for who does them."""
        out = (_WHO,) if some else _OF_FIGURES
        self.view.widths.left_out = frozenset(
            number for number, column in enumerate(COLUMNS) if column.title in out
        )
        self.view.fit()


class _BoardDelegate(RowDelegate):
    def needed(self, column: Column, record: Any) -> int:
        if column.title == TREND:
            return theme.current().px(column.width)  # drawn, however many years it tells of
        return super().needed(column, record)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        assert isinstance(model, PagedModel)
        if model.columns[index.column()].title != TREND:
            super().paint(painter, option, index)
            return
        place: QRect = option.rect  # type: ignore[attr-defined]
        self.paint_ground(painter, option, index)
        line = model.record(index.row())
        if line is not None and line.part is not None:
            painter.save()
            painter.setClipRect(place)
            paint_spark(painter, QRectF(place), line.part.trend)
            painter.restore()
            painter.setPen(Qt.PenStyle.NoPen)
