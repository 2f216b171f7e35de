"""What no statement may do once the store is open, whoever writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlcipher3 import dbapi2

_OK: Final[int] = dbapi2.SQLITE_OK
_DENY: Final[int] = dbapi2.SQLITE_DENY
PROTECTED: Final = frozenset({"journal"})
_DROPS: Final = frozenset(
    {
        dbapi2.SQLITE_DROP_TABLE,
        dbapi2.SQLITE_DROP_TRIGGER,
        dbapi2.SQLITE_DROP_INDEX,
        dbapi2.SQLITE_DROP_VIEW,
    }
)
# Reading these is fine; setting them would undo what opening has assured.
_FIXED_PRAGMAS: Final = frozenset(
    {
        "application_id",
        "cell_size_check",
        "foreign_keys",
        "hexkey",
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
    """The authorizer: keeps the journal, the pragmas and the bounds of an act as they are.

    `lifted` is true only while the store itself begins, ends or migrates.
    """

    def __init__(self) -> None:
        self.lifted = False

    def __call__(
        self,
        action: int,
        first: str | None,
        second: str | None,
        _database: str | None,
        _inner: str | None,
    ) -> int:
        return _OK if self._allows(action, first, second) else _DENY

    def _allows(self, action: int, first: str | None, second: str | None) -> bool:
        if action in _CHECKS:
            return _CHECKS[action](self.lifted, (first or "").lower(), second)
        if action in _DROPS:
            return not _touches_journal(first, second)
        return True


def _touches_journal(*names: str | None) -> bool:
    # A trigger or index of the journal is named journal_…; its table comes as second name.
    return any(
        name is not None and (name.lower() in PROTECTED or name.lower().startswith("journal_"))
        for name in names
    )


def _pragma(lifted: bool, name: str, value: str | None) -> bool:
    return lifted or value is None or name not in _FIXED_PRAGMAS


def _transaction(lifted: bool, _name: str, _value: str | None) -> bool:
    return lifted


def _attach(lifted: bool, name: str, _value: str | None) -> bool:
    # VACUUM attaches a nameless file of its own; anything else would be a second live database.
    return lifted or name == ""


def _alter(_lifted: bool, _database: str, table: str | None) -> bool:
    return not _touches_journal(table)


_CHECKS: Final[dict[int, Callable[[bool, str, str | None], bool]]] = {
    dbapi2.SQLITE_PRAGMA: _pragma,
    dbapi2.SQLITE_TRANSACTION: _transaction,
    dbapi2.SQLITE_ATTACH: _attach,
    dbapi2.SQLITE_ALTER_TABLE: _alter,
}
