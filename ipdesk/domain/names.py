"""Names as compared: when two of them are the same, and when one could be taken for another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Letters, figures, and characters too rare for Unicode's tables of today or private to a bureau.
_KEPT = ("L", "N", "Cn", "Co")


def folded(text: str) -> str:
    """The text as compared: NFKC, no case, only letters and figures."""
    whole = unicodedata.normalize("NFKC", text).casefold()
    if whole.isalnum():  # the usual case, and many times quicker
        return whole
    return "".join(
        character for character in whole if unicodedata.category(character).startswith(_KEPT)
    )


def look_alike_key(name: str, endings: Iterable[str]) -> str:
    """What look-alike names share: width, brackets, blanks and legal form do not count.

    `endings` are the words that say how a unit is organised, not who it is.
    """
    whole = folded(name)
    for ending in sorted(endings, key=len, reverse=True):
        if whole.endswith(ending) and len(whole) > len(ending):
            return whole.removesuffix(ending)
    return whole
