"""How words are spelt, for lists that are ordered where they are shown."""

from __future__ import annotations

from ipdesk.storage.pinyin import sort_key


def spelt(text: str) -> str:
    """What a text stands by among others: its usual reading, then itself."""
    return sort_key(text)
