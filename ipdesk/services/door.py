"""The door of a bureau: passwords tried at the key slots, and the lock after five wrong ones."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ipdesk.errors import UserError
from ipdesk.paths import Home

# Where no passwords are in use, what opens by them is never read.
if TYPE_CHECKING:
    from ipdesk.storage import slots

MOST_TRIES = 5
LOCK_SECONDS = 10 * 60  # of running time: neither a restart nor the clock shortens it


class Account(NamedTuple):
    """Somebody who can come in by password."""

    operator: int
    name: str
    due: bool  # the first password was given by another


class Door:
    """Made once for the run of the program, so that the lock is counted in running time."""

    def __init__(self, home: Home, running: Callable[[], float] = time.monotonic) -> None:
        self.home = home
        self._running = running
        self._guard = threading.Lock()
        self._until: dict[int, float] = {}

    @property
    def guarded(self) -> bool:
        """Whether passwords are in use; without them the local key file opens the store."""
        return self.home.slots.exists()

    def accounts(self) -> tuple[Account, ...]:
        """Who has a password, in the order of the accounts; read without opening the store."""
        from ipdesk.storage import slots

        found = slots.read(self.home.slots)
        return tuple(
            Account(one.operator, one.name, one.due)
            for one in found
            if one.operator != slots.RECOVERY
        )

    def locked_for(self, operator: int) -> int:
        """Seconds until this account may try again; 0 when it may now."""
        from ipdesk.storage import tries

        failures = tries.read(self.home.tries, MOST_TRIES)
        waits = [self._wait(failures, who) for who in (operator, tries.EVERYONE)]
        return max(waits)

    def failures(self, operator: int) -> int:
        """Wrong passwords of this account in a row."""
        from ipdesk.storage import tries

        return tries.read(self.home.tries, MOST_TRIES).get(operator, 0)

    def unlock(self, operator: int, secret: str) -> bytes:
        """The key of the store; UserError when the password is wrong or the account locked."""
        from ipdesk.domain.password import same
        from ipdesk.storage import slots, tries

        with self._guard:
            wait = self.locked_for(operator)
            if wait:
                raise UserError("password-locked", field="password", minutes=-(-wait // 60))
            slot = self._slot(operator)
            failures = tries.read(self.home.tries, MOST_TRIES)
            # Counted first: a program killed while it tries has tried.
            count = failures.get(operator, 0) + 1
            tries.write(self.home.tries, {**failures, operator: count})
            key = slots.unseal(slot, same(secret))
            if key is None:
                self._refuse(operator, count)
            self._forget(operator)
            assert key is not None  # _refuse has raised
            return key

    def unlock_envelope(self, code: str) -> bytes:
        """The key by the recovery code; a slip of the pen is told and costs no try."""
        from ipdesk.domain import recovery
        from ipdesk.storage.slots import RECOVERY

        group = recovery.slip(code)
        if group is not None:
            told = "recovery-slip" if group else "recovery-length"
            raise UserError(told, field="code", group=group)
        try:
            return self.unlock(RECOVERY, recovery.plain(code))
        except UserError as error:
            words = {"password-wrong": "recovery-wrong", "password-locked": "recovery-locked"}
            code_of = words.get(error.code, error.code)
            raise UserError(code_of, field="code", **error.values) from None

    def _slot(self, operator: int) -> slots.Slot:
        from ipdesk.storage import slots

        for slot in slots.read(self.home.slots):
            if slot.operator == operator:
                return slot
        raise UserError("password-none", field="password")

    def _refuse(self, operator: int, count: int) -> None:
        if count >= MOST_TRIES:
            self._until[operator] = self._running() + LOCK_SECONDS
            minutes = LOCK_SECONDS // 60
            raise UserError("password-locked", field="password", minutes=minutes)
        raise UserError("password-wrong", field="password", left=MOST_TRIES - count)

    def _wait(self, failures: dict[int, int], operator: int) -> int:
        if failures.get(operator, 0) < MOST_TRIES:
            return 0
        # A count found at the start of the program begins its ten minutes anew.
        until = self._until.setdefault(operator, self._running() + LOCK_SECONDS)
        left = until - self._running()
        if left > 0:
            return int(left) + 1
        self._forget(operator)
        return 0

    def _forget(self, operator: int) -> None:
        from ipdesk.storage import tries

        self._until.pop(operator, None)
        failures = tries.read(self.home.tries, MOST_TRIES)
        if failures.pop(operator, None) is not None:
            tries.write(self.home.tries, failures)
