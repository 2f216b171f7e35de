"""Key slots: the key of the store wrapped once for each account, and once for the envelope.

The file lies beside the store. Every slot is sealed with a key drawn from a password by argon2id;
whose slot it is belongs to what is sealed, so that a slot put under another name opens nothing.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ipdesk.errors import StorageError
from ipdesk.storage import files
from ipdesk.storage.driver import KEY_BYTES, SALT_BYTES

FORMAT: Final = "ipdesk-slots-1"
RECOVERY: Final = 0  # the slot of the sealed envelope belongs to no account
MEMORY_KIB: Final = 64 * 1024
PASSES: Final = 3
LANES: Final = 4
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_WHOLE: Final = KEY_BYTES + SALT_BYTES
# Bounds on what a file may ask for: a made-up file must not take the memory of the PC.
_MOST_KIB, _MOST_PASSES, _MOST_LANES, _MOST_SLOTS = 1024 * 1024, 20, 16, 500


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the key; `operator` is the account's number, RECOVERY for the envelope."""

    operator: int
    name: str
    due: bool  # a first password given by another, to be changed at the first login
    salt: bytes
    nonce: bytes
    sealed: bytes
    memory_kib: int = MEMORY_KIB
    passes: int = PASSES
    lanes: int = LANES

    @property
    def bound(self) -> bytes:
        """What is sealed along with the key: whose slot this is."""
        return json.dumps([FORMAT, self.operator, self.name, self.due]).encode("ascii")


def seal(operator: int, name: str, secret: str, key: bytes, *, due: bool = False) -> Slot:
    """Wrap the key of the store for one account."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(key) != _WHOLE:
        raise StorageError("key-damaged")
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    empty = Slot(operator, name, due, salt, nonce, b"")
    return replace(empty, sealed=AESGCM(_derived(empty, secret)).encrypt(nonce, key, empty.bound))


def unseal(slot: Slot, secret: str) -> bytes | None:
    """The key of the store, or None when the secret is not the one it was sealed with."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        key = AESGCM(_derived(slot, secret)).decrypt(slot.nonce, slot.sealed, slot.bound)
    except InvalidTag:
        return None
    return key if len(key) == _WHOLE else None


def _derived(slot: Slot, secret: str) -> bytes:
    # cryptography is loaded when a password is asked for, not at the start of the program.
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=slot.salt,
        length=32,
        iterations=slot.passes,
        lanes=slot.lanes,
        memory_cost=slot.memory_kib,
    )
    return kdf.derive(secret.encode("utf-8"))


def read(path: Path) -> tuple[Slot, ...]:
    """Every slot of the file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise StorageError("slots-missing", path=str(path)) from None
    except OSError as error:
        raise files.fault(error) from error
    try:
        data = json.loads(content)
        if data["format"] != FORMAT or not 0 < len(data["slots"]) <= _MOST_SLOTS:
            raise ValueError("not a file of slots")
        found = tuple(_slot(each) for each in data["slots"])
    except (ValueError, KeyError, TypeError):
        raise StorageError("slots-damaged", path=str(path)) from None
    if len({slot.operator for slot in found}) != len(found):
        raise StorageError("slots-damaged", path=str(path))
    return found


def write(path: Path, slots: Sequence[Slot]) -> None:
    """Put the file in place, the old or the new one at every moment."""
    files.write_safely(path, _text(slots), private=True)
    if read(path) != tuple(slots):
        raise StorageError("slots-damaged", path=str(path))


def with_slot(slots: Iterable[Slot], new: Slot) -> tuple[Slot, ...]:
    """The slots with one put in the place of the account's old one, or added."""
    kept = [slot for slot in slots if slot.operator != new.operator]
    return tuple(sorted((*kept, new), key=lambda slot: slot.operator))


def fingerprint(path: Path) -> str:
    """What the store remembers of the file, so that a change past the program is seen."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def beside(backup: Path) -> Path:
    """Where the slots of a backup lie: with them a copy opens by the passwords of its time."""
    return backup.with_suffix(".slots")


def keep_beside(path: Path, backup: Path) -> None:
    """Copy the slots to a backup that was just made; without passwords there is nothing to copy."""
    if path.exists():
        with files.faults():
            files.write_safely(beside(backup), path.read_bytes(), private=True)


def drop_orphans(folder: Path) -> None:
    """Remove the slots of backups that were thinned out."""
    for path in folder.glob("ipdesk-*.slots"):
        if not path.with_suffix(".db").exists():
            path.unlink()


def _text(slots: Sequence[Slot]) -> bytes:
    lines = [
        {
            "operator": slot.operator,
            "name": slot.name,
            "due": slot.due,
            "salt": slot.salt.hex(),
            "nonce": slot.nonce.hex(),
            "sealed": slot.sealed.hex(),
            "memory_kib": slot.memory_kib,
            "passes": slot.passes,
            "lanes": slot.lanes,
        }
        for slot in slots
    ]
    data = {"format": FORMAT, "slots": lines}
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _slot(data: dict[str, Any]) -> Slot:
    slot = Slot(
        data["operator"],
        data["name"],
        data["due"],
        bytes.fromhex(data["salt"]),
        bytes.fromhex(data["nonce"]),
        bytes.fromhex(data["sealed"]),
        data["memory_kib"],
        data["passes"],
        data["lanes"],
    )
    numbers = (slot.operator, slot.memory_kib, slot.passes, slot.lanes)
    if not all(type(number) is int for number in numbers):
        raise ValueError("not a number")
    if type(slot.name) is not str or type(slot.due) is not bool or slot.operator < 0:
        raise ValueError("not a slot")
    if len(slot.salt) != _SALT_BYTES or len(slot.nonce) != _NONCE_BYTES:
        raise ValueError("not a slot")
    least = slot.lanes * 8 <= slot.memory_kib <= _MOST_KIB
    if not (least and 1 <= slot.passes <= _MOST_PASSES and 1 <= slot.lanes <= _MOST_LANES):
        raise ValueError("out of bounds")
    return slot
