"""密码: turning passwords on, giving, changing and taking them, and the envelope."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ipdesk.domain import recovery
from ipdesk.domain.operator import Operator
from ipdesk.domain.password import same, weakness
from ipdesk.domain.stages import Role
from ipdesk.errors import StorageError, UserError
from ipdesk.paths import resources
from ipdesk.services import renewal
from ipdesk.services.acts import act, record
from ipdesk.services.door import Door
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import files, keys, operators, pinyin, settings, slots
from ipdesk.storage.slots import Slot

_FINGERPRINT, _ENVELOPE = renewal.FINGERPRINT, renewal.ENVELOPE
BY_ENVELOPE = "sign_in_by_envelope"


def guarded(office: Office) -> bool:
    """Whether this bureau opens by password."""
    return office.home.slots.exists()


def door_of(office: Office) -> Door:
    return office.door or Door(office.home)


def check_password(name: str, password: str) -> None:
    """UserError naming what a new password lacks."""
    read = tomllib.loads((resources() / "storage" / "passwords.toml").read_text("utf-8"))
    spelt = "".join(pinyin.sort_key(name).split(" ")[:-1])
    code, value = weakness(same(password), (name, spelt), read["common"])
    if code:
        raise UserError(code, field="password", value=value)


def enable(
    office: Office,
    actor: Actor,
    passwords: Mapping[int, str],
    code: str,
    progress: Callable[[int, int], None] | None = None,
) -> Changes:
    """Open the bureau by password from now on; the local key file goes, and its key with it.

    `passwords` gives one for each account at work; the others change theirs at their first
    login. `code` goes into the envelope. The slots hold a new key and are proven before the
    old key goes: a copy of the key file that somebody has opens nothing any more.
    """
    actor.require(Role.ADMINISTRATOR)
    if guarded(office):
        raise UserError("passwords-on-already")
    people = [one for one in operators.all_of(office.db) if one.active]
    _check_all(people, passwords)
    new = keys.successor(office.key)
    secrets = {one.id: same(passwords[one.id]) for one in people}
    made = [
        slots.seal(one.id, one.name, secrets[one.id], new, due=one.id != actor.id) for one in people
    ]
    envelope = recovery.plain(code)
    made.insert(0, slots.seal(slots.RECOVERY, "", envelope, new))
    _publish(office.home.slots, made, {**secrets, slots.RECOVERY: envelope}, new)
    names = [one.name for one in people]
    renewal.begin(office, new, actor.name, names, progress)
    return Changes.of("operator", "setting")


def disable(office: Office, actor: Actor, password: str, reason: str) -> Changes:
    """Go back to the local key file: anyone with the folder can open it then."""
    actor.require(Role.ADMINISTRATOR)
    confirm(office, actor.id, password)
    if not reason.strip():
        raise UserError("need-missing", field="reason", need="reason")
    _journal(office, actor, "disable_passwords", actor.id, {}, reason.strip())
    if office.home.key.exists():
        keys.destroy_key_file(office.home.key)
    keys.create_key_file(office.home.key, office.key)
    if keys.read_key_file(office.home.key) != office.key:
        raise StorageError("key-damaged", path=str(office.home.key))
    with files.faults():
        office.home.slots.unlink()
        files.sync_folder(office.home.root)
    return Changes.of("operator", "setting")


def confirm(office: Office, number: int, password: str) -> Actor:
    """The account whose password this is, if it is at work; wrong ones are counted."""
    if door_of(office).unlock(number, password) != office.key:
        raise StorageError("slots-damaged", path=str(office.home.slots))
    return seated(office, number)


def confirm_own(office: Office, number: int, password: str) -> Actor:
    """Like `confirm`, and the password is its owner's: a first one is known to who gave it."""
    actor = confirm(office, number, password)
    if due(office, number):
        raise UserError("password-due", field="password")
    return actor


def due(office: Office, number: int) -> bool:
    """Whether the account still has the first password that another gave it."""
    return any(one.due for one in door_of(office).accounts() if one.operator == number)


def seated(office: Office, number: int) -> Actor:
    """An account as it takes the seat; UserError when it is disabled."""
    one = operators.get(office.db, number)
    if one is None or not one.active:
        raise UserError("operator-disabled", field="password")
    return Actor(one.id, one.name, one.roles)


def change_password(office: Office, actor: Actor, old: str, new: str) -> Changes:
    """Change one's own password; the old one is asked for once more."""
    confirm(office, actor.id, old)
    if same(old) == same(new):
        raise UserError("password-same", field="password")
    return _give(office, actor, actor.id, actor.name, new, "change_password", due=False)


