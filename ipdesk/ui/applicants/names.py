"""曾用名 as one line of text: 旧名（至 2021-05-01）、更旧名."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ipdesk.ui.reading import read_date

_UNTIL = re.compile(r"(.+?)[（(]至\s*([^）)]+)[）)]\s*")
Until = tuple[tuple[str, date], ...]


def show_names(names: Sequence[str], until: Sequence[tuple[str, date]]) -> str:
    """Former names in one line, each with the last day it was borne where that is known."""
    days = dict(until)
    return "、".join(f"{name}（至 {days[name]}）" if name in days else name for name in names)


def read_names(text: str) -> tuple[tuple[str, ...], Until]:
    """The names of such a line and their days; a day that cannot be read stays with the name."""
    names: list[str] = []
    until: list[tuple[str, date]] = []
    for part in (piece.strip() for piece in re.split("[、，;；]", text)):
        match = _UNTIL.fullmatch(part)
        day = read_date(match[2]) if match else None
        if match and day is not None:
            names.append(match[1].strip())
            until.append((match[1].strip(), day))
        elif part:
            names.append(part)
    return tuple(names), tuple(until)
