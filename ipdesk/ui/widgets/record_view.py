"""The view of a list: keys, pointer, and how wide the columns are."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets.column_fit import ColumnFit
from ipdesk.ui.widgets.list_header import ListHeader
from ipdesk.ui.widgets.paged_model import PagedModel
from ipdesk.ui.widgets.row_delegate import RowDelegate


class RecordView(QTableView):
    """Rows chosen whole, columns that follow the window, one click on a head to sort."""

    entered_row = Signal(QModelIndex)
    copy_asked = Signal(bool)  # with the heads
    folded = Signal(int, bool)  # the row of a group, and whether to fold it up
    menu_asked = Signal(int)  # of a column
    row_menu_asked = Signal(QPoint)  # for the row under the cursor, at a place of the screen
    cell_copy_asked = Signal()
    typed = Signal(str)  # a letter, on its way into what the list is searched by
    views_asked = Signal()

    def __init__(self, model: PagedModel) -> None:
        super().__init__()
        self.records = model
        self.searched = False  # letters go to what the list is searched by
        self.sorted_by = ""
        self.descending = False
        self.fitting = False
        self._zoom = theme.current().zoom
        self.heads = ListHeader(self)
        self.setHorizontalHeader(self.heads)
        self.cells = RowDelegate(self)
        self.setItemDelegate(self.cells)
        self.widths = ColumnFit(self)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        # Tab goes on to the next control; the arrows move within the list.
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        # One that Qt has made PySide would not know; it reads every kind of window to find out.
        self.setViewport(QWidget(self))
        # What is scrolled is moved, and only the rows that come in are painted.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFrameShape(QTableView.Shape.NoFrame)

    def setup(self) -> None:
        header = self.horizontalHeader()
        # Heads that follow the selection ask every row of the list whether it is selected.
        header.setSelectionModel(QItemSelectionModel(self.records, header))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSortingEnabled(False)  # before the sign of the sorted column: this takes it away
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort_by)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(12)
        rows.setDefaultSectionSize(self.cells.row_height)
        for number, column in enumerate(self.records.columns):
            self.setColumnWidth(number, theme.current().px(column.width))
            header.setSectionHidden(number, column.hidden)
        header.sectionResized.connect(self._pulled)
        self.records.dataChanged.connect(self._measure)
        self.fit()

    def fit(self) -> None:
        """Share the room by what stands in the columns."""
        self.fitting = True
        shown = self.widths.shown()
        for number in range(len(self.records.columns)):
            if self.isColumnHidden(number) is (number in shown):
                self.setColumnHidden(number, number not in shown)
        for number, width in self.widths.of(shown).items():
            self.setColumnWidth(number, width)
        self.fitting = False

    def measure(self) -> None:
        """A column that was hidden is measured by the rows in sight."""
        self.widths.take(max(self.rowAt(0), 0), max(self.rowAt(self.viewport().height() - 1), 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground first: nothing else paints where no rows are."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.cells.surface)
        painter.end()
        super().paintEvent(event)

    def sizeHintForColumn(self, column: int) -> int:
        """What Qt asks when the edge of a head is double-clicked: all of the rows in sight."""
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        seen = range(first, (last if last >= 0 else self.records.rowCount() - 1) + 1)
        records = (one for row in seen if (one := self.records.here(row)) is not None)
        shown = self.records.columns[column]
        return max((self.cells.needed(shown, one) for one in records), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _sort_by(self, section: int) -> None:
        column = self.records.columns[section]
        if not column.sort:
            self.show_sort(self.sorted_by, self.descending)  # the sign stays where it was
            return
        down = self.sorted_by == column.sort and not self.descending
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.show_sort(column.sort, down)
        self.records.sort(section, order)

    def show_sort(self, key: str, descending: bool) -> None:
        """Show by which column the rows are sorted; "" for none."""
        self.sorted_by, self.descending = key, descending
        columns = self.records.columns
        section = next((n for n, one in enumerate(columns) if key and one.sort == key), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)

    @property
    def all_selected(self) -> bool:
        """Whether every row is, of several."""
        ranges = self.selectionModel().selection().toList()
        rows = self.records.rowCount()
        return rows > 1 and any(r.top() == 0 and r.bottom() == rows - 1 for r in ranges)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.currentIndex().isValid() and self._key(event):
            return
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit(True)
        elif event.matches(QKeySequence.StandardKey.Paste):
            event.ignore()  # no list takes a block by itself: the window knows where it goes
        elif control and shift and event.key() == Qt.Key.Key_C:
            self.cell_copy_asked.emit()
        elif control and shift and event.key() == Qt.Key.Key_V:
            self.views_asked.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not control:
            self._go_far(event.key() == Qt.Key.Key_End, extend=bool(shift))
        elif self.searched and not control and _is_letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _go_far(self, last: bool, *, extend: bool) -> None:
        """To the first or the last row: within a row there is nowhere to go."""
        if not self.records.rowCount():
            return
        here, flags = self.currentIndex(), QItemSelectionModel.SelectionFlag
        row, column = self.records.rowCount() - 1 if last else 0, max(here.column(), 0)
        there = self.records.index(row, column)
        span = QItemSelection(here if extend and here.isValid() else there, there)
        self.selectionModel().select(span, flags.ClearAndSelect | flags.Rows)
        self.selectionModel().setCurrentIndex(there, flags.NoUpdate)
        self.scrollTo(there)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Right click, or the menu key: for the row under the cursor."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            if self.indexAt(event.pos()).isValid():
                self.row_menu_asked.emit(event.globalPos())
        elif self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.row_menu_asked.emit(self.viewport().mapToGlobal(place))

    def _key(self, event: QKeyEvent) -> bool:
        """The keys that need a row: open, fold, the menu of its column."""
        index, key = self.currentIndex(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit(index)
        elif key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.menu_asked.emit(index.column())
        elif (
            key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            and self.records.head(index.row()) is not None
        ):
            self.folded.emit(index.row(), key == Qt.Key.Key_Left)
        else:
            return False
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row())
        link = index.isValid() and self.records.columns[index.column()].link
        shape = Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.cells.read_theme()
            self._follow_zoom()
            self.verticalHeader().setDefaultSectionSize(self.cells.row_height)
        super().changeEvent(event)

    def _follow_zoom(self) -> None:
        zoom = theme.current().zoom
        if zoom != self._zoom:
            self.fitting = True
            for number in range(self.horizontalHeader().count()):
                width = round(self.columnWidth(number) * zoom / self._zoom)
                self.setColumnWidth(number, width)
            self._zoom = zoom
            self.widths.forget()
            self.fit()

    def _pulled(self) -> None:
        if not self.fitting:
            self.widths.pulled = True

    def _measure(self, first: QModelIndex, last: QModelIndex) -> None:
        if not self.widths.take(first.row(), last.row()):
            return
        # A page that comes while the rows are drawn must not move the columns under them.
        if self.viewport().testAttribute(Qt.WidgetAttribute.WA_WState_InPaintEvent):
            QTimer.singleShot(0, self, self.fit)
        else:
            self.fit()

    def _hover(self, row: int) -> None:
        if row != self.cells.hovered:
            self.cells.hovered = row
            self.viewport().update()


def _is_letter(event: QKeyEvent) -> bool:
    text, alt = event.text(), event.modifiers() & Qt.KeyboardModifier.AltModifier
    return bool(text) and text.isprintable() and not text.isspace() and not alt
