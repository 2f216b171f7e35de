"""Sheets that look like what an applicant hands in: drawn, so that nobody's paper is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

_WIDE, _HIGH = 1000, 1414
_INK, _FRAME, _SEAL = QColor("#2A2A2A"), QColor("#B58A3C"), QColor("#C23B32")


def scan(title: str, lines: Sequence[str], seal: str = "样例") -> bytes:
    """One page as PNG: a frame, a title, what stands in it and a seal."""
    page = QImage(_WIDE, _HIGH, QImage.Format.Format_RGB32)
    page.fill(QColor("#FDFCF7"))
    painter = QPainter(page)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_FRAME, 6))
    painter.drawRect(50, 50, _WIDE - 100, _HIGH - 100)
    painter.setPen(QPen(_FRAME, 2))
    painter.drawRect(66, 66, _WIDE - 132, _HIGH - 132)
    painter.setPen(_INK)
    _letters(painter, 62, bold=True)
    painter.drawText(QRectF(80, 160, _WIDE - 160, 120), Qt.AlignmentFlag.AlignCenter, title)
    _letters(painter, 34)
    for number, line in enumerate(lines):
        top = 360 + number * 84
        painter.drawText(QRectF(150, top, _WIDE - 260, 60), Qt.AlignmentFlag.AlignVCenter, line)
    painter.setPen(QPen(_SEAL, 7))
    painter.drawEllipse(QRectF(660, 1040, 220, 220))
    _letters(painter, 46, bold=True)
    painter.drawText(QRectF(660, 1040, 220, 220), Qt.AlignmentFlag.AlignCenter, seal)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page.save(buffer, "PNG")
    return bytes(buffer.data().data())


def _letters(painter: QPainter, size: int, *, bold: bool = False) -> None:
    font = QFont(painter.font())
    font.setPixelSize(size)
    font.setBold(bold)
    painter.setFont(font)
