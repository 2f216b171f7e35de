"""A pack in one file, to be handed to another bureau: checked on arrival against its own hash."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ipdesk.documents.files import replace_file
from ipdesk.domain.policy import Policy
from ipdesk.errors import UserError
from ipdesk.packs.files import MOST_BYTES, MOST_BYTES_TOGETHER, MOST_FILES, pack_hash
from ipdesk.packs.loader import load_pack

SUFFIX: Final = ".ippack"
_HASH: Final = "SHA256"
# The same pack makes the same file, whenever it is written.
_DAY: Final = (2020, 1, 1, 0, 0, 0)
_MOST_PARCEL: Final = 10 * 2**20


def export_parcel(files: Mapping[str, bytes], place: Path) -> str:
    """Write a pack that loads into one file; returns its hash, which is its version."""
    load_pack(files)
    replace_file(place, parcel_bytes(files))
    return pack_hash(files)


def parcel_bytes(files: Mapping[str, bytes]) -> bytes:
    """The file itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in sorted({**files, _HASH: pack_hash(files).encode()}.items()):
            package.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def open_parcel(place: Path) -> tuple[dict[str, bytes], Policy]:
    """The files of a parcel and the policy they make; UserError when it did not arrive whole."""
    try:
        if place.stat().st_size > _MOST_PARCEL:
            raise UserError("parcel-too-large", name=place.name, most=_MOST_PARCEL // 2**20)
        files = _unpacked(place.read_bytes())
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError) as error:
        raise UserError("parcel-damaged", name=place.name) from error
    told = files.pop(_HASH, b"").decode("ascii", "replace").strip()
    if not told:
        raise UserError("parcel-damaged", name=place.name)
    if told != pack_hash(files):
        raise UserError("parcel-hash", name=place.name)
    return files, load_pack(files)


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        whole = sum(part.file_size for part in parts)
        if len(parts) > MOST_FILES + 1 or whole > MOST_BYTES_TOGETHER:
            raise ValueError("more than a pack holds")
        if any(part.file_size > MOST_BYTES for part in parts):
            raise ValueError("a file larger than any of a pack")
        return {part.filename: package.read(part) for part in parts}
