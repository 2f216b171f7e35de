"""设置 → 申报批次: the rounds at the left, the one chosen or a new one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from ipdesk.services import rounds
from ipdesk.services.office import Changes
from ipdesk.services.rounds import RoundState
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import KEEPERS, Permit
from ipdesk.ui.settings.round_editor import RoundEditor
from ipdesk.ui.widgets import Card, Column, EmptyState, column, link, quiet, row
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.room import Pages
from ipdesk.ui.widgets.split import Split

_LEFT, _RIGHT = 372, 458


class RoundsSection(QWidget):
    """List and editor; without a round it says what one is good for."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._known: tuple[RoundState, ...] = ()
        self._beginning = False  # a round that is not on file yet stands in the editor
        self._wanted = 0  # the round to stand on when the list has been read
        self.list = FixedList(bench, "rounds", "申报批次", _columns(bench.today()))
        self.editor = RoundEditor(bench)
        self.begin_button = quiet("新建批次", self.begin, icon="plus")
        self.claims = link("看这批申报", self._show_claims)
        self.history = link("历史", self._show_history)
        said = (
            "发布申报通知以后在这里登记：名称、起止日期、收哪些事项。"
            "收件的申报自动归入当天开放的批次，不在期间内的会提醒。没有批次也照常收件。"
        )
        empty = EmptyState("calendar", "还没有申报批次", said, "新建批次", self.begin)
        Permit(bench, KEEPERS, self.begin_button, empty.button)
        self._stack = Pages()
        self._stack.addWidget(empty)
        self._stack.addWidget(self._split())
        whole = column(gap=0)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
        self.list.chosen.connect(self._chosen)
        self.editor.kept.connect(self._kept)
        self.editor.given_up.connect(self._given_up)
        bench.actor_changed.connect(lambda _: self._offer())

    def refresh(self) -> None:
        self._bench.jobs.run(rounds.round_states, self._show, key="rounds")

    def begin(self) -> None:
        """An empty round to fill in."""
        if not self._may_go():
            return
        self._beginning = True
        self.list.view.clearSelection()
        self._stack.setCurrentIndex(1)
        self.editor.show_state(None, self._known)
        self._offer()
        self.editor.form["name"].jump()

    def choose(self, number: int) -> None:
        """Stand on one round, when it is read or has been."""
        self._wanted = number
        if self.list.choose(number):
            self._wanted = 0

    def _split(self) -> Split:
        card = Card("申报批次", tools=(self.begin_button,), padding=0)
        card.head.setContentsMargins(14, 10, 10, 8)
        card.body.addWidget(self.list)
        foot = row(self.claims, self.history, None, gap=14, margins=(14, 6, 12, 10))
        card.body.addLayout(foot)
        split = Split()
        split.setHandleWidth(12)
        split.addWidget(card)
        split.addWidget(self.editor)
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT, _RIGHT])
        theme.current().hold(card, least=300)
        theme.current().hold(self.editor, least=430)
        return split

    def _show(self, known: Sequence[RoundState]) -> None:
        self._known = tuple(known)
        typed = self.editor.typed
        self.list.chosen.disconnect(self._chosen)
        self.list.show_records(self._known)
        self.list.chosen.connect(self._chosen)
        if self._wanted and self.list.choose(self._wanted):
            self._wanted = 0
        if typed or self._beginning:
            return
        self._stack.setCurrentIndex(1 if self._known else 0)
        self._chosen(self.list.current())

    def _chosen(self, state: RoundState | None) -> None:
        if state is None or (self.editor.typed and not self._may_go()):
            return
        self._beginning = False
        self.editor.show_state(state, self._known)
        self._offer()

    def _may_go(self) -> bool:
        """What was typed into a round is only thrown away when that is said."""
        if not self.editor.typed:
            return True
        said = "这个批次的修改还没有保存。"
        leaves = self._bench.messages.leaves(said, stay="继续修改", save=self.editor.keep)
        if leaves:
            self.editor.typed = False
            self.editor.keeping.done()
        return leaves

    def _kept(self, changes: Changes) -> None:
        self._beginning = False
        self._wanted = changes.ids[0] if changes.ids else 0
        self._bench.announce(changes)

    def _given_up(self) -> None:
        self._beginning = False
        self._stack.setCurrentIndex(1 if self._known else 0)
        self._chosen(self.list.current() or next(iter(self._known), None))

    def _offer(self) -> None:
        state = None if self._beginning else self.list.current()
        self.claims.setVisible(bool(state and state.claims))
        self.history.setVisible(state is not None)

    def _show_claims(self) -> None:
        state = self.list.current()
        if state is not None:
            self._bench.go("claims", ("round", state.id))

    def _show_history(self) -> None:
        state = self.list.current()
        if state is not None:
            self._bench.tell_history("round", state.id, state.round.name)


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column("批次", lambda s: s.round.name, width=100, stretch=1),
        Column("起止", lambda s: _days(s, today), width=128,
               rank=lambda s: s.round.opens_on),
        Column("情况", lambda s: _standing(s, today)[0], width=88,
               tone=lambda s: _standing(s, today)[1]),
    )  # fmt: skip


def _days(state: RoundState, today: date) -> str:
    """10-18—11-15, with its year where that is another one."""
    one = state.round
    year = "" if one.opens_on.year == one.closes_on.year == today.year else f"{one.opens_on:%y}-"
    return f"{year}{one.opens_on:%m-%d}—{one.closes_on:%m-%d}"


def _standing(state: RoundState, today: date) -> tuple[str, str]:
    one = state.round
    if one.open_on(today):
        return "进行中", "accent"
    return ("未开始", "quiet") if today < one.opens_on else ("已截止", "done")
