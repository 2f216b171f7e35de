"""One open store: one file, one connection, one thread; every write is part of one atomic act."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from ipdesk.errors import StorageError
from ipdesk.storage import driver, files, migrations
from ipdesk.storage.driver import IntegrityError
from ipdesk.storage.guard import Guard

if TYPE_CHECKING:
    import sqlite_utils

__all__ = ["APPLICATION_ID", "Database", "IntegrityError"]

APPLICATION_ID: Final = 0x4950444B  # "IPDK"

Params = Sequence[object] | Mapping[str, object]

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
    ("cache_size", "-65536", -65536),
    ("temp_store", "MEMORY", 2),
)


class Database:
    """The store while it is open; only the thread that opened it may use it."""

    def __init__(self, path: Path, connection: driver.Connection) -> None:
        """Take over a checked connection; use `create` or `open`."""
        self.path = path
        self._connection = connection
        self._guard = Guard()
        self._broken = False
        connection.execute("PRAGMA query_only = ON")
        connection.set_authorizer(self._guard)

    @classmethod
    def create(cls, path: Path, key: bytes) -> Self:
        """Make a new store at `path`, where nothing may be yet, and open it."""
        driver.assert_library()
        if os.path.lexists(path):
            raise StorageError("store-exists", path=str(path))
        new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
        try:
            _build(new, key)
            files.sync_file(new)
            files.publish_new(new, path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        return cls.open(path, key)

    @classmethod
    def open(cls, path: Path, key: bytes) -> Self:
        """Open an existing store; anything that is not exactly ours is refused untouched."""
        driver.assert_library()
        check_file(path, key)
        connection = driver.connect(path, key, "mode=rw")
        try:
            set_pragmas(connection)
            _check_identity(connection, path)
        except driver.Error as error:
            connection.close()
            raise driver.translated(error) from error
        except StorageError:
            connection.close()
            raise
        return cls(path, connection)

    @contextmanager
    def atomic(self) -> Iterator[Self]:
        """One act: all of it is kept, or nothing; acts do not nest."""
        self._usable()
        if self._connection.in_transaction:
            raise RuntimeError("atomic() does not nest: one act is one transaction")
        self._control("PRAGMA query_only = OFF", "BEGIN IMMEDIATE")
        try:
            yield self
        except BaseException:
            self._roll_back()
            raise
        self._commit()

    def execute(self, sql: str, params: Params = ()) -> driver.Cursor:
        """Run one statement; outside `atomic()` it can only read."""
        self._usable()
        try:
            return self._connection.execute(sql, params)
        except driver.Error as error:
            raise driver.translated(error) from error

    def executemany(self, sql: str, rows: Iterable[Params]) -> None:
        """Run one statement for many rows: the way of bulk writes."""
        self._usable()
        try:
            self._connection.executemany(sql, rows)
        except driver.Error as error:
            raise driver.translated(error) from error

    def rows(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        cursor = self.execute(sql, params)
        try:
            return list(cursor.fetchall())
        except driver.Error as error:
            raise driver.translated(error) from error

    def row(self, sql: str, params: Params = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, params)
        return None if found is None else found[0]

    def insert(self, sql: str, params: Params = ()) -> int:
        """Insert one row and return its id."""
        return int(self.execute(sql, params).lastrowid)

    @cached_property
    def tables(self) -> sqlite_utils.Database:
        """The same connection as sqlite-utils sees it."""
        return driver.table_view(self._connection)

    @property
    def in_act(self) -> bool:
        """Whether an act is under way."""
        return bool(self._connection.in_transaction)

    @property
    def schema_version(self) -> int:
        """The number of the last migration this store has seen."""
        return int(self.value("PRAGMA user_version"))

    def checkpoint(self) -> None:
        """Bring everything from the write-ahead log into the file and empty the log."""
        self._control("PRAGMA query_only = OFF")
        try:
            row = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self._control("PRAGMA query_only = ON")
        if row[0] != 0:
            raise StorageError("disk-fault", detail="wal_checkpoint")

    def copy_into(self, target: driver.Connection) -> None:
        """Copy this store page by page into another open connection (SQLite's backup)."""
        self._usable()
        try:
            self._connection.backup(target)
        except driver.Error as error:
            raise driver.translated(error) from error

    def close(self) -> None:
        """Close the file; an act under way is rolled back."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _usable(self) -> None:
        if self._broken:
            raise StorageError("commit-uncertain")

    def _control(self, *statements: str) -> None:
        """Begin and end acts: the guard lets only this through."""
        self._guard.lifted = True
        try:
            for statement in statements:
                self._connection.execute(statement)
        except driver.Error as error:
            raise driver.translated(error) from error
        finally:
            self._guard.lifted = False

    def _roll_back(self) -> None:
        # A full disk may have rolled the act back already.
        if self._connection.in_transaction:
            self._control("ROLLBACK")
        self._control("PRAGMA query_only = ON")

    def _commit(self) -> None:
        if not self._connection.in_transaction:
            self._control("PRAGMA query_only = ON")
            raise StorageError("act-lost")
        try:
            self._control("COMMIT")
        except IntegrityError:
            # A deferred check failed: the act is certainly not kept.
            self._roll_back()
            raise
        except Exception as error:
            # It may or may not be on the disk: only reopening and reading can tell.
            self._broken = True
            raise StorageError("commit-uncertain", detail=str(error)) from error
        self._control("PRAGMA query_only = ON")


def check_file(path: Path, key: bytes) -> None:
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
    if Path(f"{path}-journal").exists():
        # Ours never has a rollback journal, and SQLite would play this one back.
        raise StorageError("store-foreign", path=str(path))
    identity = _probe(path, key)
    if identity is not None:
        _compare_identity(identity, path)
    elif _probe(path, None) is not None:
        raise StorageError("store-plain", path=str(path))
    elif _salt_of(path) != key[driver.KEY_BYTES :]:
        raise StorageError("store-other-key", path=str(path))
    elif not Path(f"{path}-wal").exists():
        # With a log the first page may only be half written back; opening will tell.
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


def _build(path: Path, key: bytes) -> None:
    connection = driver.connect(path, key, "mode=rwc")
    try:
        set_pragmas(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(connection, migrations.available())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except driver.Error as error:
        raise driver.translated(error) from error
    finally:
        connection.close()


def _probe(path: Path, key: bytes | None) -> tuple[int, int] | None:
    """application_id and user_version as they stand in the file, or None if unreadable."""
    connection = driver.connect(path, key, "mode=ro&immutable=1")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return _identity(connection)
    except driver.Error:
        return None
    finally:
        connection.close()


def _salt_of(path: Path) -> bytes:
    connection = driver.connect(path, None, "mode=ro&immutable=1")
    try:
        # With any passphrase SQLCipher takes the salt from the head of the file.
        connection.execute("PRAGMA key = 'salt'")
        return bytes.fromhex(connection.execute("PRAGMA cipher_salt").fetchone()[0])
    finally:
        connection.close()


def _identity(connection: driver.Connection) -> tuple[int, int]:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return int(application), int(version)


def _check_identity(connection: driver.Connection, path: Path) -> None:
    _compare_identity(_identity(connection), path)


def _compare_identity(identity: tuple[int, int], path: Path) -> None:
    application, version = identity
    newest = migrations.newest()
    if application != APPLICATION_ID:
        raise StorageError("store-foreign", path=str(path))
    if version > newest:
        raise StorageError("store-newer", path=str(path), found=version, known=newest)
    if version < newest:
        raise StorageError("store-older", path=str(path), found=version, known=newest)
