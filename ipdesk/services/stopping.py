"""Long work that can be stopped: what was under way is undone, and nobody is told of a fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipdesk.errors import StorageError, UserError
from ipdesk.services.office import Office
from ipdesk.storage import driver

GoesOn = Callable[[int, int], bool]  # so much of so much is done (0, 0: not known); False: stop
STOPPED = "work-stopped"


def stoppable(office: Office, work: Callable[..., Any], *given: Any) -> Any:
    """Do `work`; the last of `given` is asked now and then whether to go on.

    Reading is broken off at once, an act as a whole; what was finished all the same counts.
    """
    *arguments, goes_on = given
    stopped = False

    def ask() -> bool:
        nonlocal stopped
        stopped = stopped or not goes_on(0, 0)
        return not stopped

    with office.db.asking(ask):
        try:
            return work(office, *arguments)
        except (StorageError, driver.Error) as error:
            if stopped:
                raise UserError(STOPPED) from error
            raise


def checked(office: Office, work: Callable[..., Any], *given: Any) -> Any:
    """The same for what only reads, and may take a statement broken off for a fault it found."""
    heard: list[bool] = []

    def goes_on(done: int, whole: int) -> bool:
        heard.append(given[-1](done, whole))
        return heard[-1]

    found = stoppable(office, work, *given[:-1], goes_on)
    if not all(heard):
        raise UserError(STOPPED)
    return found


def teller(goes_on: GoesOn) -> Callable[[int, int], None]:
    """The same for work that is told of its steps and raises where it may not go on."""

    def tell(done: int, whole: int) -> None:
        if not goes_on(done, whole):
            raise UserError(STOPPED)

    return tell
