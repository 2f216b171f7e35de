"""登录: a bureau opened by password, or by the code in the envelope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ipdesk.services import access, bureaus, renewal
from ipdesk.services.acts import act, record
from ipdesk.services.door import Door
from ipdesk.services.office import Actor, Clock, Office


@dataclass(frozen=True, slots=True)
class Entered:
    """The open bureau and who came in; `due`: a password of their own is still to be set."""

    office: Office
    actor: Actor
    due: bool


def come_in(
    door: Door,
    operator: int,
    password: str,
    clock: Clock | None = None,
    progress: Callable[[int, int], bool] = lambda done, of: True,
) -> Entered:
    """Open the bureau by an account's password; `progress` as in open_bureau."""
    failures = door.failures(operator)
    key = door.unlock(operator, password)
    renewal.finish(door.home, key, _name(door, operator), clock)
    office = bureaus.open_bureau(door.home, clock, key, door, progress)
    try:
        actor = access.seated(office, operator)
        access.settle(office, actor)
        note_entry(office, actor, failures)
    except BaseException:
        bureaus.close(office)
        raise
    return Entered(office, actor, access.due(office, operator))


def come_in_by_envelope(
    door: Door,
    code: str,
    operator: int,
    new: str,
    clock: Clock | None = None,
    progress: Callable[[int, int], bool] = lambda done, of: True,
) -> Entered:
    """Open the bureau by the recovery code and give one account a new password."""
    name = _name(door, operator)
    access.check_password(name, new)
    key = door.unlock_envelope(code)
    renewal.finish(door.home, key, name, clock)
    office = bureaus.open_bureau(door.home, clock, key, door, progress)
    try:
        actor = access.set_after_recovery(office, operator, new)
        access.settle(office, actor)
    except BaseException:
        bureaus.close(office)
        raise
    return Entered(office, actor, False)


def _name(door: Door, operator: int) -> str:
    return next((one.name for one in door.accounts() if one.operator == operator), "")


def change_seat(office: Office, number: int, password: str, new: str = "") -> Actor:
    """Another person takes the seat in the open window; a first password gives way to `new`."""
    failures = access.door_of(office).failures(number)
    if new:
        actor = access.confirm(office, number, password)
        access.change_password(office, actor, password, new)
    else:
        actor = access.confirm_own(office, number, password)
    note_entry(office, actor, failures)
    return actor


def come_back(office: Office, number: int, password: str) -> Actor:
    """The person at work unlocks the window; what was on screen stays, so nothing is written."""
    return access.confirm(office, number, password)


def first_password(office: Office, actor: Actor, old: str, new: str) -> Actor:
    """The change that a first password asks for."""
    access.change_password(office, actor, old, new)
    return actor


def note_entry(office: Office, actor: Actor, failures: int) -> None:
    with act(office):
        record(office, actor, "sign_in", "operator", actor.id, {"failures": failures})
