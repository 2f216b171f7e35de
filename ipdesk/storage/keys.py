"""The key of the store: 32 random bytes and the salt, in the default local key file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from ipdesk.errors import StorageError
from ipdesk.storage import files
from ipdesk.storage.driver import KEY_BYTES, SALT_BYTES

_MAGIC: Final = b"ipdesk-key-1\n"
NAME_BYTES: Final = 4  # of the salt, by which the folder in a second place is called


def successor(key: bytes) -> bytes:
    """A new key for the same store; the last bytes stay and go on naming the bureau's folders."""
    return os.urandom(KEY_BYTES + SALT_BYTES - NAME_BYTES) + key[-NAME_BYTES:]


def create_key_file(path: Path, key: bytes | None = None) -> bytes:
    """Draw a new key and keep it in a file only this account can read.

    A sample bureau brings its own `key` (key and salt), so that it can be built again alike.
    """
    key = key or os.urandom(KEY_BYTES + SALT_BYTES)
    if os.path.lexists(path):
        raise StorageError("key-exists", path=str(path))
    temporary = files.beside(path)
    with files.faults():
        try:
            files.write_new(temporary, _MAGIC + key.hex().encode("ascii") + b"\n", private=True)
            files.publish_new(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    return key


def read_key_file(path: Path) -> bytes:
    """The key and salt from the local key file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise StorageError("key-missing", path=str(path)) from None
    except OSError as error:
        raise StorageError("key-unreadable", path=str(path), detail=str(error)) from error
    try:
        if not content.startswith(_MAGIC):
            raise ValueError("not a key file")
        key = bytes.fromhex(content[len(_MAGIC) :].decode("ascii"))
    except ValueError:
        raise StorageError("key-damaged", path=str(path)) from None
    if len(key) != KEY_BYTES + SALT_BYTES:
        raise StorageError("key-damaged", path=str(path))
    return key


def destroy_key_file(path: Path) -> None:
    """Remove the key file, written over first; a copy someone made of it still opens the store."""
    if not path.exists():
        return
    with files.faults():
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(os.urandom(path.stat().st_size))
            stream.flush()
            os.fsync(stream.fileno())
        path.unlink()
        files.sync_folder(path.parent)
