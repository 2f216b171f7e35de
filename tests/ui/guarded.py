"""A bureau that opens by password, for tests of the window."""

from __future__ import annotations

import hashlib

import pytest

from ipdesk.domain import recovery
from ipdesk.domain.stages import Role
from ipdesk.paths import Home
from ipdesk.services import access, bureaus, operators
from ipdesk.services.office import Actor, Clock
from ipdesk.storage import slots

CODE = recovery.draw()


def word(name: str) -> str:
    return f"Lc86#{name}-24"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one guess costs is held by test_slots; here it only would make the tests slow."""

    def quick(slot: slots.Slot, secret: str) -> bytes:
        return hashlib.sha256(slot.salt + secret.encode()).digest()

    monkeypatch.setattr(slots, "_derived", quick)


def guard(home: Home, clock: Clock) -> None:
    """Turn passwords on; everybody has changed their first one, but the last in the list."""
    office = bureaus.open_bureau(home, clock)
    people = [
        Actor(one.id, one.name, one.roles)
        for one in operators.list_operators(office, active_only=True)
    ]
    administrator = next(one for one in people if Role.ADMINISTRATOR in one.roles)
    first = {one.id: f"Erst#{one.name}-1" for one in people}
    access.enable(office, administrator, first, CODE)
    for one in people[:-1]:
        access.change_password(office, one, first[one.id], word(one.name))
    bureaus.close(office)
