"""What no statement may do once the store is open, whoever writes it."""

from __future__ import annotations

from typing import Final

from sqlcipher3 import dbapi2

_OK: Final[int] = dbapi2.SQLITE_OK
_DENY: Final[int] = dbapi2.SQLITE_DENY
_WRITES: Final = frozenset(
    {
        dbapi2.SQLITE_ANALYZE,
        dbapi2.SQLITE_DELETE,
        dbapi2.SQLITE_INSERT,
        dbapi2.SQLITE_REINDEX,
        dbapi2.SQLITE_UPDATE,
    }
)

# The schema changes by migration alone, on a copy: so the journal and its triggers stay, and
# no trigger can be slipped in that makes them look the other way.
_FORBIDDEN: Final = frozenset(
    {
        dbapi2.SQLITE_ALTER_TABLE,
        dbapi2.SQLITE_ATTACH,
        dbapi2.SQLITE_CREATE_INDEX,
        dbapi2.SQLITE_CREATE_TABLE,
        dbapi2.SQLITE_CREATE_TEMP_TRIGGER,
        dbapi2.SQLITE_CREATE_TRIGGER,
        dbapi2.SQLITE_CREATE_VIEW,
        dbapi2.SQLITE_CREATE_VTABLE,
        dbapi2.SQLITE_DETACH,
        dbapi2.SQLITE_DROP_INDEX,
        dbapi2.SQLITE_DROP_TABLE,
        dbapi2.SQLITE_DROP_TRIGGER,
        dbapi2.SQLITE_DROP_VIEW,
        dbapi2.SQLITE_DROP_VTABLE,
        dbapi2.SQLITE_TRANSACTION,
    }
)
# Reading these is fine; setting them would undo what opening has assured.
_FIXED_PRAGMAS: Final = frozenset(
    {
        "application_id",
        "auto_vacuum",
        "cell_size_check",
        "default_cache_size",
        "foreign_keys",
        "hexkey",
        "hexrekey",
        "ignore_check_constraints",
        "journal_mode",
        "key",
        "locking_mode",
        "query_only",
        "recursive_triggers",
        "rekey",
        "schema_version",
        "secure_delete",
        "synchronous",
        "trusted_schema",
        "user_version",
        "writable_schema",
    }
)


class Guard:
    """The authorizer: keeps the schema, the pragmas and the bounds of an act as they are.

    `lifted` is true only while the store itself begins or ends an act, `acting` while one is
    under way: outside it nothing that writes is prepared, and nothing prepared before is run.
    (PRAGMA query_only would do the same, but each change of it makes SQLite forget all that it
    has prepared, which took half the time of every act.)
    """

    def __init__(self) -> None:
        self.lifted = False
        self.acting = False
        self._statement = ""
        self._writing: set[str] = set()

    def admit(self, statement: str) -> None:
        """Refuse a statement known to write while no act is under way."""
        if not self.acting and statement in self._writing:
            raise RuntimeError("a statement outside atomic() tried to write")
        self._statement = statement

    def settle(self, acting: bool) -> None:
        """A statement, or the beginning or end of an act, is over."""
        self.acting = acting
        self._statement = ""

    def __call__(
        self,
        action: int,
        first: str | None,
        second: str | None,
        _database: str | None,
        _inner: str | None,
    ) -> int:
        if self.lifted:
            return _OK
        if action in _WRITES:
            self._writing.add(self._statement)
            return _OK if self.acting else _DENY
        if action in _FORBIDDEN:
            return _DENY
        if action == dbapi2.SQLITE_PRAGMA and second is not None:
            return _DENY if (first or "").lower() in _FIXED_PRAGMAS else _OK
        return _OK
