"""The text as it was published: every number underlined by its state, the sentence lit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QMouseEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from ipdesk.ui import theme

_LINE = QTextCharFormat.UnderlineStyle
# Colour and shape: a state is told apart also in grey and by who sees no red.
MARKS = {
    "proposed": ("attention", _LINE.DashUnderline),
    "confirmed": ("done", _LINE.SingleUnderline),
    "written-off": ("muted", _LINE.DotLine),
    "unread": ("fault", _LINE.WaveUnderline),
}
ANSWERS = {
    "proposed": "待确认的提议",
    "confirmed": "已确认",
    "written-off": "已注销，不作规则",
    "unread": "没有读懂，请处理",
}


class Place(NamedTuple):
    """Letters of one paragraph."""

    paragraph: int
    start: int
    end: int


class Line(NamedTuple):
    """One paragraph as it is shown; depth 1 is a chapter, 2 a clause's heading, 0 text."""

    text: str
    depth: int = 0


class Number(NamedTuple):
    """A number of the text, its state and the number of its entry in the list, -1 for none."""

    place: Place
    state: str
    entry: int = -1


class DraftText(QTextBrowser):
    """Read only; tells which number or sentence was clicked and what was selected."""

    number_chosen = Signal(int)  # the entry of the number or sentence that was clicked
    selected = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "reader")
        self.setAccessibleName("公布的原文")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self._lines: tuple[Line, ...] = ()
        self._numbers: tuple[Number, ...] = ()
        self._sentences: tuple[tuple[Place, int], ...] = ()
        self._lit: Place | None = None
        self._figure: Place | None = None
        self.copyAvailable.connect(self.selected)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show a text; the same text again keeps its place."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._numbers = ()
            self._write()

    def show_numbers(
        self, numbers: Sequence[Number], sentences: Sequence[tuple[Place, int]] = ()
    ) -> None:
        """Underline the numbers; only what has changed is drawn anew."""
        before = {(one.place, one.state) for one in self._numbers}
        self._numbers = tuple(numbers)
        self._sentences = tuple(sentences)
        now = {(one.place, one.state) for one in self._numbers}
        for place, _ in before - now:
            self._underline(place, _LINE.NoUnderline, "")
        for place, state in now - before:
            role, line = MARKS[state]
            self._underline(place, line, role)

    def light(self, sentence: Place | None, figure: Place | None = None) -> None:
        """Light a sentence, its number more, and bring it into sight."""
        self._lit, self._figure = sentence, figure
        marks = []
        for place, role in ((sentence, "quote_soft"), (figure, "quote_mark")):
            if place is not None:
                marks.append(self._selection(place, role))
        self.setExtraSelections(marks)
        if sentence is not None or figure is not None:
            self._bring_into_sight(sentence or figure)

    def selected_place(self) -> Place | None:
        """What is selected, within its first paragraph; None when nothing is."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        first = self.document().findBlock(cursor.selectionStart())
        start = cursor.selectionStart() - first.position()
        end = min(cursor.selectionEnd() - first.position(), len(first.text()))
        return Place(first.blockNumber(), start, end) if end > start else None

    def select(self, place: Place) -> None:
        """Select letters as the mouse would."""
        self.setTextCursor(self._cursor(place))

    def entry_at(self, paragraph: int, letter: int) -> int:
        """The entry of the number at a place, else of the sentence around it; -1: none."""
        for number in self._numbers:
            if number.entry >= 0 and _holds(number.place, paragraph, letter):
                return number.entry
        around = [
            (place.end - place.start, entry)
            for place, entry in self._sentences
            if _holds(place, paragraph, letter)
        ]
        return min(around)[1] if around else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        cursor = self.cursorForPosition(event.position().toPoint())
        entry = self.entry_at(cursor.blockNumber(), cursor.positionInBlock())
        if entry >= 0:
            self.number_chosen.emit(entry)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._lines:
            numbers, self._numbers = self._numbers, ()
            self._write()
            self.show_numbers(numbers, self._sentences)
            self.light(self._lit, self._figure)

    def _write(self) -> None:
        look = theme.current()
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, line in enumerate(self._lines):
            block = QTextBlockFormat()
            block.setLineHeight(122, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            block.setBottomMargin(6)
            block.setTopMargin(12 if line.depth and number else 0)
            letters = QTextCharFormat()
            letters.setFont(look.font("body", bold=line.depth == 1, serif=True))
            letters.setForeground(look.colour("text"))
            if line.depth > 1:
                letters.setFontWeight(QFont.Weight.DemiBold)
            if number:
                cursor.insertBlock(block, letters)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(line.text, letters)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _underline(self, place: Place, line: QTextCharFormat.UnderlineStyle, role: str) -> None:
        form = QTextCharFormat()
        form.setUnderlineStyle(line)
        if role:
            form.setUnderlineColor(theme.current().colour(role))
        self._cursor(place).mergeCharFormat(form)

    def _cursor(self, place: Place) -> QTextCursor:
        block = self.document().findBlockByNumber(place.paragraph)
        cursor = QTextCursor(self.document())
        longest = max(0, block.length() - 1)
        cursor.setPosition(block.position() + min(place.start, longest))
        kept = QTextCursor.MoveMode.KeepAnchor
        cursor.setPosition(block.position() + min(place.end, longest), kept)
        return cursor

    def _selection(self, place: Place, role: str) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setBackground(theme.current().colour(role))
        mark.cursor = self._cursor(place)  # type: ignore[attr-defined]
        mark.format = form  # type: ignore[attr-defined]
        return mark

    def _bring_into_sight(self, place: Place | None) -> None:
        if place is None:
            return
        bar = self.verticalScrollBar()
        cursor = self._cursor(place)
        end = self.cursorRect(cursor).bottom()
        cursor.setPosition(cursor.selectionStart())
        top = self.cursorRect(cursor).top()
        if top < 24 or end > self.viewport().height() - 24:
            bar.setValue(max(0, bar.value() + top - self.viewport().height() // 4))


def _holds(place: Place, paragraph: int, letter: int) -> bool:
    return place.paragraph == paragraph and place.start <= letter <= place.end
