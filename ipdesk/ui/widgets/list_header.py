"""The heads of a list: a click sorts, the sign at the right opens the menu of the column."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ipdesk.ui import icons, theme

_SIGN = 14
_ROOM = 22  # of the sign, from the right edge; the last pixels are for the width
_EDGE = 5


class ListHeader(QHeaderView):
    """`offered` are the columns with a menu, `narrowed` those that leave something out."""

    menu_asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.offered: frozenset[int] = frozenset()
        self.narrowed: frozenset[int] = frozenset()
        self._hovered = -1
        self.setMouseTracking(True)

    def paintSection(
        self,
        painter: QPainter,
        rect: QRect,
        logicalIndex: int,  # noqa: N803 - Qt's own name
    ) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        narrowed = logicalIndex in self.narrowed
        if not narrowed and (logicalIndex not in self.offered or logicalIndex != self._hovered):
            return
        sign = self._sign_place(rect)
        painter.fillRect(sign.adjusted(-3, 0, 3, 0), theme.current().colour("raised"))
        name, role = ("funnel", "accent") if narrowed else ("chevron-down", "muted")
        painter.drawPixmap(sign.topLeft(), icons.picture(name, role, _SIGN))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self._sign_at(event.position().toPoint())
        if section >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.menu_asked.emit(section)
        else:
            super().mousePressEvent(event)

    def _sign_at(self, place: QPoint) -> int:
        section = self.logicalIndexAt(place)
        if section not in self.offered:
            return -1
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        return section if right - _ROOM <= place.x() < right - _EDGE else -1

    def _sign_place(self, rect: QRect) -> QRect:
        top = rect.top() + (rect.height() - _SIGN) // 2
        return QRect(rect.right() - _ROOM + 3, top, _SIGN, _SIGN)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()
