"""The words and forms of the genre, read from data: nothing of them stands in Python."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

_NAME = re.compile(r"<([a-z][a-z0-9_-]*)>")


class Lexicon:
    """Word lists, and forms made of them: `<name>` in a form stands for one of a list."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.tables = tables
        words = {name: _any_of(words) for name, words in tables["words"].items()}
        self._parts: dict[str, str] = {**words}
        for name, form in tables["parts"].items():
            self._parts[name] = f"(?:{self.expanded(form)})"
        markers = [self.expanded(form) for form in tables["markers"].values()]
        self._parts["marker"] = f"(?:{'|'.join(markers)})"
        self._forms: dict[tuple[str, str], re.Pattern[str]] = {}

    def expanded(self, form: str) -> str:
        """The form with every `<name>` written out."""
        return _NAME.sub(lambda match: self._parts[match[1]], form)

    def form(self, table: str, name: str) -> re.Pattern[str]:
        """A form of a table, compiled once."""
        key = table, name
        if key not in self._forms:
            self._forms[key] = re.compile(self.expanded(self.tables[table][name]))
        return self._forms[key]

    def forms(self, table: str) -> dict[str, re.Pattern[str]]:
        """All forms of a table, in its order."""
        return {name: self.form(table, name) for name in self.tables[table]}

    def word_list(self, name: str) -> tuple[str, ...]:
        return tuple(self.tables["words"][name])

    def text(self, table: str, name: str) -> str:
        return str(self.tables[table][name])

    def rows(self, name: str) -> list[dict[str, Any]]:
        """A list of tables, such as the kinds of award."""
        return list(self.tables[name])


def _any_of(words: list[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest))})"


@lru_cache(maxsize=2)
def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon of a folder: tables of one name in several files are one table."""
    tables: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        for name, table in tomllib.loads(path.read_text("utf-8")).items():
            if isinstance(table, list):
                tables.setdefault(name, []).extend(table)
            else:
                tables.setdefault(name, {}).update(table)
    return Lexicon(tables)
