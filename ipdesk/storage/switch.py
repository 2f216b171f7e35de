"""Putting another file in the place of the live one: after an upgrade, and to restore."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from ipdesk.errors import StorageError
from ipdesk.storage import driver, files, opening

_PAGES = 20_000  # copied between two words about it


def copy_store(
    source: driver.Connection,
    path: Path,
    key: bytes,
    told: Callable[[float], object] = lambda _: None,
) -> None:
    """Copy a store through SQLite into a new file and bring it to the disk.

    `told` hears now and then how much of it is done; where it raises, the copy ends.
    """

    def progress(_status: int, remaining: int, whole: int) -> None:
        told(1 - remaining / max(whole, 1))

    target = driver.connect(path, key, "mode=rwc")
    try:
        with driver.faults():
            source.backup(target, pages=_PAGES, progress=progress)
    finally:
        target.close()
    files.sync_file(path)


def require_space(folder: Path, size: int) -> None:
    """Refuse a copy for which the disk has no room."""
    needed = size + size // 10 + 16 * 1024 * 1024
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StorageError("disk-no-space", path=str(folder), free=free, needed=needed)


def put_in_place(path: Path, live: driver.Connection, new: Path, kept: Path) -> None:
    """Switch to `new` while the lock of the live store is still held; keep the old file.

    At every moment the name stands for one whole store, the old or the new one.
    """
    _leave_log(live)
    if os.name == "nt":
        live.close()  # Windows replaces no open file
    _keep(path, kept)
    files.publish(new, path)
    live.close()


def hand_over(path: Path, live: driver.Connection, new: Path) -> None:
    """Switch to `new` without keeping the old file; what it held was compared before."""
    _leave_log(live)
    if os.name == "nt":
        live.close()
    with files.faults():
        files.publish(new, path)


def _leave_log(live: driver.Connection) -> None:
    with driver.faults():
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # Without a log of its own, closing the old file cannot touch the new one's.
        live.execute("PRAGMA journal_mode = DELETE")


def replace_broken(path: Path, new: Path, kept: Path) -> None:
    """Switch when the live file cannot be opened any more; it is kept with its log.

    The name goes first: interrupted here, the next start finds no store and says so, and never
    an old file without its log.
    """
    for suffix in ("", "-wal", "-shm", "-journal"):
        part = Path(f"{path}{suffix}")
        if part.exists():
            part.rename(f"{kept}{suffix}")
    files.sync_folder(path.parent)
    files.publish(new, path)


def live_connection(path: Path, key: bytes) -> driver.Connection | None:
    """The locked live store, or None when there is none that can be opened."""
    try:
        return opening.open_locked(path, key)
    except FileNotFoundError:
        return None
    except StorageError as error:
        if error.code == "store-in-use":
            raise
        return None


def set_aside(path: Path, folder: Path) -> None:
    """Move a store that is to give way, with its log, into a folder of its own."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        part = Path(f"{path}{suffix}")
        if part.exists():
            part.rename(folder / part.name)


def in_use(path: Path) -> bool:
    """Whether somebody has a store open; told by its lock, without its key."""
    try:
        connection = driver.connect(path, None, "mode=rw")
    except StorageError:
        return False
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.Error as error:
        return "locked" in str(error).lower()
    finally:
        connection.close()
    return False


def _keep(path: Path, kept: Path) -> None:
    try:
        os.link(path, kept)
    except OSError:  # a file system without links
        shutil.copyfile(path, kept)
        files.sync_file(kept)
    files.sync_folder(kept.parent)
