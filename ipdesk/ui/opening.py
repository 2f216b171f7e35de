"""Opening a bureau: found one, build the sample one, or open what lies in the data folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipdesk.errors import StorageError
from ipdesk.paths import Home
from ipdesk.services.bureau import Seats, seats
from ipdesk.services.door import Door
from ipdesk.services.office import Actor, Clock, Office
from ipdesk.ui.bench import Bench

# The ways into a bureau are each read when they are gone: an ordinary morning takes one of them.
if TYPE_CHECKING:
    from ipdesk.domain.operator import Operator
    from ipdesk.domain.policy import Policy
    from ipdesk.services.bureaus import BureauForm
    from ipdesk.services.entry import Entered
    from ipdesk.services.restoring import Back

SAMPLE_CLAIMS = 120
SAMPLE_SEED = 1


class Opening(QObject):
    """Runs on the store's thread; `opened` comes when somebody can sit down to work."""

    opened = Signal(object, object)  # Bureau, the operators that may work
    failed = Signal(object)
    progressed = Signal(int, int)
    renewed = Signal(int, int)  # hundredths of an older store brought up to this program
    shut = Signal(object)  # the accounts that open it by password
    refused = Signal(object)  # a password, a code or a new password that will not do
    password_due = Signal()
    restored = Signal(object)  # Back: what a restore has done

    def __init__(self, bench: Bench, home: Home, clock: Clock) -> None:
        super().__init__(bench)
        self.home = home
        self._bench = bench
        self._clock = clock
        self.door = Door(home)
        self._entered: Entered | None = None
        self._who = 0
        self._first = ""  # the password typed, until somebody is seated
        self._back: Back | None = None
        self._found: Seats | None = None
        self._stopped = Event()  # asked for on the window's thread, heard on the store's

    @property
    def exists(self) -> bool:
        """True when a bureau lies in the data folder already."""
        return self.home.database.exists()

    def open(self) -> None:
        self._entered = None
        if not self.door.guarded:
            self._begin(self._open_bureau)
            return
        try:
            self.shut.emit(self.door.accounts())
        except StorageError as error:
            self.failed.emit(error)

    def _open_bureau(self) -> Office:
        from ipdesk.services import bureaus

        self._stopped.clear()
        door, goes_on = self.door, self._goes_on
        return bureaus.open_bureau(self.home, self._clock, door=door, progress=goes_on)

    def _goes_on(self, done: int, of: int) -> bool:
        self.renewed.emit(done, of)
        return not self._stopped.is_set()

    def sign_in(self, number: int, password: str) -> None:
        """Open by an account's password, worked out on the store's thread."""
        from ipdesk.services import entry

        self._who, self._first = number, password
        door, clock, goes_on = self.door, self._clock, self._goes_on
        self._enter(lambda: entry.come_in(door, number, password, clock, goes_on))

    def recover(self, code: str, number: int, new: str) -> None:
        """Open by the code of the envelope; the account gets a new password."""
        from ipdesk.services import entry

        door, clock, goes_on = self.door, self._clock, self._goes_on
        self._enter(lambda: entry.come_in_by_envelope(door, code, number, new, clock, goes_on))

    def renew(self, new: str) -> None:
        """The first password gives way to one of its owner's own."""
        from ipdesk.services import entry

        assert self._entered is not None  # asked only of who has come in
        work = (self._entered.actor, self._first, new)
        self._bench.jobs.run(
            entry.first_password, lambda _: self._finish(), self.refused.emit, *work
        )

    def key(self) -> bytes:
        """The key of a store that does not open, by what was typed to open it."""
        from ipdesk.services import restoring

        return restoring.key_of(self.home, self.door, self._who, self._first)

    def restore(self, backup: Path) -> None:
        """Switch to a backup; the store is closed for it and opened again."""
        from ipdesk.services import restoring

        keys: list[bytes] = []
        by = self._bench.actor.name if self._bench.has_actor else ""

        def leave(office: Office) -> None:
            keys.append(office.key)
            restoring.close_to_restore(office)

        def come() -> Office:
            key = keys[0] if keys else self.key()
            self._back = restoring.restore(self.home, key, backup, by, self._clock, self.door)
            return self._back.office

        self._entered = None
        self._bench.jobs.end(leave)
        self._begin(come)

    def open_at(self, home: Home) -> None:
        """Open a bureau that lies elsewhere, from now on in this window."""
        self.home = home
        self.door = Door(home)
        self.open()

    def come_back(self, number: int, password: str) -> None:
        """Open what was brought back; who proved a password for it need not type it again."""
        self.door = Door(self.home)
        self.open()
        if number and self.door.guarded:
            self.sign_in(number, password)

    def found(self, form: BureauForm) -> None:
        from ipdesk.services import bureaus

        self._begin(lambda: bureaus.create_bureau(self.home, form, self._clock))

    def build_sample(self) -> None:
        """Build the sample bureau and open it, from then on by the clock on the wall."""

        self._stopped.clear()

        def goes_on(done: int, of: int) -> bool:
            self.progressed.emit(done, of)
            return not self._stopped.is_set()

        def build() -> Office:
            # The sample draws in the whole of casework, which an ordinary start does without.
            from ipdesk.services import sample_whole

            sample_whole.put_sample(self.home, SAMPLE_CLAIMS, SAMPLE_SEED, goes_on)
            return self._open_bureau()

        self._begin(build)

    def stop_work(self) -> None:
        """End what takes long at its next step; nothing of it is left."""
        self._stopped.set()

    def sit_down(self, number: int, known: tuple[Operator, ...]) -> None:
        """Seat an operator and remember who it was for the next morning."""
        operator = next((one for one in known if one.id == number), known[0])
        self._bench.settings.setValue("operator", operator.id)
        self._bench.sit_down(Actor(operator.id, operator.name, operator.roles))

    def _enter(self, opener: Callable[[], Entered]) -> None:
        self._stopped.clear()

        def come() -> Office:
            self._entered = opener()
            return self._entered.office

        self._bench.jobs.begin(come, self._have_office, self.refused.emit)

    def _begin(self, opener: Callable[[], Office]) -> None:
        self._bench.jobs.begin(opener, self._have_office, self.failed.emit)

    def _have_office(self, office: Office) -> None:
        self._bench.jobs.run(seats, self._ready, self.failed.emit)

    def _ready(self, found: Seats) -> None:
        self._found = found
        if self._entered is not None and self._entered.due:
            self.password_due.emit()
        else:
            self._finish()

    def _finish(self) -> None:
        assert self._found is not None  # read before anybody is seated
        bureau, known, signing = self._found
        self._first = ""
        self._bench.informed = False
        self._bench.rules, self._bench.people = signing, known
        self._bench.settings.setValue("bureau", bureau.name)
        last = int(str(self._bench.settings.value("operator", 0) or 0))
        self.sit_down(self._entered.actor.id if self._entered else last, known)
        # Behind what is seen first, and before all else that waits for a quiet moment.
        self._bench.jobs.later(_policies, self._inform, self._uninformed)
        self.opened.emit(bureau, known)
        back, self._back = self._back, None
        if back is not None:
            self.restored.emit(back)

    def _inform(self, policies: tuple[Policy, ...]) -> None:
        self._bench.use_policies(policies)
        self._bench.read_overview()

    def _uninformed(self, error: Exception) -> None:
        """The packs on file cannot be read: what can be done without them still can."""
        self._bench.use_policies(())
        self.failed.emit(error)


def _policies(office: Office) -> tuple[Policy, ...]:
    return office.current
