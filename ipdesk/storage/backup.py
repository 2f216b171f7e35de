"""Backups: encrypted copies that count only after they were opened, checked and counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from ipdesk.errors import StorageError
from ipdesk.storage import driver, files, instance, integrity, journal, switch
from ipdesk.storage.database import Database

_NAME: Final = re.compile(r"ipdesk-(\d{8}-\d{6})-(\d+)\.db")
_STAMP: Final = "%Y%m%d-%H%M%S"
_ALL: Final = timedelta(days=2)


def _day(at: datetime) -> str:
    return at.strftime("%Y-%m-%d")


def _week(at: datetime) -> str:
    return at.strftime("%G-W%V")


def _month(at: datetime) -> str:
    return at.strftime("%Y-%m")


_PERIODS: Final = ((12, _day), (10, _week), (9, _month))


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: when it was made and up to which journal entry it reaches."""

    path: Path
    at: datetime
    head: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore has done: how far the store reaches now, and where the old file is kept."""

    head: int
    kept: Path | None


def make(
    db: Database,
    key: bytes,
    folder: Path,
    at: datetime,
    tell: Callable[[int, int], None] | None = None,
) -> Backup:
    """Copy the open store into `folder`; a copy that differs is not kept."""
    with files.faults():
        folder.mkdir(parents=True, exist_ok=True)
        switch.require_space(folder, db.path.stat().st_size)
    files.require_writable(folder)
    head, seal = journal.head(db)
    target = folder / f"ipdesk-{at.strftime(_STAMP)}-{head}.db"
    new = files.beside(target)
    try:
        copy = driver.connect(new, key, "mode=rwc")
        try:
            db.copy_into(copy, tell)
        finally:
            copy.close()
        compare(db, new, key, (head, seal))
        with files.faults():
            files.sync_file(new)
            files.publish(new, target)
    finally:
        new.unlink(missing_ok=True)
    return Backup(target, at.replace(microsecond=0), head)


def listing(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first."""
    found = []
    for path in folder.glob("ipdesk-*.db"):
        match = _NAME.fullmatch(path.name)
        if match is not None:
            found.append(Backup(path, datetime.strptime(match[1], _STAMP), int(match[2])))
    return tuple(sorted(found, key=lambda backup: (backup.at, backup.head), reverse=True))


def thin(folder: Path, now: datetime) -> tuple[Backup, ...]:
    """Remove the backups the rule does not keep, and return them."""
    backups = listing(folder)
    kept = kept_times((backup.at for backup in backups), now)
    removed = tuple(backup for backup in backups if backup.at not in kept)
    for backup in removed:
        backup.path.unlink()
    return removed


def kept_times(times: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Which moments the rule keeps: all that are new, then the last of each day, week, month.

    Days, weeks and months are counted as they occur: a clock that runs ahead by years, or a year
    without work, does not clear away the backups from before.
    """
    older = sorted(set(times), reverse=True)
    kept = [at for at in older if now - at < _ALL]
    older = older[len(kept) :]
    for count, period in _PERIODS:
        # Newest first, so the first of a period is its last moment.
        lasts = [next(group) for _, group in groupby(older, period)][:count]
        kept += lasts
        older = [at for at in older if period(at) < period(lasts[-1])]
    return frozenset(kept)


def restore(backup: Path, path: Path, key: bytes, at: datetime) -> Restored:
    """Verify a backup, copy it beside the live store and switch; the old file is kept."""
    instance.refuse_place(path.parent)
    if not backup.is_file():
        raise StorageError("store-missing", path=str(backup))
    switch.require_space(path.parent, backup.stat().st_size)
    kept = path.with_name(f"{path.stem}.replaced-{at.strftime(_STAMP)}{path.suffix}")
    live = switch.live_connection(path, key)
    new = files.beside(path)
    try:
        files.clear_remains(path)
        head = copy_verified(backup, new, key)
        had_store = path.exists()
        if live is not None:
            switch.put_in_place(path, live, new, kept)
        else:
            switch.replace_broken(path, new, kept)
    finally:
        if live is not None:
            live.close()
        new.unlink(missing_ok=True)
    return Restored(head, kept if had_store else None)


def copy_verified(backup: Path, new: Path, key: bytes) -> int:
    """Check a backup through and through and copy it; how far its journal reaches."""
    with Database.inspect(backup, key) as source:
        report = integrity.check(source)
        if not report.sound:
            raise StorageError("backup-unsound", problems=", ".join(report.problems))
        target = driver.connect(new, key, "mode=rwc")
        try:
            source.copy_into(target)
        finally:
            target.close()
        files.sync_file(new)
        compare(source, new, key, journal.head(source))
        return report.chain.seq


def compare(db: Database, copy: Path, key: bytes, head: tuple[int, str]) -> None:
    """The copy must be whole and hold exactly what its source holds."""
    with Database.inspect(copy, key) as made:
        # The chain up to this head was checked where it came from.
        report = integrity.check(made, after=head)
        same = journal.head(made) == head and report.counts == integrity.counts(db)
    if not report.sound or not same:
        raise StorageError("copy-unsound", problems=", ".join(report.problems) or "counts")
