"""How much is left, what was kept, and the one next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ipdesk.ui.widgets import column, label, link, primary, quiet, row
from ipdesk.ui.widgets.base import Button, set_property
from ipdesk.ui.widgets.wrapping import Wrapping


class Left(NamedTuple):
    """One thing that is left: its name, how many, and the filter or place it leads to."""

    name: str
    caption: str
    number: int | None  # None: not worked out yet


class DraftFoot(QFrame):
    """Counts that lead to what they count, undo, and the filled button."""

    asked = Signal(str)  # the name of what is left
    taken = Signal()
    undone = Signal()
    together = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot-bar")
        self._lefts = row(gap=2)
        lefts = QWidget()
        lefts.setProperty("kind", "clear")
        lefts.setLayout(self._lefts)
        self.counts: dict[str, Button] = {}
        self._shown: tuple[Left, ...] = ()
        self._narrow = False
        self._texts = ("", "")
        self.kept = label("", "small")
        self.undo = quiet("撤销", self.undone.emit, icon="undo-2")
        self.others = quiet("", self.together.emit)
        self.next = primary("", self.taken.emit, keys="Enter")
        set_property(self.next, "scale", "large")
        acts = (self.undo, self.others, self.next)
        line = Wrapping(lefts, self.kept, *acts, gap=10, right=acts)
        self.setLayout(column(line, margins=(16, 8, 16, 8)))

    def show_left(self, lefts: Sequence[Left]) -> None:
        """Say how much is left of each kind; what is done is quiet."""
        self._shown = tuple(lefts)
        for left in lefts:
            button = self.counts.get(left.name)
            if button is None:
                button = link("")
                button.clicked.connect(lambda _=False, name=left.name: self.asked.emit(name))
                self.counts[left.name] = button
                self._lefts.addWidget(button)
            count = "…" if left.number is None else str(left.number)
            button.setText(f"{left.caption} {count}")
            set_property(button, "tone", "" if left.number is None or left.number else "done")
            button.setEnabled(bool(left.number))
            button.setVisible(bool(left.number) or not self._narrow)

    def fit(self, narrow: bool) -> None:
        """Where there is little room, what is done is left out and the buttons say less."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.undo.setText("" if narrow else "撤销")
            self.show_left(self._shown)
            self.next.setText(self._texts[narrow])

    def offer(self, text: str, short: str = "", reason: str = "") -> None:
        """The next step; with a reason it is greyed."""
        self._texts = (text, short or text)
        self.next.setText(self._texts[self._narrow])
        self.next.setEnabled(not reason)
        self.next.setToolTip(reason)
        self.next.setAccessibleDescription(reason)

    def offer_others(self, count: int) -> None:
        """How many can be confirmed along with it."""
        self.others.setText(
            f"一并确认（{count}）" if self._narrow else f"本条有把握的一并确认（{count}）"
        )
        self.others.setToolTip("列出本条里有把握的，看过再一并确认（A）")
        self.others.setVisible(count > 1)

    def tell_undo(self, step: str, writable: bool) -> None:
        self.undo.setAccessibleName("撤销")
        self.undo.setEnabled(bool(step) and writable)
        self.undo.setToolTip(f"撤销：{step}（U）" if step else "没有可以撤销的")
