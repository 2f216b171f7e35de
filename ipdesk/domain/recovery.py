"""恢复码: the code in the sealed envelope, written so that a slip of the pen is found at once."""

from __future__ import annotations

import unicodedata

# No I, L, O, 0 or 1, which look alike on paper. 31 is a prime: every single wrong character and
# every swap of two neighbours changes the last character of its group.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS = 6
SIZE = 5  # four drawn at random and one to check them: 24 characters of 31, 118 bits in all


def draw() -> str:
    """A new code, in groups."""
    import secrets  # with it comes the library of hashes

    groups = []
    for number in range(GROUPS):
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(SIZE - 1))
        groups.append(drawn + _check(drawn, number))
    return "-".join(groups)


def plain(typed: str) -> str:
    """A code as it is sealed: large letters, nothing between them."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(char for char in folded if not char.isspace() and char not in "-－—–_.·")


def slip(typed: str) -> int | None:
    """The number of the first group with a slip; 0 when the length is wrong; None when none is."""
    text = plain(typed)
    if len(text) != GROUPS * SIZE:
        return 0
    for number in range(GROUPS):
        group = text[number * SIZE : (number + 1) * SIZE]
        known = all(char in ALPHABET for char in group)
        if not known or _check(group[:-1], number) != group[-1]:
            return number + 1
    return None


def last_group(code: str) -> str:
    """What a person types to show that the code was written down."""
    return plain(code)[-SIZE:]


def _check(group: str, number: int) -> str:
    total = number + 1
    for place, char in enumerate(group, start=2):
        total += place * ALPHABET.index(char)
    return ALPHABET[total % len(ALPHABET)]