def give_password(office: Office, actor: Actor, number: int, password: str) -> Changes:
    """Give an account a first password, new or forgotten; its owner must change it."""
    actor.require(Role.ADMINISTRATOR)
    one = operators.get(office.db, number)
    if one is None or not one.active:
        raise UserError("operator-unknown", number=number)
    return _give(office, actor, number, one.name, password, "give_password", due=True)


def take_password(office: Office, number: int) -> None:
    """Remove the slot of an account that was disabled."""
    if not guarded(office):
        return
    kept = [slot for slot in slots.read(office.home.slots) if slot.operator != number]
    _publish(office.home.slots, kept, {}, office.key)
    with office.db.atomic() as db:
        settings.put(db, _FINGERPRINT, slots.fingerprint(office.home.slots))


def without_password(office: Office) -> tuple[int, ...]:
    """Accounts at work that cannot come in yet."""
    if not guarded(office):
        return ()
    have = {account.operator for account in door_of(office).accounts()}
    return tuple(one.id for one in operators.all_of(office.db) if one.active and one.id not in have)


def renew_envelope(office: Office, actor: Actor, code: str) -> Changes:
    """A new recovery code; the old envelope opens nothing any more."""
    actor.require(Role.ADMINISTRATOR)
    secret = recovery.plain(code)
    new = slots.seal(slots.RECOVERY, "", secret, office.key)
    found = slots.with_slot(slots.read(office.home.slots), new)
    _publish(office.home.slots, found, {slots.RECOVERY: secret}, office.key)
    _journal(office, actor, "renew_envelope", 0, {})
    return Changes.of("setting")


def envelope_opened(office: Office) -> bool:
    """Whether the code in the envelope was used since it was drawn: it should be renewed."""
    return bool(settings.get(office.db, _ENVELOPE, "") == "opened")


def set_after_recovery(office: Office, number: int, password: str) -> Actor:
    """Whoever opened the envelope gives one account a new password and sits down as it."""
    actor = seated(office, number)
    _give(office, actor, number, actor.name, password, BY_ENVELOPE, due=False)
    return actor


def settle(office: Office, actor: Actor) -> None:
    """Finish what an interrupted change left, and note a file changed past the program."""
    keys.destroy_key_file(office.home.key)
    known = settings.get(office.db, _FINGERPRINT, "")
    if slots.fingerprint(office.home.slots) != known:
        _journal(office, actor, "sign_in_slots_differ", actor.id, {"known": known})
    gone = {one.id for one in operators.all_of(office.db) if not one.active}
    for account in door_of(office).accounts():
        if account.operator in gone:
            take_password(office, account.operator)


def _check_all(people: Sequence[Operator], passwords: Mapping[int, str]) -> None:
    for one in people:
        try:
            check_password(one.name, passwords.get(one.id, ""))
        except UserError as error:
            raise UserError(error.code, field=f"password-{one.id}", **error.values) from None
    if len({passwords[one.id] for one in people}) < len(people):
        raise UserError("password-shared", field="password")


def _give(
    office: Office, actor: Actor, number: int, name: str, password: str, act_name: str, *, due: bool
) -> Changes:
    check_password(name, password)
    secret = same(password)
    new = slots.seal(number, name, secret, office.key, due=due)
    found = slots.with_slot(slots.read(office.home.slots), new)
    _publish(office.home.slots, found, {number: secret}, office.key)
    _journal(office, actor, act_name, number, {"name": name})
    return Changes.of("operator")


def _publish(path: Path, found: Sequence[Slot], secrets: Mapping[int, str], key: bytes) -> None:
    """Put the slots in place; what is new was opened from the disk before it counts."""
    staged = path.with_name(f"{path.name}.proof")
    try:
        slots.write(staged, found)
        for slot in slots.read(staged):
            if slot.operator in secrets and slots.unseal(slot, secrets[slot.operator]) != key:
                raise StorageError("slots-damaged", path=str(path))
        with files.faults():
            files.publish(staged, path)
    finally:
        staged.unlink(missing_ok=True)


def _journal(
    office: Office,
    actor: Actor,
    act_name: str,
    number: int,
    data: Mapping[str, object],
    reason: str = "",
) -> None:
    with act(office) as db:
        settings.put(db, _FINGERPRINT, slots.fingerprint(office.home.slots))
        if act_name in (BY_ENVELOPE, "renew_envelope"):
            settings.put(db, _ENVELOPE, "opened" if act_name == BY_ENVELOPE else "sealed")
        record(office, actor, act_name, "operator", number, data, reason)
