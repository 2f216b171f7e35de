"""Chinese wording by code: findings, lines, messages and labels, read from data files."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

from ipdesk.domain.money import figures

_NO_VALUES: Mapping[str, object] = {}
# Sentences are of one line, so that a line in brackets is always the head of a section.
_HEAD = re.compile(r"^\[([a-z0-9-]+)\][ \t]*$", re.MULTILINE)
Piece = tuple[str, str]  # name of the file, and what stands in it under the head of a section


class WordingError(Exception):
    """A wording file is missing a section, repeats a key or is not text."""


class Wording:
    """All sentences the program says below the window, by section and key.

    Each section is read when the first sentence of it is said: the files together take longer
    to read than the window takes to appear, and a start says little of them.
    """

    def __init__(self, sections: Mapping[str, Mapping[str, str]]) -> None:
        self._sections = {name: dict(entries) for name, entries in sections.items()}
        self._pieces: Mapping[str, Sequence[Piece]] = {}

    @classmethod
    def load(cls, folder: Path) -> Wording:
        """Every TOML file of `folder`; sections merge, a key said twice is an error.

        Made once for the whole process: the window, the office and each restart of it share it.
        """
        return _load(folder)

    def has(self, section: str, key: str) -> bool:
        return key in self.section(section)

    def section(self, section: str) -> Mapping[str, str]:
        """All of one section, such as the column titles of a ledger."""
        known = self._sections.get(section)
        if known is None:
            # Two threads may both read it the first time, and find the same.
            known = self._sections[section] = _read(section, self._pieces.get(section, ()))
        return known

    def text(self, section: str, key: str, values: Mapping[str, object] = _NO_VALUES) -> str:
        """The sentence of `key`, its fields filled; an unknown key is shown as it stands.

        A missing sentence must not stop a clerk's work, so it is never an exception; a test
        holds that every code has one.
        """
        template = self.section(section).get(key)
        if template is None:
            shown = "，".join(f"{name}={value}" for name, value in values.items())
            return f"{key}（{shown}）" if shown else key
        return _Filler().vformat(template, (), values)

    def label(self, section: str, value: object) -> str:
        """The label of an enum value, `label('stage', Stage.DRAFT)`."""
        return self.text(section, str(value))


@cache
def _load(folder: Path) -> Wording:
    pieces: dict[str, list[Piece]] = {}
    for path in sorted(folder.glob("*.toml")):
        before, *parts = _HEAD.split(path.read_text("utf-8"))
        if any(line and not line.startswith("#") for line in map(str.strip, before.splitlines())):
            raise WordingError(f"{path.name}: words before the first section")
        for section, text in zip(parts[::2], parts[1::2], strict=True):
            pieces.setdefault(section, []).append((path.name, text))
    wording = Wording({})
    wording._pieces = pieces
    return wording


def _read(section: str, pieces: Sequence[Piece]) -> dict[str, str]:
    known: dict[str, str] = {}
    for file, words in pieces:
        try:
            entries = tomllib.loads(words)
        except tomllib.TOMLDecodeError as error:
            raise WordingError(f"{file}: {section}: {error}") from error
        for key, text in entries.items():
            if key in known or not isinstance(text, str):
                raise WordingError(f"{file}: {section}.{key}")
            known[key] = text
    return known


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
