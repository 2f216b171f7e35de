"""帮助: the Chinese pages of resources/help, shown in the window; one for each place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QImage,
    QShowEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QTextBrowser, QWidget

from ipdesk.ui import theme
from ipdesk.ui.navigation import PLACES, SETTINGS
from ipdesk.ui.widgets import column, label, row
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.plain_list import PlainList

_COLUMN = 660
_SIDE = 210
_SHOWN = 40  # characters of a line that was found
_HEADINGS = ("", "display", "title", "heading")
QUICK_START = "quick-start"
_NAME = Qt.ItemDataRole.UserRole
PAGES = (
    (QUICK_START, "上手"),
    *((place.id, place.caption) for place in PLACES),
    ("drafting", "新政策拟稿"),
    ("imports", "导入"),
    (SETTINGS.id, SETTINGS.caption),
    ("lists", "列表和搜索"),
    ("faq", "常见问题"),
    ("changes", "更新说明"),
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
    """Pages and their headings at the left, the asked one open; everything stays on this PC."""

    keys_asked = Signal()

    def __init__(
        self, parent: QWidget | None, folder: Path, page: str, about: Sequence[str] = ()
    ) -> None:
        super().__init__(parent, "帮助", "知道了", "操作与快捷键")
        self.setProperty("help", True)
        self.no.clicked.connect(self.keys_asked)
        self._folder = folder
        self._texts = {name: _read(folder / f"{name}.md") for name, _ in PAGES}
        self.search = QLineEdit()
        self.search.setPlaceholderText("在说明里查找")
        self.search.setAccessibleName("在说明里查找")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._first_found)
        self.pages = PlainList("各页说明")
        for name, caption in PAGES:
            item = QListWidgetItem(caption)
            item.setData(_NAME, name)
            self.pages.addItem(item)
        self.contents = PlainList("本页目录")
        self.contents.itemClicked.connect(self._go_to)
        self.contents.itemActivated.connect(self._go_to)
        self.text = _Reader()
        self.text.setAccessibleName("说明")
        self.text.setMinimumSize(_COLUMN, 480)
        self.text.sourceChanged.connect(self._mark)
        self.text.sourceChanged.connect(lambda: _dress(self.text.document()))
        self.pages.currentItemChanged.connect(lambda item: self.show_page(item.data(_NAME)))
        self._lay_out()
        self._about = tuple(about)
        self.show_page(page)
        self.text.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Where a heading stands is known once the text has the width it is shown in.
        QTimer.singleShot(0, self, self._go_to_part)

    def _go_to_part(self) -> None:
        """The first of what it was asked about that has a heading of its own."""
        for wanted in self._about:
            block = self.text.document().begin()
            while block.isValid():
                if _is_about(block, wanted):
                    self._stand_at(block)
                    return
                block = block.next()

    def _stand_at(self, block: QTextBlock) -> None:
        """The heading on top, as one who leafed there would have it."""
        self.text.setTextCursor(QTextCursor(block))
        top = self.text.document().documentLayout().blockBoundingRect(block).top()
        self.text.verticalScrollBar().setValue(round(top))

    def _lay_out(self) -> None:
        self._heading = label("本页目录", "small")
        side = QWidget()
        side.setProperty("kind", "clear")
        side.setLayout(column(self.search, self.pages, self._heading, self.contents, gap=6))
        side.setFixedWidth(theme.current().px(_SIDE))
        inner = QWidget()
        inner.setProperty("kind", "clear")
        inner.setLayout(row(side, self.text, gap=12))
        self.body.addWidget(inner)

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
        if not self.search.text().strip():
            self._show_contents(name)

    def _show_contents(self, name: str) -> None:
        self._heading.setText("本页目录")
        self.contents.clear()
        for line in self._texts.get(name, ()):
            if line.startswith("## "):
                self._add(line[3:], name, line[3:])

    def _find(self, typed: str) -> None:
        """Every line of every page that says it; without words the headings of this page."""
        words = typed.split()
        if not words:
            self._show_contents(Path(self.text.source().path()).stem)
            return
        self.contents.clear()
        for name, caption in PAGES:
            for line in self._texts[name]:
                said = _plain(line)
                if all(word.lower() in said.lower() for word in words):
                    self._add(f"{caption}：{said[:_SHOWN]}", name, words[0])
        count = self.contents.count()
        self._heading.setText(f"找到 {count} 处" if count else "没有找到，换个说法试试")

    def _add(self, text: str, page: str, words: str) -> None:
        item = QListWidgetItem(text)
        item.setToolTip(text)
        item.setData(_NAME, (page, words, text))
        self.contents.addItem(item)

    def _first_found(self) -> None:
        if self.contents.count():
            self.contents.setCurrentRow(0)
            self._go_to(self.contents.item(0))

    def _go_to(self, item: QListWidgetItem) -> None:
        """The page, and there the words: in the line that was chosen where it can be told."""
        page, words, line = item.data(_NAME)
        self.show_page(page)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        told = line.partition("：")[2]
        if not (told and self.text.find(told)):
            self.text.find(words)
        self.text.ensureCursorVisible()


def _read(path: Path) -> tuple[str, ...]:
    """The lines of a page that say something."""
    if not path.is_file():
        return ()
    lines = path.read_text("utf-8").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith(("![", "|--")))


def _is_about(block: QTextBlock, wanted: str) -> bool:
    """Whether a block is the heading of what was asked: 登记 is about 登记申报主体."""
    title = block.text().strip()
    below_top = block.blockFormat().headingLevel() > 1
    return below_top and bool(title) and (title == wanted or wanted.startswith(title))


def _plain(line: str) -> str:
    """A line as it is read: without the marks of Markdown."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return text.replace("**", "").replace("|", " ").strip(" #-").strip()


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
