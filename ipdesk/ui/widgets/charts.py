"""The two plain charts of the window: bars per clause and the money of a year in one bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipdesk.ui import theme

_GAP, _UNDER = 12, 9  # beside a bar, and what one lying under its name takes
_TRACK, _BELOW, _SPOT = 9, 18, 14  # of a bar of parts, at the usual size of the letters


class Bar(NamedTuple):
    """One bar: what it is, how long, and the figure written beside it."""

    label: str
    value: int
    text: str


class Part(NamedTuple):
    """One part of a stacked bar; `role` is a colour role."""

    label: str
    value: int
    text: str
    role: str = "accent_fill"


# Told apart without their colours too: plain, hatched, dotted.
_PATTERNS = (None, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.Dense6Pattern)


def _fill(painter: QPainter, place: QRectF, part: Part, number: int) -> None:
    """Paint a part of a bar, or its spot in the legend."""
    look, pattern = theme.current(), _PATTERNS[number % len(_PATTERNS)]
    painter.fillRect(place, look.colour(part.role))
    if pattern is not None:
        painter.fillRect(place, QBrush(look.colour("surface"), pattern))


class _Chart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)


class BarChart(_Chart):
    """Horizontal bars with label and figure, longest first as given."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.setAccessibleName("；".join(f"{bar.label} {bar.text}" for bar in self._bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, round(self._step() * max(1, len(self._bars))))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        painter.setFont(look.font("table"))
        under, step, left = self._under(), self._step(), self._widest("label")
        start = 0.0 if under else left + _GAP
        room = max(8.0, self.width() - start - (0.0 if under else self._widest("text") + _GAP))
        most = max((bar.value for bar in self._bars), default=0) or 1
        for index, bar in enumerate(self._bars):
            y = index * step
            self._write(painter, bar, y, step - (_UNDER if under else 0))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_fill"))
            length = max(2.0, room * bar.value / most) if bar.value else 0.0
            thick = 4.0 if under else float(look.px(10))
            top = y + step - _UNDER + 1 if under else y + step / 2 - thick / 2
            painter.drawRoundedRect(QRectF(start, top, length, thick), 2, 2)
        painter.end()

    def _write(self, painter: QPainter, bar: Bar, y: float, height: float) -> None:
        metrics = QFontMetricsF(painter.font())
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        line = QRectF(0, y, self.width(), height)
        figure = metrics.horizontalAdvance(bar.text) + _GAP
        left = min(self.width() - figure, self._widest("label") + 2)
        shown = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, left)
        painter.setPen(theme.current().colour("text"))
        painter.drawText(line, middle, shown)
        painter.drawText(line, middle | int(Qt.AlignmentFlag.AlignRight), bar.text)

    def _under(self) -> bool:
        """Where names and figures leave too little room, the bars lie under them."""
        taken = self._widest("label") + self._widest("text") + 2 * _GAP
        return self.width() - taken < self.width() / 5

    def _widest(self, part: str) -> float:
        metrics = QFontMetricsF(theme.current().font("table"))
        return max((metrics.horizontalAdvance(getattr(b, part)) for b in self._bars), default=0)

    def _step(self) -> float:
        height = QFontMetricsF(theme.current().font("table")).height() + 5
        return height + _UNDER if self._under() else height


class StackBar(_Chart):
    """One bar of several parts against a whole, with its legend underneath."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[Part, ...] = ()
        self._whole = 0
        self._rest = ""

    def show_parts(self, parts: Sequence[Part], whole: int, rest: str = "") -> None:
        """Show the parts of `whole`; `rest` is what is said of what remains."""
        self._parts = tuple(parts)
        self._whole = whole
        self._rest = rest
        said = [f"{part.label} {part.text}" for part in self._parts]
        self.setAccessibleName("；".join([*said, rest] if rest else said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, round(theme.current().px(_BELOW) + self._line() * self._lines(260)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(theme.current().px(_BELOW) + self._line() * self._lines(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        high = float(look.px(_TRACK))
        track = QRectF(0.5, 2, self.width() - 1, high)
        round_ends = QPainterPath()
        round_ends.addRoundedRect(track, high / 2, high / 2)
        painter.setClipPath(round_ends)
        painter.fillRect(track, look.colour("ground"))
        x = 0.0
        whole = max(self._whole, sum(part.value for part in self._parts), 1)
        for number, part in enumerate(self._parts):
            length = self.width() * part.value / whole
            _fill(painter, QRectF(x, 2, length, high), part, number)
            x += length
        painter.setClipping(False)
        # What is left is not a colour of its own: at high contrast it looked like the most.
        painter.setPen(look.colour("line"))
        painter.drawPath(round_ends)
        painter.setFont(look.font("small"))
        self._paint_legend(painter)
        painter.end()

    def _paint_legend(self, painter: QPainter) -> None:
        look = theme.current()
        for part, x, y, width in self._places(self.width()):
            place = QRectF(x, look.px(_BELOW) + y, width, self._line())
            if part is not None:
                side = look.px(_TRACK)
                spot = QRectF(x, place.center().y() - side / 2, side, side)
                _fill(painter, spot, part, self._parts.index(part))
                place.setLeft(x + look.px(_SPOT))
            painter.setPen(look.colour("muted"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self._said(part))

    def _said(self, part: Part | None) -> str:
        return self._rest if part is None else f"{part.label} {part.text}"

    def _places(self, width: int) -> list[tuple[Part | None, float, float, float]]:
        """Where each entry of the legend stands, wrapped to the width; the rest at the right."""
        metrics = QFontMetricsF(theme.current().font("small"))
        places: list[tuple[Part | None, float, float, float]] = []
        gap = theme.current().px(_SPOT)
        x = y = 0.0
        entries: list[Part | None] = [*self._parts, *([None] if self._rest else [])]
        for part in entries:
            need = (
                metrics.horizontalAdvance(self._said(part))
                + (theme.current().px(_SPOT) if part else 0)
                + 1
            )
            if x and x + need > width:
                x, y = 0.0, y + self._line()
            at = max(x, width - need) if part is None else x
            places.append((part, at, y, need))
            x += need + gap
        return places

    def _lines(self, width: int) -> int:
        places = self._places(width)
        return round(max((y for _, _, y, _ in places), default=0) / self._line()) + 1

    def _line(self) -> float:
        return QFontMetricsF(theme.current().font("small")).height() + 4
