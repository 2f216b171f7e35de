"""The full text of a policy, scrolled to a clause, with the words in question marked."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from ipdesk.domain.policy import Policy
from ipdesk.ui import theme

_AIR = 4  # above the first line in sight
_ANCHOR = re.compile(r'<a id="([\w-]+)"></a>')


class ClauseText(QTextBrowser):
    """Read only; `show_clause` goes to a place, `mark` stresses a quotation there."""

    def __init__(self, role: str = "body") -> None:
        super().__init__()
        self.setProperty("kind", "reader")
        self.setAccessibleName("政策原文")
        self.setOpenLinks(False)
        self._role = role
        self._policy: Policy | None = None
        self._place = ("", "")
        self._marked: QTextCursor | None = None
        self._written = ("", 0)  # in the colours and the size of which look
        self._followed = False  # the reader has not moved away from the words
        self.verticalScrollBar().actionTriggered.connect(self._let_go)

    def show_policy(self, policy: Policy) -> None:
        """Show the text of a policy from its beginning."""
        if policy is self._policy:
            return
        self._policy = policy
        self._write()

    def show_clause(self, policy: Policy, clause_id: str, mark: str = "") -> None:
        """Go to a clause and mark `mark`, words of the policy; without it the whole clause."""
        self.show_policy(policy)
        self._place = (clause_id, mark)
        clause = next((c for c in policy.clauses if c.id == clause_id), None)
        wanted = mark or (clause.text if clause is not None else "")
        cursor = self._find(wanted, clause_id)
        self.setExtraSelections([])
        self._marked = cursor
        if cursor is None:
            self.scrollToAnchor(f"c{clause_id}")
            return
        marked = QTextEdit.ExtraSelection()
        marked.cursor = cursor  # type: ignore[attr-defined]
        form = QTextCharFormat()
        form.setBackground(theme.current().colour("quote_mark" if mark else "quote_soft"))
        marked.format = form  # type: ignore[attr-defined]
        self.setExtraSelections([marked])
        self._scroll_to(cursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words stay in sight when the lines break anew, unless the reader moved away."""
        super().resizeEvent(event)
        if self._followed and self._marked is not None:
            self._scroll_to(self._marked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        look = theme.current()
        other = (look.scheme, look.zoom) != self._written
        if event.type() == QEvent.Type.StyleChange and self._policy is not None and other:
            self._write()
            if self._place[0]:
                self.show_clause(self._policy, *self._place)

    def _write(self) -> None:
        if self._policy is None:
            return
        self._marked = None
        look = theme.current()
        self._written = (look.scheme, look.zoom)
        size = look.points(self._role)
        self.document().setDefaultStyleSheet(
            f"p {{ font-family: '{look.serif}'; font-size: {size}pt; line-height: 118%;"
            f" margin: 0 0 6px 0; color: {look.colours.text}; }}"
            f"h2 {{ font-size: {size * 1.1}pt; margin: 14px 0 8px 0; }}"
            f"h3 {{ font-size: {size}pt; margin: 12px 0 6px 0; }}"
        )
        self.setHtml(_html(self._policy.source))

    def _find(self, wanted: str, clause_id: str) -> QTextCursor | None:
        """The place of these words, looked for from the clause on and then from the top."""
        words = wanted.strip()
        if not words:
            return None
        text = self.document().toPlainText()
        clause = (
            next((c for c in self._policy.clauses if c.id == clause_id), None)
            if (self._policy is not None)
            else None
        )
        begin = max(text.find(clause.text[:20]), 0) if clause is not None else 0
        at = text.find(words, begin)
        if at < 0:
            at = text.find(words)
        if at < 0:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(at)
        cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _scroll_to(self, cursor: QTextCursor) -> None:
        """The words in sight below a whole line: their heading, paragraph or the line before."""
        bar, start = self.verticalScrollBar(), QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        words = self.cursorRect(start).top() + bar.value()
        first = start.block()
        if first.previous().blockFormat().headingLevel():
            first = first.previous()
        top = round(self.document().documentLayout().blockBoundingRect(first).top())
        if words - top > self.viewport().height() // 3:  # far into a long paragraph
            start.movePosition(QTextCursor.MoveOperation.Up)
            top = self.cursorRect(start).top() + bar.value()
        bar.setValue(max(0, top - _AIR))
        self._followed = True

    def _let_go(self, _action: int) -> None:
        self._followed = False


def _html(source: str) -> str:
    """The markdown of a pack, which has headings, paragraphs and anchors only."""
    parts = []
    anchor = ""
    for line in source.splitlines():
        found = _ANCHOR.match(line)
        if found is not None:
            anchor = f'<a name="{found.group(1)}"></a>'
            line = line[found.end() :]
        if not line.strip():
            continue
        level = len(line) - len(line.lstrip("#"))
        text = escape(line[level:].strip())
        tag = {0: "p", 1: "h2"}.get(level, "h3")
        parts.append(f"<{tag}>{anchor}{text}</{tag}>")
        anchor = ""
    return "".join(parts)
