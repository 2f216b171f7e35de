"""What the loader refuses is taken out of the tables of a draft, part by part, and told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ipdesk.errors import Problem

Table = dict[str, Any]
_STEP = re.compile(r"([a-z_]+)\[(\d+)\]")


class LeftOut(NamedTuple):
    """What the loader refused, and the award or row it belongs to."""

    problem: Problem
    part: str = ""


def without(tables: Mapping[str, Table], problems: tuple[Problem, ...]) -> list[LeftOut]:
    """Take the parts out that the problems are in; a table of the head goes key by key."""
    gone: list[LeftOut] = []
    done: set[tuple[str, str]] = set()
    for problem in reversed(problems):
        steps = _STEP.findall(problem.key)
        table = tables.get(problem.file)
        if table is None:
            continue
        place = (problem.file, _part(problem.key))
        if place in done:
            continue
        done.add(place)
        part = _owner(table, steps)
        if _take_out(table, steps, problem.key):
            gone.append(LeftOut(problem, part))
            _without_cases(table)
    return gone


def _without_cases(table: Table) -> None:
    """Cases of awards that were taken out go with them."""
    left = {award["id"] for award in table.get("awards", ())}
    cases = [
        case
        for case in table.get("cases", ())
        if all(claim["award"] in left for claim in case["claims"])
    ]
    if cases:
        table["cases"] = cases
    else:
        table.pop("cases", None)


def _owner(table: Table, steps: list[tuple[str, str]]) -> str:
    """The award, row or reading a problem is in."""
    if not steps:
        return ""
    name, number = steps[0]
    entries = table.get(name)
    if not isinstance(entries, list) or int(number) >= len(entries):
        return ""
    return str(entries[int(number)].get("id", ""))


def _part(key: str) -> str:
    """awards[2].rules[0].fen → awards[2].rules[0]; awards[2].unit → awards[2]."""
    steps = _STEP.findall(key)
    return ".".join(f"{name}[{number}]" for name, number in steps[:2]) or key.split(".")[0]


def _take_out(table: Mapping[str, Any], steps: list[tuple[str, str]], key: str) -> bool:
    if not steps:
        name = key.split(".")[0]
        if isinstance(table, dict) and name in table:
            del table[name]
            return True
        return False
    (name, number), *rest = steps
    entries = table.get(name)
    if not isinstance(entries, list) or int(number) >= len(entries):
        return False
    inner = entries[int(number)]
    if rest and isinstance(inner, Mapping) and _take_out(inner, rest[:1], key):
        return True
    entries.pop(int(number))
    if not entries and isinstance(table, dict):
        del table[name]
    return True
