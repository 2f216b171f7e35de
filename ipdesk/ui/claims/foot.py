"""The next step of a claim: one filled button with what is missing, and the form it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ipdesk.domain.letter import LetterKind
from ipdesk.domain.next_step import ISSUE
from ipdesk.domain.office_form import FormKind
from ipdesk.domain.stages import RELEASED, Role, Stage
from ipdesk.errors import UserError
from ipdesk.services import claims, reopening
from ipdesk.services.claim_view import BlockerView, ClaimView, Offer
from ipdesk.services.claims import Opened
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.act_form import ActForm, quick
from ipdesk.ui.claims.last_word import last_word
from ipdesk.ui.claims.office_paper import OfficePaperDesk
from ipdesk.ui.claims.ways import CAPTIONS, ask, refused, ways
from ipdesk.ui.dossier_desk import DossierDesk
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.permit import refusal
from ipdesk.ui.widgets import Card, Notice, column, label, primary, quiet, row, set_property

_NAMED = 3  # blockers named under the button; the rest is counted
_LONGEST = 16
DISCARD = "删除草稿"
AGAIN = "另立一件重办"
SEAT = "更换操作员"
PEOPLE = "操作员"  # the part of 设置 where somebody is given a role


class NextCard(Card):
    """The one filled button; greyed it names what is missing, each with the way there."""

    taken = Signal()
    jumped = Signal(str)

    def __init__(self) -> None:
        super().__init__(padding=14)
        self.button = primary("", self.taken.emit, hint="Ctrl+回车")
        set_property(self.button, "scale", "large")
        self.reason = label("", wrap=True)
        self.reason.setTextFormat(Qt.TextFormat.RichText)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.reason.linkActivated.connect(self.jumped)
        self.why = Notice("", "attention")
        self.body.addWidget(self.why)
        self.body.addWidget(self.button)
        self.body.addWidget(self.reason)

    def offer(
        self,
        text: str,
        reason: str = "",
        blockers: Sequence[BlockerView] = (),
        other_ways: Sequence[str] = (),
    ) -> None:
        """Offer a step; with a reason, or with something missing, it is greyed."""
        self.button.setText(text)
        self.button.setEnabled(not (reason or blockers))
        said = reason or "、".join(blocker.text for blocker in blockers)
        self.button.setAccessibleDescription(said)
        self.reason.setToolTip("" if reason else "\n".join(each.text for each in blockers))
        links = "　".join(f'<a href="way:{way}">{CAPTIONS[way]}</a>' for way in other_ways)
        # Who may do it need not be looked for at the foot of the navigation.
        shown = escape(reason).replace(SEAT, f'<a href="seat:">{SEAT}</a>')
        shown = shown.replace(f"“{PEOPLE}”", f'<a href="people:">{PEOPLE}</a>')
        shown += f"<br>{links}" if links else ""
        self.reason.setText(shown if reason else _missing(blockers))
        self.reason.setVisible(bool(said))


def _missing(blockers: Sequence[BlockerView]) -> str:
    if not blockers:
        return ""
    links = []
    for blocker in blockers[:_NAMED]:
        text = blocker.text
        shown = escape(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
        where = escape(blocker.target, quote=True)
        links.append(f'<a href="{where}">{shown}</a>' if where else shown)
    rest = " 等" if len(blockers) > _NAMED else ""
    return f"还差 {len(blockers)} 项：" + "、".join(links) + rest


class ClaimFoot(QWidget):
    """Offers the acts of a claim and takes them; one of button, form and quiet line is seen."""

    done = Signal(object)  # Changes
    failed = Signal()
    discarded = Signal(object)  # Changes: the draft is gone
    form_shown = Signal(bool)

    def __init__(self, bench: Bench, ready: Callable[[], bool]) -> None:
        super().__init__()
        self._bench = bench
        self._ready = ready  # keeps what was typed before an act; False: it cannot be read
        self._forming = False
        self._way = ""
        self._paper = OfficePaperDesk(bench, self)
        self.dossier = DossierDesk(bench, self)
        self.view: ClaimView | None = None
        self.next = NextCard()
        self.others = quiet("其他处理", self._offer_others, icon="ellipsis")
        self.form = ActForm(bench)
        self._end = Card(padding=14)
        self.end_text = label("", wrap=True)
        self._end.body.addWidget(self.end_text)
        self._more = QWidget()
        self._more.setProperty("kind", "clear")
        self._more.setLayout(row(None, self.others))
        self.next.body.addWidget(self._more)
        self.setLayout(column(self.next, self.form, self._end, gap=0))
        self.next.taken.connect(self.take_primary)
        self.next.jumped.connect(self._go_way)
        self.form.confirmed.connect(self._act)
        self.form.cancelled.connect(self.close_form)

    def show_view(self, view: ClaimView) -> None:
        """Offer what the claim waits for; a form that is open stays as it was filled."""
        other = self.view is not None and self.view.claim.id != view.claim.id
        self.view = view
        if self._forming and (other or self._begun_by_another()):
            self.close_form()  # begun on the claim before, while this one was being read
        self._more.setVisible(bool(self._other_acts()) or any(self._papers()))
        first = self._primary()
        if first is None:
            self.end_text.setText(ended_text(view))
        else:
            reason = self.may_take(first)
            found = ways(self._bench, view, first) if reason else ()
            self.next.why.tell(
                last_word(view, self._bench.wording, self._bench.today()), "attention"
            )
            self.next.offer(first.label, reason, () if reason else first.blockers, found)
        self._arrange()

    def take_primary(self) -> None:
        """Take the next step; where something is missing for it, the keys go there."""
        first = self._primary()
        if first is None:
            return
        if self.next.button.isEnabled():
            self.begin(first)
        elif not self.may_take(first):
            target = next((each.target for each in first.blockers if each.target), "")
            if target:
                self.next.jumped.emit(target)

    def begin(self, offer: Offer, way: str = "") -> None:
        """Take an act: at once, with a form for what must be recorded, or on the letter page."""
        if self.view is None or not self._ready():
            return
        self._way = way
        if offer.act == ISSUE:
            self._bench.go("notices", ("issue", self.view.claim.id))
        elif quick(offer):
            self._act(offer.act, {}, "")
        else:
            self._forming = True
            self._arrange()
            self.form.begin(self.view, offer)
            self.form_shown.emit(True)

    def wish(self, act: str) -> None:
        """Begin an act that was asked for elsewhere, or say who takes it."""
        offers = self.view.offers if self.view is not None else ()
        offer = next((one for one in offers if one.act == act), None)
        if offer is None:
            return
        if reason := self.may_take(offer):
            self._bench.messages.warn(f"{offer.label}：{reason}")
        else:
            self.begin(offer)

    def close_form(self) -> None:
        self._forming = False
        self._arrange()
        self.form_shown.emit(False)

    def may_take(self, offer: Offer) -> str:
        """Why this operator cannot take the step, "" when they can."""
        view, actor = self.view, self._bench.actor
        if view is None:
            return ""
        if self._bench.read_only:
            return refusal(self._bench, (offer.role,))
        code = refused(view, offer, actor)
        if code == "move-needs-role":
            return self._needs(offer.role)
        return self._bench.wording.text("message", code) if code else ""

    def _needs(self, role: Role) -> str:
        named, people = self._bench.wording.label("role", role), self._bench.people
        if people and not any(role in one.roles for one in people):
            return f"还没有{named}，请管理员在设置的“{PEOPLE}”里添加"
        return f"须由{named}办理，请{SEAT}"

    def _begun_by_another(self) -> bool:
        """Whether the open form is of an act that who sits here now may not take."""
        offers = self.view.offers if self.view is not None and not self._way else ()
        return any(offer.act == self.form.act and self.may_take(offer) for offer in offers)

    def _primary(self) -> Offer | None:
        offers = self.view.offers if self.view is not None else ()
        return offers[0] if offers and offers[0].primary else None

    def _other_acts(self) -> list[Offer]:
        return [offer for offer in self.view.offers if not offer.primary] if self.view else []

    def _arrange(self) -> None:
        ended = self._primary() is None
        self.form.setVisible(self._forming)
        self.next.setVisible(not self._forming and not ended)
        self._end.setVisible(not self._forming and ended)
        draft = self.view is not None and self.view.claim.stage is Stage.DRAFT
        papers = any(self._papers())
        self._more.setVisible(draft or self._ended() or papers or bool(self._other_acts()))

    def others_menu(self) -> QMenu:
        """The other lawful acts; what cannot be taken says why."""
        menu = QMenu(self)
        for offer in self._other_acts():
            reason = self.may_take(offer) or "、".join(each.text for each in offer.blockers)
            action = menu.addAction(offer.label if not reason else f"{offer.label}（{reason}）")
            action.setEnabled(not reason)
            action.triggered.connect(lambda _=False, offer=offer: self.begin(offer))
            for way in ways(self._bench, self.view, offer) if reason and self.view else ():
                other = menu.addAction(f"{offer.label}：{CAPTIONS[way]}")
                other.triggered.connect(lambda _=False, o=offer, w=way: self.begin(o, w))
        self._offer_papers(menu)
        self.dossier.offer(menu, self.view)
        if self.view is not None and self.view.claim.stage is Stage.DRAFT:
            action = menu.addAction(DISCARD, self._discard)
            action.setEnabled(self._bench.may(Role.CLERK))
        if self._ended():
            action = menu.addAction(AGAIN, self._open_again)
            action.setEnabled(self._bench.may(Role.CLERK))
        return menu

    def _papers(self) -> tuple[tuple[LetterKind, ...], tuple[FormKind, ...]]:
        """Letters that may go out besides the one that is the next step, and forms to print."""
        view = self.view
        if view is None:
            return (), ()
        owed = self._primary()
        letters = view.letters_open if owed is None or owed.act != ISSUE else ()
        return letters, view.forms_open

    def _offer_papers(self, menu: QMenu) -> None:
        letters, forms = self._papers()
        if self.view is None or not (letters or forms):
            return
        claim, words = self.view.claim.id, self._bench.wording
        papers = menu.addMenu("制发文书")
        may_issue = self._bench.may(Role.CLERK, Role.APPROVER)
        for letter in letters:
            text = f"{words.label('letter', letter)}…"
            target = ("issue", claim, letter)
            action = papers.addAction(text, partial(self._bench.go, "notices", target))
            action.setEnabled(may_issue)
        for form in forms:
            text = f"{words.label('office-form', form)}…"
            action = papers.addAction(text, partial(self._paper.begin, claim, form))
            action.setEnabled(may_issue)
        papers.setEnabled(any(action.isEnabled() for action in papers.actions()))

    def _ended(self) -> bool:
        return self.view is not None and self.view.claim.stage in RELEASED

    def _open_again(self) -> None:
        if self.view is not None:
            work = (self._bench.actor, self.view.claim.id)
            self._bench.jobs.run(reopening.open_again, self._opened_again, None, *work)

    def _opened_again(self, opened: Opened) -> None:
        self._bench.announce(opened.changes)
        self._bench.go("claims", opened.id)

    def _offer_others(self) -> None:
        place = self.others.rect().topLeft()
        menu = self.others_menu()
        # Above the button: it stands at the foot of the window.
        place.setY(-menu.sizeHint().height() - 4)
        menu.popup(self.others.mapToGlobal(place))

    def _discard(self) -> None:
        view = self.view
        if view is None:
            return
        text = f"{view.applicant.name}的这份草稿会被删除，找不回来。"
        if self._bench.messages.ask("删除草稿？", text, yes="删除", no="留着", danger=True):
            self._bench.jobs.run(
                claims.discard_draft, self.discarded.emit, None, self._bench.actor, view.claim.id
            )

    def _act(self, act: str, record: Any, opinion: str) -> None:
        view = self.view
        offer = next((one for one in view.offers if one.act == act), None) if view else None
        if view is None or offer is None:
            return
        way = ask(self._bench, view, offer, self._way)
        if way is None:
            return
        self.form.yes.setEnabled(False)
        self.next.button.setEnabled(False)
        work = (self._bench.actor, *way.before, view.claim.id, act, record, opinion)
        taken = partial(self._taken, way.keeping)
        self._bench.jobs.run(way.call, taken, self._refused, *work)

    def _go_way(self, target: str) -> None:
        kind, _, way = target.partition(":")
        first = self._primary()
        if kind == "seat":
            self._bench.seat_asked.emit()
        if kind == "people":
            self._bench.go("settings", PEOPLE)
        if kind == "way" and first is not None:
            self.begin(first, way)

    def _taken(self, keeping: Keeping | None, changes: Changes) -> None:
        if keeping is not None:
            keeping.done()
        self.form.forget()
        self.close_form()
        self.done.emit(changes)

    def _refused(self, error: Exception) -> None:
        self.form.yes.setEnabled(True)
        text = self._bench.messages.text_of(error)
        if not (isinstance(error, UserError) and self.form.fault(error.field, text)):
            self._bench.messages.complain(error)
        self.failed.emit()


def ended_text(view: ClaimView) -> str:
    """One quiet line for a claim on which nothing is left to do."""
    claim = view.claim
    archive = f"，档号 {claim.archive_number}" if claim.archive_number else ""
    return f"✓ 已办结{archive}"
