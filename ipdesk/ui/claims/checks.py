"""The checklist: one line after the other, the clause's words beside each, keys 1 to 4."""

from __future__ import annotations

import json
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ipdesk.domain.record import CheckState
from ipdesk.services.claim_view import CheckView, ClaimView
from ipdesk.ui import theme
from ipdesk.ui.claims.check_row import ANSWERS, CheckRow
from ipdesk.ui.widgets import Card, clear, column, label
from ipdesk.ui.widgets.base import tab_through
from ipdesk.ui.widgets.fitting import Fitting, bring_into_sight

_HINTED = 370  # narrower than this, beside a scan, the heading has no room for the keys
_WIDE = 470  # from here on a line has room for the name of who answered it


class CheckColumn(Card):
    """All lines in a column that scrolls; the keys work wherever the focus stands inside."""

    answered = Signal(str, object, str)
    evidence_asked = Signal(str)  # a kind of evidence named in a line
    looked_at = Signal(object, object)  # ClaimView, CheckView of the current line
    noted = Signal()  # a key in the note of a line that is not answered with it yet

    def __init__(self) -> None:
        super().__init__("核对清单", padding=0)
        self.head.setContentsMargins(16, 12, 16, 10)
        self.hint = label("按 1–4 作答，↑↓ 换行", "small")
        self.head.addWidget(self.hint)
        self.rows: list[CheckRow] = []
        self.current = ""
        self._writable = False
        self._view: ClaimView | None = None
        self._notes: dict[str, str] = {}  # typed beside a line and not yet part of an answer
        self._sent: set[str] = set()  # answered here, not yet read back
        self._drawn: object = None
        # Where a line lies is known when the layout has been done.
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._bring_into_sight)
        self._inside = QWidget()
        self._inside.setProperty("kind", "clear")
        self._lines = column(gap=0)
        self._inside.setLayout(self._lines)
        self.area = Fitting("核对清单", self._inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.installEventFilter(self)
        self.body.addWidget(self.area)

    def show_view(self, view: ClaimView, writable: bool) -> None:
        """Show the checklist of a claim, the first unanswered line open."""
        fresh = self._view is None or self._view.claim.id != view.claim.id
        if fresh:
            self._notes.clear()
        self._sent.clear()
        self._view = view
        self._writable = writable
        known = {check.id for check in view.checks}
        if fresh or self.current not in known:
            self.current = self._first_open()
        self._draw()

    def typed_notes(self) -> str:
        """What stands beside lines and belongs to no answer yet, "" where nothing does."""
        return json.dumps(self._notes, ensure_ascii=False) if self._notes else ""

    def put_notes(self, text: str | bool) -> None:
        """Notes typed before the program was ended stand beside their lines again."""
        self._notes = dict(json.loads(str(text))) if text else {}
        self._drawn = None
        self._draw()

    def go_to(self, check_id: str) -> None:
        """Open a certain line; the keys 1 to 4 are for it."""
        self.current = check_id
        self._draw()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        if self._view is None:
            return
        ids = [check.id for check in self._view.checks]
        place = ids.index(self.current) + by if self.current in ids else 0
        self.go_to(ids[max(0, min(place, len(ids) - 1))])

    def answer(self, state: CheckState) -> None:
        current = self.current_row()
        if current is not None and self._writable:
            current.answer(state)

    def current_row(self) -> CheckRow | None:
        """The line that is open."""
        return next((line for line in self.rows if line.check.id == self.current), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and self._key(cast(QKeyEvent, event)):
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
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

    def _answered(self, check_id: str, state: CheckState, note: str) -> None:
        """An answer goes out, and the next line that still waits opens at once."""
        self._notes.pop(check_id, None)
        self.noted.emit()
        self._sent.add(check_id)
        self.current = self._after(check_id)
        self.answered.emit(check_id, state, note)
        self.go_to(self.current)

    def _after(self, check_id: str) -> str:
        checks = self._view.checks if self._view is not None else ()
        ids = [check.id for check in checks]
        start = ids.index(check_id) + 1 if check_id in ids else 0
        round_trip = [*checks[start:], *checks[:start]]
        waiting = (c.id for c in round_trip if c.state is CheckState.UNCHECKED)
        return next((each for each in waiting if each not in self._sent), check_id)

    def _first_open(self) -> str:
        checks = self._view.checks if self._view else ()
        waiting = [c for c in checks if c.state is CheckState.UNCHECKED]
        return waiting[0].id if waiting else checks[0].id if checks else ""

    def _draw(self) -> None:
        """Make the lines anew, unless they stand there already just as they should."""
        if self._view is None:
            return
        checks = self._view.checks
        wide = self.width() >= theme.current().px(_WIDE)
        hinted = self.width() >= theme.current().px(_HINTED)
        wanted = (self._view.claim.id, checks, self.current, self._writable, wide, hinted)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        done = sum(1 for check in checks if check.state is not CheckState.UNCHECKED)
        self.set_note(f"{len(checks)} 项 · 已核 {done}")
        self.hint.setVisible(self._writable and hinted)
        place = self.area.verticalScrollBar().value()
        # The keys must not fall to another place while the lines are made anew.
        here = QApplication.focusWidget()
        noting = any(here is not None and here is line.note for line in self.rows)
        if here is not None and self.area.isAncestorOf(here):
            self.area.setFocus(Qt.FocusReason.OtherFocusReason)
        self._make_rows(checks, wide)
        self._inside.adjustSize()
        self.area.verticalScrollBar().setValue(place)
        current = self.current_row()
        if current is not None:
            self.looked_at.emit(self._view, current.check)
            self._settle.start()
            if noting and current.note is not None and current.check.id in self._notes:
                current.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_into_sight(self) -> None:
        current = self.current_row()
        if current is not None:
            bring_into_sight(current)

    def _make_rows(self, checks: tuple[CheckView, ...], wide: bool) -> None:
        clear(self._lines)
        self.rows = []
        for check in checks:
            now = check.id == self.current
            line = CheckRow(check, current=now, writable=self._writable, wide=wide)
            if line.note is not None and check.id in self._notes:
                line.note.setText(self._notes[check.id])
            line.chosen.connect(self._choose)
            line.answered.connect(self._answered)
            line.noted.connect(self._jot)
            line.evidence_asked.connect(self.evidence_asked)
            line.left.connect(lambda: self.area.setFocus(Qt.FocusReason.OtherFocusReason))
            self.rows.append(line)
            self._lines.addWidget(line)
        self._lines.addStretch(1)
        tab_through(self.area)

    def _jot(self, check_id: str, text: str) -> None:
        self._notes[check_id] = text
        self.noted.emit()

    def _choose(self, check_id: str) -> None:
        if check_id != self.current:
            self.go_to(check_id)
