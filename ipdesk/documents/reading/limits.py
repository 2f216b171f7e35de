"""How much a published text may hold, and how a refusal is told."""

from __future__ import annotations

from typing import Final

from ipdesk.errors import UserError

MOST_BYTES: Final = 40 * 2**20
MOST_UNPACKED: Final = 64 * 2**20
MOST_RATIO: Final = 200
MOST_PARTS: Final = 3_000
MOST_PAGES: Final = 400
MOST_LETTERS: Final = 300_000


def refuse(code: str, **values: object) -> UserError:
    """The refusal of a file: one sentence that says what is wrong and what to do."""
    return UserError(f"document-{code}", field="", **values)


def check_length(letters: int) -> None:
    """Raise for a text longer than any policy."""
    if letters > MOST_LETTERS:
        raise refuse("too-long", letters=letters, most=MOST_LETTERS)
