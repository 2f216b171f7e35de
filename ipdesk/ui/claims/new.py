"""新建申报: who comes, what they bring in their own words, and the award that fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.rounds import Round
from ipdesk.domain.stages import Role
from ipdesk.services import applications, claims, new_claim, rounds
from ipdesk.services.award_search import Mention
from ipdesk.services.claims import Opened
from ipdesk.services.new_claim import Standing
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.award_lines import AwardLines
from ipdesk.ui.claims.basket import Basket
from ipdesk.ui.claims.choices import Choice, Choices
from ipdesk.ui.claims.who import about, people_found, search_line
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.widgets import (
    Card,
    Chip,
    Notice,
    column,
    label,
    link,
    quiet,
    row,
    set_property,
)
from ipdesk.ui.widgets.wrapping import Wrapping

_PAUSE_MS = 120
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

NOBODY = "没有找到。核对一下名称；没有登记过的，回车就登记。"
INITIALS = "没有找到。拼音只打每个字的首字母，如“云峰电子”打 yfdz；也可以打名称或代码。"


class NewClaim(QWidget):
    """Two steps in one view: applicant at the left, what they bring at the right."""

    opened = Signal(object)  # Opened
    opened_form = Signal(object)  # ids of the drafts of one 申请表
    closed = Signal()
    serve_asked = Signal()  # 柜台连续收件

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._applicant: Applicant | None = None
        self._lines = AwardLines(bench)
        self._searching = False
        self._opening = False
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
        register = quiet("登记新主体", self.register, icon="plus")
        register.setToolTip("没有登记过的，登记以后回到这里（Ctrl+Shift+N）")
        register.setShortcut("Ctrl+Shift+N")
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
        self.queue = Chip("", "accent")
        self.queue.hide()
        self.serve = link("柜台连续收件", self.serve_asked.emit)
        self.serve.setToolTip("排队的申报人一个接一个办：收件、打印回执、下一位（Ctrl+Shift+Q）")
        title, right = label("新建申报", "title"), (keys, self.serve)
        told = (back, label("›", "muted"), title, self.queue)
        head = Wrapping(*told, *right, gap=10, right=right)
        self.role = Notice()
        whole = column(head, self.role, gap=12, margins=(18, 14, 18, 16))
        whole.addLayout(both, 1)
        self.setLayout(whole)

    def begin(self, applicant_id: int | None = None) -> None:
        """Start anew, with an applicant already chosen when one is named."""
        self._applicant = None
        self._lines.stand(None)
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

    def register(self) -> None:
        """Whoever is not in the register yet: the name goes along, and the way leads back."""
        if self._bench.may(*CLERKS):
            # Initials are looked for; nobody is called so.
            self._bench.go("applicants", ("new", "" if self._in_letters() else self._words()))

    def show_queue(self, said: str) -> None:
        """How far a queue at the counter has come; "" when none is served."""
        self.queue.show_state(f"柜台收件 · {said}" if said else "", "accent")
        self.queue.setVisible(bool(said))
        self.serve.setText("结束柜台收件" if said else "柜台连续收件")

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
        said = "" if clerk else f"新建申报须由{name}办理，请更换操作员（Ctrl+Shift+O）"
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
            self._take_or_register()

    def _take_or_register(self) -> None:
        if self.people.lines:
            self.people.take()
        elif self._words() and not self._in_letters():
            self.register()

    def _words(self) -> str:
        return self.who.text().strip()

    def _in_letters(self) -> bool:
        return self._words().isascii() and self._words().isalpha()

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
        self.people.show_choices(lines, INITIALS if self._in_letters() else NOBODY, kept)
        if self._take_first and not self._searching:
            self._take_first = False
            self._take_or_register()

    def _pick(self, applicant_id: Any) -> None:
        self._bench.jobs.run(new_claim.standing, self._picked, None, int(applicant_id))

    def _picked(self, found: Standing) -> None:
        applicant = found.applicant
        other = self._applicant is None or self._applicant.id != applicant.id
        self._applicant = applicant
        self._lines.stand(found)
        if other:
            self.basket.empty()
        kind = self._bench.wording.label("kind", self._applicant.kind)
        self.chosen.setText(f"{self._applicant.name} · {kind}")
        set_property(self.chosen, "role", "strong")
        if self._applicant.id not in {line.key for line in self.people.lines}:
            self.who.setText(self._applicant.name)  # only the first of the register stand there
            self._find()
        self.people.mark(self._applicant.id)
        self._match()
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _match(self) -> None:
        words = self.what.text().strip()
        lines = self._lines.find(words, self.basket.picked)
        nothing = "没有对得上的事项。换个说法试试，比如证书上的名称。"
        self.awards.show_choices(lines or self._lines.unpaid(words), nothing)

    def _look(self, found: Mention) -> None:
        """The clause that speaks of what was brought, in its full text."""
        self._bench.go("policies", (found.policy.id, found.clause.id, found.words))

    def _take_rounds(self, known: tuple[Round, ...]) -> None:
        self._lines.rounds = known
        if known:
            self._match()

    def _take(self, key: Any) -> None:
        """Begin a claim at once, or put one more award on the form that has been begun."""
        if isinstance(key, Mention):
            self._look(key)
        elif self.basket.picked:
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
        if line is not None and not line.refused and not isinstance(key, Mention):
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
