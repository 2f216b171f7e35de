"""Chinese wording by code: findings, lines, messages and labels, read from data files."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from ipdesk.domain.money import figures

_NO_VALUES: Mapping[str, object] = {}


class WordingError(Exception):
    """A wording file is missing a section, repeats a key or is not text."""


class Wording:
    """All sentences the program says below the window, by section and key."""

    def __init__(self, sections: Mapping[str, Mapping[str, str]]) -> None:
        self._sections = {name: dict(entries) for name, entries in sections.items()}

    @classmethod
    def load(cls, folder: Path) -> Wording:
        """Every TOML file of `folder`; sections merge, a key said twice is an error.

        Read once for the whole process: the window, the office and each restart of it share it.
        """
        return _load(folder)

    def has(self, section: str, key: str) -> bool:
        return key in self._sections.get(section, {})

    def section(self, section: str) -> Mapping[str, str]:
        """All of one section, such as the column titles of a ledger."""
        return self._sections.get(section, {})

    def text(self, section: str, key: str, values: Mapping[str, object] = _NO_VALUES) -> str:
        """The sentence of `key`, its fields filled; an unknown key is shown as it stands.

        A missing sentence must not stop a clerk's work, so it is never an exception; a test
        holds that every code has one.
        """
        template = self._sections.get(section, {}).get(key)
        if template is None:
            shown = "，".join(f"{name}={value}" for name, value in values.items())
            return f"{key}（{shown}）" if shown else key
        return _Filler().vformat(template, (), values)

    def label(self, section: str, value: object) -> str:
        """The label of an enum value, `label('stage', Stage.DRAFT)`."""
        return self.text(section, str(value))


@cache
def _load(folder: Path) -> Wording:
    sections: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.toml")):
        for section, entries in tomllib.loads(path.read_text("utf-8")).items():
            known = sections.setdefault(section, {})
            for key, text in entries.items():
                if key in known or not isinstance(text, str):
                    raise WordingError(f"{path.name}: {section}.{key}")
                known[key] = text
    return Wording(sections)


class _Filler(string.Formatter):
    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, object]) -> object:
        return kwargs.get(str(key), "")

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "yuan":
            return figures(value) if isinstance(value, int) else str(value)
        if format_spec in ("date", "iso"):
            return _day(value, format_spec)
        if isinstance(value, list | tuple):
            return "、".join(str(part) for part in value)
        return str(format(value, format_spec))


def _day(value: object, form: str) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    if not isinstance(value, date):
        return ""
    return value.isoformat() if form == "iso" else f"{value.year}年{value.month}月{value.day}日"
