"""Where a live store may lie: a disk of this computer, not a share, a sync folder or a stick."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from ipdesk.errors import StorageError
from ipdesk.paths import resources

_SYS_BLOCK: Final = Path("/sys/dev/block")
# Answers of GetDriveTypeW
_DRIVE_REMOVABLE: Final = 2
_DRIVE_REMOTE: Final = 4


class Mount(NamedTuple):
    """One mounted file system: device number, place, type."""

    device: str
    place: Path
    kind: str


def refuse_place(folder: Path) -> None:
    """Refuse to keep a live store where another program or a pulled plug could break it."""
    code = place_problem(folder)
    if code:
        raise StorageError(code, path=str(folder))


def place_problem(folder: Path) -> str:
    """The code of what is wrong with a folder for a live store, or an empty string."""
    if not folder.is_dir():
        return "place-missing"
    place = folder.resolve()
    lists = _lists()
    if _in_sync_folder(place, lists):
        return "place-sync"
    if sys.platform == "win32":
        return _windows_problem(place)
    return mount_problem(place, _mounts(), lists["network_filesystems"])


def mount_problem(place: Path, mounts: Iterable[Mount], network: Iterable[str]) -> str:
    """What speaks against the file system a folder lies on."""
    holders = [mount for mount in mounts if place.is_relative_to(mount.place)]
    if not holders:
        return ""
    # The innermost mount holds the folder; of several at one place the last covers the rest.
    holder = max(enumerate(holders), key=lambda pair: (len(pair[1].place.parts), pair[0]))[1]
    # A machine whose very root comes over such a protocol is a container, not a share.
    if holder.kind in network and holder.place != Path("/"):
        return "place-network"
    return "place-removable" if is_removable(holder.device) else ""


def parse_mounts(text: str) -> tuple[Mount, ...]:
    """The mounts of a /proc/self/mountinfo."""
    found = []
    for line in text.splitlines():
        fields, _, rest = line.partition(" - ")
        parts = fields.split()
        if len(parts) >= 5 and rest:
            place = parts[4].encode("utf-8").decode("unicode_escape")
            place = place.encode("latin-1").decode("utf-8", "replace")
            found.append(Mount(parts[2], Path(place), rest.split()[0]))
    return tuple(found)


def _lists() -> Mapping[str, list[str]]:
    import tomllib

    text = (resources() / "storage" / "places.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _in_sync_folder(place: Path, lists: Mapping[str, list[str]]) -> bool:
    names = {name.casefold() for name in lists["sync_folders"]}
    prefixes = tuple(name.casefold() for name in lists["sync_prefixes"])
    for part in place.parts:
        folded = part.casefold()
        if folded in names or folded.startswith(prefixes):
            return True
    levels = (place, *place.parents)
    return any((level / marker).exists() for level in levels for marker in lists["sync_markers"])


def _mounts() -> tuple[Mount, ...]:
    try:
        return parse_mounts(Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    except OSError:
        return ()  # a bare root without /proc: nothing is known, nothing is refused


def is_removable(device: str, blocks: Path = _SYS_BLOCK) -> bool:
    """Whether a block device is a stick, a card or a disk on the USB bus."""
    try:
        disk = (blocks / device).resolve(strict=True)
    except OSError:
        return False  # no block device behind it (memory, container layers)
    if any(part.startswith("usb") for part in disk.parts):
        return True
    flags = (disk / "removable", disk.parent / "removable")
    return any(flag.is_file() and flag.read_text().strip() == "1" for flag in flags)


def _windows_problem(place: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    if place.drive.startswith("\\\\"):
        return "place-network"
    kind = ctypes.windll.kernel32.GetDriveTypeW(place.drive + os.sep)
    return {_DRIVE_REMOTE: "place-network", _DRIVE_REMOVABLE: "place-removable"}.get(kind, "")
