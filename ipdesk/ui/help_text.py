"""The text of the help: its pictures at the width of the column, its headings and tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QImage,
    QMouseEvent,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser

from ipdesk.ui import theme

_HEADINGS = ("", "display", "title", "heading")
_EDGE = 40  # the margins of the text and its scroll bar
_PIECE = 2  # characters of a piece of what was typed


class Reader(QTextBrowser):
    """Text with its pictures made as wide as the column; a click shows one as large as it is."""

    picture_asked = Signal(str)

    def __init__(self, column: int) -> None:
        super().__init__()
        self._column = column
        self.viewport().setMouseTracking(True)

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002 - Qt's own name
        if type != QTextDocument.ResourceType.ImageResource:
            return super().loadResource(type, name)
        picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        if picture.isNull():
            return picture
        # Drawn in the dots of the screen, so that it is sharp where two of them are one pixel.
        ratio = self.devicePixelRatioF()
        width = min(round(picture.width() * ratio), round((self._column - _EDGE) * ratio))
        shown = picture.scaledToWidth(max(width, 1), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        return shown

    def picture_at(self, place: QPointF) -> str:
        """The file of the picture there, "" for none."""
        bars = (self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        name = self.document().documentLayout().imageAt(place + QPointF(*bars))
        return self.source().resolved(QUrl(name)).toLocalFile() if name else ""

    def first_picture(self) -> str:
        """The topmost picture that is to be seen, for the keyboard."""
        for y in range(0, self.viewport().height(), 8):
            found = self.picture_at(QPointF(self._column / 4, y))
            if found:
                return found
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self.picture_at(event.position()):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        found = self.picture_at(event.position())
        if found and not self.textCursor().hasSelection():
            self.picture_asked.emit(found)


def read_lines(path: Path) -> tuple[str, ...]:
    """The lines of a page that say something."""
    if not path.is_file():
        return ()
    lines = path.read_text("utf-8").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith(("![", "|--")))


def plain(line: str) -> str:
    """A line as it is read: without the marks of Markdown."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return text.replace("**", "").replace("|", " ").strip(" #-").strip()


def says(typed: str, line: str) -> bool:
    """Whether a line has every word that was typed."""
    low = line.lower()
    return all(word.lower() in low for word in typed.split())


def _pieces(typed: str) -> list[str]:
    whole = "".join(typed.split())
    return [whole[at : at + _PIECE] for at in range(len(whole) - 1)]


def nearness(typed: str, line: str) -> float:
    """How much of what was typed a line has, in pieces of two characters: 密码忘了 is near 密码."""
    pieces = _pieces(typed)
    return sum(piece in line for piece in pieces) / len(pieces) if pieces else 0.0


def nearest(typed: str, line: str) -> str:
    """The first piece of what was typed that a line has."""
    return next((piece for piece in _pieces(typed) if piece in line), typed)


def dress(document: QTextDocument) -> None:
    """The theme's sizes for headings and its lines for tables, which Markdown cannot say."""
    look = theme.current()
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            cursor.setPosition(block.position())
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            letters = cursor.charFormat()
            # Markdown's own larger sizes win over a point size as long as they are there.
            letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            letters.setFontPointSize(look.points(_HEADINGS[min(level, 3)]))
            cursor.setCharFormat(letters)
            air = block.blockFormat()
            air.setTopMargin(look.px(0 if level == 1 else 18))
            cursor.setBlockFormat(air)
        block = block.next()
    for part in document.rootFrame().childFrames():
        if isinstance(part, QTextTable):
            lines = part.format().toTableFormat()
            lines.setBorder(1)
            lines.setBorderBrush(QBrush(look.colour("line")))
            lines.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            lines.setBorderCollapse(True)
            lines.setCellPadding(5)
            part.setFormat(lines)
