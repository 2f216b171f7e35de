"""帮助: the Chinese pages of resources/help, shown in the window; one for each place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QImage,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QWidget

from ipdesk.ui import theme
from ipdesk.ui.navigation import PLACES, SETTINGS
from ipdesk.ui.widgets import row
from ipdesk.ui.widgets.ask import Sheet

_COLUMN = 660
_HEADINGS = ("", "display", "title", "heading")
QUICK_START = "quick-start"
_NAME = Qt.ItemDataRole.UserRole
_PAGES = (
    (QUICK_START, "上手"),
    *((place.id, place.caption) for place in PLACES),
    ("drafting", "新政策拟稿"),
    ("imports", "导入"),
    (SETTINGS.id, SETTINGS.caption),
)


class _Reader(QTextBrowser):
    """Text with its pictures made as wide as the column."""

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002 - Qt's own name
        if type != QTextDocument.ResourceType.ImageResource:
            return super().loadResource(type, name)
        picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        width = min(picture.width(), _COLUMN - 40)
        return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


class HelpSheet(Sheet):
    """All pages at the left, the asked one open; links and pictures stay on this PC."""

    keys_asked = Signal()

    def __init__(self, parent: QWidget | None, folder: Path, page: str) -> None:
        super().__init__(parent, "帮助", "知道了", "操作与快捷键")
        self.no.clicked.connect(self.keys_asked)
        self._folder = folder
        self.pages = QListWidget()
        self.pages.setAccessibleName("各页说明")
        self.pages.setFixedWidth(132)
        for name, caption in _PAGES:
            item = QListWidgetItem(caption)
            item.setData(_NAME, name)
            self.pages.addItem(item)
        self.text = _Reader()
        self.text.setAccessibleName("说明")
        self.text.setMinimumSize(_COLUMN, 480)
        self.text.sourceChanged.connect(self._mark)
        self.text.sourceChanged.connect(lambda: _dress(self.text.document()))
        self.pages.currentItemChanged.connect(lambda item: self.show_page(item.data(_NAME)))
        inner = QWidget()
        inner.setProperty("kind", "clear")
        inner.setLayout(row(self.pages, self.text, gap=12))
        self.body.addWidget(inner)
        self.show_page(page)
        self.text.setFocus()

    def show_page(self, name: str) -> None:
        """Open a page by its name; one without help opens the quick start."""
        path = self._folder / f"{name}.md"
        if not path.is_file():
            path = self._folder / f"{QUICK_START}.md"
        wanted = QUrl.fromLocalFile(str(path))
        if self.text.source() != wanted:
            self.text.setSource(wanted, QTextDocument.ResourceType.MarkdownResource)

    def _mark(self, shown: QUrl) -> None:
        """The list follows a link that was taken in the text."""
        name = Path(shown.path()).stem
        for number in range(self.pages.count()):
            if self.pages.item(number).data(_NAME) == name:
                self.pages.setCurrentRow(number)


def _dress(document: QTextDocument) -> None:
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
