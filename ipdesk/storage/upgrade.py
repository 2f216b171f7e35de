"""Bringing an older store to the schema of this program: on a copy, checked, then switched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ipdesk.errors import StorageError
from ipdesk.storage import driver, files, instance, integrity, migrations, opening, switch
from ipdesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class Upgraded:
    """From which schema to which, and where the old file is kept."""

    old: int
    new: int
    kept: Path


def upgrade(path: Path, key: bytes, *, scripts: Path | None = None) -> Upgraded:
    """Upgrade the store at `path`; whatever goes wrong, the old file stays as it was."""
    driver.assert_library()
    instance.refuse_place(path.parent)
    steps = migrations.available(scripts)
    old = _older_version(path, key, steps[-1].number)
    switch.require_space(path.parent, path.stat().st_size * 2)
    kept = path.with_name(f"{path.stem}.schema-{old}{path.suffix}")
    live = opening.open_locked(path, key)
    new = files.beside(path)
    try:
        files.clear_remains(path)
        switch.copy_store(live, new, key)
        _require_sound(new, key, old, scripts)
        _apply(new, key, steps[old:])
        _require_sound(new, key, steps[-1].number, scripts)
        kept.unlink(missing_ok=True)
        switch.put_in_place(path, live, new, kept)
    finally:
        live.close()
        new.unlink(missing_ok=True)
    return Upgraded(old, steps[-1].number, kept)


def _older_version(path: Path, key: bytes, newest: int) -> int:
    try:
        opening.check_file(path, key, newest)
    except StorageError as error:
        if error.code == "store-older":
            return int(str(error.values["found"]))
        raise
    raise StorageError("store-current", path=str(path))


def _apply(new: Path, key: bytes, steps: tuple[migrations.Migration, ...]) -> None:
    connection = driver.connect(new, key, "mode=rw")
    try:
        with driver.faults():
            opening.set_pragmas(connection)
            migrations.apply(connection, steps)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    files.sync_file(new)


def _require_sound(path: Path, key: bytes, version: int, scripts: Path | None) -> None:
    with Database.inspect(path, key, scripts=scripts) as copy:
        report = integrity.check(copy)
        if not report.sound or copy.schema_version != version:
            raise StorageError("copy-unsound", problems=", ".join(report.problems) or "schema")
