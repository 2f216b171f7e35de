"""What a page is given to work with: the store's thread, words, the operator, the way elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from ipdesk.domain.stages import Role
from ipdesk.services.rules import Rules

if TYPE_CHECKING:
    # Every page knows the bench: what it only speaks of is read by those who use it.
    from pathlib import Path

    from ipdesk.domain.operator import Operator
    from ipdesk.domain.policy import Policy
    from ipdesk.services.office import Actor, Changes, Office
    from ipdesk.ui.jobs import Jobs
    from ipdesk.ui.messages import Messages
    from ipdesk.wording import Wording

_OVERVIEW = "overview"


class Bench(QObject):
    """Handed to every page; pages know the bench and never each other."""

    gone = Signal(str, object)  # go to a place, showing something there
    announced = Signal(object)  # Changes of an act
    actor_changed = Signal(object)
    policies_changed = Signal()
    seat_asked = Signal()  # somebody else is to take the seat
    restore_asked = Signal(object)  # BackupRow to go back to
    history_asked = Signal(str, int, str)  # of a record: kind, id and name as the journal has them
    check_asked = Signal()  # the guided restore, once more
    rows_read = Signal(object)  # the work rows, as soon as can be after the window opened
    overview_read = Signal(object)  # Overview, for the first screen and the navigation

    def __init__(
        self,
        jobs: Jobs,
        messages: Messages,
        wording: Wording,
        settings: QSettings,
        today: Callable[[], date] = date.today,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.messages = messages
        self.wording = wording
        self.settings = settings
        self.today = today
        self.policies: tuple[Policy, ...] = ()
        self.informed = True  # False while a bureau opens, until its policies are read
        self.rules = Rules()
        self.people: tuple[Operator, ...] = ()  # who is at work here
        self.frozen = False  # the check of the store has failed: everything is only seen
        self.seat_held = ""  # why nobody else may sit down just now
        self._actor: Actor | None = None

    @property
    def actor(self) -> Actor:
        """The operator at work; asked for only while an office is open."""
        if self._actor is None:
            raise RuntimeError("nobody is at work yet")
        return self._actor

    @property
    def read_only(self) -> bool:
        """审计, or a store that did not pass: everything is to be seen, nothing to be done."""
        return self.frozen or (self._actor is not None and Role.AUDITOR in self._actor.roles)

    def may(self, *roles: Role) -> bool:
        """Whether who sits here holds one of `roles`, and the store takes what they write."""
        return self.has_actor and not self.read_only and bool(set(roles) & set(self.actor.roles))

    @property
    def has_actor(self) -> bool:
        return self._actor is not None

    def sit_down(self, actor: Actor) -> None:
        """Another operator takes the seat."""
        self._actor = actor
        self.actor_changed.emit(actor)

    def set_frozen(self, on: bool) -> None:
        """Only look from now on, or work again."""
        if self.frozen != on:
            self.frozen = on
            if self._actor is not None:
                self.actor_changed.emit(self._actor)

    def use_policies(self, policies: tuple[Policy, ...]) -> None:
        self.policies, self.informed = policies, True
        self.policies_changed.emit()

    def go(self, place: str, target: object = None) -> None:
        self.gone.emit(place, target)

    def announce(self, changes: Changes) -> None:
        """Tell every page what an act touched."""
        self.announced.emit(changes)

    def tell_history(self, kind: str, number: int, name: str) -> None:
        """Show all that was done to one record."""
        self.history_asked.emit(kind, number, name)

    def read_overview(self) -> None:
        """Count again what waits; of several wishes at once the last is served.

        Just after a bureau was opened only its work rows; the rest when the policies are read.
        """
        if not self.has_actor:
            return
        if self.informed:
            work, answer = _overview, self.overview_read
        else:
            work, answer = _first_rows, self.rows_read
        self.jobs.run(work, answer.emit, None, self.actor, key=_OVERVIEW)

    def await_overview(self) -> None:
        """The same for a page that has just come: what is being read already will do."""
        if not self.jobs.waits(_OVERVIEW):
            self.read_overview()

    def say(self, text: str, file: Path | None = None) -> None:
        """Good news; of a file that was written, with the way to it."""
        self.messages.say(text)
        if file is not None:
            self.messages.offer_file(file)


def _overview(office: Office, actor: Actor) -> object:
    # Read on the store's thread: with all it looks into it takes as long as the first picture.
    from ipdesk.services.overview import overview

    return overview(office, actor)


def _first_rows(office: Office, actor: Actor) -> object:
    from ipdesk.services.waiting import waiting

    return waiting(office, actor, first=True)
