"""The three kinds of trouble: the user's, the machine's, and (everything else) our own bugs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


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


class Problem(NamedTuple):
    """One thing wrong in a file handed to us: where, what (a key of [problem]), and the values."""

    file: str
    key: str  # the place inside the file: awards[0].fen, claims[3].items[0].filed_on
    code: str
    values: Mapping[str, object]


class PackError(Exception):
    """A policy pack is at fault: every problem, with its file and key."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.file}: {p.key}: {p.code}" for p in self.problems))


class CasesError(Exception):
    """A cases file is at fault: every problem, with its place in the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.key}: {p.code}" for p in self.problems))
