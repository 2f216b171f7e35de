"""The checklist: one line after the other, the clause's words beside each, keys 1 to 4."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ipdesk.domain.record import CheckState
from ipdesk.services.claim_view import CheckView, ClaimView
from ipdesk.ui import icons
from ipdesk.ui.widgets import (
    Card,
    QuoteBlock,
    clear,
    column,
    label,
    quiet,
    row,
    set_property,
)

ANSWERS = (
    (CheckState.MET, "符合"),
    (CheckState.UNMET, "不符合"),
    (CheckState.NOT_APPLICABLE, "不适用"),
    (CheckState.MISSING, "待补"),
)
_SIGNS = {
    CheckState.MET: ("circle-check", "done"),
    CheckState.UNMET: ("circle-x", "fault"),
    CheckState.NOT_APPLICABLE: ("minus", "muted"),
    CheckState.MISSING: ("circle-alert", "attention"),
    CheckState.UNCHECKED: ("circle-dashed", "faint"),
}
_CAPTIONS = dict(ANSWERS)


class CheckRow(QFrame):
    """One line of the checklist; the current one is open, the others are a single row."""

    chosen = Signal(str)
    answered = Signal(str, object, str)  # check id, state, note

    def __init__(self, check: CheckView, number: int, current: bool, writable: bool) -> None:
        super().__init__()
        self.check = check
        self.setProperty("kind", "check")
        set_property(self, "current", current)
        sign, tone = _SIGNS[check.state]
        if check.state is CheckState.UNCHECKED and check.findings:
            sign, tone = "circle-question-mark", "attention"
        picture = QLabel()
        picture.setPixmap(icons.picture(sign, tone, 20))
        self.caption = label(f"{number}. {check.label}", wrap=True)
        if current:
            set_property(self.caption, "role", "strong")
        self.side = label(self._side_text(), "small")
        head = row(picture, gap=10)
        head.addWidget(self.caption, 1)
        head.addWidget(self.side, 0, Qt.AlignmentFlag.AlignTop)
        inner = column(gap=8, margins=(14, 9, 14, 9))
        inner.addLayout(head)
        if current:
            inner.addLayout(self._open_part(writable))
        elif check.note or check.findings:
            said = check.note or check.findings[0]
            line = label(said, "small", "" if check.note else "attention", wrap=True)
            inner.addLayout(row(30, line, gap=0))
        self.setLayout(inner)
        self.setAccessibleName(f"{check.label}：{self._state_text()}")

    def _state_text(self) -> str:
        if self.check.state is CheckState.UNCHECKED:
            return "未核"
        return _CAPTIONS[self.check.state]

    def _side_text(self) -> str:
        check = self.check
        if check.automatic:
            return "自动"
        if check.at is not None:
            return f"{check.operator} {check.at:%m-%d}"
        return self._state_text()

    def _open_part(self, writable: bool) -> QVBoxLayout:
        check = self.check
        part = column(gap=8, margins=(30, 0, 0, 0))
        if check.quote:
            block = QuoteBlock(f"{check.clause}……{check.quote}", check.quote)
            part.addWidget(block)
        for text in check.findings:
            part.addWidget(label(f"! {text}", "", "attention", wrap=True))
        if check.reading is not None:
            shown = f"口径 {check.reading.id}：{check.reading.value}（{check.reading.basis}）"
            part.addWidget(label(shown, "small", wrap=True))
        if check.evidence:
            part.addWidget(label("看：" + "、".join(check.evidence), "small", wrap=True))
        if writable:
            part.addLayout(self._answers())
        elif check.note:
            part.addWidget(label(check.note, "", wrap=True))
        return part

    def _answers(self) -> QVBoxLayout:
        self.note = QLineEdit(self.check.note)
        self.note.setPlaceholderText("说明（判“不符合”时必填，会印在文书上）")
        self.note.setAccessibleName("核对说明")
        self.note.setMaxLength(300)
        line = row(gap=0)
        self.buttons = {}
        for number, (state, caption) in enumerate(ANSWERS, start=1):
            button = quiet(f"{number} {caption}", partial(self.answer, state))
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setChecked(self.check.state is state and not self.check.automatic)
            place = "first" if number == 1 else "last" if number == len(ANSWERS) else ""
            button.setProperty("place", place)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.buttons[state] = button
            line.addWidget(button, 1)
        return column(line, self.note, gap=8)

    def answer(self, state: CheckState) -> None:
        """Answer this line; 不符合 first asks for its reason in the note."""
        note = self.note.text().strip()
        if state is CheckState.UNMET and not note:
            set_property(self.note, "tone", "fault")
            self.note.setPlaceholderText("判“不符合”请先写明情况，再按一次")
            self.note.setFocus()
            return
        self.answered.emit(self.check.id, state, note)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.check.id)
        super().mousePressEvent(event)


class CheckColumn(Card):
    """All lines in a column that scrolls; the keys work wherever the focus stands inside."""

    answered = Signal(str, object, str)
    looked_at = Signal(object)  # CheckView of the current line

    def __init__(self) -> None:
        super().__init__("核对清单", padding=0)
        self.head.setContentsMargins(16, 12, 16, 10)
        self.hint = label("按 1–4 作答，↑↓ 换行", "small")
        self.head.addWidget(self.hint)
        self.rows: list[CheckRow] = []
        self.current = ""
        self._writable = False
        self._view: ClaimView | None = None
        self._inside = QWidget()
        self._inside.setProperty("kind", "clear")
        self._lines = column(gap=0)
        self._lines.addStretch(1)
        self._inside.setLayout(self._lines)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("核对清单")
        self.area.installEventFilter(self)
        self.body.addWidget(self.area)

    def show_view(self, view: ClaimView, writable: bool) -> None:
        """Show the checklist of a claim, the first unanswered line open."""
        fresh = self._view is None or self._view.claim.id != view.claim.id
        self._view = view
        self._writable = writable
        known = {check.id for check in view.checks}
        if fresh or self.current not in known:
            self.current = self._first_open()
        self._draw()

    def go_to(self, check_id: str) -> None:
        """Open a certain line."""
        self.current = check_id
        self._draw()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        if self._view is None:
            return
        ids = [check.id for check in self._view.checks]
        place = ids.index(self.current) + by if self.current in ids else 0
        self.go_to(ids[max(0, min(place, len(ids) - 1))])

    def move_on(self) -> None:
        """After an answer: to the next line that still waits, if there is one."""
        if self._view is None:
            return
        ids = [check.id for check in self._view.checks]
        start = ids.index(self.current) + 1 if self.current in ids else 0
        waiting = [c.id for c in self._view.checks if c.state is CheckState.UNCHECKED]
        after = [c for c in ids[start:] if c in waiting] or [
            c for c in waiting if c != self.current
        ]
        if after:
            self.current = after[0]

    def answer(self, state: CheckState) -> None:
        current = self._current_row()
        if current is not None and self._writable:
            current.answer(state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self._key(event.key()):
                return True
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        number = key - int(Qt.Key.Key_1)
        if 0 <= number < len(ANSWERS):
            self.answer(ANSWERS[number][0])
            return True
        if key == Qt.Key.Key_Down:
            self.step(1)
            return True
        if key == Qt.Key.Key_Up:
            self.step(-1)
            return True
        return False

    def _first_open(self) -> str:
        checks = self._view.checks if self._view else ()
        waiting = [c for c in checks if c.state is CheckState.UNCHECKED]
        return waiting[0].id if waiting else checks[0].id if checks else ""

    def _current_row(self) -> CheckRow | None:
        return next((line for line in self.rows if line.check.id == self.current), None)

    def _draw(self) -> None:
        if self._view is None:
            return
        place = self.area.verticalScrollBar().value()
        checks = self._view.checks
        done = sum(1 for check in checks if check.state is not CheckState.UNCHECKED)
        self.set_note(f"{len(checks)} 项 · 已核 {done}")
        self.hint.setVisible(self._writable)
        clear(self._lines)
        self.rows = []
        for number, check in enumerate(checks, start=1):
            line = CheckRow(check, number, check.id == self.current, self._writable)
            line.chosen.connect(self._choose)
            line.answered.connect(self.answered)
            self.rows.append(line)
            self._lines.addWidget(line)
        self._lines.addStretch(1)
        self._inside.adjustSize()
        self.area.verticalScrollBar().setValue(place)
        current = self._current_row()
        if current is not None:
            self.looked_at.emit(current.check)
            current.ensurePolished()
            self.area.ensureWidgetVisible(current, 0, 40)

    def _choose(self, check_id: str) -> None:
        if check_id != self.current:
            self.go_to(check_id)
