"""One open store: one file, one connection, one thread; every write is part of one atomic act."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ipdesk.errors import StorageError
from ipdesk.storage import driver, files, instance, migrations, opening, switch
from ipdesk.storage.driver import IntegrityError
from ipdesk.storage.guard import Guard

if TYPE_CHECKING:
    import sqlite_utils

__all__ = ["Database", "IntegrityError"]

_AT_ONCE = 2_000  # pages copied between two tellings
_ASKED_EVERY = 20_000  # steps of a statement

Params = Sequence[object] | Mapping[str, object]


class Database:
    """The store while it is open; only the thread that opened it may use it."""

    def __init__(
        self, path: Path, key: bytes, connection: driver.Connection, *, live: bool = True
    ) -> None:
        """Take over a checked connection; use `create`, `open` or `inspect`."""
        self.path = path
        self.key = key
        self.live = live
        self._connection = connection
        self._guard = Guard()
        self._connections = 0
        self._refusal = "" if live else "store-read-only"
        self._settle_down()

    @classmethod
    def create(cls, path: Path, key: bytes, *, scripts: Path | None = None) -> Self:
        """Make a new store at `path`, where nothing may be yet, and open it."""
        driver.assert_library()
        instance.refuse_place(path.parent)
        if os.path.lexists(path):
            raise StorageError("store-exists", path=str(path))
        new = files.beside(path)
        try:
            _build(new, key, scripts)
            files.sync_file(new)
            files.publish_new(new, path)
        finally:
            new.unlink(missing_ok=True)
        return cls.open(path, key, scripts=scripts)

    @classmethod
    def open(cls, path: Path, key: bytes, *, scripts: Path | None = None) -> Self:
        """Open the live store; anything that is not exactly ours is refused untouched."""
        instance.refuse_place(path.parent)
        return cls(path, key, opening.open_checked(path, key, migrations.newest(scripts)))

    @classmethod
    def inspect(cls, path: Path, key: bytes, *, scripts: Path | None = None) -> Self:
        """Read a store nobody works on (a backup, also an older one) without changing a byte."""
        newest = migrations.newest(scripts)
        return cls(path, key, opening.open_untouched(path, key, newest), live=False)

    @contextmanager
    def atomic(self) -> Iterator[Self]:
        """One act: all of it is kept, or nothing; acts do not nest."""
        if self._connection.in_transaction:
            raise RuntimeError("atomic() does not nest: one act is one transaction")
        if self._refusal:
            raise StorageError(self._refusal)
        try:
            self._control("BEGIN IMMEDIATE")
            yield self
        except BaseException:
            self._roll_back()
            raise
        self._commit()

    @contextmanager
    def trial(self) -> Iterator[Self]:
        """See what would follow from a change: all that is written here is undone at the end.

        Alone or within an act, which then goes on as if nothing had been tried.
        """
        if not self._connection.in_transaction:
            if self._refusal:
                raise StorageError(self._refusal)
            self._control("BEGIN IMMEDIATE")
            try:
                yield self
            finally:
                self._roll_back()
            return
        self._control("SAVEPOINT trial")
        try:
            yield self
        finally:
            self._control("ROLLBACK TO trial", "RELEASE trial")

    @contextmanager
    def part(self) -> Iterator[Self]:
        """A part of the act under way: where it fails, it alone leaves no trace."""
        self._control("SAVEPOINT part")
        try:
            yield self
        except BaseException:
            # A full disk may have rolled the whole act back already.
            if self._connection.in_transaction:
                self._control("ROLLBACK TO part", "RELEASE part")
            raise
        self._control("RELEASE part")

    def execute(self, sql: str, params: Params = ()) -> driver.Cursor:
        """Run one statement; outside `atomic()` it can only read."""
        with self._statement(sql):
            return self._connection.execute(sql, params)

    def executemany(self, sql: str, rows: Iterable[Params]) -> None:
        """Run one statement for many rows: the way of bulk writes."""
        with self._statement(sql):
            self._connection.executemany(sql, rows)

    def rows(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._statement(sql):
            return list(self._connection.execute(sql, params).fetchall())

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
    def state(self) -> tuple[int, int]:
        """Another one after every change: what was read stays true while this stays the same."""
        return self._connections, int(self._connection.total_changes)

    @property
    def schema_version(self) -> int:
        """The number of the last migration this store has seen."""
        return int(self.value("PRAGMA user_version"))

    def freeze(self, code: str = "store-read-only") -> None:
        """From now on only read: a check has failed, and nothing may be built upon it."""
        self._refusal = code

    def thaw(self, code: str) -> None:
        """Write again, if it was for this reason alone that the store was only read."""
        if self._refusal == code:
            self._refusal = ""

    @property
    def frozen(self) -> str:
        """Why the store is only read, as a message code; "" while it may be written."""
        return self._refusal

    def checkpoint(self) -> None:
        """Bring everything from the write-ahead log into the file and empty the log."""
        row = self.row("PRAGMA wal_checkpoint(TRUNCATE)")
        if row is None or row[0] != 0:
            raise StorageError("disk-fault", detail="wal_checkpoint")

    def copy_into(
        self, target: driver.Connection, tell: Callable[[int, int], None] | None = None
    ) -> None:
        """Copy this store page by page into another open connection (SQLite's backup).

        `tell` hears how many pages of how many are there; what it raises ends the copying.
        """

        def step(_status: int, left: int, whole: int) -> None:
            if tell is not None:
                tell(whole - left, whole)

        with driver.faults():
            self._connection.backup(target, pages=_AT_ONCE if tell else -1, progress=step)

    @contextmanager
    def asking(self, goes_on: Callable[[], bool]) -> Iterator[None]:
        """Ask now and then whether to go on; a statement that may not is broken off.

        Never while an act is being committed: what becomes of it must be known.
        """
        handler = self._connection.set_progress_handler
        handler(lambda: 0 if self._guard.lifted or goes_on() else 1, _ASKED_EVERY)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None, 0)

    def give_way(self, new: Path, key: bytes) -> None:
        """Let a finished file under another key take the name, and go on with that one.

        At every moment the name stands for one whole store; the old file is not kept.
        """
        self._guard.lifted = True
        try:
            switch.hand_over(self.path, self._connection, new)
        finally:
            self._connection.close()
            self._guard.lifted = False
            # Whatever went wrong: go on with the file that has the name now.
            if opening.salt_of(self.path) == key[driver.KEY_BYTES :]:
                self.key = key
            self._connection = opening.open_checked(self.path, self.key, migrations.newest())
            self._settle_down()
            self.__dict__.pop("tables", None)

    def close(self) -> None:
        """Close the file; an act under way is rolled back."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @contextmanager
    def _statement(self, sql: str) -> Iterator[None]:
        """One statement passes the guard; its faults are put in our words."""
        self._guard.admit(sql)
        try:
            with driver.faults():
                yield
        except driver.Error:
            self._guard.admit(sql)  # refused because it would write, and not for a fault of its own
            raise
        finally:
            self._guard.settle(self.in_act)  # a full disk may have rolled the act back

    def _settle_down(self) -> None:
        self._connections += 1
        opening.widen_cache(self._connection, self.path)
        # Behind the guard's own check: what writes begins a transaction, which it may not.
        self._connection.isolation_level = ""
        self._connection.set_authorizer(self._guard)

    def _control(self, *statements: str) -> None:
        """Begin and end acts: the guard lets only this through."""
        self._guard.lifted = True
        try:
            with driver.faults():
                for statement in statements:
                    # Prepared under a text of its own: nobody else's COMMIT finds it ready.
                    self._connection.execute(f"{statement} -- by the store")
        finally:
            self._guard.lifted = False
            self._guard.settle(self.in_act)

    def _roll_back(self) -> None:
        # A full disk may have rolled the act back already.
        if self._connection.in_transaction:
            self._control("ROLLBACK")

    def _commit(self) -> None:
        if not self._connection.in_transaction:
            raise StorageError("act-lost")
        try:
            self._control("COMMIT")
        except IntegrityError:
            # A deferred check failed: the act is certainly not kept.
            self._roll_back()
            raise
        except (driver.Error, StorageError) as error:
            # It may or may not be on the disk: only reopening and reading can tell.
            self._refusal = "commit-uncertain"
            raise StorageError("commit-uncertain", detail=str(error)) from error


def _build(path: Path, key: bytes, scripts: Path | None) -> None:
    connection = driver.connect(path, key, "mode=rwc")
    try:
        with driver.faults():
            opening.set_pragmas(connection)
            connection.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
            migrations.apply(connection, migrations.available(scripts))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
