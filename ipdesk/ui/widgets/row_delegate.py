"""How the rows of a list are drawn: quiet lines, chips, second texts, figures at the right."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ipdesk.ui import theme
from ipdesk.ui.widgets.paged_model import ALIGNMENTS, Column, GroupLine, PagedModel
from ipdesk.ui.widgets.surfaces import SIGNS, chip_size, paint_chip

_PAD = 10
_GAP = 6  # before a second text
_RIGHT = int(Qt.AlignmentFlag.AlignRight)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_LEFT_MIDDLE = int(Qt.AlignmentFlag.AlignLeft) | _MIDDLE
_ELIDE = Qt.TextElideMode.ElideRight


class RowDelegate(QStyledItemDelegate):
    """Paints all of a cell itself: a style sheet costs several times as much per cell.

    What is chosen and where the cursor is, the view is asked: the flags of a style are objects
    to put together for each cell, and their kinds are many to read at the start.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered = -1
        self.read_theme()

    def read_theme(self) -> None:
        """Take fonts and colours from the theme once, not per cell."""
        look = theme.current()
        self._font: QFont = look.font("table")
        self._small: QFont = look.font("small")
        self._strong: QFont = look.font("table", bold=True)
        self._metrics = QFontMetrics(self._font)
        self._small_metrics = QFontMetrics(self._small)
        self._ink: QColor = look.colour("text")
        self._muted: QColor = look.colour("muted")
        self._accent: QColor = look.colour("accent")
        self._line: QColor = look.colour("line")
        self._chosen: QColor = look.colour("selection")
        self._hover: QColor = look.colour("hover")
        self._raised: QColor = look.colour("raised")
        self.surface: QColor = look.colour("surface")
        self.row_height = self._metrics.height() + 13

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, self.row_height)

    def needed(self, column: Column, record: Any) -> int:
        """How wide a cell must be to show all of its text."""
        text = column.text(record)
        if not text:
            return 0
        tone = column.tone(record) if column.tone else ""
        note = column.note(record) if column.note else ""
        more = _GAP + self._small_metrics.horizontalAdvance(note) if note else 0
        if tone:
            return chip_size(_signed(text, tone), self._small).width() + more + 2 * _PAD
        return self._metrics.horizontalAdvance(text) + more + 2 * _PAD + 1

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place: QRect = option.rect  # type: ignore[attr-defined]
        self.paint_ground(painter, option, index)
        if self._view.currentIndex() == index and self._view.hasFocus():
            # The cell that is copied alone and whose column the menu is about.
            painter.setPen(self._accent)
            painter.drawRect(place.adjusted(0, 0, -1, -2))
        # Straight from the model: five trips through Qt's data() cost as much as the painting.
        model = cast(PagedModel, index.model())
        record = model.record(index.row())
        if record is None and (head := model.head(index.row())) is not None:
            self._head(painter, place, head)
            return
        column = model.columns[index.column()]
        text = column.text(record) if record is not None else ""
        if not text:
            return
        tone = column.tone(record) if column.tone else ""
        inner = place.adjusted(_PAD, 0, -_PAD, -1)
        note = column.note(record) if column.note else ""
        if tone:
            taken = self._chip(painter, inner, text, tone)
            if note:
                self._note(painter, inner, taken, note)
            return
        align = ALIGNMENTS[column.align]
        painter.setFont(self._font)
        painter.setPen(self._accent if column.link else self._ink)
        shown = self._metrics.elidedText(text, _ELIDE, inner.width())
        painter.drawText(inner, align, shown)
        if note and not align & _RIGHT:
            self._note(painter, inner, self._metrics.horizontalAdvance(shown), note)

    def paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """What is behind every cell: chosen, under the pointer, the line below."""
        place: QRect = option.rect  # type: ignore[attr-defined]
        if self._view.selectionModel().isSelected(index):
            painter.fillRect(place, self._chosen)
        elif index.row() == self.hovered:
            painter.fillRect(place, self._hover)
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, self._line)

    def _head(self, painter: QPainter, place: QRect, head: GroupLine) -> None:
        """The line of a group runs through all cells: each draws its piece of the same text."""
        painter.save()
        painter.setClipRect(place)
        painter.fillRect(place.adjusted(0, 0, 0, -1), self._raised)
        start = place.adjusted(_PAD - place.left() - self._scrolled(), 0, 0, -1)
        painter.setPen(self._ink)
        painter.setFont(self._strong)
        text = f"{'▾' if head.open else '▸'}  {head.text}"
        painter.drawText(start, _LEFT_MIDDLE, text)
        taken = QFontMetrics(self._strong).horizontalAdvance(text)
        painter.setFont(self._small)
        painter.setPen(self._muted)
        painter.drawText(start.adjusted(taken + 12, 0, 0, 0), _LEFT_MIDDLE, head.note)
        painter.restore()

    def _scrolled(self) -> int:
        return self._view.horizontalOffset()

    def _note(self, painter: QPainter, inner: QRect, taken: int, note: str) -> None:
        rest = inner.adjusted(taken + _GAP, 0, 0, 0)
        # Words tell something in part, a number does not.
        cut = note.isascii() and self._small_metrics.horizontalAdvance(note) > rest.width()
        if cut or rest.width() < 30:
            return
        painter.setFont(self._small)
        painter.setPen(self._muted)
        shown = self._small_metrics.elidedText(note, _ELIDE, rest.width())
        painter.drawText(rest, _LEFT_MIDDLE, shown)

    def _chip(self, painter: QPainter, inner: QRect, text: str, tone: str) -> int:
        """Draw a chip; the width it took."""
        shown = _signed(text, tone)
        size = chip_size(shown, self._small)
        width = min(size.width(), inner.width())
        top = inner.top() + (inner.height() - size.height()) / 2
        paint_chip(painter, QRectF(inner.left(), top, width, size.height()), shown, tone)
        return width


def _signed(text: str, tone: str) -> str:
    sign = SIGNS[tone]
    return f"{sign} {text}" if sign else text
