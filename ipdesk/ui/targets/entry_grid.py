"""The grid of 填报: what is to be reported, one line each, typed and pasted as in Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ipdesk.domain.reporting import ReportState
from ipdesk.domain.span import Span
from ipdesk.services.targets.common import number_text
from ipdesk.services.targets.entry import FigureForm
from ipdesk.services.targets.entry_lines import EntryLine
from ipdesk.ui import theme
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.widgets import GridColumn, ItemGrid
from ipdesk.ui.widgets.cell_delegate import CellDelegate
from ipdesk.wording import Wording

Index = QModelIndex | QPersistentModelIndex
VALUE, SOURCE, NOTE, REASON = "value", "source", "note", "reason"
_FREE = (VALUE, SOURCE, NOTE, REASON)


def _fixed(name: str, title: str, width: int, figures: bool = False) -> GridColumn:
    return GridColumn(name, title, width=width, locked=True, required=False, figures=figures)


COLUMNS = (
    _fixed("name", "指标", 188),
    _fixed("unit", "单位", 58),
    _fixed("span", "报送期", 76),
    _fixed("before", "上年同期", 84, figures=True),
    _fixed("counted", "按记录", 76, figures=True),
    GridColumn(VALUE, "本期数值", width=100, required=False, figures=True),
    GridColumn(SOURCE, "数据来源", width=120, required=False),
    GridColumn(NOTE, "情况说明", width=120, required=False),
    GridColumn(REASON, "更正原因", width=110, required=False),
    _fixed("state", "报送", 112),
    _fixed("department", "报送单位", 170),
)
KEY = tuple[str, Span]
# What follows the window: shares of the room that is left, and how narrow they may become.
_SHARES = {SOURCE: 2, NOTE: 3, REASON: 2, "department": 1}
_LEAST, _LEAST_NAME = 88, 124


class FigureGrid(ItemGrid):
    """As many rows as there is to report; Tab goes from one cell that is typed into to the next."""

    _fits = False  # widths are being given, not taken
    _by_hand = False  # they are the clerk's

    def __init__(self, wording: Wording) -> None:
        super().__init__(COLUMNS, rows_most=0)
        self._wording = wording
        self.grid.rows_fixed = True
        self.lines: tuple[EntryLine, ...] = ()
        self.setAccessibleName("填报表格")
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName("全选")
        delegate = _StepDelegate(self)
        delegate.typing.connect(self.typing)
        self.setItemDelegate(delegate)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._take_widths())

    def show_lines(
        self, lines: Sequence[EntryLine], kept: Mapping[KEY, Mapping[str, object]]
    ) -> None:
        """Show other lines; what was typed and not kept yet stays where its line does."""
        self.lines = tuple(lines)
        self.grid.rows_most = len(self.lines)
        rows = [_row(self._wording, line) for line in self.lines]
        for line, cells in zip(self.lines, rows, strict=True):
            cells.update(kept.get((line.subject.id, line.span), {}))
        self.set_rows(rows)
        counted = any(line.cell.counted is not None for line in self.lines)
        self.setColumnHidden(_place("counted"), not counted)
        several = len({line.subject.department.name for line in self.lines}) > 1
        self.setColumnHidden(_place("department"), not several)
        self._lay_out_columns()
        if self.lines and not self.currentIndex().isValid():
            self.setCurrentIndex(self.grid.index(0, _place(VALUE)))

    def typed(self) -> dict[KEY, dict[str, object]]:
        """The cells that differ from what stands, by line."""
        found: dict[KEY, dict[str, object]] = {}
        for line, cells in zip(self.lines, self.rows_as_typed(), strict=False):
            stands = _row(self._wording, line)
            new = {name: cells.get(name) for name in _FREE if cells.get(name) != stands[name]}
            if new:
                found[line.subject.id, line.span] = new
        return found

    def row_of(self, key: KEY) -> int:
        """The row a line stands in, -1 when the choices leave it out."""
        keys = [(line.subject.id, line.span) for line in self.lines]
        return keys.index(key) if key in keys else -1

    def current_line(self) -> EntryLine | None:
        number = self.currentIndex().row()
        return self.lines[number] if 0 <= number < len(self.lines) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_columns()
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """No further to the side than the cell under the cursor needs."""
        down = self.verticalScrollBar().value()
        self.horizontalScrollBar().setValue(0)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
            self.verticalScrollBar().setValue(down)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._by_hand = False
            self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        """The whole sheet in the window where it can be: words have what figures leave."""
        if self._by_hand:
            return
        look, head = theme.current(), self.horizontalHeader()
        shown = [n for n in range(len(COLUMNS)) if not self.isColumnHidden(n)]
        wanted = {}
        for number in shown:
            title = head.fontMetrics().horizontalAdvance(COLUMNS[number].label) + 24
            wanted[number] = max(look.px(COLUMNS[number].width), title)
        rest = self.viewport().width() - sum(wanted.values())
        shares = {n: _SHARES[COLUMNS[n].id] for n in shown if COLUMNS[n].id in _SHARES}
        if rest < 0:
            shares = {n: max(wanted[n] - look.px(_LEAST), 0) for n in shares}
            if rest < -sum(shares.values()):  # it is scrolled sideways: the figures come first
                wanted[_place("name")] = min(wanted[_place("name")], look.px(_LEAST_NAME))
            rest = max(rest, -sum(shares.values()))
        self._fits = True
        whole = sum(shares.values())
        for number in shown:
            part = shares.get(number, 0)
            rest, whole, more = _taken(rest, whole, part)
            self.setColumnWidth(number, wanted[number] + more)
        self._fits = False

    def _take_widths(self) -> None:
        self._by_hand = self._by_hand or not self._fits

    def insert_row(self) -> None:
        """The lines are what the policy asks for; none is added here."""

    def delete_rows(self) -> None:
        """Nor taken away."""

    def moveCursor(
        self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        across = (QTableView.CursorAction.MoveNext, QTableView.CursorAction.MovePrevious)
        if action not in across or not self.currentIndex().isValid():
            return super().moveCursor(action, modifiers)
        step = 1 if action is QTableView.CursorAction.MoveNext else -1
        free = [number for number, column in enumerate(COLUMNS) if column.id in _FREE]
        row, place = self.currentIndex().row(), self.currentIndex().column()
        onward = [number for number in free if (number - place) * step > 0]
        if onward:
            return self.grid.index(row, min(onward) if step > 0 else max(onward))
        row = min(max(row + step, 0), max(self.grid.rowCount() - 1, 0))
        return self.grid.index(row, free[0] if step > 0 else free[-1])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        writable = not self.grid.read_only
        menu.addAction("复制\tCtrl+C", self.copy)
        for text, act in (
            ("剪切\tCtrl+X", self.cut),
            ("粘贴（可从 Excel）\tCtrl+V", self.paste),
            ("撤销\tCtrl+Z", self.undo_stack.undo),
            ("重做\tCtrl+Y", self.undo_stack.redo),
        ):
            menu.addAction(text, act).setEnabled(writable)
        menu.popup(event.globalPos())


class _StepDelegate(CellDelegate):
    """A milestone offers its steps; what cannot be typed into lies on another ground."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if COLUMNS[index.column()].locked:
            place: QRect = option.rect  # type: ignore[attr-defined]
            painter.fillRect(place, theme.current().colour("ground"))
        super().paint(painter, option, index)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        grid = self.parent()
        assert isinstance(grid, FigureGrid)
        number = index.row()
        steps = grid.lines[number].subject.steps if number < len(grid.lines) else ()
        if not steps or COLUMNS[index.column()].id != VALUE:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItem("", None)
        for step in steps:
            box.addItem(step, step)
        box.setProperty("kind", "cell")
        box.setAccessibleName("进到哪一步")
        box.activated.connect(lambda _: self._commit(box))
        return box


