"""A year's holidays as one writes them down from the notice: 10-01 至 10-08 国庆节."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ipdesk.services.calendar import SpecialDay

_DAY = r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?"
_LINE = re.compile(rf"^{_DAY}(?:\s*(?:至|到|~|—|–)\s*{_DAY})?[\s，,：:]*(.*)$")


class UnreadLineError(ValueError):
    """A line that means no days."""


def written(days: Sequence[SpecialDay], working: bool) -> str:
    """The days of one kind, neighbours of the same name in one line."""
    lines: list[str] = []
    run: list[SpecialDay] = []
    for one in (*(day for day in days if day.working is working), None):
        follows = one is not None and run and _follows(run[-1], one)
        if run and not follows:
            lines.append(_line(run))
            run = []
        if one is not None:
            run.append(one)
    return "\n".join(lines)


def read(text: str, year: int, working: bool, usual: str) -> list[SpecialDay]:
    """The days these lines mean; UnreadLineError with the line that cannot be read."""
    found: list[SpecialDay] = []
    for line in (part.strip() for part in text.splitlines()):
        if not line:
            continue
        match = _LINE.match(line)
        if match is None:
            raise UnreadLineError(line)
        month, day, month_to, day_to, name = match.groups()
        try:
            first = date(year, int(month), int(day))
            last = date(year, int(month_to), int(day_to)) if month_to else first
        except ValueError as error:
            raise UnreadLineError(line) from error
        if last < first:
            raise UnreadLineError(line)
        count = (last - first).days + 1
        name = name.strip() or usual
        found += [SpecialDay(first + timedelta(days=n), working, name) for n in range(count)]
    return found


def _follows(before: SpecialDay, after: SpecialDay) -> bool:
    return after.day - before.day == timedelta(days=1) and after.name == before.name


def _line(run: Sequence[SpecialDay]) -> str:
    first, last = run[0].day, run[-1].day
    span = f"{first:%m-%d}" if first == last else f"{first:%m-%d} 至 {last:%m-%d}"
    return f"{span}　{run[0].name}"
