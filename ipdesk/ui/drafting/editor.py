"""The editor of a draft: the text, what was found in it, and the one chosen as a form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ipdesk.errors import UserError
from ipdesk.services import policy_drafts
from ipdesk.services.policy_drafts import DraftCheck, DraftPage, EvidenceKind
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.drafting import showing
from ipdesk.ui.drafting.acts import DraftActs
from ipdesk.ui.drafting.columns import DraftColumns
from ipdesk.ui.drafting.foot import DraftFoot
from ipdesk.ui.drafting.head import DraftHead
from ipdesk.ui.drafting.keeper import Keeper
from ipdesk.ui.drafting.remaining import Remaining
from ipdesk.ui.drafting.showing import Thing
from ipdesk.ui.drafting.state import DraftState
from ipdesk.ui.drafting.steps import Steps
from ipdesk.ui.widgets import column

_NARROW = 940  # of the whole editor, in pixels at plain letter size


class DraftEditor(QWidget):
    """One draft at work; reads and writes go through the bench's jobs."""

    closed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._wanted = ""
        self.state = DraftState(bench, self)
        self.head = DraftHead(bench)
        self.columns = DraftColumns()
        self.text = self.columns.text
        self.list = self.columns.list
        self.part = self.columns.part
        self.foot = DraftFoot()
        self.keeper = Keeper(bench, self.part.form, self)
        self.acts = DraftActs(bench, self)
        self.steps = Steps(bench, self.state, self.columns, self.keeper, self.acts)
        self.remaining = Remaining(bench, self.state, self.foot)
        outer = column(self.head, gap=0)
        outer.addWidget(self.columns, 1)
        outer.addWidget(self.foot)
        self.setLayout(outer)
        self._connect()
        self._connect_part()
        # Read before any draft is, and not on this thread: it is the vocabulary of all packs.
        bench.jobs.run(_papers, self.part.form.offer_papers, key="drafting/papers")

    def _connect(self) -> None:
        self.head.back.connect(self.closed)
        self.list.chosen.connect(self._choose_number)
        self.text.number_chosen.connect(self._choose_number)
        self.columns.filtered.connect(self.show_filter)
        self.columns.adding.connect(self.steps.add)
        self.keeper.kept.connect(self._kept)
        self.keeper.failed.connect(self._refused)
        self.state.checker.checked.connect(self._show_check)
        self.acts.done.connect(self._done)
        self.acts.refused.connect(self._refused)
        self.acts.lacking.connect(self._lacking)
        self.steps.went.connect(self.choose)
        self.steps.finished.connect(self.remaining.finish)
        self.remaining.filtered.connect(self._show_first_of)
        self.remaining.problem_wanted.connect(self._choose_field)
        self.remaining.case_wanted.connect(self._choose_case)
        self.foot.taken.connect(self.take_next)
        self.foot.undone.connect(self.steps.undo)
        self.foot.together.connect(self.steps.confirm_clause)

    def _connect_part(self) -> None:
        part, steps, acts = self.part, self.steps, self.acts
        part.form.entered.connect(self.list.setFocus)
        part.splitting.connect(steps.split)
        part.joining.connect(steps.join)
        part.dropping.connect(steps.write_off)
        part.reopening.connect(steps.reopen)
        part.adding.connect(steps.add)
        part.cases.confirmed.connect(lambda case: acts.confirm_cases((case,)))
        part.cases.correcting.connect(acts.correct)
        part.cases.reopened.connect(acts.reopen_case)
        part.cases.dropping.connect(acts.drop_case)
        part.points.decided.connect(acts.decide)

    @property
    def page(self) -> DraftPage | None:
        return self.state.page

    @property
    def thing(self) -> Thing | None:
        return self.state.thing

    def show_draft(self, draft: int) -> None:
        """Open a draft where work on it goes on."""
        self.finish()
        self.state.begin(draft)
        self.acts.draft = draft
        self._read()

    def finish(self) -> None:
        """Keep what was typed; before leaving and before acts."""
        self.keeper.flush()

    def reread(self) -> None:
        if self.state.draft:
            self._read()

    def take_next(self) -> None:
        """Enter and the filled button."""
        if self.foot.next.isEnabled():
            self.steps.take_next()

    def _read(self) -> None:
        run, key = self._bench.jobs.run, "drafting/page"
        run(policy_drafts.draft_page, self._show, self._lost, self.state.draft, key=key)

    def _lost(self, error: Exception) -> None:
        self._bench.messages.complain(error)
        self.state.begin(0)
        self.closed.emit()

    def _show(self, page: DraftPage) -> None:
        if page.id != self.state.draft:
            return
        before = self.state.page
        self._take_in(page)
        if self.steps.undoing and before is not None:
            self._wanted = showing.changed(before, page)
        self.steps.undoing = False
        self._show_wanted()
        self.head.show_page(page)
        self.state.checker.check(page.work)
        self.remaining.tell()
        if before is None:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_wanted(self) -> None:
        """What an act has made, what was shown before, or the first that is open."""
        wanted, self._wanted = self._wanted, ""
        state = self.state
        if wanted and any(one.name == wanted for one in state.things):
            self.choose(wanted)
        elif state.thing is not None:
            self._tell_thing(state.thing)
        else:
            first = state.things[0].name if state.things else ""
            self.choose(state.next_open() or first)

    def _take_in(self, page: DraftPage) -> None:
        self.state.take_in(page)
        things = self.state.things
        self.text.show_lines(showing.lines(page))
        self.text.show_numbers(showing.numbers(page, things), showing.sentences(things))
        self._list()

    def _list(self) -> None:
        state = self.state
        if state.page is None:
            return
        shown = state.shown()
        number = state.thing.number if state.thing is not None else -1
        self.columns.show_counts(showing.counts(state.things), state.filter)
        self.list.show_entries(showing.entries(state.page, shown), number)
        self.columns.show_empty(not shown)

    def show_filter(self, name: str) -> None:
        """List only what is open, doubtful, settled or unread; the first of it is shown."""
        self.state.filter = name
        self._list()
        shown = self.list.entries()
        if shown and self.list.current() is None:
            self._choose_number(shown[0].number)

    def _show_first_of(self, name: str) -> None:
        """A count was followed: the next of its kind after what is shown."""
        self.show_filter(name)
        shown, thing = self.state.shown(), self.state.thing
        number = thing.number if thing is not None else -1
        later = [one for one in shown if one.number > number]
        if shown:
            self.choose((later or shown)[0].name)

    def choose(self, name: str) -> None:
        """Show one thing; what was typed into the one before is kept."""
        self.state.current = name
        thing = self.state.thing
        self.keeper.watch(self.state.draft, thing.key if thing is not None else None)
        self._list_choice()
        if thing is None:
            self.text.light(None)
            self.part.show_thing(None, (), False)
        else:
            self.text.light(thing.sentence or thing.figure, thing.figure)
            if thing.name.startswith("head:"):
                self.text.verticalScrollBar().setValue(0)  # it stands at the top of the text
            self.part.show_thing(thing, self.state.fields(thing), self.state.may_type(thing))
        self._show_cases()
        self.remaining.tell()

    def _choose_case(self, name: str) -> None:
        self.choose(name)
        self.part.ensureWidgetVisible(self.part.cases)

    def _choose_field(self, name: str, field: str) -> None:
        self.choose(name)
        if self.state.writable and field in self.part.form.fields:
            self.part.form.begin(field)

    def _list_choice(self) -> None:
        thing = self.state.thing
        if thing is None or self.list.choose(thing.number):
            return
        # What is chosen in the text or by a jump may be out of the filter.
        if not showing.matches(self.state.filter)(thing):
            self.state.filter = showing.ALL
            self._list()

    def _choose_number(self, number: int) -> None:
        things = self.state.things
        if 0 <= number < len(things) and things[number].name != self.state.current:
            self.choose(things[number].name)

    def _tell_thing(self, thing: Thing) -> None:
        """The thing shown was read again: all but what is being typed follows."""
        if self.part.thing is None or self.part.thing.state != thing.state:
            self.choose(thing.name)
            return
        self.part.tell(thing, self.state.may_type(thing))
        if not self.keeper.busy and not self.keeper.faulty:
            self.part.form.refresh(self.state.fields(thing))
        self._list_choice()

    def step(self, by: int) -> None:
        """The next or previous entry of the list."""
        shown = [entry.number for entry in self.list.entries()]
        current = self.state.thing
        if shown and current is not None and current.number in shown:
            at = shown.index(current.number) + by
            if 0 <= at < len(shown):
                self._choose_number(shown[at])

    def _done(self, wanted: str) -> None:
        self._wanted = wanted or self._wanted
        self._read()

    def _kept(self) -> None:
        self.head.tell_kept()
        self._read()

    def _refused(self, error: Exception) -> None:
        self.steps.undoing = False
        self._bench.messages.complain(error)
        self._read()

    def _lacking(self, name: str, error: UserError) -> None:
        """Back to the part that could not be confirmed, the cursor where something lacks."""
        self.choose(name)
        text = self._bench.messages.text_of(error)
        if self.part.form.fault(error.field, text):
            self.part.form.begin(error.field)
        else:
            self._bench.messages.complain(error)

    def _show_cases(self) -> None:
        if self.state.thing is not None:
            state = self.state
            self.part.cases.tell_waiting(state.blocked)
            self.part.show_checked(state.cases(), state.points(), state.writable)

    def _show_check(self, _found: DraftCheck) -> None:
        if self.state.page is None:
            return
        self._take_in(self.state.page)
        self._show_cases()
        self.remaining.tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit(self.width())
        narrow = self.width() < theme.current().px(_NARROW)
        self.foot.fit(narrow)
        self.head.fit(narrow)


def _papers(_office: object) -> tuple[EvidenceKind, ...]:
    return policy_drafts.evidence_library()
