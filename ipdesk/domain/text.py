"""Text as people type it: one form to compare, and characters that must not get in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_DASHES = re.compile("[‐‑‒–—―−─━－﹣]")
# Written before a patent number by habit; a name that begins with these letters keeps them.
_NUMBER_PREFIX = re.compile(r"^(?:ZL|CN)+(?=\d)")

_INVISIBLE = frozenset("\u00ad\u061c\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff")
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class BadCharacter(NamedTuple):
    """A character no field may hold, with the position to jump to (from 0)."""

    code: str
    position: int
    character: str  # its number, "U+200B": printing it would be printing nothing


def bad_character(text: str, *, multiline: bool = False) -> BadCharacter | None:
    """The first control, invisible, direction or broken character of `text`."""
    if text.isprintable():
        return None  # each of those characters is one that cannot be printed
    for position, char in enumerate(text):
        code = _trouble(char)
        if code and not (multiline and char in "\n\t"):
            return BadCharacter(code, position, f"U+{ord(char):04X}")
    return None


def _trouble(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        return "character-broken"
    if char in _BIDI:
        return "character-direction"
    if char in _INVISIBLE:
        return "character-invisible"
    if char == "\t":
        return "character-tab"  # what stands between the cells of a copied row
    if unicodedata.category(char) in ("Cc", "Zl", "Zp"):
        return "character-control"
    return ""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form two names are compared in: NFKC, no blanks, one kind of dash, capitals."""
    return _folded(text)


def _folded(text: str) -> str:
    if not text.isascii():
        text = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return "".join(text.split()).upper()


@lru_cache(maxsize=65536)
def subject_key(text: str) -> str:
    """The form two item numbers are compared in: folded, without ZL/CN and dots."""
    key = _folded(text).replace(".", "").replace("。", "")
    return _NUMBER_PREFIX.sub("", key) if key[:2] in ("ZL", "CN") else key
