"""批量办理: the step that several selected claims wait for, and handing claims to a colleague."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton

from ipdesk.domain.stages import Role, move
from ipdesk.services import batching, handover
from ipdesk.services.batching import ON_THE_WAY, Candidate, Outcome
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.ui.batch_sheet import BatchSheet, tell_outcome
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping, keep_in_sheet
from ipdesk.ui.permit import ANYBODY, Permit
from ipdesk.ui.widgets import ChoiceField, Form, LineField, label, quiet
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.row_menu import RowAct


class TogetherButton(QObject):
    """One button over the list; what it offers depends on who is at work."""

    def __init__(self, bench: Bench, selected: Callable[[], Sequence[int]]) -> None:
        super().__init__()
        self._bench = bench
        self._selected = selected
        self.button: QPushButton = quiet("批量办理…", self.offer)
        Permit(bench, ANYBODY, self.button)
        self.menu = QMenu(self.button)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many are selected; alone or with nobody at work there is nothing to offer."""
        self.button.setText(f"批量办理（{count} 件）…" if count > 1 else "批量办理…")
        self.button.setEnabled(count > 0)
        self.button.setToolTip("" if count else "先在列表里选几件：按住 Ctrl 或 Shift 点选")

    def offer(self) -> None:
        self.fill_menu()
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def fill_menu(self) -> None:
        """The acts of the roles of who is at work, in the order of the stages."""
        self.menu.clear()
        words, roles = self._bench.wording, self._bench.actor.roles
        for act in ON_THE_WAY:
            if move(act).role in roles:
                action = self.menu.addAction(words.label("act", act) + "…")
                action.triggered.connect(partial(self._triggered, act))
        if Role.CLERK in roles or Role.ADMINISTRATOR in roles:
            self.menu.addSeparator()
            self.menu.addAction("移交给同事…").triggered.connect(lambda _=False: self.hand_over())

    def row_acts(self) -> list[RowAct]:
        """The same for the menu of the rows."""
        if not self.button.isEnabled() or not self.button.isVisible():
            return []
        self.fill_menu()
        return [RowAct(one.text(), one.trigger) for one in self.menu.actions() if one.text()]

    def begin(self, act: str) -> None:
        """Look the selected claims over before anything is done."""
        ids = list(self._selected())
        if ids:
            run, done = self._bench.jobs.run, partial(self._confirm, act)
            run(batching.look_over, done, None, self._bench.actor, ids, act)

    def hand_over(self) -> None:
        """The selected claims, or all open ones of a colleague, go to another."""
        sheet = HandOverSheet(self._bench, len(self._selected()))
        if not self._bench.messages.run(sheet) or sheet.to is None:
            return
        run, actor = self._bench.jobs.run, self._bench.actor
        done = partial(self._handed, sheet.keeping)
        if sheet.giver is None:
            work = (actor, list(self._selected()), sheet.to, sheet.reason)
            run(handover.hand_over, done, None, *work)
        else:
            run(_hand_all, done, None, actor, sheet.giver, sheet.to, sheet.reason)

    def _triggered(self, act: str, _checked: bool = False) -> None:
        self.begin(act)

    def _confirm(self, act: str, candidates: tuple[Candidate, ...]) -> None:
        sheet = BatchSheet(self._bench, act, candidates, self._bench.today())
        if not self._bench.messages.run(sheet) or not sheet.able:
            return
        ids = [one.id for one in sheet.able]
        work = (self._bench.actor, ids, act, sheet.record(), sheet.opinion, sheet.name)
        done = partial(self._done, act, sheet.keeping)
        self._bench.jobs.run(batching.take_all, done, None, *work)

    def _done(self, act: str, keeping: Keeping, outcome: Outcome) -> None:
        self._bench.announce(outcome.changes)
        tell_outcome(self._bench, self._bench.wording.label("act", act), outcome, keeping)

    def _handed(self, keeping: Keeping, changes: Changes) -> None:
        keeping.done()
        self._bench.announce(changes)
        self._bench.say(f"已移交 {len(changes.ids)} 件")


class HandOverSheet(Sheet):
    """Whose claims, to whom, and why."""

    def __init__(self, bench: Bench, selected: int) -> None:
        super().__init__(bench.messages.window, "移交申报", "移交")
        self.setMinimumWidth(560)
        clerks = [one for one in bench.people if one.active and Role.CLERK in one.roles]
        givers: list[tuple[int | None, str]] = [(None, f"所选 {selected} 件")] if selected else []
        everyone = bench.people if Role.ADMINISTRATOR in bench.actor.roles else ()
        whose = everyone or tuple(one for one in clerks if one.id == bench.actor.id)
        givers += [(one.id, f"{one.name}的全部在办申报") for one in whose]
        self.form = Form()
        self.form.add("giver", "移交哪些", ChoiceField(givers), required=False)
        takers = [(one.id, one.name) for one in clerks]
        self.form.add("to", "移交给", ChoiceField(takers, empty="选一位经办人"), required=True)
        self.form.add("reason", "原因", LineField("如：调岗、休假"))
        said = "每件各记一条操作记录；要退回来，再移交回去就行。已办结的不动。"
        self.body.addWidget(self.form)
        self.body.addWidget(label(said, "small", wrap=True))
        self.keeping = keep_in_sheet(bench, self, "hand-over", self.form)

    @property
    def giver(self) -> int | None:
        value = self.form["giver"].value()
        return int(value) if value is not None else None

    @property
    def to(self) -> int | None:
        value = self.form["to"].value()
        return int(value) if value else None

    @property
    def reason(self) -> str:
        return str(self.form["reason"].value() or "")

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()


def _hand_all(office: Office, actor: Actor, giver: int, to: int, reason: str) -> Changes:
    return handover.hand_over(office, actor, handover.open_claims(office, giver), to, reason)
