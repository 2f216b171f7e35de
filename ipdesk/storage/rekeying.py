"""A new key for everything: the live store, the kept files and the copies that lie beside.

Each file is written anew and put in the place of the old one; what the new key opens already
stays, so that a change broken off at any point is begun again and comes to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ipdesk.errors import StorageError
from ipdesk.paths import Home
from ipdesk.storage import backup, blobs, driver, files, journal, opening, slots, switch
from ipdesk.storage.database import Database

Progress = Callable[[int, int], None]


def files_of(home: Home, old: bytes, new: bytes, progress: Progress | None = None) -> None:
    """Seal every kept file with the new key; one that neither key opens is left to the check."""
    found = blobs.everything(home.root)
    for number, path in enumerate(found, start=1):
        blobs.renew(path, old, new)
        if progress is not None:
            progress(number, len(found))


def store(db: Database, new: bytes, note: Callable[[Database], None]) -> None:
    """Switch the open store to the new key; `note` writes into the copy before it counts."""
    folder = db.path.parent
    switch.require_space(folder, db.path.stat().st_size)
    files.clear_remains(db.path)
    copy = files.beside(db.path)
    try:
        target = driver.connect(copy, new, "mode=rwc")
        try:
            db.copy_into(target)
        finally:
            target.close()
        backup.compare(db, copy, new, journal.head(db))
        with Database.open(copy, new) as made:
            note(made)
        files.sync_file(copy)
        db.give_way(copy, new)
    finally:
        for part in (copy, Path(f"{copy}-wal"), Path(f"{copy}-shm")):
            part.unlink(missing_ok=True)


def wanted_by(path: Path, key: bytes) -> bool:
    """Whether a store or a copy of one lies under this key."""
    return path.is_file() and opening.salt_of(path) == key[driver.KEY_BYTES :]


def copies(home: Home, folders: tuple[Path, ...], old: bytes, new: bytes) -> None:
    """Backups, and the stores kept beside the live one, under the new key with today's slots."""
    for path in _resting(folders):
        if wanted_by(path, old):
            # The slots go first: broken off after them, the copy is found under the old key again.
            slots.keep_beside(home.slots, path)
            _renew(path, old, new)
    for path in _kept(home):
        if wanted_by(path, old):
            _renew(path, old, new)


def _resting(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from (one.path for one in backup.listing(folder))


def _kept(home: Home) -> Iterator[Path]:
    for pattern in ("ipdesk.replaced-*.db", "ipdesk.schema-*.db"):
        yield from sorted(home.root.glob(pattern))


def _renew(path: Path, old: bytes, new: bytes) -> None:
    """One copy; a damaged one cannot be written anew and stays what it was."""
    copy = files.beside(path)
    try:
        with Database.inspect(path, old) as source:
            target = driver.connect(copy, new, "mode=rwc")
            try:
                source.copy_into(target)
            finally:
                target.close()
            backup.compare(source, copy, new, journal.head(source))
        with files.faults():
            files.sync_file(copy)
            files.publish(copy, path)
    except (StorageError, driver.Error) as error:
        if isinstance(error, StorageError) and error.code in ("disk-full", "disk-no-space"):
            raise
    finally:
        copy.unlink(missing_ok=True)
