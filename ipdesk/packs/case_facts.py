"""The facts of an item in a cases file: typed, within bounds, held against each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ipdesk.domain.money import MOST_FEN
from ipdesk.domain.policy import Fact, FactKind
from ipdesk.domain.text import bad_character
from ipdesk.packs.problems import Table, is_whole

YEARS = (1900, 2200)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_facts(
    table: Table, facts: tuple[Fact, ...], readings: Mapping[str, str]
) -> dict[str, object]:
    """The facts of one item or row, defaults filled in."""
    found: dict[str, object] = {}
    for fact in facts:
        if not table.has(fact.id):
            by = fact.required_by
            if fact.required or (by is not None and readings.get(by[0]) == by[1]):
                table.wrong(fact.id, "missing-fact", label=fact.label)
            elif fact.default is not None:
                found[fact.id] = fact.default
            continue
        if table.raw(fact.id) is None:
            by = fact.required_by
            if fact.required or (by is not None and readings.get(by[0]) == by[1]):
                table.wrong(fact.id, "missing-fact", label=fact.label)
            elif fact.default is not None:
                table.wrong(fact.id, "wrong-type", wanted=str(fact.kind))
            continue
        value = _fact_value(table, fact, readings)
        if value is not None:
            found[fact.id] = value
    _compare(table, facts, found)
    return found


def _fact_value(table: Table, fact: Fact, readings: Mapping[str, str]) -> object:
    name, raw = fact.id, table.raw(fact.id)
    if fact.kind is FactKind.DATE:
        return read_day(table, name)
    if fact.kind is FactKind.TEXT:
        return read_name(table, name)
    if fact.kind is FactKind.CHOICE:
        return table.choice(name, [choice.value for choice in fact.choices])
    if fact.kind is FactKind.FLAG:
        return table.flag(name)
    if fact.kind is FactKind.COUNT:
        return table.number(name, fact.least, 10**9)
    if fact.kind is FactKind.MONEY:
        return table.number(name, 0, MOST_FEN)
    if fact.kind is FactKind.SHARE:
        return _share(table, name, raw)
    rows = []
    for row in read_entries(table, name):
        rows.append(read_facts(row, fact.columns, readings))
        row.done()
    return tuple(rows)


def _share(table: Table, name: str, raw: object) -> Decimal | None:
    """A share as text "0.5" or as a number, exact either way."""
    share: Decimal | None = None
    if isinstance(raw, str) and re.fullmatch(r"\d{1,2}(\.\d{1,20})?", raw, re.ASCII):
        share = Decimal(raw)
    elif isinstance(raw, Decimal) and raw.is_finite():
        share = raw
    elif isinstance(raw, int) and is_whole(raw):
        share = Decimal(raw)
    if share is None:
        table.wrong(name, "wrong-type", wanted="share")
    elif not 0 <= share <= 1:
        table.wrong(name, "out-of-range", least=0, most=1)
    else:
        return share
    return None


def _compare(table: Table, facts: tuple[Fact, ...], found: Mapping[str, object]) -> None:
    """Hold the facts against each other where the pack says so."""
    for fact in facts:
        value = found.get(fact.id)
        most, first = found.get(fact.at_most), found.get(fact.not_before)
        if isinstance(value, int) and isinstance(most, int) and value > most:
            table.wrong(fact.id, "above-other", other=fact.at_most)
        if isinstance(value, date) and isinstance(first, date) and value < first:
            table.wrong(fact.id, "before-other", other=fact.not_before)


def read_day(table: Table, key: str) -> date | None:
    """A date as text 2024-03-01; anything else is a problem."""
    raw = table.raw(key)
    if raw is None and not table.has(key):
        table.wrong(key, "missing-key")
    elif not isinstance(raw, str):
        table.wrong(key, "wrong-type", wanted="day")
    else:
        try:
            if _ISO.fullmatch(raw):
                day = date.fromisoformat(raw)
                if YEARS[0] <= day.year <= YEARS[1]:
                    return day
        except ValueError:
            pass
        table.wrong(key, "bad-day", value=raw[:60])
    return None


def read_name(table: Table, key: str) -> str:
    """A text on one line: numbers and names are never broken over lines."""
    value = table.text(key)
    bad = bad_character(value)
    if bad and bad.character in ("U+000A", "U+0009"):
        table.wrong(key, bad.code, position=bad.position + 1, character=bad.character)
    return value


def read_entries(table: Table, key: str, least: int = 1) -> list[Table]:
    """A list of tables that must be there and hold at least so many."""
    if not table.has(key):
        table.wrong(key, "missing-key")
        return []
    found = table.tables(key)
    if table.raw(key) == [] and least:
        table.wrong(key, "empty-list")
    return found
