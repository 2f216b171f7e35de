"""Backups elsewhere: copied to another disk, looked into, and held against their source."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipdesk.errors import StorageError
from ipdesk.paths import Home
from ipdesk.storage import blobs, files, integrity, journal, opening, slots, switch
from ipdesk.storage.backup import Backup, listing
from ipdesk.storage.database import Database

_STICK_SECONDS = 4


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
    if known is not None and _alike(target, backup.path):
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


def mirror_files(home: Home, folder: Path) -> int:
    """Copy the kept files that are not there yet, sealed as they are; how many were copied."""
    there = folder / home.files.name
    copied = 0
    with files.faults():
        for path in blobs.everything(home.root):
            target = there / path.parent.name / path.name
            if _follows(target, path):
                continue
            switch.require_space(folder, path.stat().st_size)
            target.parent.mkdir(parents=True, exist_ok=True)
            files.clear_remains(target)
            files.write_safely(target, path.read_bytes(), private=True)
            copied += 1
    return copied


def _follows(target: Path, source: Path) -> bool:
    """Whether a copy is its source; one made before a new key was laid is not."""
    try:
        there, here = target.stat(), source.stat()
    except FileNotFoundError:
        return False
    if there.st_size != here.st_size:
        return False
    # Sticks count time in steps of two seconds; within them the seal itself is looked at.
    clearly_later = there.st_mtime > here.st_mtime + _STICK_SECONDS
    return clearly_later or blobs.seal_of(target) == blobs.seal_of(source)


def _alike(target: Path, source: Path) -> bool:
    """One size and one salt: under another key the copy is another one."""
    if target.stat().st_size != source.stat().st_size:
        return False
    return opening.salt_of(target) == opening.salt_of(source)


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on one disk, where one fault takes both."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False
