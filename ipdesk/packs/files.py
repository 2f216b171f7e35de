"""The files of a pack as bytes: which names there may be, how big, and their common hash."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from ipdesk.packs.problems import Problems

MOST_BYTES = 1_000_000
MOST_BYTES_TOGETHER = 8_000_000
MOST_DEPTH = 16
MOST_FILES = 200

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_BRACKET = re.compile(r"[\[\]{}]")
_NAME = re.compile(
    r"(?:pack|targets|tasks|safeguards)\.toml|source\.md|clauses/\d{2}-[a-z0-9-]{1,40}\.toml"
)


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of a pack by their names inside it; links and foreign names are kept to be refused.

    Raises FileNotFoundError when there is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        with path.open("rb") as file:
            files[name] = file.read(MOST_BYTES + 1)
        if len(files) > MOST_FILES:
            break
    return files


def pack_hash(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the names and bytes of all files: the version of a pack."""
    digest = hashlib.sha256()
    for name in sorted(files):
        data = files[name]
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def check_names(files: Mapping[str, bytes], problems: Problems) -> None:
    """Report files that do not belong into a pack, are missing or too large."""
    if len(files) > MOST_FILES:
        problems.add("", "", "too-many-files", most=MOST_FILES)
    if sum(map(len, files.values())) > MOST_BYTES_TOGETHER:
        problems.add("", "", "pack-too-large", most=MOST_BYTES_TOGETHER)
    for name, data in files.items():
        if not _NAME.fullmatch(name):
            problems.add(name[:80], "", "unknown-file")
        elif len(data) > MOST_BYTES:
            problems.add(name, "", "too-large", most=MOST_BYTES)
    for name in ("pack.toml", "source.md"):
        if name not in files:
            problems.add(name, "", "missing-file")


def read_text(name: str, data: bytes, problems: Problems) -> str | None:
    """The text of a file in plain UTF-8, None (and a problem) when it is not."""
    if len(data) > MOST_BYTES:
        return None  # reported by check_names
    if data.startswith(b"\xef\xbb\xbf"):
        problems.add(name, "", "byte-order-mark")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.add(name, "", "not-utf8", position=error.start + 1)
        return None


def read_toml(name: str, data: bytes, problems: Problems) -> dict[str, object] | None:
    """A TOML file as plain values, None (and a problem) when it cannot be read."""
    text = read_text(name, data, problems)
    if text is None:
        return None
    if _too_deep(text):
        problems.add(name, "", "too-deep", most=MOST_DEPTH)
        return None
    try:
        table = _parsed(text)
    except RecursionError:
        problems.add(name, "", "too-deep", most=MOST_DEPTH)
        return None
    except (ValueError, InvalidOperation) as error:
        line, column = _place(str(error), text)
        if line:
            problems.add(name, "", "not-toml", line=line, column=column)
        else:
            problems.add(name, "", "toml-number")
        return None
    if _depth(table) > MOST_DEPTH:
        problems.add(name, "", "too-deep", most=MOST_DEPTH)
        return None
    return table


# A pack is read again and again while it is drafted, and most of its files stay as they are.
# Whoever reads the tables copies what it changes.
@lru_cache(maxsize=160)
def _parsed(text: str) -> dict[str, object]:
    return tomllib.loads(text, parse_float=Decimal)


def _place(detail: str, text: str) -> tuple[int, int]:
    """Where tomllib stopped, from its English words; 0, 0 for a number it could not hold."""
    if detail.endswith("(at end of document)"):
        lines = text.split("\n")
        return len(lines), len(lines[-1]) + 1
    match = _PLACE.search(detail)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def _too_deep(text: str) -> bool:
    """Brackets or dotted keys past any use: tomllib would take for ever over them."""
    for line in text.splitlines():
        head = line.split("=", 1)[0]
        if head.count(".") > 4 * MOST_DEPTH and '"' not in head:
            return True
    depth = deepest = 0
    for char in _BRACKET.findall(_STRING.sub("", text)):
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth = max(0, depth - 1)
    return deepest > 4 * MOST_DEPTH


def _depth(value: object) -> int:
    level, depth = [value], 0
    while level:
        depth += 1
        inner: list[object] = []
        for part in level:
            if isinstance(part, dict):
                inner.extend(part.values())
            elif isinstance(part, list):
                inner.extend(part)
        level = [part for part in inner if isinstance(part, dict | list)]
    return depth
