"""Backups elsewhere: copied to another disk, looked into, and held against their source."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipdesk.errors import StorageError
from ipdesk.storage import files, integrity, journal, slots, switch
from ipdesk.storage.backup import Backup, listing
from ipdesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds, read from the copy itself."""

    claims: int
    letters: int
    seq: int
    seal: str
    last_at: datetime | None
    last_by: str
    last_act: str


def look(backup: Path, key: bytes) -> Contents:
    """Count a backup without changing a byte of it; StorageError when it cannot be read."""
    with Database.inspect(backup, key) as copy:
        last = journal.page(copy, limit=1)
        entry = last[0] if last else None
        return Contents(
            int(copy.value("SELECT count(*) FROM claim WHERE stage <> 'draft'")),
            int(copy.value("SELECT count(*) FROM letter")),
            entry.seq if entry else 0,
            entry.hash if entry else journal.START,
            entry.at if entry else None,
            entry.operator if entry else "",
            entry.act if entry else "",
        )


def problems(backup: Path, key: bytes) -> tuple[str, ...]:
    """Everything that is wrong with a backup, as message codes: pages, structure, chain."""
    try:
        with Database.inspect(backup, key) as copy:
            return integrity.check(copy).problems
    except StorageError as error:
        return (error.code,)


def mirror(backup: Backup, folder: Path, key: bytes) -> Backup:
    """Copy a backup into another folder; what differs from its source is not kept there."""
    if not folder.is_dir():
        raise StorageError("second-place-missing", path=str(folder))
    target = folder / backup.path.name
    known = next((one for one in listing(folder) if one.path == target), None)
    if known is not None and target.stat().st_size == backup.path.stat().st_size:
        return known
    with files.faults():
        switch.require_space(folder, backup.path.stat().st_size)
        files.clear_remains(target)
        new = files.beside(target)
        try:
            # The backup lies still: no connection writes to it, so its bytes can be copied.
            shutil.copyfile(backup.path, new)
            files.sync_file(new)
            found = problems(new, key)
            if found:
                raise StorageError("copy-unsound", problems=", ".join(found))
            files.publish(new, target)
        finally:
            new.unlink(missing_ok=True)
    slots.keep_beside(slots.beside(backup.path), target)
    return Backup(target, backup.at, backup.head)


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on one disk, where one fault takes both."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False
