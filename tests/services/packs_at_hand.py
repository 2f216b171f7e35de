"""The shipped 乐昌 pack changed by hand, as a bureau might receive it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ipdesk.packs.loader import read_folder
from ipdesk.paths import resources
from tests.services.casework import PACK

PATENTS = "clauses/01-patents.toml"
COPYRIGHT = "clauses/03-copyright.toml"


def lechang_files() -> dict[str, bytes]:
    return read_folder(resources() / "policies" / PACK)


def changed(files: dict[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """The files with every `old` of one of them replaced."""
    text = files[name].decode()
    assert old in text
    return {**files, name: text.replace(old, new).encode()}


def retexted(files: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """The files with other words in the published text, quotes and hash following."""
    after = {name: data.replace(old.encode(), new.encode()) for name, data in files.items()}
    before = hashlib.sha256(files["source.md"]).hexdigest()
    now = hashlib.sha256(after["source.md"]).hexdigest()
    return changed(after, "pack.toml", before, now)


def six_thousand() -> dict[str, bytes]:
    """Ten years of a patent are worth 6,000 元: text, rule and golden cases agree on it."""
    files = retexted(lechang_files(), "每件专利0.5万元", "每件专利0.6万元")
    text = re.sub(r"(fen = )500000\b", r"\g<1>600000", files[PATENTS].decode())
    return {**files, PATENTS: text.encode()}


def write(files: dict[str, bytes], folder: Path) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
