"""The one SQLite library of the program: sqlcipher3, and its errors put in our words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import sqlcipher3
from sqlcipher3 import dbapi2

from ipdesk.errors import StorageError

if TYPE_CHECKING:
    import sqlite_utils

# Older libraries have the WAL-reset bug that can corrupt a database.
OLDEST_SQLITE = (3, 51, 3)
KEY_BYTES = 32
SALT_BYTES = 16

# The connection of sqlcipher3 ships without types.
Connection = Any
Cursor = Any
IntegrityError = dbapi2.IntegrityError
Error = dbapi2.Error

_FULL = "database or disk is full"
_FAULT = ("disk i/o error", "unable to open database file")
_BROKEN = ("malformed", "file is not a database", "vtable constructor failed")


def assert_library() -> None:
    """Refuse to run on an SQLite with known corruption bugs."""
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise StorageError("sqlite-too-old", version=dbapi2.sqlite_version)


def sqlite_version() -> str:
    """The version of the one SQLite this program uses."""
    return str(dbapi2.sqlite_version)


def connect(path: Path, key: bytes | None, mode: str) -> Connection:
    """Open a raw connection; `mode` is the URI part (mode=rw, mode=rwc, mode=ro&immutable=1)."""
    uri = f"file:{quote(str(path.absolute().as_posix()))}?{mode}"
    try:
        connection = dbapi2.connect(uri, uri=True, isolation_level=None, timeout=0)
    except dbapi2.Error as error:
        raise translated(error) from error
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        if len(key) != KEY_BYTES + SALT_BYTES:
            connection.close()
            raise StorageError("key-damaged")
        # A raw key with its salt: nothing is derived, and the salt is not taken from the file.
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


@contextmanager
def faults() -> Iterator[None]:
    """Put faults of the machine in our words."""
    try:
        yield
    except dbapi2.Error as error:
        better = translated(error)
        if better is error:
            raise
        raise better from error


def translated(error: Exception) -> Exception:
    """The StorageError for a fault of the machine; any other error comes back as it is."""
    text = str(error).lower()
    if _FULL in text:
        return StorageError("disk-full")
    if any(part in text for part in _FAULT):
        return StorageError("disk-fault", detail=str(error))
    if any(part in text for part in _BROKEN):
        return StorageError("store-damaged", detail=str(error))
    if "database is locked" in text:
        return StorageError("store-in-use")
    if "readonly database" in text:
        return RuntimeError("a statement outside atomic() tried to write")
    return error


def table_view(connection: Connection) -> sqlite_utils.Database:
    """sqlite-utils on our connection; it must find our library under the name it looks for."""
    sys.modules["pysqlite3"] = sqlcipher3
    sys.modules["pysqlite3.dbapi2"] = dbapi2
    # Imported here because it costs more than the rest of the start together.
    import sqlite_utils

    return sqlite_utils.Database(connection, recursive_triggers=False, execute_plugins=False)
