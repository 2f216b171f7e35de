"""The list of what was found, clause by clause: what it is, how much, how sure, how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ipdesk.ui import theme
from ipdesk.ui.widgets.surfaces import chip_size, paint_chip

_ENTRY = int(Qt.ItemDataRole.UserRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_PAD, _SIGN = 10, 18
SIGNS = {"proposed": "", "confirmed": "✓", "written-off": "–", "unread": "?"}
TONES = {"proposed": "attention", "confirmed": "done", "written-off": "muted", "unread": "fault"}


class Entry(NamedTuple):
    """One line of the list."""

    number: int
    clause: str  # heading it stands under
    label: str
    amount: str
    state: str  # proposed | confirmed | written-off | unread
    sure: str = ""  # how sure, in words
    tone: str = "quiet"
    said: str = ""  # for the tip and the screen reader


class EntryList(QListWidget):
    """Headings of clauses and the entries below them."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("提议")
        self.setItemDelegate(_Drawn(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(self._tell)
        self._quiet = False

    def show_entries(self, entries: Sequence[Entry], current: int) -> None:
        """Show other entries, the cursor on the one named, as far as it is listed."""
        if list(entries) == self.entries():
            self.choose(current)
            return
        self._quiet = True
        bar = self.verticalScrollBar().value()
        self.clear()
        clause = ""
        for entry in entries:
            if entry.clause != clause:
                clause = entry.clause
                head = QListWidgetItem(clause)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(head)
            item = QListWidgetItem(entry.label)
            item.setData(_ENTRY, entry)
            item.setToolTip(entry.said)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, entry.said)
            self.addItem(item)
        self.verticalScrollBar().setValue(bar)
        self._quiet = False
        self.choose(current)

    def entries(self) -> list[Entry]:
        """What is listed, without the headings."""
        found = (_entry(self.item(row)) for row in range(self.count()))
        return [entry for entry in found if entry is not None]

    def choose(self, number: int) -> bool:
        """Put the cursor on an entry without telling; False when it is not listed."""
        self._quiet = True
        for row in range(self.count()):
            entry = _entry(self.item(row))
            if entry is not None and entry.number == number:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))
                self._quiet = False
                return True
        self.setCurrentRow(-1)
        self._quiet = False
        return False

    def current(self) -> Entry | None:
        item = self.currentItem()
        return _entry(item) if item is not None else None

    def _tell(self, item: QListWidgetItem | None) -> None:
        entry = _entry(item) if item is not None else None
        if entry is not None and not self._quiet:
            self.chosen.emit(entry.number)


def _entry(item: QListWidgetItem) -> Entry | None:
    found = item.data(_ENTRY)
    return Entry(*found) if found is not None else None


class _Drawn(QStyledItemDelegate):
    """A sign, the name, below it the amount; at the right how sure."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        look, width = theme.current(), self._view.viewport().width()
        small = QFontMetrics(look.font("small")).height()
        if index.data(_ENTRY) is None:
            return QSize(width, small + 14)
        return QSize(width, QFontMetrics(look.font("table")).height() + small + 14)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = theme.current()
        place: QRect = option.rect  # type: ignore[attr-defined]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        data = index.data(_ENTRY)
        if data is None:
            painter.setPen(look.colour("muted"))
            _text(painter, place.adjusted(_PAD, 6, -_PAD, 0), str(index.data()), look.font("small"))
            return
        entry = Entry(*data)
        state = option.state  # type: ignore[attr-defined]
        self._ground(painter, place, state)
        inner = place.adjusted(_PAD, 5, -_PAD, -5)
        self._sign(painter, inner, entry)
        self._lines(painter, inner.adjusted(_SIGN + 8, 0, 0, 0), entry)

    def _ground(self, painter: QPainter, place: QRect, state: QStyle.StateFlag) -> None:
        look = theme.current()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(place.adjusted(0, 1, 0, -1), 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -2), 6, 6)

    def _sign(self, painter: QPainter, inner: QRect, entry: Entry) -> None:
        look = theme.current()
        colour = look.colour(TONES[entry.state])
        size = min(_SIGN, inner.height())
        disc = QRectF(inner.left() + 1, inner.center().y() - size / 2, size - 1, size - 1)
        filled = entry.state in ("confirmed", "unread")
        pen = QPen(colour, 1.6)
        if entry.state == "proposed":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        painter.setPen(look.colour("surface") if filled else colour)
        painter.setFont(look.font("small", bold=True))
        painter.drawText(disc, _CENTRE, SIGNS[entry.state])

    def _lines(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        look = theme.current()
        name, small = look.font("table"), look.font("small")
        top = QRect(room.left(), room.top(), room.width(), QFontMetrics(name).height())
        quiet = entry.state == "written-off"
        painter.setPen(look.colour("muted" if quiet else "text"))
        _text(painter, top, entry.label, name)
        below = room.adjusted(0, top.height() + 2, 0, 0)
        right = 0
        if entry.sure:
            size = chip_size(entry.sure, small)
            right = size.width() + 8
            left = below.right() - size.width()
            chip = QRectF(left, below.center().y() - size.height() / 2 + 1,
                          size.width(), size.height())  # fmt: skip
            paint_chip(painter, chip, entry.sure, entry.tone)
        painter.setPen(look.colour("muted"))
        _text(painter, below.adjusted(0, 0, -right, 0), entry.amount, small)


def _text(painter: QPainter, place: QRect, text: str, font: QFont) -> None:
    painter.setFont(font)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, _LEFT, shown)
