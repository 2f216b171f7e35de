"""新建申报: who comes, what they bring in their own words, and the award that fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from ipdesk.domain.applicant import Applicant
from ipdesk.services import applicants, claims, searching
from ipdesk.services.claims import AwardMatch, Opened, match_awards
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import (
    Card,
    Chip,
    clear,
    column,
    label,
    link,
    quiet,
    row,
    set_property,
)

_PAUSE_MS = 120
_MOST = 30


class Choice(QFrame):
    """One line that can be chosen with the mouse or with Enter."""

    chosen = Signal(object)

    def __init__(self, key: object, title: str, side: str, text: str, refused: str = "") -> None:
        super().__init__()
        self.key = key
        self.refused = refused
        self.setProperty("kind", "check")
        head = row(gap=10)
        head.addWidget(label(title, "" if refused else "strong", wrap=True), 1)
        if refused:
            head.addWidget(Chip(refused, "quiet"))
        head.addWidget(label(side, "muted"))
        inner = column(head, gap=3, margins=(14, 8, 14, 8))
        if text:
            inner.addWidget(label(text, "small", wrap=True))
        self.setLayout(inner)
        self.setAccessibleName(f"{title} {side} {refused}")
        if refused:
            self.setEnabled(False)

    def mark(self, on: bool) -> None:
        set_property(self, "current", on)

    def mousePressEvent(self, event: object) -> None:
        if not self.refused:
            self.chosen.emit(self.key)


class Choices(QScrollArea):
    """A list of choices; arrow keys in the field above move through it."""

    chosen = Signal(object)

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
        self._at = 0

    def show_choices(self, lines: Sequence[Choice], nothing: str = "") -> None:
        clear(self._lines)
        self.lines = list(lines)
        for line in self.lines:
            line.chosen.connect(self.chosen)
            self._lines.addWidget(line)
        if not self.lines and nothing:
            self._lines.addLayout(row(label(nothing, "muted", wrap=True), margins=(16, 12, 16, 12)))
        self._lines.addStretch(1)
        self._at = next((n for n, line in enumerate(self.lines) if not line.refused), 0)
        self._mark()

    def step(self, by: int) -> None:
        places = [n for n, line in enumerate(self.lines) if not line.refused]
        if places:
            here = places.index(self._at) if self._at in places else 0
            self._at = places[max(0, min(here + by, len(places) - 1))]
            self._mark()
            self.ensureWidgetVisible(self.lines[self._at], 0, 20)

    def take(self) -> None:
        if self._at < len(self.lines) and not self.lines[self._at].refused:
            self.chosen.emit(self.lines[self._at].key)

    def _mark(self) -> None:
        for number, line in enumerate(self.lines):
            line.mark(number == self._at and not line.refused)


class NewClaim(QWidget):
    """Two steps in one view: applicant at the left, what they bring at the right."""

    opened = Signal(object)  # Opened
    closed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._applicant: Applicant | None = None
        self.who = _line("名称、拼音首字母或代码")
        self.what = _line("说带来了什么：专利金奖、贷款利息、作品登记…")
        self.people = Choices()
        self.awards = Choices()
        self.chosen = label("先选申报主体", "muted", wrap=True)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._find)
        self._lay_out()
        self.who.textEdited.connect(lambda _: self._timer.start())
        self.what.textEdited.connect(lambda _: self._match())
        self.people.chosen.connect(self._pick)
        self.awards.chosen.connect(self._open)
        for edit, choices in ((self.who, self.people), (self.what, self.awards)):
            edit.installEventFilter(self)
            edit.returnPressed.connect(choices.take)

    def _lay_out(self) -> None:
        register = quiet("登记新主体", lambda: self._bench.go("applicants", "new"), icon="plus")
        people = Card("谁来申报", tools=(register,), padding=0)
        people.head.setContentsMargins(16, 12, 16, 6)
        people.body.addLayout(row(self.who, margins=(16, 0, 16, 4)))
        people.body.addWidget(self.people, 1)
        awards = Card("带来什么", padding=0)
        awards.head.setContentsMargins(16, 12, 16, 6)
        awards.body.addLayout(column(self.chosen, self.what, margins=(16, 0, 16, 4)))
        awards.body.addWidget(self.awards, 1)
        both = row(gap=14)
        both.addWidget(people, 2)
        both.addWidget(awards, 3)
        keys = label("↑↓ 选择，回车确定，Esc 返回", "small")
        back = link("申报办理", self.closed.emit)
        head = row(back, label("›", "muted"), label("新建申报", "title"), None, keys)
        self.setLayout(column(head, both, gap=12, margins=(18, 14, 18, 16)))

    def begin(self, applicant_id: int | None = None) -> None:
        """Start anew, with an applicant already chosen when one is named."""
        self._applicant = None
        self.who.clear()
        self.what.clear()
        self._find()
        self._match()
        self.who.setFocus()
        if applicant_id is not None:
            self._pick(applicant_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            choices = self.people if watched is self.who else self.awards
            if event.key() == Qt.Key.Key_Down:
                choices.step(1)
                return True
            if event.key() == Qt.Key.Key_Up:
                choices.step(-1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)

    def _find(self) -> None:
        self._bench.jobs.run(
            _people, self._show_people, None, self.who.text().strip(), key="new-claim-people"
        )

    def _show_people(self, found: Sequence[Applicant]) -> None:
        words = self._bench.wording
        lines = [
            Choice(one.id, one.name, words.label("kind", one.kind), _about(one)) for one in found
        ]
        nothing = "没有找到。核对一下名称，或点“登记新主体”。"
        self.people.show_choices(lines, nothing)

    def _pick(self, applicant_id: Any) -> None:
        self._bench.jobs.run(applicants.applicant, self._picked, None, int(applicant_id))

    def _picked(self, applicant: Applicant) -> None:
        self._applicant = applicant
        kind = self._bench.wording.label("kind", applicant.kind)
        self.chosen.setText(f"{applicant.name} · {kind}")
        set_property(self.chosen, "role", "strong")
        self._match()
        self.what.setFocus()

    def _match(self) -> None:
        found = match_awards(self._bench.policies, self.what.text().strip())[: _MOST + 10]
        lines = [self._award_line(match) for match in found]
        lines.sort(key=lambda line: bool(line.refused))
        nothing = "没有对得上的事项。换个说法试试，比如证书上的名称。"
        self.awards.show_choices(lines, nothing)

    def _award_line(self, match: AwardMatch) -> Choice:
        award = match.award
        refused = ""
        if self._applicant is None:
            refused = "先选主体"
        elif self._applicant.kind not in award.who:
            refused = "主体类型不符"
        text = f"{match.clause.number} {award.who_text}"
        return Choice((match.policy.id, award.id), award.label, award.as_written, text, refused)

    def _open(self, key: Any) -> None:
        if self._applicant is None:
            return
        pack, award = key
        work = (self._bench.actor, self._applicant.id, pack, award)
        self._bench.jobs.run(claims.open_claim, self._opened, None, *work)

    def _opened(self, opened: Opened) -> None:
        self._bench.announce(opened.changes)
        self.opened.emit(opened)


def _line(hint: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setPlaceholderText(hint)
    edit.setAccessibleName(hint)
    edit.setClearButtonEnabled(True)
    return edit


def _people(office: Any, text: str) -> Sequence[Applicant]:
    """Applicants found by what was typed; without words the register in order."""
    if text:
        ids = [hit.id for hit in searching.find(office, text, "applicant", _MOST)]
    else:
        ids = list(applicants.applicant_page(office))[:_MOST]
    return applicants.applicants_by_ids(office, ids)


def _about(applicant: Applicant) -> str:
    parts = (applicant.town, applicant.contact, "" if applicant.local else "不在本市登记")
    return " · ".join(part for part in parts if part)
