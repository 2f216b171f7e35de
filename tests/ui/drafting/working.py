"""What the tests of the editor look at and press."""

from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest

from ipdesk.services import policy_drafts
from ipdesk.services.policy_drafts import DraftPage, PartRow
from ipdesk.ui.drafting.text import Place

Line = QTextCharFormat.UnderlineStyle


def rest(opened: SimpleNamespace) -> None:
    """Until everything is in the store, read back and checked."""
    opened.settle()
    editor = opened.editor
    while editor.keeper.busy or not editor.state.checker.fresh:
        QTest.qWait(10)
        opened.settle()


def press(opened: SimpleNamespace, *keys: Qt.Key) -> None:
    """Keys in the list, each answered before the next."""
    # Short keys belong to the active window.
    opened.window.activateWindow()
    QTest.qWaitForWindowActive(opened.window)
    for key in keys:
        opened.editor.list.setFocus()
        QTest.keyClick(opened.editor.list, key)
        rest(opened)


def stored(opened: SimpleNamespace) -> DraftPage:
    page: DraftPage = opened.ask(policy_drafts.draft_page, opened.draft)
    return page


def part(opened: SimpleNamespace, number: str, kind: str = "proposal") -> PartRow:
    return next(p for p in stored(opened).parts if (p.key.kind, p.key.part) == (kind, number))


def place_of(opened: SimpleNamespace, words: str, paragraph: int = -1) -> Place:
    for number, line in enumerate(opened.editor.page.text):
        at = line.text.find(words)
        if at >= 0 and paragraph in (-1, number):
            return Place(number, at, at + len(words))
    raise AssertionError(words)


def line_under(opened: SimpleNamespace, words: str) -> Line:
    """How a number of the text is underlined."""
    cursor = opened.editor.text._cursor(place_of(opened, words))
    return Line(cursor.charFormat().underlineStyle())


def click_on(opened: SimpleNamespace, words: str) -> None:
    text = opened.editor.text
    cursor = text._cursor(place_of(opened, words))
    cursor.setPosition(cursor.selectionStart() + 1)
    spot: QPoint = text.cursorRect(cursor).center()
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    rest(opened)


def type_into(opened: SimpleNamespace, field: str, text: str) -> None:
    """Typed anew in a field of the form, kept and read back."""
    edit = opened.editor.part.form.fields[field].editor
    edit.setFocus()
    edit.selectAll()
    edit.insert(text)
    edit.textEdited.emit(text)
    opened.editor.keeper.flush()
    rest(opened)


def shown(opened: SimpleNamespace) -> str:
    """The name of what is shown at the right."""
    name: str = opened.editor.state.current
    return name


def listed(opened: SimpleNamespace) -> list[str]:
    return [entry.label for entry in opened.editor.list.entries()]
