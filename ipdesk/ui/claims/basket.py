"""同一申请表: the awards picked for one form of one applicant, before its claims are begun."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ipdesk.ui.widgets import clear, column, ghost, label, primary, quiet, row

Key = tuple[str, str]  # policy and award


class Basket(QFrame):
    """What is on the form so far; seen once there is something on it."""

    changed = Signal()
    begun = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.picked: dict[Key, str] = {}
        self.title = label("", "strong")
        self._lines = column(gap=2)
        self.begin = primary("", self.begun.emit)
        self.drop = quiet("不合在一起", self.empty)
        keys = label("回车再加一项；框里空着时回车，一起开办", "small", wrap=True)
        foot = row(keys, self.drop, self.begin)
        foot.setStretch(0, 1)
        self.setLayout(column(self.title, self._lines, foot, gap=6, margins=(16, 8, 16, 10)))
        self.hide()

    def toggle(self, key: Key, label_: str) -> None:
        """Put an award on the form, or take it off again."""
        if key in self.picked:
            del self.picked[key]
        else:
            self.picked[key] = label_
        self._show()

    def empty(self) -> None:
        self.picked.clear()
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        for key, text in self.picked.items():
            off = ghost("x", f"不要{text}", lambda key=key: self._off(key))  # type: ignore[misc]
            line = row(label(text, wrap=True), off)
            line.setStretch(0, 1)
            self._lines.addLayout(line)
        count = len(self.picked)
        self.title.setText(f"同一申请表：{count} 项")
        self.begin.setText(f"一起开办 {count} 项" if count > 1 else "开办这一项")
        self.setVisible(bool(count))
        self.changed.emit()

    def _off(self, key: Key) -> None:
        self.picked.pop(key, None)
        self._show()
