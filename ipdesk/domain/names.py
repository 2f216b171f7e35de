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


# Shorter names differ by one character far too often to be taken for one another.
LEAST_ALIKE = 4


def like_keys(key: str) -> frozenset[int]:
    """Numbers that two names share when their look-alike keys differ by one character.

    The key itself and, for names long enough, the key with each character left out once:
    two keys one step apart have one of these in common.
    """
    from hashlib import blake2b  # the library of hashes is loaded by those who compare names

    forms = {key}
    if len(key) >= LEAST_ALIKE:
        forms |= {key[:place] + key[place + 1 :] for place in range(len(key))}
    return frozenset(
        int.from_bytes(blake2b(form.encode(), digest_size=7).digest(), "big") for form in forms
    )


def one_character_apart(one: str, other: str) -> bool:
    """Whether a single character was changed, added, left out or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < LEAST_ALIKE:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True  # the longer one goes on by one character
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
        return left[1:] == right[1:] or swapped
    return left[1:] == right or left == right[1:]
