"""What the tables of a pack need to know of each other while they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from ipdesk.domain.policy import Cover, Fact, FactKind, Reading
from ipdesk.domain.rules.base import Switch
from ipdesk.packs.mentions import Sort, mentions
from ipdesk.packs.problems import Table
from ipdesk.packs.source import Source, squeeze

T = TypeVar("T")


@dataclass(slots=True)
class PackContext:
    """The readings by key and id, the text, and the titles of all awards."""

    source: Source
    readings: dict[str, Reading] = field(default_factory=dict)
    open_points: list[Reading] = field(default_factory=list)  # with and without a key
    reading_ids: set[str] = field(default_factory=set)
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)  # folded → award, label
    quotes: dict[str, str] = field(default_factory=dict)  # award → its sentence, squeezed
    covers: list[Cover] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AwardContext:
    """What a rule needs to know of the award it belongs to."""

    pack: PackContext
    award: str
    clause: str
    quote: str
    fen: int | None
    rate: Decimal | None
    ceiling_fen: int | None
    facts: Mapping[str, Fact]
    titles: tuple[str, ...]

    def fact(self, table: Table, key: str, *kinds: FactKind, required: bool = True) -> str:
        """The id of one of the award's facts, of one of `kinds`; "" when it may be left out."""
        if not required and not table.has(key):
            table.raw(key)
            return ""
        name = table.text(key)
        self.check_fact(table, key, name, *kinds)
        return name

    def check_fact(self, table: Table, key: str, name: str, *kinds: FactKind) -> None:
        fact = self.facts.get(name)
        if name and (fact is None or (kinds and fact.kind not in kinds)):
            fits = [f.id for f in self.facts.values() if not kinds or f.kind in kinds]
            table.wrong(key, "unknown-fact", value=name, choices=fits)


def read_switch(
    table: Table,
    key: str,
    pack: PackContext,
    parse: Callable[[object], T | None],
    default: T,
    *,
    required: bool = True,
) -> Switch[T]:
    """A plain value or a table that obeys a reading; `parse` gives None for what does not fit."""
    raw = table.raw(key)
    if raw is None:
        if required:
            table.wrong(key, "missing-key")
        return Switch(default)
    if not isinstance(raw, dict):
        value = parse(raw)
        if value is None:
            table.wrong(key, "bad-value", value=str(raw)[:60])
            return Switch(default)
        return Switch(value)
    inner = Table(table.problems, table.file, table.place(key), raw)
    name = inner.text("reading")
    reading = pack.readings.get(name)
    if reading is None:
        inner.wrong("reading", "unknown-reading", value=name, choices=sorted(pack.readings))
        return Switch(default)
    values: dict[str, T] = {}
    for choice in reading.choices:
        given = inner.raw(choice.value)
        value = None if given is None else parse(given)
        if value is None:
            code = "missing-key" if given is None else "bad-value"
            inner.wrong(choice.value, code, value=str(given)[:60])
        else:
            values[choice.value] = value
    inner.done()
    return Switch(values.get(reading.default, default), name, values)


def one_of(*allowed: str) -> Callable[[object], str | None]:
    """A parser for `read_switch`: one of these words."""
    return lambda raw: raw if isinstance(raw, str) and raw in allowed else None


def check_quote(table: Table, key: str, quote: str, source: Source) -> None:
    """A quote must stand in the text, word for word."""
    if quote and not source.has(quote):
        table.wrong(key, "quote-not-found", quote=quote)


def check_cited(table: Table, key: str, quote: str, pack: PackContext, own: str) -> None:
    """A quote must stand in the text, and not be what the text says of another award alone."""
    check_quote(table, key, quote, pack.source)
    words = squeeze(quote)
    if words and own and words not in squeeze(own):
        for award, sentence in pack.quotes.items():
            if words in sentence:
                table.wrong(key, "quote-of-another", quote=quote, award=award)
                return


def check_in_clause(table: Table, key: str, quote: str, clause: str, source: Source) -> None:
    """A quote must stand in the text, and in the very clause it is said to be of."""
    check_quote(table, key, quote, source)
    if quote and clause and source.has(quote) and not source.clause_has(clause, quote):
        table.wrong(key, "quote-elsewhere", quote=quote, clause=clause)


_CELL_UNIT = re.compile("((?:亿|万|千|百)?元)")
_SORTS = {"rate": Sort.PERCENT, "units": Sort.COUNT, "individuals": Sort.COUNT}


def check_written(
    table: Table,
    pack: PackContext,
    award: str,
    clause: str,
    numbers: Mapping[str, tuple[int | Decimal | None, bool]],
) -> None:
    """Hold the numbers of a table against the words they come from.

    `numbers` gives each key its value and whether the words must be named.
    """
    source = pack.source
    written = table.table("written")
    for key, (value, must) in numbers.items():
        if value is None:
            continue
        if written is None or not written.has(key):
            if must:
                table.wrong("written", "written-missing", number=key)
            continue
        if isinstance(cell := written.raw(key), dict) and "row" in cell:
            _check_cell(written, key, pack, clause, value)
            continue
        phrase, place = _phrase(written, key)
        if not source.clause_has(clause, phrase):
            written.wrong(key, "quote-not-found", quote=phrase)
            continue
        sort = Sort.MONEY if "fen" in key else _SORTS.get(key, Sort.PERIOD)
        said = [m for m in mentions(squeeze(phrase)) if m.sort is sort]
        wanted = Decimal(value) * 12 if key == "years" else Decimal(value)
        if place:
            said = said[place - 1 : place]
        if len(said) != 1:
            written.wrong(key, "written-not-one", quote=phrase, count=len(said))
        elif said[0].value != wanted:
            written.wrong(key, "written-differs", quote=said[0].text, number=key)
        else:
            pack.covers.append(Cover(clause, phrase, award))
    if written is not None:
        written.done()


def _check_cell(
    written: Table, key: str, pack: PackContext, clause: str, value: int | Decimal
) -> None:
    """A bare number in a table: its unit stands in the same cell of the row named `head`."""
    inner = written.table(key)
    assert inner is not None  # asked before
    row, head = inner.text("row"), inner.text("head")
    cell = inner.number("cell", 1, 99)
    inner.done()
    for name, words in (("row", row), ("head", head)):
        if not pack.source.clause_has(clause, words):
            inner.wrong(name, "quote-not-found", quote=words)
            return
    rows = [[part.strip() for part in words.split("|")] for words in (row, head)]
    if any(cell > len(parts) for parts in rows):
        inner.wrong("cell", "out-of-range", least=1, most=min(map(len, rows)))
        return
    unit = _CELL_UNIT.search(rows[1][cell - 1])
    said = mentions(squeeze(f"{rows[0][cell - 1]}{unit[1]}")) if unit else []
    if len(said) != 1:
        written.wrong(key, "written-not-one", quote=row, count=len(said))
    elif said[0].value != value:
        written.wrong(key, "written-differs", quote=said[0].text, number=key)


def _phrase(written: Table, key: str) -> tuple[str, int]:
    """The words of a number; where a list shares its unit (10、5、3万元), its place among them."""
    if not isinstance(written.raw(key), dict):
        return written.text(key), 0
    inner = written.table(key)
    assert inner is not None  # it is a table
    found = inner.text("phrase"), inner.number("place", 1, 99)
    inner.done()
    return found
