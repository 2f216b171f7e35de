"""The checked table: rows as they stand in the file, with what is said about each cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from ipdesk.domain.importing import PlannedRow, RowState
from ipdesk.services.imports.plan import Plan, said
from ipdesk.ui import theme
from ipdesk.ui.widgets.cell_delegate import CellDelegate
from ipdesk.ui.widgets.grid_model import TONE_ROLE
from ipdesk.wording import Wording

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
TONES = {
    RowState.OK: "",
    RowState.DUPLICATE: "",
    RowState.PROBLEM: "fault",
    RowState.DECIDE: "attention",
    RowState.SKIPPED: "",
}
_SIGNS = {
    RowState.OK: "✓",
    RowState.DUPLICATE: "＝",
    RowState.PROBLEM: "×",
    RowState.DECIDE: "?",
    RowState.SKIPPED: "－",
}
_FIXED = 2  # 状态 and what is said stand before the columns of the file
_ROW, _NUMBERS = 32, 46  # pixels for letters of the usual size


class RowsModel(QAbstractTableModel):
    """The rows of a plan, all of them or those of one state."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._plan: Plan | None = None
        self._fields: list[tuple[str, str]] = []
        self._rows: list[PlannedRow] = []

    def show_plan(self, plan: Plan | None, states: Sequence[RowState]) -> None:
        """Show another plan, narrowed to these states (all when there are none)."""
        self.beginResetModel()
        self._plan = plan
        mapping = plan.request.layout.mapping if plan else {}
        fields = plan.kind.fields if plan else ()
        self._fields = [(each.id, each.label) for each in fields if each.id in mapping]
        rows = plan.rows if plan else ()
        if plan and plan.kind.beside and any(row.beside for row in rows):
            second = {each.id: each.label for each in plan.kind.beside.fields}
            both = [(name, _both(label, second.pop(name, label))) for name, label in self._fields]
            self._fields = [*both, *second.items()]
        self._rows = [row for row in rows if not states or row.state in states]
        self.endResetModel()

    def row(self, number: int) -> PlannedRow | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, line: int) -> int:
        """Where a line of the file is listed, -1 when it is not."""
        return next((n for n, row in enumerate(self._rows) if row.line == line), -1)

    def column_of(self, field: str) -> int:
        return next((n for n, (name, _) in enumerate(self._fields) if name == field), -1) + _FIXED

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._fields) + _FIXED

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == _DISPLAY:
            return self._text(row, column)
        if role == TONE_ROLE:
            return self._tone(row, column)
        if role == _TIP:
            return self._said(row, column) or None
        return _LEFT if role == _ALIGN else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _ALIGN:
            return _MIDDLE if orientation == Qt.Orientation.Vertical else _LEFT
        if role != _DISPLAY:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._rows[section].where if section < len(self._rows) else None
        if section < _FIXED:
            return ("状态", "说明")[section]
        return self._fields[section - _FIXED][1]

    def summary(self, row: PlannedRow) -> str:
        """What stands against a row, or why it adds nothing, in one line."""
        if row.known is not None:
            return said(self._wording, row.known)
        told = [said(self._wording, each) for each in row.open]
        told = told or [said(self._wording, note) for note in row.notes]
        return "；".join(told)

    def _text(self, row: PlannedRow, column: int) -> str:
        if column == 0:
            state = row.state
            return f"{_SIGNS[state]} {self._wording.label('import-state', state)}"
        if column == 1:
            return self.summary(row)
        return row.cells.get(self._fields[column - _FIXED][0], "")

    def _tone(self, row: PlannedRow, column: int) -> str:
        if row.state in (RowState.SKIPPED, RowState.DUPLICATE):
            return ""
        if column == 0:
            return TONES[row.state]
        if column < _FIXED:
            return ""
        field = self._fields[column - _FIXED][0]
        if any(fault.field == field for fault in row.faults):
            return "fault"
        if any(question.field == field for question in row.questions):
            return "attention"
        return ""

    def _said(self, row: PlannedRow, column: int) -> str:
        if column < _FIXED:
            return self.summary(row)
        field = self._fields[column - _FIXED][0]
        told = [each for each in (*row.open, *row.notes) if each.field == field]
        return "\n".join(said(self._wording, each) for each in told)


def _both(label: str, other: str) -> str:
    """The title of a column that the second sheet calls otherwise."""
    return label if other == label else f"{label}／{other}"


class RowsView(QTableView):
    """The table of the dry run; read and walked through, never typed into."""

    row_chosen = Signal(object)  # PlannedRow | None

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self.setAccessibleName("逐行核对结果")
        self.records = RowsModel(wording)
        self.setModel(self.records)
        self.setItemDelegate(CellDelegate(self))
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        heads = self.verticalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setHighlightSections(False)
        self._zoom = theme.current().zoom
        self._fit_rows()
        theme.current().changed.connect(self._follow_zoom)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _: self.row_chosen.emit(self.records.row(now.row()))
        )

    def show_plan(self, plan: Plan | None, states: Sequence[RowState]) -> None:
        """Show a plan; the cursor stays on its line, or goes to the first that is shown."""
        kept = self.records.row(self.currentIndex().row())
        self.records.show_plan(plan, states)
        self._lay_out()
        if not self.records.rowCount():
            self.row_chosen.emit(None)
            return
        place = self.records.place_of(kept.line) if kept is not None else 0
        self.selectRow(max(place, 0))

    def jump(self, line: int, field: str) -> None:
        """Go to the cell that a problem names."""
        place = self.records.place_of(line)
        if place < 0:
            return
        index = self.records.index(place, self.records.column_of(field) if field else 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_rows(self) -> None:
        heads, look = self.verticalHeader(), theme.current()
        heads.setDefaultSectionSize(look.px(_ROW))
        heads.setMinimumWidth(look.px(_NUMBERS))

    def _follow_zoom(self) -> None:
        zoom, before = theme.current().zoom, self._zoom
        if zoom == before:
            return
        self._zoom = zoom
        self._fit_rows()
        for column in range(self.records.columnCount()):
            self.setColumnWidth(column, round(self.columnWidth(column) * zoom / before))

    def _lay_out(self) -> None:
        px = theme.current().px
        for column in range(self.records.columnCount()):
            if self.columnWidth(column) < px(20) or not self.property("laid"):
                width = (108, 300)[column] if column < _FIXED else 150
                self.setColumnWidth(column, px(width))
        self.setProperty("laid", self.records.columnCount() > _FIXED)
