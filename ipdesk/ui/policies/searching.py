"""Finding words in the text of a policy: from hit to hit, with how many there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets import LineField, ghost, label, row
from ipdesk.ui.widgets.base import clearable


class TextSearch(QWidget):
    """Searches the text beside it; blanks in what is typed do not matter."""

    searched = Signal(str)  # the words looked for, "" when the field was cleared

    def __init__(self, text: QTextBrowser) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._text = text
        self._hits: list[QTextCursor] = []
        self._at = -1
        self.field = LineField("在原文中查找", 60)
        self.field.setAccessibleName("在原文中查找")
        self.field.setToolTip("输入几个字，按回车找下一处；空格不影响")
        clearable(self.field)
        self.field.setMinimumWidth(64)
        self.field.textChanged.connect(lambda _: self.search())
        self.field.returnPressed.connect(self.next)
        self.count = label("", "small")
        self.before = ghost("chevron-up", "上一处", self.previous)
        self.after = ghost("chevron-down", "下一处", self.next)
        self.setLayout(row(self.field, self.count, self.before, self.after, gap=4))
        self._tell()

    def action(self) -> QAction:
        """The act for the menu and the list under F1."""
        found = QAction("在原文中查找", self)
        found.setShortcut(QKeySequence("Ctrl+Shift+F"))
        found.triggered.connect(self.field.setFocus)
        return found

    def search(self) -> None:
        """Find every place of what is typed and go to the first."""
        words = "".join(self.field.text().split())
        self._hits = self._places(words) if words else []
        self._at = -1
        self._text.setExtraSelections([])
        self.next()
        self._tell()
        self.searched.emit(words)

    def next(self) -> None:
        self._go(1)

    def previous(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        if not self._hits:
            return
        self._at = (self._at + by) % len(self._hits) if self._at >= 0 else 0
        marks = []
        for number, cursor in enumerate(self._hits):
            mark = QTextEdit.ExtraSelection()
            form = QTextCharFormat()
            role = "quote_mark" if number == self._at else "quote_soft"
            form.setBackground(theme.current().colour(role))
            mark.cursor = cursor  # type: ignore[attr-defined]
            mark.format = form  # type: ignore[attr-defined]
            marks.append(mark)
        self._text.setExtraSelections(marks)
        cursor = QTextCursor(self._hits[self._at])
        cursor.setPosition(cursor.selectionStart())
        bar = self._text.verticalScrollBar()
        bar.setValue(max(0, self._text.cursorRect(cursor).top() + bar.value() - 80))
        self._tell()

    def _places(self, words: str) -> list[QTextCursor]:
        text = self._text.document().toPlainText()
        kept = [place for place, char in enumerate(text) if not char.isspace()]
        plain = "".join(text[place] for place in kept).casefold()
        found, start = [], plain.find(words.casefold())
        while start >= 0:
            cursor = QTextCursor(self._text.document())
            cursor.setPosition(kept[start])
            end = kept[start + len(words) - 1] + 1
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            found.append(cursor)
            start = plain.find(words.casefold(), start + len(words))
        return found

    def _tell(self) -> None:
        typed = bool(self.field.text().strip())
        shown = f"{self._at + 1}/{len(self._hits)}" if self._hits else "没有找到"
        self.count.setText(shown if typed else "")
        for button in (self.before, self.after):
            button.setVisible(len(self._hits) > 1)
