"""Writing a file so that there is always a whole one: the old or the new, never a half."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from ipdesk.errors import UserError


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` through a verified temporary file in the same folder.

    Raises UserError("file-write-failed") when the place cannot be written or the file is
    held open by another program; what was there before stays.
    """
    try:
        _replace(path, data)
    except OSError as error:
        raise UserError("file-write-failed", path=str(path), reason=str(error)) from error


def _replace(path: Path, data: bytes) -> None:
    # Renaming would go over a write-protected file on some systems and fail on others.
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(f"write-protected: {path.name}")
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != data:
            raise OSError(f"read back differs: {temporary.name}")
        _take_mode(path, temporary)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _take_mode(path: Path, temporary: Path) -> None:
    """Give the new file the rights of the old one, or those of any newly made file."""
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    temporary.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable; Windows does that with the file."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
