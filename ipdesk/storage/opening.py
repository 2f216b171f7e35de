"""The way into a store file: is it ours, is it whole, does the connection do what we rely on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ipdesk.errors import StorageError
from ipdesk.storage import driver

APPLICATION_ID: Final = 0x4950444B  # "IPDK"

_CACHE: Final = -65536  # in KiB, as SQLite wants it: below nought
_LARGEST_CACHE: Final = 256 * 1024 * 1024

# name, what is set, what must be read back (reliability.md, Store 2)
PRAGMAS: Final = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("cache_size", str(_CACHE), _CACHE),
    ("temp_store", "MEMORY", 2),
)
_UNTOUCHED: Final = "mode=ro&immutable=1"


def open_checked(path: Path, key: bytes, newest: int) -> driver.Connection:
    """A connection that has passed every check and holds the lock of the store."""
    driver.assert_library()
    check_file(path, key, newest)
    connection = open_locked(path, key)
    try:
        compare_identity(identity(connection), path, newest)
    except BaseException:
        connection.close()
        raise
    return connection


def open_locked(path: Path, key: bytes) -> driver.Connection:
    """The connection of the one live instance; a second one is refused at once."""
    before = path.stat().st_ino
    connection = driver.connect(path, key, "mode=rw")
    try:
        set_pragmas(connection)
        if path.stat().st_ino != before:
            # An upgrade has put another file here since; this one is out of use.
            raise StorageError("store-in-use")
    except driver.Error as error:
        connection.close()
        raise driver.translated(error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def open_untouched(path: Path, key: bytes, newest: int) -> driver.Connection:
    """Read a store that lies still, of this or an older schema: no lock, not a byte written."""
    driver.assert_library()
    try:
        check_file(path, key, newest)
    except StorageError as error:
        if error.code != "store-older":
            raise
    return driver.connect(path, key, _UNTOUCHED)


def check_file(path: Path, key: bytes, newest: int) -> None:
    """Refuse a file that is not ours, without a byte of it being changed.

    The probe is immutable: it takes no lock, replays no journal and writes nothing. It goes
    through SQLite because a plain open() and close() would drop the locks of a live store.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise StorageError("store-missing", path=str(path)) from None
    if not path.is_file():
        raise StorageError("store-foreign", path=str(path))
    if size == 0:
        raise StorageError("store-empty", path=str(path))
    found = _probe(path, key)
    if found is not None:
        compare_identity(found, path, newest)
    elif _probe(path, None) is not None:
        raise StorageError("store-plain", path=str(path))
    elif salt_of(path) != key[driver.KEY_BYTES :]:
        raise StorageError("store-other-key", path=str(path))
    elif not any(Path(f"{path}{log}").exists() for log in ("-wal", "-journal")):
        # With a log the first page may only be half written; opening takes it in and will tell.
        raise StorageError("store-damaged", path=str(path))


def set_pragmas(connection: driver.Connection) -> None:
    """Set what the store relies on, read it back and refuse to run when one differs."""
    for name, setting, _expected in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {setting}")
    # The first read takes the lock that keeps a second instance out.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for name, _setting, expected in PRAGMAS:
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise StorageError("store-unsafe", pragma=name, found=str(found))
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise StorageError("store-unsafe", pragma="cipher_version", found="")


def widen_cache(connection: driver.Connection, path: Path) -> None:
    """Room for a tenth of a large store: a page read again is a page deciphered again."""
    room = min(path.stat().st_size // 10, _LARGEST_CACHE) // 1024
    if room > -_CACHE:
        connection.execute(f"PRAGMA cache_size = -{room:d}")


def identity(connection: driver.Connection) -> tuple[int, int]:
    """application_id and user_version."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return int(application), int(version)


def compare_identity(found: tuple[int, int], path: Path, newest: int) -> None:
    """Refuse another program's file and a schema this program does not write."""
    application, version = found
    if application != APPLICATION_ID or version < 1:
        raise StorageError("store-foreign", path=str(path))
    if version > newest:
        raise StorageError("store-newer", path=str(path), found=version, known=newest)
    if version < newest:
        raise StorageError("store-older", path=str(path), found=version, known=newest)


def _probe(path: Path, key: bytes | None) -> tuple[int, int] | None:
    """The identity as it stands in the file, or None if the file cannot be read so."""
    connection = driver.connect(path, key, _UNTOUCHED)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return identity(connection)
    except driver.Error:
        return None
    finally:
        connection.close()


def salt_of(path: Path) -> bytes:
    """The salt at the head of an encrypted file: it tells which key the file wants."""
    connection = driver.connect(path, None, _UNTOUCHED)
    try:
        # With any passphrase SQLCipher takes the salt from the head of the file.
        connection.execute("PRAGMA key = 'salt'")
        row = connection.execute("PRAGMA cipher_salt").fetchone()
        return bytes.fromhex(row[0]) if row else b""
    except driver.Error:
        return b""
    finally:
        connection.close()
