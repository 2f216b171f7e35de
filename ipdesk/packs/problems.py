"""Strict reading of a table from a file: every wrong thing becomes a located problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from ipdesk.domain.money import MOST_FEN
from ipdesk.domain.text import bad_character
from ipdesk.errors import Problem

T = TypeVar("T")
_NOTHING = object()


MOST_PROBLEMS = 1000
MOST_SHARE = 10
_MOST_LETTERS = 200


class Problems:
    """The problems found so far in one set of files, as many as anybody would read."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, file: str, key: str, code: str, **values: object) -> None:
        if len(self.found) < MOST_PROBLEMS:
            shown = {name: _shortened(value) for name, value in values.items()}
            self.found.append(Problem(file, key[:_MOST_LETTERS], code, shown))
        elif len(self.found) == MOST_PROBLEMS:
            self.found.append(Problem("", "", "too-many-problems", {"most": MOST_PROBLEMS}))


def _shortened(value: object) -> object:
    if isinstance(value, str) and len(value) > _MOST_LETTERS:
        return value[:_MOST_LETTERS] + "…"
    return value


class Table:
    """One table of a file; each key is asked for once, and what was not asked for is unknown."""

    def __init__(
        self, problems: Problems, file: str, path: str, data: Mapping[str, object]
    ) -> None:
        self.problems = problems
        self.file = file
        self.path = path
        self._data = data
        self._asked: set[str] = set()

    def place(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str, code: str, **values: object) -> None:
        """Report a problem at `key` of this table."""
        self.problems.add(self.file, self.place(key) if key else self.path, code, **values)

    def has(self, key: str) -> bool:
        return key in self._data

    def names(self) -> tuple[str, ...]:
        return tuple(self._data)

    def raw(self, key: str) -> object:
        """The value as it stands (None when absent), for the caller to judge."""
        self._asked.add(key)
        return self._data.get(key)

    def _get(self, key: str, default: object) -> object:
        self._asked.add(key)
        value = self._data.get(key, _NOTHING)
        if value is _NOTHING:
            if default is _NOTHING:
                self.wrong(key, "missing-key")
            return default
        return value

    def _typed(
        self, key: str, wanted: str, fits: Callable[[object], bool], default: object
    ) -> object:
        value = self._get(key, default)
        if value is default or fits(value):
            return value
        self.wrong(key, "wrong-type", wanted=wanted)
        return _NOTHING

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not be empty."""
        given = _NOTHING if default is None else default
        value = self._typed(key, "text", lambda v: isinstance(v, str), given)
        if not isinstance(value, str):
            return ""
        if default is None and not value.strip():
            self.wrong(key, "empty-text")
        bad = bad_character(value, multiline=True)
        if bad:
            self.wrong(key, bad.code, position=bad.position + 1, character=bad.character)
        return value

    def choice(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """A text that is one of `choices`."""
        allowed = tuple(choices)
        value = self.text(key, default)
        if value not in allowed:
            if value or self.has(key):
                self.wrong(key, "unknown-choice", value=value, choices=allowed)
            return allowed[0]
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; absent: none."""
        value = self._typed(
            key, "texts", lambda v: isinstance(v, list), _NOTHING if required else []
        )
        if not isinstance(value, list):
            return ()
        for n, part in enumerate(value):
            if not isinstance(part, str) or not part.strip():
                self.wrong(f"{key}[{n}]", "wrong-type", wanted="text")
        if required and not value:
            self.wrong(key, "empty-list")
        return tuple(part for part in value if isinstance(part, str))

    def flag(self, key: str, default: bool = False) -> bool:
        return self._typed(key, "flag", lambda v: isinstance(v, bool), default) is True

    def day(self, key: str) -> date | None:
        """A date; absent: None."""
        value = self._typed(
            key, "day", lambda v: isinstance(v, date) and not isinstance(v, datetime), None
        )
        return value if isinstance(value, date) else None

    def number(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number within bounds."""
        value = self._typed(key, "number", is_whole, _NOTHING if default is None else default)
        if not isinstance(value, int):
            return least
        if not least <= value <= most:
            self.wrong(key, "out-of-range", least=least, most=most)
            return least
        return value

    def fen(self, key: str) -> int | None:
        """Money in fen; absent: None."""
        return self.number(key, 0, MOST_FEN) if self.has(key) else None

    def rate(self, key: str) -> Decimal | None:
        """A share above 0 and at most tenfold (按上级奖金的2倍配套); absent: None."""
        value = self._typed(key, "rate", lambda v: isinstance(v, Decimal), None)
        if not isinstance(value, Decimal):
            return None
        if not value.is_finite():
            self.wrong(key, "not-finite")
            return None
        exponent = value.as_tuple().exponent
        if not 0 < value <= MOST_SHARE or not isinstance(exponent, int) or exponent < -9:
            self.wrong(key, "out-of-range", least=0, most=MOST_SHARE)
            return None
        return value

    def table(self, key: str) -> Table | None:
        """A table inside this one; absent: None."""
        value = self._typed(key, "table", lambda v: isinstance(v, dict), None)
        if not isinstance(value, dict):
            return None
        return Table(self.problems, self.file, self.place(key), value)

    def tables(self, key: str) -> list[Table]:
        """A list of tables; absent: none."""
        value = self._typed(key, "tables", lambda v: isinstance(v, list), [])
        if not isinstance(value, list):
            return []
        found = []
        for n, part in enumerate(value):
            if isinstance(part, dict):
                place = f"{self.place(key)}[{n}]"
                found.append(Table(self.problems, self.file, place, part))
            else:
                self.wrong(f"{key}[{n}]", "wrong-type", wanted="table")
        return found

    def done(self) -> None:
        """Report every key that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                self.wrong(str(key)[:60], "unknown-key", known=sorted(self._asked))


def is_whole(value: object) -> bool:
    """Whether a value is a whole number (TOML and JSON tell flags apart, Python does not)."""
    return isinstance(value, int) and not isinstance(value, bool)
