"""新建申报: who comes, what they bring in their own words, and the award that fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.money import figures
from ipdesk.domain.rounds import Round, missed
from ipdesk.domain.stages import Role
from ipdesk.services import applications, claims, rounds
from ipdesk.services.claims import AwardMatch, ClaimRow, Opened, match_awards
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.basket import Basket
from ipdesk.ui.claims.choices import Choice, Choices
from ipdesk.ui.claims.who import about, people_found, search_line, with_earlier
from ipdesk.ui.permit import CLERKS, Permit
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

_PAUSE_MS = 120
_MOST = 40
_EARLIER = 3
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NewClaim(QWidget):
    """Two steps in one view: applicant at the left, what they bring at the right."""

    opened = Signal(object)  # Opened
    opened_form = Signal(object)  # ids of the drafts of one 申请表
    closed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._applicant: Applicant | None = None
        self._earlier: dict[str, list[ClaimRow]] = {}  # what the applicant asked for, by award
        self._searching = False
        self._opening = False
        self._rounds: tuple[Round, ...] = ()
        self._take_first = False  # Enter came before the answer to what was typed
        self.who = search_line("名称、拼音首字母或代码")
        self.what = search_line("说带来了什么：专利金奖、贷款利息、作品登记…")
        self.people = Choices()
        self.awards = Choices()
        self.basket = Basket()
        self.chosen = label("先选申报主体", "muted", wrap=True)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._find)
        self._lay_out()
        self.who.textEdited.connect(self._typed_who)
        self.what.textEdited.connect(lambda _: self._match())
        bench.actor_changed.connect(lambda _: self._tell_role())
        self.people.chosen.connect(self._pick)
        self.awards.chosen.connect(self._take)
        self.awards.ticked.connect(self._tick)
        self.basket.changed.connect(self._match)
        self.basket.begun.connect(self._open_form)
        for edit in (self.who, self.what):
            edit.installEventFilter(self)
        self.who.returnPressed.connect(self._enter_who)
        self.what.returnPressed.connect(self._enter_what)

    def _lay_out(self) -> None:
        register = quiet("登记新主体", lambda: self._bench.go("applicants", "new"), icon="plus")
        Permit(self._bench, CLERKS, register, self.basket.begin)
        people = Card("谁来申报", tools=(register,), padding=0)
        people.head.setContentsMargins(16, 12, 16, 6)
        people.body.addLayout(row(self.who, margins=(16, 0, 16, 4)))
        people.body.addWidget(self.people, 1)
        awards = Card("带来什么", padding=0)
        awards.head.setContentsMargins(16, 12, 16, 6)
        awards.body.addLayout(column(self.chosen, self.what, margins=(16, 0, 16, 4)))
        awards.body.addWidget(self.awards, 1)
        awards.body.addWidget(self.basket)
        both = row(gap=14)
        both.addWidget(people, 2)
        both.addWidget(awards, 3)
        keys = label("↑↓ 选择，回车确定，Shift+回车 几项合在一张申请表，Esc 返回", "small")
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
        self.basket.empty()
        self._bench.jobs.run(rounds.rounds, self._take_rounds, None, key="new-claim-rounds")
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
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if shift and watched is self.what and event.key() in _ENTER:
                self._tick(self.awards.marked())
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
            people_found, self._show_people, None, self.who.text().strip(), key="new-claim-people"
        )

    def _show_people(self, found: Sequence[Applicant]) -> None:
        self._searching = self._timer.isActive()
        words = self._bench.wording
        lines = [
            Choice(one.id, one.name, words.label("kind", one.kind), [about(one)]) for one in found
        ]
        kept = self._applicant.id if self._applicant is not None else None
        self.people.show_choices(lines, "没有找到。核对一下名称，或点“登记新主体”。", kept)
        if self._take_first and not self._searching:
            self._take_first = False
            self.people.take()

    def _pick(self, applicant_id: Any) -> None:
        self._bench.jobs.run(with_earlier, self._picked, None, int(applicant_id))

    def _picked(self, found: tuple[Applicant, Sequence[ClaimRow]]) -> None:
        applicant, earlier = found
        if self._applicant is None or self._applicant.id != applicant.id:
            self._applicant = applicant
            self.basket.empty()
        self._applicant = applicant
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
        found = match_awards(self._bench.policies, self.what.text().strip())[:_MOST]
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
        key = (match.policy.id, award.id)
        tick = key in self.basket.picked
        warning = self._out_of_round(*key)
        return Choice(key, award.label, award.as_written, texts, refused, warning, tick)

    def _out_of_round(self, pack: str, award: str) -> str:
        """Where the award is taken in by rounds and today lies in none of them."""
        near = missed(self._rounds, pack, award, self._bench.today())
        if near is None:
            return ""
        days = f"{near.opens_on.isoformat()} 至 {near.closes_on.isoformat()}"
        return f"今天不在申报批次“{near.name}”的期间（{days}）内；照收的，收件时写明为什么"

    def _take_rounds(self, known: tuple[Round, ...]) -> None:
        self._rounds = known
        if known:
            self._match()

    def _take(self, key: Any) -> None:
        """Begin a claim at once, or put one more award on the form that has been begun."""
        if self.basket.picked:
            self._tick(key)
        else:
            self._open(key)

    def _enter_what(self) -> None:
        if self.basket.picked and not self.what.text().strip():
            self._open_form()
        else:
            self.awards.take()

    def _tick(self, key: Any) -> None:
        if self._applicant is None or key is None:
            return
        line = next((one for one in self.awards.lines if one.key == key), None)
        if line is not None and not line.refused:
            self.what.clear()
            self.basket.toggle(key, line.title)
            self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_form(self) -> None:
        """All that is on the form, as drafts that belong together."""
        picked = list(self.basket.picked)
        if len(picked) == 1:
            self._open(picked[0])
        elif self._applicant is not None and picked and not self._opening:
            self._opening = True
            work = (self._bench.actor, self._applicant.id, picked)
            self._bench.jobs.run(
                applications.open_application, self._form_opened, self._not_opened, *work
            )

    def _form_opened(self, drafts: tuple[int, ...]) -> None:
        self._opening = False
        self._bench.announce(Changes.of("claim", ids=drafts))
        self._bench.say(f"已开 {len(drafts)} 份草稿，同属一张申请表；Ctrl+PgDn 到下一件")
        self.opened_form.emit(drafts)

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
