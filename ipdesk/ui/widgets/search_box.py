"""The one search box of the window: answers as one types, in groups, by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ipdesk.ui import icons, theme, worn
from ipdesk.ui.widgets.base import column, label, row, set_property

_PAUSE_MS = 60
_WIDE = 640
_KEYS = "↑↓ 选择　回车 打开"


class Hit(NamedTuple):
    """One answer: its group (申报主体, 申报, 标的, 文书), what it is, and what opens it."""

    group: str
    title: str
    note: str
    target: Any
    part: tuple[int, int] = (0, 0)  # of the title that was typed
    note_part: tuple[int, int] = (0, 0)
    second: tuple[str, Any] | None = None  # Ctrl+Enter: what it does, and what it opens


class SearchBox(QFrame):
    """Asks with `asked` a moment after the last key; `taken` gives the target of the answer."""

    asked = Signal(str)
    begun = Signal()  # the box has been entered and is empty
    taken = Signal(object)

    def __init__(self, hint: str, keys: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "search")
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName("搜索")
        self.edit.setClearButtonEnabled(False)
        sign = QLabel()
        icons.show(sign, "search", "muted", 16)
        self._keys = label(keys)
        self._keys.setProperty("kind", "key")
        self.setLayout(row(sign, self.edit, self._keys, margins=(11, 4, 8, 4)))
        self._keys.setVisible(bool(keys))
        self.setFocusProxy(self.edit)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(lambda: self.asked.emit(self.text()))
        self.edit.textEdited.connect(lambda _: self._timer.start())
        self.edit.installEventFilter(self)
        self._popup: _Popup | None = None

    def text(self) -> str:
        return self.edit.text().strip()

    def clear(self) -> None:
        self.edit.clear()
        self.hide_hits()
        self.asked.emit("")

    def show_hits(self, text: str, hits: Sequence[Hit], more: int = 0) -> None:
        """Show the answers to `text`; late answers to an older text are left out."""
        if text != self.text() or (not text and not hits):
            self.hide_hits()
            return
        if self._popup is None:
            self._popup = _Popup(self)
            self._popup.list.itemClicked.connect(lambda item: self._take(item))
        self._popup.fill(hits, more)
        self._popup.place(self)

    def hide_hits(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    @property
    def hits_shown(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            set_property(self, "focus", "yes")
            if not self.text():
                self.begun.emit()
        elif event.type() == QEvent.Type.FocusOut:
            set_property(self, "focus", "no")
            QTimer.singleShot(0, self, self._hide_if_left)
        elif event.type() == QEvent.Type.KeyPress:
            return self._key(cast(QKeyEvent, event))
        return False

    def _hide_if_left(self) -> None:
        if not self.edit.hasFocus():
            self.hide_hits()

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear()
            return True
        if key == Qt.Key.Key_Down and not self.text() and not self.hits_shown:
            self.begun.emit()
            return True
        if self._popup is None or not self._popup.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._popup.move_by(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self._popup.list.currentItem()
            if item is not None:
                other = event.modifiers() & Qt.KeyboardModifier.ControlModifier
                self._take(item, second=bool(other))
            return True
        return False

    def _take(self, item: QListWidgetItem, *, second: bool = False) -> None:
        hit = self._popup.hit_of(item) if self._popup is not None else None
        if hit is None or (second and hit.second is None):
            return
        target = hit.second[1] if second and hit.second is not None else hit.target
        if target is not None:
            self.clear()
            self.taken.emit(target)


class _Popup(QFrame):
    """Lies over the page below the box; the box keeps the focus and drives it."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box.window())
        worn.wear(self)
        self.setProperty("kind", "tip")
        self.list = QListWidget()
        self.list.setProperty("kind", "hits")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("搜索结果")
        self._hits: dict[int, Hit] = {}
        self._heights: dict[bool, QSize] = {}  # of the names of groups, and of answers
        self.foot = label(_KEYS, "small")
        self.foot.setMargin(6)
        self.list.currentItemChanged.connect(lambda item, _: self._tell_keys(item))
        self.setLayout(column(self.list, self.foot, gap=2, margins=(6, 6, 6, 2)))
        self.hide()

    def fill(self, hits: Sequence[Hit], more: int) -> None:
        self.list.clear()
        self._hits.clear()
        self._heights.clear()
        group = None
        for hit in hits:
            if hit.group != group:
                group = hit.group
                self._add(label(group, "small"))
            title = _marked(hit.title, hit.part)
            if hit.note:
                self._add(title, _marked(hit.note, hit.note_part, "small"), None, hit=hit)
            else:
                self._add(title, None, hit=hit)
        if not hits:
            self._add(label("没有找到。可以少打几个字，或打拼音首字母、号码的一段。", "muted"))
        elif more:
            self._add(label(f"另有 {more:,} 条，再多打一个字", "small"))
        self.move_by(1)

    def place(self, box: SearchBox) -> None:
        corner = box.mapTo(box.window(), QPoint(0, box.height() + 4))
        rows = sum(self.list.sizeHintForRow(n) for n in range(self.list.count()))
        rows += 16 + self.foot.sizeHint().height()
        room = box.window().height() - corner.y() - 24
        free = box.window().width() - corner.x() - 24
        width = min(max(box.width(), theme.current().px(_WIDE)), free)
        self.setGeometry(corner.x(), corner.y(), width, min(rows, room))
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Go to the next answer, passing over the names of groups."""
        at = self.list.currentRow()
        while 0 <= at + step < self.list.count():
            at += step
            if at in self._hits:
                self.list.setCurrentRow(at)
                return

    def _tell_keys(self, item: QListWidgetItem | None) -> None:
        hit = self.hit_of(item)
        second = hit.second if hit is not None else None
        self.foot.setText(f"{_KEYS}　Ctrl+回车 {second[0]}" if second else _KEYS)
        self.foot.setVisible(hit is not None)

    def hit_of(self, item: QListWidgetItem | None) -> Hit | None:
        """The answer of a line; None for the name of a group."""
        return self._hits.get(self.list.row(item)) if item is not None else None

    def _add(self, *shown: QWidget | None, hit: Hit | None = None) -> None:
        item = QListWidgetItem()
        if hit is not None:
            # Not in the item: Qt turns what it holds into lists and plain texts.
            self._hits[self.list.count()] = hit
        said = f"{hit.group} {hit.title} {hit.note}" if hit is not None else ""
        item.setData(int(Qt.ItemDataRole.AccessibleTextRole), said)
        if hit is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        holder = QWidget(self.list.viewport())
        holder.setProperty("kind", "clear")
        holder.setLayout(row(*shown, gap=10, margins=(8, 4, 8, 4)))
        # To ask each line for its height would take half the time: they differ by kind alone.
        if (hit is None) not in self._heights:
            self._heights[hit is None] = holder.sizeHint()
        item.setSizeHint(self._heights[hit is None])
        self.list.addItem(item)
        self.list.setItemWidget(item, holder)


def _marked(text: str, part: tuple[int, int], role: str = "") -> QLabel:
    """A text with what was typed in bold."""
    start, end = part
    shown = label(text, role)
    if end > start:
        from html import escape  # with it come all names of HTML's characters

        before, typed, after = (escape(one) for one in _cut(text, start, end))
        shown.setTextFormat(Qt.TextFormat.RichText)
        shown.setText(f"{before}<b>{typed}</b>{after}")
    return shown


def _cut(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[:start], text[start:end], text[end:]
