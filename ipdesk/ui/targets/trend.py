"""Trend lines: real observations year by year, and the straight way to a number of the text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipdesk.domain.attainment import Path
from ipdesk.services.targets.board import TrendPoint
from ipdesk.services.targets.common import number_text
from ipdesk.ui import theme

_DOT = 2.4
_HIGH = 8.2  # lines of small text


def paint_spark(painter: QPainter, place: QRectF, points: Sequence[TrendPoint]) -> None:
    """The dots of a trend in a cell, joined; one that speaks of a part of the year is hollow."""
    if not points:
        return
    look = theme.current()
    years = [point.year for point in points]
    values = [float(point.value) for point in points]
    room = place.adjusted(4, 6, -4, -6)
    dots = [
        QPointF(
            _along(year, years[0], years[-1], room.left(), room.right()),
            _along(value, min(values), max(values), room.bottom(), room.top()),
        )
        for year, value in zip(years, values, strict=True)
    ]
    _line(painter, dots)
    ground = look.colour("surface")
    for point, dot in zip(points, dots, strict=True):
        painter.setPen(QPen(look.colour("accent"), 1.4))
        painter.setBrush(ground if point.partial else look.colour("accent"))
        painter.drawEllipse(dot, _DOT, _DOT)


def trend_text(points: Sequence[TrendPoint]) -> str:
    """The same in words, for copying and for the screen reader."""
    return "，".join(
        f"{point.year}年{'（部分）' if point.partial else ''} {number_text(point.value)}"
        for point in points
    )


class TrendChart(QWidget):
    """Years along the foot, what was reported as a line, what is needed as a dashed one."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._points: tuple[TrendPoint, ...] = ()
        self._path: Path | None = None
        self._bound: Decimal | None = None

    def show_trend(
        self, points: Sequence[TrendPoint], path: Path | None, bound: Decimal | None
    ) -> None:
        self._points, self._path, self._bound = tuple(points), path, bound
        said = trend_text(self._points)
        if path is not None:
            said += f"；{path.due}年应达 {number_text(path.bound)}"
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.current().font("small"))
        return QSize(240, round(metrics.height() * _HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.current().font("small"))
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        look, metrics = theme.current(), QFontMetricsF(theme.current().font("small"))
        years, values = self._years(), self._values()
        side = max(metrics.horizontalAdvance("2027"), metrics.horizontalAdvance("12,000")) / 2 + 4
        high = metrics.height()
        room = QRectF(side, high + 4, self.width() - 2 * side, self.height() - 2 * high - 14)
        low, top = min(values), max(values)

        def at(year: int, value: Decimal | float) -> QPointF:
            return QPointF(
                _along(year, years[0], years[-1], room.left(), room.right()),
                _along(float(value), low, top, room.bottom(), room.top()),
            )

        foot = room.bottom() + 5
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(0, foot), QPointF(self.width(), foot))
        painter.setPen(look.colour("muted"))
        for year in years:
            spot = QRectF(at(year, low).x() - side, foot + 2, 2 * side, high)
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), str(year))
        path = self._path
        if path is not None:
            painter.setPen(QPen(look.colour("attention"), 1.6, Qt.PenStyle.DashLine))
            painter.drawLine(at(path.start, path.begins), at(path.due, path.bound))
            _figure(painter, at(path.due, path.bound), number_text(path.bound), "attention", side)
        elif self._bound is not None:
            painter.setPen(QPen(look.colour("attention"), 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(at(years[0], self._bound), at(years[-1], self._bound))
        dots = [at(point.year, point.value) for point in self._points]
        _line(painter, dots)
        for point, dot in zip(self._points, dots, strict=True):
            painter.setPen(QPen(look.colour("accent"), 1.6))
            painter.setBrush(look.colour("surface" if point.partial else "accent"))
            painter.drawEllipse(dot, 3.4, 3.4)
            if path is None or point.year != path.due:
                _figure(painter, dot, number_text(point.value), "text", side)

    def _years(self) -> list[int]:
        years = [point.year for point in self._points]
        if self._path is not None:
            years += [self._path.start, self._path.due]
        return list(range(min(years), max(years) + 1))

    def _values(self) -> list[float]:
        values = [float(point.value) for point in self._points]
        if self._path is not None:
            values += [float(self._path.begins), float(self._path.bound)]
        if self._bound is not None:
            values.append(float(self._bound))
        return values


def _along(value: float, low: float, high: float, begin: float, end: float) -> float:
    """Where a value lies on an axis; in the middle when there is only one."""
    if high <= low:
        return (begin + end) / 2
    return begin + (end - begin) * (value - low) / (high - low)


def _line(painter: QPainter, dots: Sequence[QPointF]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.current().colour("accent_mid"), 1.6))
    painter.drawPolyline(QPolygonF(list(dots)))


def _figure(painter: QPainter, at: QPointF, text: str, role: str, side: float) -> None:
    high = painter.fontMetrics().height()
    painter.setPen(theme.current().colour(role))
    place = QRectF(at.x() - 2 * side, at.y() - high - 4, 4 * side, high)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
