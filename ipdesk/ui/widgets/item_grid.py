"""The grid of items (标的): typed as in a spreadsheet, with what is odd shown in the cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from ipdesk.domain.policy import FactKind
from ipdesk.ui import theme
from ipdesk.ui.widgets.block import block_of_text
from ipdesk.ui.widgets.cell_delegate import CellDelegate
from ipdesk.ui.widgets.grid_column import WORDED, GridColumn
from ipdesk.ui.widgets.grid_fit import fitted
from ipdesk.ui.widgets.grid_model import TONE_ROLE, GridModel, Row

Index = QModelIndex | QPersistentModelIndex


class ItemGrid(QTableView):
    """A small spreadsheet over `GridModel`; Tab goes right, Enter goes down, as in Excel."""

    edited = Signal()
    typing = Signal()  # a key in a cell that is still open
    refused = Signal(str)
    row_chosen = Signal(int)

    def __init__(self, columns: Sequence[GridColumn], rows_most: int | None = None) -> None:
        super().__init__()
        self.grid = GridModel(columns, rows_most, self)
        self.setModel(self.grid)
        delegate = CellDelegate(self)
        delegate.typing.connect(self.typing)
        self.setItemDelegate(delegate)
        self.setSelectionMode(QTableView.SelectionMode.ContiguousSelection)
        triggers = QTableView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.grid.edited.connect(self._lay_out_columns)  # a date is read whole once it is typed
        self.grid.edited.connect(self.edited)
        self.grid.refused.connect(self.refused)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _: self.row_chosen.emit(now.row())
        )
        self._kept = (-1, -1)
        self._typed_in = False
        self.grid.modelAboutToBeReset.connect(self._keep_place)
        self.grid.modelReset.connect(self._return_to_place)
        self._fitting = True
        self._pulled = False  # the widths are the clerk's
        header = self.horizontalHeader()
        header.setMinimumSectionSize(48)
        header.setStretchLastSection(True)
        header.sectionResized.connect(self._pull)
        self._measure()
        self._lay_out_columns()

    @property
    def undo_stack(self) -> Any:
        return self.grid.undo_stack

    def rows(self) -> list[Row]:
        return self.grid.rows

    def rows_as_typed(self) -> list[Row]:
        """The rows with what stands in a cell that is still open."""
        rows, at = self.rows(), self.currentIndex()
        editor = self.viewport().findChild(QLineEdit)
        if not isinstance(editor, QLineEdit) or not editor.isModified() or not at.isValid():
            return rows
        column = self.grid.columns[at.column()]
        before = rows[at.row()] if at.row() < len(rows) else {}
        now = {**before, column.id: column.read(editor.text())}
        return [*rows[: at.row()], now, *rows[at.row() + 1 :]]

    def set_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.grid.set_rows(rows)
        self._lay_out_columns()

    def set_notes(self, notes: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        self.grid.set_notes(notes)
        self._lay_out_columns()  # the sign of a note needs room beside the text

    def set_read_only(self, read_only: bool) -> None:
        """A decided claim is shown and copied, never typed into."""
        self.grid.read_only = read_only
        self.grid.layoutChanged.emit()

    def jump(self, row: int, column_id: str) -> None:
        """Go to a cell, for an error that names it."""
        number = next((n for n, c in enumerate(self.grid.columns) if c.id == column_id), 0)
        index = self.grid.index(min(row, self.grid.rowCount() - 1), number)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if index.data(TONE_ROLE) == "fault":  # a tip is found by a mouse only
            self.refused.emit(index.data(int(Qt.ItemDataRole.ToolTipRole)))

    def paste(self) -> None:
        """Put the clipboard's block at the cursor."""
        at = self.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (len(self.rows()), 0)
        taken = self.grid.paste(QGuiApplication.clipboard().text(), row, column)
        if taken:
            self.setCurrentIndex(self.grid.index(min(row, self.grid.rowCount() - 1), column))

    def copy(self) -> None:
        rows, columns = self._selected()
        if rows:
            worded = [self.grid.columns[number].kind in WORDED for number in columns]
            block = block_of_text(self.grid.block(rows, columns), worded)
            QGuiApplication.clipboard().setMimeData(block.mime())

    def cut(self) -> None:
        self.copy()
        self._clear()

    def insert_row(self) -> None:
        self.grid.insert_row(max(self.currentIndex().row(), 0))

    def delete_rows(self) -> None:
        self.grid.delete_rows(self._selected()[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        acts = (
            (keys.Paste, self.paste),
            (keys.Copy, self.copy),
            (keys.Cut, self.cut),
            (keys.Undo, self.grid.undo_stack.undo),
            (keys.Redo, self.grid.undo_stack.redo),
        )
        for key, act in acts:
            if event.matches(key):
                act()
                return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_Minus:
            self.delete_rows()
        elif control and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.insert_row()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._down()
        elif event.key() == Qt.Key.Key_Space and self._toggle():
            pass
        else:
            super().keyPressEvent(event)
            if event.key() == Qt.Key.Key_F2:
                self._go_on_typing()

    def _go_on_typing(self) -> None:
        """F2 mends what stands there: the caret comes to its end, as in a spreadsheet."""
        editor = self.viewport().findChild(QLineEdit)
        if isinstance(editor, QLineEdit):
            editor.end(False)

    def focusNextPrevChild(self, forward: bool) -> bool:
        at = self.currentIndex()
        last = self.grid.rowCount() - 1, self.grid.columnCount() - 1
        # From the last cell, or back from the first, Tab leaves the grid: nobody is caught in it.
        edge = (last if forward else (0, 0)) == (at.row(), at.column())
        if edge or not at.isValid():
            self.setTabKeyNavigation(False)
            moved = super().focusNextPrevChild(forward)
            self.setTabKeyNavigation(True)
            return moved
        return super().focusNextPrevChild(forward)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        by = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}.get(hint, 0)
        at = self.currentIndex()
        beside = self.grid.index(at.row(), at.column() + by)
        if by and beside.isValid() and self._listed(beside.column()):
            # Tab rests on a cell that is chosen from a list; Space or a letter opens it.
            super().closeEditor(editor, hints.NoHint)
            self.setCurrentIndex(beside)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._down()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        writable = not self.grid.read_only
        menu.addAction("复制\tCtrl+C", self.copy)
        for text, act in (
            ("剪切\tCtrl+X", self.cut),
            ("粘贴（可从 Excel）\tCtrl+V", self.paste),
            ("插入行\tCtrl++", self.insert_row),
            ("删除行\tCtrl+-", self.delete_rows),
            ("撤销\tCtrl+Z", self.grid.undo_stack.undo),
        ):
            menu.addAction(text, act).setEnabled(writable)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_columns()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
        super().changeEvent(event)

    def _keep_place(self) -> None:
        at = self.currentIndex()
        self._kept = (at.row(), at.column())
        # The first cell of a new row is typed into while the rows are laid anew: its editor
        # goes, and the keyboard must not go on to the next control of the page.
        at_keyboard = QApplication.focusWidget()
        self._typed_in = at_keyboard is not None and self.isAncestorOf(at_keyboard)

    def _return_to_place(self) -> None:
        row, column = self._kept
        if row >= 0 and self.grid.rowCount():
            index = self.grid.index(min(row, self.grid.rowCount() - 1), column)
            self.setCurrentIndex(index)
        if self._typed_in:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _measure(self) -> None:
        heads = self.verticalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        metrics = QFontMetrics(theme.current().font("table"))
        heads.setDefaultSectionSize(metrics.height() + 11)
        heads.setMinimumWidth(34)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        heads.setHighlightSections(False)
        self.horizontalHeader().setHighlightSections(False)

    def _lay_out_columns(self) -> None:
        if self._pulled:
            return
        self._fitting = True
        for number, width in enumerate(fitted(self, self.grid.columns)):
            self.setColumnWidth(number, width)
        self._fitting = False

    def _pull(self, number: int) -> None:
        # The last one follows the window by itself; that is nobody's wish.
        by_hand = not self._fitting and number < len(self.grid.columns) - 1
        self._pulled = self._pulled or by_hand

    def _selected(self) -> tuple[list[int], list[int]]:
        indexes = self.selectionModel().selectedIndexes()
        return sorted({i.row() for i in indexes}), sorted({i.column() for i in indexes})

    def _clear(self) -> None:
        indexes = self.selectionModel().selectedIndexes()
        self.grid.clear_cells([(i.row(), i.column()) for i in indexes])

    def _down(self) -> None:
        at = self.currentIndex()
        below = self.grid.index(min(at.row() + 1, self.grid.rowCount() - 1), at.column())
        self.setCurrentIndex(below)

    def _listed(self, column: int) -> bool:
        of = self.grid.columns[column]
        return bool(of.choices) or of.kind is FactKind.FLAG

    def _toggle(self) -> bool:
        at = self.currentIndex()
        if not at.isValid() or self.grid.columns[at.column()].kind is not FactKind.FLAG:
            return False
        self.grid.setData(at, self.grid.value(at.row(), at.column()) is not True)
        return True