def forms_of(
    wording: Wording,
    scope: Scope,
    lines: Sequence[EntryLine],
    typed: Mapping[KEY, Mapping[str, object]],
) -> list[FigureForm]:
    """What is to be kept: the lines typed in, with what stands where nothing was typed."""
    found = []
    for line in lines:
        key = line.subject.id, line.span
        if key not in typed:
            continue
        cells = {**_row(wording, line), **typed[key]}
        value = str(cells[VALUE] or "")
        step = line.subject.measure is None
        found.append(
            FigureForm(
                scope.pack,
                line.subject.id,
                line.span,
                typed="" if step else value,
                step=value if step else "",
                source=str(cells[SOURCE] or ""),
                note=str(cells[NOTE] or ""),
                reason=str(cells[REASON] or ""),
            )
        )
    return found


def _taken(rest: int, whole: int, part: int) -> tuple[int, int, int]:
    """One's part of the rest; what is left of it and of the parts."""
    more = round(rest * part / whole) if part and whole else 0
    return rest - more, whole - part, more


def _place(name: str) -> int:
    return next(number for number, column in enumerate(COLUMNS) if column.id == name)


def _row(wording: Wording, line: EntryLine) -> dict[str, object]:
    cell, before = line.cell, line.before
    told = cell.reported
    standing = (told.step or number_text(told.value)) if told else None
    past = before.reported.step if before.reported and before.reported.step else None
    return {
        "name": line.subject.name,
        "unit": line.subject.unit,
        "span": wording.label("span-part", str(line.span.part)),
        "before": past or number_text(before.value) or None,
        "counted": number_text(cell.counted) or None,
        VALUE: standing,
        SOURCE: (told.source or None) if told else None,
        NOTE: (told.note or None) if told else None,
        REASON: None,
        "state": _state(wording, line),
        "department": line.subject.department.name,
    }


def _state(wording: Wording, line: EntryLine) -> str:
    if line.state is None:
        return "已填" if line.cell.reported else "可填可不填"
    if line.state in (ReportState.COMING, ReportState.DUE) and line.due_on is not None:
        return f"{line.due_on:%m-%d} 前报"
    return wording.label("reportstate", str(line.state))
