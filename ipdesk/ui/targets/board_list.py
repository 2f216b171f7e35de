"""The lines of the board: one for each measure of a row, with its trend and its light."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ipdesk.services.targets.board import BoardPart, BoardRow
from ipdesk.ui import theme
from ipdesk.ui.targets.scope import LIGHT_TONES
from ipdesk.ui.targets.trend import paint_spark, trend_text
from ipdesk.ui.widgets import Column
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.paged_model import PagedModel
from ipdesk.ui.widgets.row_delegate import RowDelegate

TREND = "趋势"
_LONGEST_NUMBER = 4
_WHO = "责任单位"
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
        """The row's number in the text; a duty in the office's own words has its clause's."""
        if not self.head:
            return ""
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


COLUMNS = (
    Column("编号", lambda line: line.number, width=58),
    Column("指标、任务", lambda line: line.name, width=180, stretch=2),
    Column("目标", lambda line: line.goal, width=110, stretch=1),
    Column("基期", _base, width=76, align="right"),
    Column("本期", lambda line: line.figure, width=76, align="right"),
    Column("差距", _gap, width=78, align="right"),
    Column(TREND, lambda line: trend_text(line.part.trend) if line.part else "", width=72),
    Column(_WHO, lambda line: line.row.departments, width=200, hidden=True),
    Column("情况", lambda line: line.verdict, width=124, tone=lambda line: line.tone),
)


class BoardList(FixedList):
    """The list of the board; its trends are drawn, not written."""

    def __init__(self) -> None:
        super().__init__("指标和任务", COLUMNS)
        self.cells = _BoardDelegate(self)
        self.setItemDelegate(self.cells)

    def show_figures(self, some: bool) -> None:
        """A policy of duties alone has no figures: its columns are for who does them."""
        self.widths.chosen = True
        for number, column in enumerate(COLUMNS):
            if column.title in ("目标", "基期", "本期", "差距", TREND):
                self.setColumnHidden(number, not some)
            elif column.title == _WHO:
                self.setColumnHidden(number, some)
        self.measure()
        self.fit()


class _BoardDelegate(RowDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

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
