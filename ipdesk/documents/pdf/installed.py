"""本机字体: the Chinese fonts installed on this PC, and whether papers can be set in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from struct import unpack_from
from typing import BinaryIO

_ENDINGS = {".ttf", ".ttc", ".otf", ".otc"}
_CHINESE = (0x0804, 0x0404, 0x0C04, 0x1004)  # languages of names, the mainland's first
_FAMILY, _WHOLE, _STYLE = (16, 1), 4, 2
_CODE_PAGE = 1 << 18  # OS/2: the font says that it serves GB 2312
_NOT_TO_EMBED = 2  # OS/2 fsType: restricted licence
_WHOLE_ONLY = 0x0300  # not in part, or as pixels only
_MOST = 4_000_000  # bytes of one table: more is no font


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face of a font file; `trouble` says why papers cannot be set in it."""

    file: str
    index: int
    name: str
    trouble: str = ""  # font-outlines, font-locked, font-unreadable


def fonts_in(folders: Sequence[Path]) -> tuple[FontFile, ...]:
    """Every Chinese face in the folders and below them, by name."""
    found: dict[tuple[str, bool], FontFile] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in _ENDINGS:
                for face in faces_of(path):
                    found.setdefault((face.name, bool(face.trouble)), face)
    return tuple(sorted(found.values(), key=lambda face: (bool(face.trouble), face.name)))


def faces_of(path: Path, every: bool = False) -> tuple[FontFile, ...]:
    """The Chinese faces of a file, or `every` face; one with a trouble when it is no font."""
    try:
        with path.open("rb") as file:
            return tuple(_faces(path, file, every))
    except (OSError, struct.error, ValueError):
        return (FontFile(str(path), 0, path.stem, "font-unreadable"),) if every else ()


def _faces(path: Path, file: BinaryIO, every: bool) -> Iterator[FontFile]:
    head = file.read(12)
    starts = [0]
    if head[:4] == b"ttcf":
        (count,) = unpack_from(">I", head, 8)
        starts = list(unpack_from(f">{min(count, 64)}I", file.read(4 * min(count, 64))))
    for index, start in enumerate(starts):
        tables = _tables(file, start)
        system = _table(file, tables, b"OS/2")
        if not every and not _is_chinese(system):
            continue
        name = _name(_table(file, tables, b"name")) or path.stem
        yield FontFile(str(path), index, name, _trouble(tables, system))


def _tables(file: BinaryIO, start: int) -> dict[bytes, tuple[int, int]]:
    file.seek(start)
    head = file.read(12)
    if head[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        raise ValueError("no font")
    (count,) = unpack_from(">H", head, 4)
    rows = file.read(16 * count)
    parts = (unpack_from(">4sIII", rows, 16 * place) for place in range(count))
    return {tag: (at, size) for tag, _, at, size in parts}


def _table(file: BinaryIO, tables: dict[bytes, tuple[int, int]], tag: bytes) -> bytes:
    at, size = tables.get(tag, (0, 0))
    if size > _MOST:
        raise ValueError("no font")
    file.seek(at)
    return file.read(size)


def _is_chinese(system: bytes) -> bool:
    return len(system) >= 86 and bool(unpack_from(">I", system, 78)[0] & _CODE_PAGE)


def _trouble(tables: dict[bytes, tuple[int, int]], system: bytes) -> str:
    if b"glyf" not in tables:
        return "font-outlines"
    (rights,) = unpack_from(">H", system, 8) if len(system) >= 10 else (0,)
    return "font-locked" if rights & 0xF == _NOT_TO_EMBED or rights & _WHOLE_ONLY else ""


def _name(table: bytes) -> str:
    """Family and style as Chinese readers know them, else as Windows names them."""
    if not table:
        return ""
    _, count, texts = unpack_from(">3H", table)
    known: dict[tuple[int, int], str] = {}
    for place in range(count):
        row = unpack_from(">6H", table, 6 + 12 * place)
        platform, _, language, name, size, at = row
        if platform == 3:
            text = table[texts + at : texts + at + size].decode("utf-16-be", "replace")
            known[name, language] = text.strip("\0 ")
    style = known.get((_STYLE, 0x0409), "")
    for language in (*_CHINESE, 0x0409):
        for name in (_WHOLE, *_FAMILY):
            text = known.get((name, language), "")
            if text:
                plain = style in ("", "Regular") or style in text
                return text if plain else f"{text} {style}"
    return ""
