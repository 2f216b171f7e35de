"""The steps of the schema: numbered SQL files, run statement by statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from sqlcipher3 import dbapi2

from ipdesk.errors import StorageError
from ipdesk.paths import db_scripts
from ipdesk.storage.driver import Connection

_NAME: Final = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


class Migration(NamedTuple):
    """One numbered step."""

    number: int
    path: Path

    def statements(self) -> Iterator[str]:
        return split(self.path.read_text(encoding="utf-8"))


def available(folder: Path | None = None) -> tuple[Migration, ...]:
    """All steps this program knows, in order and without a gap."""
    folder = folder or db_scripts() / "migrations"
    steps = []
    for path in sorted(folder.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        if match is None:
            raise StorageError("migration-unknown", file=path.name)
        steps.append(Migration(int(match[1]), path))
    numbers = [step.number for step in steps]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise StorageError("migration-gap", numbers=numbers)
    return tuple(steps)


def newest(folder: Path | None = None) -> int:
    """The schema this program writes."""
    return available(folder)[-1].number


def apply(connection: Connection, steps: Iterable[Migration]) -> None:
    """Run each step in one transaction together with its version number."""
    for step in steps:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in step.statements():
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {step.number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def split(script: str) -> Iterator[str]:
    """The statements of a script; never executescript, which commits half a failure."""
    pending = ""
    for line in script.splitlines(keepends=True):
        if not pending and (not line.strip() or line.lstrip().startswith("--")):
            continue
        pending += line
        if dbapi2.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        raise StorageError("migration-unfinished", text=pending.strip()[:80])
