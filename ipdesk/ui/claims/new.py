"""新建申报: who comes, what they bring in their own words, and the award that fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.money import figures
from ipdesk.domain.stages import Role
from ipdesk.services import applicants, claims, searching
from ipdesk.services.claims import AwardMatch, ClaimFilter, ClaimRow, Opened, match_awards
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.choices import Choice, Choices
from ipdesk.ui.widgets import (
    Card,
    Notice,
    column,
    label,
    link,
    quiet,
    row,
    set_property,
)
from ipdesk.ui.widgets.base import clearable

_PAUSE_MS = 120
_MOST = 30
_EARLIER = 3


class NewClaim(QWidget):
    """Two steps in one view: applicant at the left, what they bring at the right."""

    opened = Signal(object)  # Opened
    closed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._applicant: Applicant | None = None
        self._earlier: dict[str, list[ClaimRow]] = {}  # what the applicant asked for, by award
        self._searching = False
        self._opening = False
        self._take_first = False  # Enter came before the answer to what was typed
        self.who = _line("名称、拼音首字母或代码")
        self.what = _line("说带来了什么：专利金奖、贷款利息、作品登记…")
        self.people = Choices()
        self.awards = Choices()
        self.chosen = label("先选申报主体", "muted", wrap=True)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._find)
        self._lay_out()
        self.who.textEdited.connect(self._typed_who)
        self.what.textEdited.connect(lambda _: self._match())
        bench.actor_changed.connect(lambda _: self._tell_role())
        self.people.chosen.connect(self._pick)
        self.awards.chosen.connect(self._open)
        for edit in (self.who, self.what):
            edit.installEventFilter(self)
        self.who.returnPressed.connect(self._enter_who)
        self.what.returnPressed.connect(self.awards.take)

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
        self.role = Notice()
        whole = column(head, self.role, gap=12, margins=(18, 14, 18, 16))
        whole.addLayout(both, 1)
        self.setLayout(whole)

    def begin(self, applicant_id: int | None = None) -> None:
        """Start anew, with an applicant already chosen when one is named."""
        self._applicant = None
        self._earlier = {}
        self._take_first = False
        self.who.clear()
        self.what.clear()
        self.chosen.setText("先选申报主体")
        set_property(self.chosen, "role", "muted")
        self._tell_role()
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
                self._back(watched)
                return True
        return super().eventFilter(watched, event)

    def _back(self, watched: QObject) -> None:
        """Esc goes back one step: from the award to the applicant, from there to the list."""
        if watched is self.what:
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
            self.who.selectAll()
        else:
            self.closed.emit()

    def _tell_role(self) -> None:
        clerk = self._bench.has_actor and Role.CLERK in self._bench.actor.roles
        name = self._bench.wording.label("role", Role.CLERK)
        said = "" if clerk else f"新建申报须由{name}办理，请在左下角更换操作员"
        self.role.tell(said, "attention")

    def _typed_who(self) -> None:
        self._take_first = False
        self._searching = True
        self._timer.start()

    def _enter_who(self) -> None:
        """Enter takes what belongs to the words that stand there, not to those before."""
        if self._searching:
            self._take_first = True
        else:
            self.people.take()

    def _find(self) -> None:
        self._searching = True
        self._bench.jobs.run(
            _people, self._show_people, None, self.who.text().strip(), key="new-claim-people"
        )

    def _show_people(self, found: Sequence[Applicant]) -> None:
        self._searching = self._timer.isActive()
        words = self._bench.wording
        lines = [
            Choice(one.id, one.name, words.label("kind", one.kind), [_about(one)]) for one in found
        ]
        kept = self._applicant.id if self._applicant is not None else None
        self.people.show_choices(lines, "没有找到。核对一下名称，或点“登记新主体”。", kept)
        if self._take_first and not self._searching:
            self._take_first = False
            self.people.take()

    def _pick(self, applicant_id: Any) -> None:
        self._bench.jobs.run(_applicant_with_claims, self._picked, None, int(applicant_id))

    def _picked(self, found: tuple[Applicant, Sequence[ClaimRow]]) -> None:
        self._applicant, earlier = found
        self._earlier = {}
        for claim in earlier:
            self._earlier.setdefault(f"{claim.pack}/{claim.award}", []).append(claim)
        kind = self._bench.wording.label("kind", self._applicant.kind)
        self.chosen.setText(f"{self._applicant.name} · {kind}")
        set_property(self.chosen, "role", "strong")
        self.people.mark(self._applicant.id)
        self._match()
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

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
            kind = self._bench.wording.label("kind", self._applicant.kind)
            refused = f"{kind}不在范围内"
        texts = [f"{match.clause.number} {award.who_text}"]
        earlier = self._earlier.get(f"{match.policy.id}/{award.id}", [])
        if earlier:
            texts.append("以往：" + "；".join(self._told(one) for one in earlier[:_EARLIER]))
        return Choice((match.policy.id, award.id), award.label, award.as_written, texts, refused)

    def _told(self, claim: ClaimRow) -> str:
        stage = self._bench.wording.label("stage", claim.stage)
        amount = f" {figures(claim.amount_fen)} 元" if claim.amount_fen else ""
        return f"{claim.number or '草稿'} {stage}{amount}"

    def _open(self, key: Any) -> None:
        if self._applicant is None or self._opening:
            return
        self._opening = True  # a second Enter must not begin a second draft
        pack, award = key
        work = (self._bench.actor, self._applicant.id, pack, award)
        self._bench.jobs.run(claims.open_claim, self._opened, self._not_opened, *work)

    def _not_opened(self, error: Exception) -> None:
        self._opening = False
        self._bench.messages.complain(error)

    def _opened(self, opened: Opened) -> None:
        self._opening = False
        self._bench.announce(opened.changes)
        self.opened.emit(opened)


def _line(hint: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setPlaceholderText(hint)
    edit.setAccessibleName(hint)
    clearable(edit)
    return edit


def _people(office: Any, text: str) -> Sequence[Applicant]:
    """Applicants found by what was typed; without words the register in order."""
    if text:
        ids = [hit.id for hit in searching.find(office, text, "applicant", _MOST)]
    else:
        ids = list(applicants.applicant_page(office))[:_MOST]
    return applicants.applicants_by_ids(office, ids)


def _applicant_with_claims(office: Any, applicant_id: int) -> tuple[Applicant, Sequence[ClaimRow]]:
    """The applicant, and what was asked for before, so that nothing is begun twice."""
    ids = claims.claim_ids(office, ClaimFilter(applicant=applicant_id))
    rows = claims.claim_rows(office, ids)
    return applicants.applicant(office, applicant_id), [rows[n] for n in ids if n in rows]


def _about(applicant: Applicant) -> str:
    parts = (applicant.town, applicant.contact, "" if applicant.local else "不在本市登记")
    return " · ".join(part for part in parts if part)
