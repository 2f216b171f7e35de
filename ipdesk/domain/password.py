"""The rule for passwords: long enough, of several kinds of characters, none that all try first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

SHORTEST = 8
LONGEST = 128
CLASSES = 3  # of upper, lower, figure and anything else
_READ_AS = str.maketrans("@013457$!", "aoleasts" + "i")


def weakness(password: str, names: Iterable[str], common: Iterable[str]) -> tuple[str, object]:
    """What a password lacks, as a message code and its value; ("", 0) when it may stand.

    `names` are what anybody would try first for this account; `common` the well-known ones,
    written in small letters without figures and signs at the end.
    """
    if len(password) < SHORTEST:
        return "password-short", SHORTEST
    if len(password) > LONGEST:
        return "password-long", LONGEST
    missing = [kind for kind, held in kinds(password).items() if not held]
    if 4 - len(missing) < CLASSES:
        return "password-classes", tuple(missing)
    bare = _bare(password)
    if any(bare == _bare(name) for name in names if name):
        return "password-is-name", 0
    known = set(common)
    if bare in known or _bare(_word(password).translate(_READ_AS)) in known:
        return "password-common", 0
    if len(set(password)) < 4:
        return "password-common", 0
    return "", 0


def kinds(password: str) -> dict[str, bool]:
    """Which kinds of characters stand in it."""
    figures = any(char.isdigit() for char in password)
    upper = any("A" <= char <= "Z" for char in password)
    lower = any("a" <= char <= "z" for char in password)
    other = any(not (char.isascii() and char.isalnum()) for char in password)
    return {"upper": upper, "lower": lower, "figure": figures, "other": other}


def same(password: str) -> str:
    """The one way a password is written, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", password)


def _bare(text: str) -> str:
    """Letters alone, small: what stays of a word with a year and a sign put behind it."""
    return "".join(char for char in text.casefold() if char.isalpha())


def _word(password: str) -> str:
    """The word without what was hung on its end."""
    text = password.casefold()
    while text and not text[-1].isalpha():
        text = text[:-1]
    return text
