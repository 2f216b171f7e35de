"""Bringing an older store to the schema of this program: on a copy, checked, then switched.

The copy is checked once, when it has been brought up: copying it has proven the seal of every
page, and what was unsound before is unsound after. Until then the old file is not touched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ipdesk.errors import StorageError, UserError
from ipdesk.storage import driver, files, instance, integrity, migrations, opening, switch
from ipdesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class Upgraded:
    """From which schema to which, and where the old file is kept."""

    old: int
    new: int
    kept: Path


Progress = Callable[[int, int], bool]  # done of all, in hundredths; False to leave it at that
# How much of the time each part takes: to copy, to bring up, to check.
_COPIED, _BROUGHT_UP, _WHOLE = 25, 35, 100


def _unheard(done: int, of: int) -> bool:
    return True


def upgrade(
    path: Path, key: bytes, *, scripts: Path | None = None, progress: Progress = _unheard
) -> Upgraded:
    """Upgrade the store at `path`; whatever goes wrong, the old file stays as it was.

    Where `progress` does not go on it is left at that: UserError, and nothing has changed.
    """
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
        switch.copy_store(live, new, key, lambda done: _go_on(progress, int(done * _COPIED)))
        _apply(new, key, steps[old:], progress)
        _require_sound(new, key, steps[-1].number, scripts, progress)
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


def _go_on(progress: Progress, done: int) -> None:
    if not progress(done, _WHOLE):
        raise UserError("upgrade-stopped")


def _apply(
    new: Path, key: bytes, steps: tuple[migrations.Migration, ...], progress: Progress
) -> None:
    connection = driver.connect(new, key, "mode=rw")
    try:
        with driver.faults():
            opening.set_pragmas(connection)
            for number, step in enumerate(steps):
                share = (_BROUGHT_UP - _COPIED) * number // len(steps)
                _go_on(progress, _COPIED + share)
                migrations.apply(connection, (step,))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    files.sync_file(new)


def _require_sound(
    path: Path, key: bytes, version: int, scripts: Path | None, progress: Progress
) -> None:
    done = iter(range(_BROUGHT_UP, _WHOLE, (_WHOLE - _BROUGHT_UP) // integrity.PARTS))
    with Database.inspect(path, key, scripts=scripts) as copy:
        report = integrity.check(copy, before=lambda: _go_on(progress, next(done, _WHOLE)))
        if not report.sound or copy.schema_version != version:
            raise StorageError("copy-unsound", problems=", ".join(report.problems) or "schema")
