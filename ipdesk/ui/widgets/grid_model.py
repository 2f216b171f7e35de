"""Typed rows that are edited like a spreadsheet: paste, delete, insert, undo, notes on cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QUndoCommand, QUndoStack

from ipdesk.domain.policy import FactKind
from ipdesk.ui import reading
from ipdesk.ui.widgets.grid_column import GridColumn, Unread

Index = QModelIndex | QPersistentModelIndex
Row = dict[str, Any]
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_ASKS = {
    FactKind.DATE: reading.ASK_DATE,
    FactKind.MONEY: reading.ASK_MONEY,
    FactKind.COUNT: reading.ASK_COUNT,
    FactKind.SHARE: reading.ASK_SHARE,
}
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT_KINDS = (FactKind.MONEY, FactKind.COUNT, FactKind.SHARE)


class GridModel(QAbstractTableModel):
    """The rows of an item grid; below the last one stands an empty row to type into."""

    edited = Signal()
    refused = Signal(str)

    def __init__(
        self,
        columns: Sequence[GridColumn],
        rows_most: int | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows_most = rows_most
        self.rows_fixed = False  # each stands for something: a copied block never closes up
        self.read_only = False
        self.undo_stack = QUndoStack(self)
        self._rows: list[Row] = []
        self._notes: dict[tuple[int, str], tuple[str, str]] = {}

    @property
    def rows(self) -> list[Row]:
        """The rows as typed; values that could not be read are `Unread`."""
        return [dict(row) for row in self._rows]

    def set_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show other rows; undo starts anew."""
        self.beginResetModel()
        self._rows = [
            {**row, **{c.id: c.value_of(row.get(c.id)) for c in self.columns}} for row in rows
        ]
        self._notes.clear()
        self.endResetModel()
        self.undo_stack.clear()

    def can_grow(self) -> bool:
        return not self.read_only and (self.rows_most is None or len(self._rows) < self.rows_most)

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self._rows) + (1 if self.can_grow() else 0)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self.read_only and not self.columns[index.column()].locked:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def value(self, row: int, column: int) -> Any:
        return self._rows[row].get(self.columns[column].id) if row < len(self._rows) else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (_DISPLAY, _EDIT):
            return column.show(self.value(index.row(), index.column()))
        if role == _ALIGN:
            return _RIGHT if column.figures or column.kind in _RIGHT_KINDS else _LEFT
        if role == TONE_ROLE:
            return self._note_of(index.row(), column)[1]
        if role == _TIP:
            return self._note_of(index.row(), column)[0] or column.help or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == _DISPLAY:
                return str(section + 1) if section < len(self._rows) else "＋"
            return None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return column.label
        if role == _ALIGN:
            return _RIGHT if column.figures or column.kind in _RIGHT_KINDS else _LEFT
        return column.help or None if role == _TIP else None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        if role != _EDIT or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        column = self.columns[index.column()]
        new = column.read(value) if isinstance(value, str) else value
        row = index.row()
        if row >= len(self._rows):
            if new is not None:
                self._push("填写", len(self._rows), 0, [self._blank() | {column.id: new}])
            return True
        if self._rows[row].get(column.id) != new:
            self._push("填写", row, 1, [self._rows[row] | {column.id: new}])
        return True

    def insert_row(self, at: int) -> bool:
        """Put an empty row before row `at`."""
        if not self.can_grow():
            return False
        self._push("插入行", min(at, len(self._rows)), 0, [self._blank()])
        return True

    def delete_rows(self, rows: Sequence[int]) -> None:
        """Take whole rows out; rows between that stay are kept in order."""
        gone = {row for row in rows if row < len(self._rows)}
        if not gone or self.read_only:
            return
        first, last = min(gone), max(gone)
        kept = [self._rows[row] for row in range(first, last + 1) if row not in gone]
        self._push("删除行", first, last - first + 1, kept)

    def clear_cells(self, cells: Sequence[tuple[int, int]]) -> None:
        """Empty some cells (Delete)."""
        wanted = [(r, c) for r, c in cells if r < len(self._rows) and not self.columns[c].locked]
        if not wanted or self.read_only:
            return
        first, last = min(r for r, _ in wanted), max(r for r, _ in wanted)
        new = [dict(row) for row in self._rows[first : last + 1]]
        for row, column in wanted:
            new[row - first][self.columns[column].id] = None
        self._push("清除", first, len(new), new)

    def paste(self, text: str, row: int, column: int) -> int:
        """Put a block copied from a spreadsheet at a cell; how many rows were taken."""
        block = _block_of(text, blanks=self.rows_fixed)
        labels = [each.label for each in self.columns[column:]]
        if (
            block
            and len(block) > 1
            and any(block[0])
            and [cell.strip() for cell in block[0]] == labels[: len(block[0])]
        ):
            block = block[1:]
        if not block or self.read_only:
            return 0
        row = min(row, len(self._rows))
        most = self.rows_most - row if self.rows_most is not None else len(block)
        if len(block) > most:
            self.refused.emit(
                f"本事项最多 {self.rows_most} 行，粘贴的 {len(block)} 行只取了 {most} 行"
            )
            block = block[:most]
        replaced = min(len(block), len(self._rows) - row)
        new = []
        for offset, cells in enumerate(block):
            old = self._rows[row + offset] if offset < replaced else self._blank()
            # Nothing copied says nothing: where rows are fixed an empty one leaves what stands.
            typed = zip(self.columns[column:], cells if any(cells) else (), strict=False)
            new.append(old | {each.id: each.read(cell) for each, cell in typed if not each.locked})
        self._push("粘贴", row, replaced, new)
        return len(block)

    def block(self, rows: Sequence[int], columns: Sequence[int]) -> str:
        """Cells as tab-separated text for a spreadsheet."""
        lines = (
            "\t".join(self.columns[c].show(self.value(r, c)) for c in columns)
            for r in rows
            if r < len(self._rows)
        )
        return "\n".join(lines)

    def set_notes(self, notes: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        """What is odd in which cell: (row, column id) → (sentence, `attention` or `fault`)."""
        self._notes = dict(notes)
        self._touch()

    def unread_cells(self) -> list[tuple[int, str]]:
        return [
            (number, column.id)
            for number, row in enumerate(self._rows)
            for column in self.columns
            if isinstance(row.get(column.id), Unread)
        ]

    def splice(self, at: int, count: int, new: list[Row]) -> None:
        """Replace `count` rows from `at` by `new`; the one way rows ever change."""
        if count == len(new):
            self._rows[at : at + count] = new
            self._touch()
        else:
            # Row numbers of notes no longer hold; whoever made them looks again on `edited`.
            self.beginResetModel()
            self._rows[at : at + count] = new
            self._notes.clear()
            self.endResetModel()
        self.edited.emit()

    def _blank(self) -> Row:
        return {column.id: None for column in self.columns}

    def _push(self, name: str, at: int, count: int, new: list[Row]) -> None:
        self.undo_stack.push(_Splice(self, name, at, self._rows[at : at + count], new))

    def _touch(self) -> None:
        if self.rowCount():
            last = self.index(self.rowCount() - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _note_of(self, row: int, column: GridColumn) -> tuple[str, str]:
        if row < len(self._rows) and isinstance(self._rows[row].get(column.id), Unread):
            asks = _ASKS.get(column.kind, reading.ASK)
            return f"{column.label}：{asks}", "fault"
        return self._notes.get((row, column.id), ("", ""))


def _block_of(text: str, blanks: bool = False) -> list[list[str]]:
    """The cells of a copied block: a line break inside a cell is a blank, not a new row."""
    # Without an end a lone quotation mark (5" 硬盘) would swallow every row below it.
    lines = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    block = [[" ".join(cell.split()) for cell in line] for line in lines]
    if text.count('"') % 2:
        block = [line.split("\t") for line in text.splitlines()]
    while block and not any(block[-1]):
        block.pop()
    return block if blanks else [line for line in block if any(line)]


class _Splice(QUndoCommand):
    def __init__(
        self, model: GridModel, name: str, at: int, old: list[Row], new: list[Row]
    ) -> None:
        super().__init__(name)
        self._model = model
        self._at = at
        self._old = old
        self._new = new

    def redo(self) -> None:
        self._model.splice(self._at, len(self._old), list(self._new))

    def undo(self) -> None:
        self._model.splice(self._at, len(self._new), list(self._old))
