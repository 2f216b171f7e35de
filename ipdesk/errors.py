"""The three kinds of trouble: the user's, the machine's, and (everything else) our own bugs."""

from __future__ import annotations


class UserError(Exception):
    """Something the clerk can put right; `code` is a key of resources/wording/messages.toml.

    `field` names the input it belongs to, so that the window can jump there.
    """

    def __init__(self, code: str, *, field: str = "", **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.field = field
        self.values = values


class StorageError(Exception):
    """The store or the disk is at fault; `code` is a key of resources/wording/messages.toml."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class PackError(Exception):
    """A policy pack is at fault: every problem, with its file and key."""

    def __init__(self, problems: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__("; ".join(f"{file}: {key}: {what}" for file, key, what in problems))
        self.problems = problems
