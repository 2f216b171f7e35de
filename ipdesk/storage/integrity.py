"""The health of a store: every page's seal, the structure, the references and the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ipdesk.errors import StorageError
from ipdesk.storage import driver, journal
from ipdesk.storage.database import Database
from ipdesk.storage.journal import START, Chain

_MOST_LISTED: Final = 100
_UNREADABLE: Final = Chain(0, 0, START, 1)
# A damaged file fails in many ways; here each of them is an answer.
_TROUBLE: Final = (StorageError, driver.Error)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of the whole store has found."""

    pages: tuple[str, ...]  # pages whose HMAC does not fit
    structure: tuple[str, ...]  # what integrity_check says, when not "ok"
    references: tuple[str, ...]  # rows that point to nothing
    chain: Chain
    counts: Mapping[str, int]  # rows of each table

    @property
    def sound(self) -> bool:
        return not self.problems

    @property
    def problems(self) -> tuple[str, ...]:
        """Codes of what is wrong, worst first."""
        found = {
            "check-pages": bool(self.pages),
            "check-structure": bool(self.structure),
            "check-references": bool(self.references),
            "check-journal": not self.chain.whole,
        }
        return tuple(code for code, wrong in found.items() if wrong)


PARTS: Final = 5


def check(
    db: Database,
    after: tuple[int, str] = (0, START),
    before: Callable[[], object] = lambda: None,
) -> Report:
    """Check everything; the chain from a head already verified, or from the start.

    `before` is called before each of the PARTS, and may end it by raising.
    """

    def part(result: Callable[[], Any]) -> Any:
        before()
        return result()

    return Report(
        pages=part(lambda: pages(db)),
        structure=part(lambda: structure(db)),
        references=part(lambda: references(db)),
        chain=part(lambda: chain(db, after)),
        counts=part(lambda: counts(db)),
    )


def pages(db: Database) -> tuple[str, ...]:
    """Pages whose HMAC does not fit."""
    if db.live:
        # The page check reads the file, so the log has to be in it.
        db.checkpoint()
    return _lines(db, "PRAGMA cipher_integrity_check")


def structure(db: Database) -> tuple[str, ...]:
    """What SQLite says of its own structure, when not "ok"."""
    lines = _lines(db, f"PRAGMA integrity_check({_MOST_LISTED})")
    return tuple(line for line in lines if line != "ok")


def references(db: Database) -> tuple[str, ...]:
    """Rows that point to nothing."""
    return _lines(db, "PRAGMA foreign_key_check")


def counts(db: Database) -> dict[str, int]:
    """The number of rows of each table of records; a table that cannot be read counts -1."""
    try:
        names = db.rows(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        )
    except _TROUBLE:
        return {}
    return {name: _count(db, name) for (name,) in sorted(names) if not name.startswith("sqlite_")}


def _count(db: Database, name: str) -> int:
    try:
        return int(db.value(f'SELECT count(*) FROM "{name}"'))
    except _TROUBLE:
        return -1


def _lines(db: Database, pragma: str) -> tuple[str, ...]:
    try:
        rows = db.rows(pragma)
    except _TROUBLE as error:
        return (str(error),)
    return tuple(" ".join(str(part) for part in row) for row in rows[:_MOST_LISTED])


def chain(db: Database, after: tuple[int, str] = (0, START)) -> Chain:
    """The journal from a head already verified, or from the start."""
    try:
        return journal.verify(db, after)
    except _TROUBLE:
        return _UNREADABLE
