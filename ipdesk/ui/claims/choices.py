"""Lines to choose from under a field: arrow keys move, Enter or a click takes one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QWidget

from ipdesk.ui.widgets import Chip, clear, column, label, row, set_property

NOBODY = "先选主体"  # is said once above the lines, not on each
_SHORT = 16  # characters that stand at the right of a title; longer ones get their own line


class Choice(QFrame):
    """One line that can be chosen; one that cannot says why."""

    chosen = Signal(object)
    ticked = Signal(object)

    def __init__(
        self,
        key: object,
        title: str,
        side: str,
        texts: Sequence[str],
        refused: str = "",
        warning: str = "",
        tick: bool | None = None,
    ) -> None:
        super().__init__()
        self.key = key
        self.title = title
        self.refused = refused
        self.setProperty("kind", "check")
        head = row(gap=10)
        self.tick: QCheckBox | None = None
        if tick is not None and not refused:
            self.tick = QCheckBox()
            self.tick.setChecked(tick)
            self.tick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.tick.setAccessibleName(f"{title}：加入同一申请表")
            self.tick.setToolTip("加入同一申请表（Shift+回车）")
            self.tick.clicked.connect(lambda _: self.ticked.emit(self.key))
        name = label(title, "muted" if refused else "strong", wrap=True)
        name.setMinimumWidth(1)  # it goes on in the next line rather than push the amount out
        head.addWidget(name, 1)
        said = bool(refused) and refused != NOBODY
        if said:
            head.addWidget(Chip(refused, "quiet"), 0, Qt.AlignmentFlag.AlignTop)
        inner = column(head, gap=2)
        if side and len(side) <= _SHORT and not said:
            head.addWidget(label(side, "muted"), 0, Qt.AlignmentFlag.AlignTop)
        elif side:
            inner.addWidget(label(side, "muted" if refused else "", wrap=True))
        for text in texts:
            if text:
                inner.addWidget(label(text, "small", wrap=True))
        if warning:
            inner.addWidget(label(f"! {warning}", "small", "attention", wrap=True))
        whole = row(gap=10, margins=(13, 7, 14, 7))
        if self.tick is not None:
            whole.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(inner, 1)  # every line begins where the title does
        self.setLayout(whole)
        self.setAccessibleName(" ".join(part for part in (title, side, refused, warning) if part))
        if refused:
            self.setEnabled(False)

    def mark(self, on: bool) -> None:
        set_property(self, "current", on)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.refused:
            self.chosen.emit(self.key)


class Choices(QScrollArea):
    """A list of choices; arrow keys in the field above move through it."""

    chosen = Signal(object)
    ticked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._inside = QWidget()
        self._inside.setProperty("kind", "clear")
        self._lines = column(gap=0)
        self._inside.setLayout(self._lines)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines: list[Choice] = []
        self._at = -1
        # Where a line lies is known when the layout has been done.
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._bring_into_sight)

    def show_choices(self, lines: Sequence[Choice], nothing: str = "", keep: object = None) -> None:
        """Show other lines; the one with the key `keep` is marked, else the first one."""
        self._inside.setUpdatesEnabled(False)  # not drawn before each line has its height
        clear(self._lines)
        self.lines = list(lines)
        for line in self.lines:
            line.chosen.connect(self._taken)
            line.ticked.connect(self.ticked)
            self._lines.addWidget(line)
        if not self.lines and nothing:
            self._lines.addLayout(row(label(nothing, "muted", wrap=True), margins=(16, 12, 16, 12)))
        self._lines.addStretch(1)
        places = self._places()
        kept = [n for n in places if keep is not None and self.lines[n].key == keep]
        self._move((kept or places or [-1])[0])

    def step(self, by: int) -> None:
        places = self._places()
        if places:
            here = places.index(self._at) if self._at in places else 0
            self._move(places[max(0, min(here + by, len(places) - 1))])

    def take(self) -> None:
        """Enter: the marked line."""
        if 0 <= self._at < len(self.lines):
            self.chosen.emit(self.lines[self._at].key)

    def mark(self, key: object) -> None:
        """Mark the line with this key, where it is listed."""
        here = next((n for n in self._places() if self.lines[n].key == key), None)
        if here is not None:
            self._move(here)

    def marked(self) -> object:
        """The key Enter would take, None when there is none."""
        return self.lines[self._at].key if 0 <= self._at < len(self.lines) else None

    def _taken(self, key: object) -> None:
        self._move(next(n for n, line in enumerate(self.lines) if line.key == key))
        self.chosen.emit(key)

    def _places(self) -> list[int]:
        return [n for n, line in enumerate(self.lines) if not line.refused]

    def _move(self, to: int) -> None:
        self._at = to
        for number, line in enumerate(self.lines):
            line.mark(number == to)
        self._settle.start()

    def _bring_into_sight(self) -> None:
        self._inside.setUpdatesEnabled(True)
        if 0 <= self._at < len(self.lines):
            self.ensureWidgetVisible(self.lines[self._at], 0, 20)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._settle.start()
