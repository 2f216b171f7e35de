"""A folder or a zip of papers that opens anywhere: names Windows takes, nothing half written."""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath

from ipdesk.errors import UserError

# Windows takes 260 UTF-16 units of a whole path, Linux 255 bytes of one name; what is cut here
# leaves room for the folder it is unpacked to.
LONGEST_NAME, _LONGEST_BYTES = 60, 180
_FORBIDDEN = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
_PACKED = frozenset((".pdf", ".jpg", ".jpeg", ".png", ".xlsx", ".docx"))


def safe_name(text: str, suffix: str = "") -> str:
    """`text` as the name of a file that every system takes; `suffix` is never cut."""
    # Format characters turn names around or hide in them.
    kept = "".join(c for c in text if unicodedata.category(c)[0] != "C" or c in "\t\n")
    name = " ".join(kept.split()).translate(_FORBIDDEN).strip(" .")
    # A port is reserved with whatever extension.
    if name.split(".")[0].strip().lower() in _RESERVED:
        name = f"_{name}"
    units = LONGEST_NAME - len(suffix)
    while _units(name) > units or len((name + suffix).encode()) > _LONGEST_BYTES:
        name = name[:-1]
    return (name.rstrip(" .") or "_") + suffix


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class Bundle:
    """Files put one by one into a folder or a zip; the same name twice gets a number."""

    def __init__(self, place: Path, at: datetime) -> None:
        self._place = place  # still hidden; see `bundle`
        self._at = at
        self._taken: set[str] = set()
        self._zip: zipfile.ZipFile | None = None
        self._zipped = place.suffix.lower() == ".tmpzip"
        if self._zipped:
            self._zip = zipfile.ZipFile(place, "w")

    def free(self, path: str) -> str:
        """`path`, or with a number behind its name where that is taken; case does not tell."""
        wanted = PurePosixPath(path)
        number, found = 1, path
        while found.casefold() in self._taken:
            number += 1
            found = str(wanted.with_name(f"{wanted.stem}({number}){wanted.suffix}"))
        self._taken.add(found.casefold())
        return found

    def put(self, path: str, data: bytes) -> None:
        """One file at a name that `free` gave."""
        if self._zip is not None:
            entry = zipfile.ZipInfo(path, self._at.timetuple()[:6])
            packed = PurePosixPath(path).suffix.lower() in _PACKED
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            self._zip.writestr(entry, data)
            return
        place = self._place / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    def close(self) -> None:
        if self._zip is not None:
            self._zip.close()


@contextmanager
def bundle(path: Path, at: datetime) -> Iterator[Bundle]:
    """A zip where `path` ends so, else a folder: whole in its place at the end, or not at all.

    UserError("bundle-place-taken") for a folder that holds something already.
    """
    zipped = path.suffix.lower() == ".zip"
    try:
        if not zipped and path.exists() and (path.is_file() or any(path.iterdir())):
            raise UserError("bundle-place-taken", path=path.name)
        hidden = Path(tempfile.mkdtemp(prefix=".ipdesk-", dir=path.parent))
    except OSError as error:
        raise UserError("file-write-failed", path=str(path), reason=str(error)) from error
    made = Bundle(hidden / "all.tmpzip" if zipped else hidden, at)
    try:
        yield made
        made.close()
        if zipped:
            _take_place(hidden / "all.tmpzip", path)
        else:
            hidden.chmod(0o755)
            if path.exists():
                path.rmdir()
            hidden.replace(path)
    except OSError as error:
        raise UserError("file-write-failed", path=str(path), reason=str(error)) from error
    finally:
        made.close()
        shutil.rmtree(hidden, ignore_errors=True)


def _take_place(new: Path, path: Path) -> None:
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(path)


__all__ = ["LONGEST_NAME", "Bundle", "bundle", "safe_name"]
