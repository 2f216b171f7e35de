"""JSON as it comes from outside: parsed strictly, every flaw with its place."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation

from ipdesk.errors import CasesError
from ipdesk.packs.problems import Problems

MOST_DEPTH = 16


class _Doubled(dict[str, object]):
    """A JSON object in which a name stood twice."""

    twice: tuple[str, ...] = ()


class _NotFinite:
    """NaN or Infinity, which are no JSON."""


_NOT_FINITE = _NotFinite()


def parse_json(data: str | bytes) -> dict[str, object]:
    """The JSON object of a cases file; CasesError with line and column when it is none."""
    problems = Problems()
    value: object = None
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        value = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=lambda word: _NOT_FINITE,
            object_pairs_hook=_unique,
        )
        _find_flaws(value, "", problems)
    except UnicodeDecodeError as error:
        problems.add("", "", "not-utf8", position=error.start + 1)
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        problems.add("", place, "not-json", line=error.lineno, column=error.colno)
    except RecursionError:
        problems.add("", "", "too-deep", most=MOST_DEPTH)
    except (ValueError, InvalidOperation):
        problems.add("", "", "number-too-long")
    if not problems.found and not isinstance(value, dict):
        problems.add("", "", "wrong-type", wanted="table")
    if problems.found or not isinstance(value, dict):
        raise CasesError(problems.found)
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) == len(pairs):
        return table
    counts: dict[str, int] = {}
    for name, _ in pairs:
        counts[name] = counts.get(name, 0) + 1
    doubled = _Doubled(table)
    doubled.twice = tuple(name for name, count in counts.items() if count > 1)
    return doubled


def _find_flaws(value: object, path: str, problems: Problems) -> None:
    """Locate what the parser let through: names said twice, numbers that are none."""
    if isinstance(value, dict):
        if isinstance(value, _Doubled):
            for name in value.twice:
                problems.add("", _join(path, name), "duplicate-key", value=name[:60])
        for name, part in value.items():
            _find_flaws(part, _join(path, name), problems)
    elif isinstance(value, list):
        for n, part in enumerate(value):
            _find_flaws(part, f"{path}[{n}]", problems)
    elif value is _NOT_FINITE or (isinstance(value, Decimal) and not value.is_finite()):
        problems.add("", path, "not-finite")


def _join(path: str, name: str) -> str:
    return f"{path}.{name[:60]}" if path else name[:60]
