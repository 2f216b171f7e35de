"""Opening a bureau: found one, build the sample one, or open what lies in the data folder."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ipdesk.domain.operator import Operator
from ipdesk.domain.policy import Policy
from ipdesk.paths import Home
from ipdesk.services import bureaus, operators
from ipdesk.services.bureaus import Bureau, BureauForm
from ipdesk.services.office import Actor, Clock, Office
from ipdesk.ui.bench import Bench

SAMPLE_CLAIMS = 120
SAMPLE_SEED = 1


class Opening(QObject):
    """Runs on the store's thread; `opened` comes when somebody can sit down to work."""

    opened = Signal(object, object)  # Bureau, the operators that may work
    failed = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, bench: Bench, home: Home, clock: Clock) -> None:
        super().__init__(bench)
        self.home = home
        self._bench = bench
        self._clock = clock

    @property
    def exists(self) -> bool:
        """True when a bureau lies in the data folder already."""
        return self.home.database.exists()

    def open(self) -> None:
        self._begin(lambda: bureaus.open_bureau(self.home, self._clock))

    def open_at(self, home: Home) -> None:
        """Open a bureau that lies elsewhere, from now on in this window."""
        self.home = home
        self.open()

    def found(self, form: BureauForm) -> None:
        self._begin(lambda: bureaus.create_bureau(self.home, form, self._clock))

    def build_sample(self) -> None:
        """Build the sample bureau and open it, from then on by the clock on the wall."""

        def build() -> Office:
            # The sample draws in the whole of casework, which an ordinary start does without.
            from ipdesk.services import sample

            made = sample.build_sample(self.home, SAMPLE_CLAIMS, SAMPLE_SEED, self.progressed.emit)
            bureaus.close(made.office)
            return bureaus.open_bureau(self.home, self._clock)

        self._begin(build)

    def sit_down(self, number: int, known: tuple[Operator, ...]) -> None:
        """Seat an operator and remember who it was for the next morning."""
        operator = next((one for one in known if one.id == number), known[0])
        self._bench.settings.setValue("operator", operator.id)
        self._bench.sit_down(Actor(operator.id, operator.name, operator.roles))

    def _begin(self, opener: Callable[[], Office]) -> None:
        self._bench.jobs.begin(opener, self._have_office, self.failed.emit)

    def _have_office(self, office: Office) -> None:
        self._bench.jobs.run(_who_and_where, self._ready, self.failed.emit)

    def _ready(self, found: tuple[Bureau, tuple[Operator, ...], tuple[Policy, ...]]) -> None:
        bureau, known, policies = found
        self._bench.use_policies(policies)
        last = self._bench.settings.value("operator", 0)
        self.sit_down(int(str(last or 0)), known)
        self.opened.emit(bureau, known)


def _who_and_where(
    office: Office,
) -> tuple[Bureau, tuple[Operator, ...], tuple[Policy, ...]]:
    known = operators.list_operators(office, active_only=True)
    return bureaus.bureau(office), known, office.current
