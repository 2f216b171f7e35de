"""拼音: the readings of a name's characters, for finding by initials and for sorting lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ipdesk.paths import resources


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    text = (resources() / "pinyin" / "syllables.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            syllables, characters = line.split(" ")
            table.update(dict.fromkeys(characters, tuple(syllables.split(","))))
    return table


@cache
def _initials() -> Mapping[str, str]:
    return {
        character: "".join(dict.fromkeys(reading[0] for reading in readings))
        for character, readings in _readings().items()
    }


def initials(text: str) -> tuple[str, ...]:
    """For each character the initials it may be typed as: 长乐 → ("cz", "ly").

    Letters and digits stand for themselves, any other character for nothing.
    """
    table = _initials()
    return tuple(
        table.get(character) or (character if character.isascii() else "") for character in text
    )


def sort_key(text: str) -> str:
    """What lists of names are ordered by: the usual reading of each character, then itself."""
    table = _readings()
    words = [table[character][0] if character in table else character for character in text]
    return " ".join(words) + " " + text
