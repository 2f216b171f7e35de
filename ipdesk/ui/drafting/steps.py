"""One step of the work: settle what is shown and go on; everything the letters of the keys do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ipdesk.ui.bench import Bench
from ipdesk.ui.drafting import showing
from ipdesk.ui.drafting.acts import DraftActs
from ipdesk.ui.drafting.columns import DraftColumns
from ipdesk.ui.drafting.keeper import Keeper
from ipdesk.ui.drafting.showing import Thing
from ipdesk.ui.drafting.state import DraftState


class Steps(QObject):
    """Takes the acts of the editor; `went` names the thing to show next."""

    went = Signal(str)
    finished = Signal()  # nothing is open any more: whatever is left, or the end

    def __init__(
        self,
        bench: Bench,
        state: DraftState,
        columns: DraftColumns,
        keeper: Keeper,
        acts: DraftActs,
    ) -> None:
        super().__init__(state)
        self._bench = bench
        self._state = state
        self._columns = columns
        self._keeper = keeper
        self._acts = acts
        self.undoing = False

    def take_next(self) -> None:
        """The filled button and Enter: settle what is shown and go on, or finish."""
        state, thing = self._state, self._state.thing
        if thing is not None and thing.part is None:
            (self.add if state.pays(thing) else self.write_off)()
        elif thing is not None and thing.open:
            self.confirm()
        elif state.next_open():
            self._go_on(thing.number if thing is not None else -1)
        else:
            self.finished.emit()

    def confirm(self) -> None:
        """Confirm what is shown with its cases, and show the next that is open."""
        thing = self._writable_thing()
        if thing is None or thing.key is None or not thing.open:
            return
        typing = self._keeper.busy
        self._keeper.flush()
        if self._keeper.faulty:
            self._columns.part.form.begin(next(iter(self._keeper.faulty)))
            return
        self._acts.confirm((thing.key,))
        if not typing:  # else nobody has seen the cases of what was typed last
            self._acts.confirm_cases(self._state.open_cases(frozenset((thing.key.part,))))
        self._go_on(thing.number)

    def confirm_clause(self) -> None:
        """Confirm along with it what is sure in the same clause, after it was listed once."""
        sure = self._state.sure_here()
        if len(sure) < 2 or not self._state.writable:
            return
        self._keeper.flush()
        said = "\n".join(f"{one.part.title}　{one.part.line}" for one in sure if one.part)
        if self._bench.messages.ask("本条一并确认？", said, yes=f"确认 {len(sure)} 项"):
            self._confirm_all(sure)

    def _confirm_all(self, sure: Sequence[Thing]) -> None:
        keys = tuple(one.key for one in sure if one.key is not None)
        awards = frozenset(key.part for key in keys if key.kind == "proposal")
        self._acts.confirm(keys)
        self._acts.confirm_cases(self._state.open_cases(awards))
        self._go_on(max(one.number for one in sure))

    def edit(self) -> None:
        """Put the cursor into the form."""
        form = self._columns.part.form
        if form.isVisible() and self._state.writable:
            form.begin()

    def split(self) -> None:
        thing, page = self._writable_thing(), self._state.page
        if thing is not None and page is not None:
            self._keeper.flush()
            texts = [paragraph.text for paragraph in page.text]
            numbers = showing.numbers(page, self._state.things)
            self._acts.split(thing, numbers, texts, self._columns.text.selected_place())

    def join(self) -> None:
        thing = self._writable_thing()
        if thing is not None:
            self._keeper.flush()
            self._acts.join(thing, self._state.things)

    def write_off(self) -> None:
        thing = self._writable_thing()
        if thing is not None and thing.state != "written-off":
            self._keeper.flush()
            self._acts.write_off(thing)

    def reopen(self) -> None:
        thing = self._writable_thing()
        if thing is not None and thing.key is not None and thing.state != "proposed":
            self._acts.reopen(thing.key)

    def add(self) -> None:
        """A new entry on what is selected in the text, or on the unread number shown."""
        thing = self._state.thing
        place = self._columns.text.selected_place()
        if place is None and thing is not None and thing.part is None:
            place = thing.figure
        if not self._state.writable:
            return
        if place is None:
            self._bench.messages.warn("先在原文里选中写着奖补的那句话，再按 N 新建条目。")
            return
        self._keeper.flush()
        self._acts.add(place)

    def undo(self) -> None:
        page = self._state.page
        if self._state.writable and page is not None and page.undo:
            self._keeper.flush()
            self.undoing = True
            self._acts.undo()

    def _writable_thing(self) -> Thing | None:
        return self._state.thing if self._state.writable else None

    def _go_on(self, after: int) -> None:
        name = self._state.next_open(after)
        if name:
            self.went.emit(name)
