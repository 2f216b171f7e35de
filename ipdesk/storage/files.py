"""Files that survive a power cut: written beside, synced, then put in place."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ipdesk.errors import StorageError

_DENIED = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
# A stick pulled out, a share that went away.
_GONE = frozenset((errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ESTALE))


def require_writable(folder: Path) -> None:
    """Tell a folder that takes no file before anything is begun there."""
    probe = beside(folder / "probe")
    with faults():
        try:
            write_new(probe, b"ipdesk")
        finally:
            probe.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """A free name in the same folder, for a file that is still being written."""
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")


def sync_file(path: Path) -> None:
    """Bring a file's content to the disk."""
    _sync(path, os.O_RDWR)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk; Windows does so by itself and cannot be asked."""
    if os.name != "nt":
        _sync(folder, os.O_RDONLY)


def publish_new(temporary: Path, target: Path) -> None:
    """Give a finished file its name; a file that already has the name is never overwritten."""
    try:
        if os.name == "nt":
            temporary.rename(target)  # refuses an existing target by itself
        else:
            os.link(temporary, target)
            temporary.unlink()
    except FileExistsError:
        raise StorageError("store-exists", path=str(target)) from None
    sync_folder(target.parent)


def publish(temporary: Path, target: Path) -> None:
    """Put a finished file in the place of an older one."""
    temporary.replace(target)
    sync_folder(target.parent)


def clear_remains(path: Path) -> None:
    """Remove what an interrupted attempt has left beside a file."""
    for remains in path.parent.glob(f".{path.name}.????????.new*"):
        remains.unlink(missing_ok=True)


def write_safely(target: Path, data: bytes, *, private: bool = False) -> None:
    """Write a whole file: beside it, synced, read back, put in place."""
    temporary = beside(target)
    with faults():
        try:
            write_new(temporary, data, private=private)
            if temporary.read_bytes() != data:
                raise StorageError("disk-fault", detail=target.name)
            publish(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


@contextmanager
def faults() -> Iterator[None]:
    """Put what the system says of a disk in our words."""
    try:
        yield
    except OSError as error:
        raise fault(error) from error


def fault(error: OSError) -> StorageError:
    """The fault a system error stands for."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return StorageError("disk-full")
    if error.errno in _DENIED:
        return StorageError("disk-denied", path=str(error.filename or ""))
    if error.errno in _GONE:
        return StorageError("disk-gone", path=str(error.filename or ""))
    return StorageError("disk-fault", detail=error.strerror or str(error))


def write_new(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file that does not exist yet and bring it to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600 if private else 0o644)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
