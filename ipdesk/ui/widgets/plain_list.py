"""A short list to choose from, its lines wrapped; lines that cannot be chosen are headings."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ipdesk.ui import theme

_WRAP = int(Qt.TextFlag.TextWrapAnywhere) | int(Qt.AlignmentFlag.AlignVCenter)
_PAD_X, _PAD_Y = 10, 6
_BETWEEN = 13  # a line between two groups of captions


class PlainList(QListWidget):
    """Clauses, sections of the settings: whole captions, never cut."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_Lines(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        # Without it a list gone narrower (its scroll bar came) keeps the old heights.
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def add_line(self) -> None:
        """A line that parts groups of captions; it cannot be chosen."""
        between = QListWidgetItem("")
        between.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(between)


class _Lines(QStyledItemDelegate):
    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        if not index.data():
            return QSize(width, _BETWEEN)
        font = theme.current().font(_role(index))
        room = QRect(0, 0, max(40, width - 2 * _PAD_X), 10_000)
        needed = QFontMetrics(font).boundingRect(room, _WRAP, str(index.data()))
        return QSize(width, needed.height() + 2 * _PAD_Y)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = theme.current()
        place: QRect = option.rect  # type: ignore[attr-defined]
        if not index.data():
            middle = place.center().y()
            painter.fillRect(
                place.left() + _PAD_X, middle, place.width() - 2 * _PAD_X, 1, look.colour("line")
            )
            return
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver) and _enabled(index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(place.adjusted(0, 1, 0, -1), 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -2), 6, 6)
        painter.setPen(look.colour("text" if _enabled(index) else "muted"))
        painter.setFont(look.font(_role(index)))
        painter.drawText(place.adjusted(_PAD_X, 0, -_PAD_X, 0), _WRAP, str(index.data()))


def _enabled(index: QModelIndex | QPersistentModelIndex) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)


def _role(index: QModelIndex | QPersistentModelIndex) -> str:
    return "body" if _enabled(index) else "small"
