"""标的 as typed: the text of the grid turned into facts, with every fault at its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ipdesk.domain.claim import ClaimItem
from ipdesk.domain.fact_entry import FactFault, parse_fact, show_fact
from ipdesk.domain.finding import NO_VALUES
from ipdesk.domain.policy import Award, Fact, FactKind
from ipdesk.domain.record import ItemRecord

SUBJECT = "subject"


class ItemFault(NamedTuple):
    """What is wrong with one cell of the grid."""

    ordinal: int
    fact: str  # fact id, "subject", or "payments[2].paid_on"
    code: str  # key of wording section "fact"
    values: Mapping[str, object] = NO_VALUES


def read_items(
    award: Award, records: Sequence[ItemRecord]
) -> tuple[tuple[ClaimItem, ...], tuple[ItemFault, ...]]:
    """The facts of every item, and the faults; items with faults keep what could be read."""
    items: list[ClaimItem] = []
    faults: list[ItemFault] = []
    for record in records:
        if not record.subject.strip() and not award.subject.derived:
            faults.append(ItemFault(record.ordinal, SUBJECT, "fact-missing", _named(award)))
        facts, wrong = _values(award.facts, record.typed, "")
        faults += [ItemFault(record.ordinal, *fault) for fault in wrong]
        items.append(ClaimItem(record.subject.strip(), facts))
    return tuple(items), tuple(faults)


def _named(award: Award) -> dict[str, object]:
    return {"label": award.subject.label}


_Fault = tuple[str, str, Mapping[str, object]]


def _values(
    facts: Sequence[Fact], typed: Mapping[str, object], place: str
) -> tuple[dict[str, object], list[_Fault]]:
    """The values of one row of cells, and what is wrong with them alone and with each other."""
    values: dict[str, object] = {}
    faults: list[_Fault] = []
    for fact in facts:
        value, wrong = _value(fact, typed.get(fact.id), place + fact.id)
        if value is not None:
            values[fact.id] = value
        faults += wrong
    return values, faults + _against_each_other(facts, values, place)


def _against_each_other(
    facts: Sequence[Fact], values: Mapping[str, object], place: str
) -> list[_Fault]:
    """Where the pack holds one fact against another: 退保 at most the premium, 止 not before 起."""
    labels = {fact.id: fact.label for fact in facts}
    faults: list[_Fault] = []
    for fact in facts:
        value = values.get(fact.id)
        most, first = values.get(fact.at_most), values.get(fact.not_before)
        if isinstance(value, int) and isinstance(most, int) and value > most:
            said = {"label": fact.label, "other": labels[fact.at_most], "most": most}
            faults.append((place + fact.id, "fact-above-other", said))
        if isinstance(value, date) and isinstance(first, date) and value < first:
            said = {"label": fact.label, "other": labels[fact.not_before], "first": first}
            faults.append((place + fact.id, "fact-before-other", said))
    return faults


def _value(fact: Fact, typed: object, place: str) -> tuple[object, list[_Fault]]:
    if fact.kind is FactKind.ROWS:
        return _rows(fact, typed, place)
    text = str(typed).strip() if typed is not None else ""
    if not text:
        if fact.required:
            return None, [(place, "fact-missing", {"label": fact.label})]
        return fact.default, []
    value = parse_fact(fact, text)
    if isinstance(value, FactFault):
        return None, [(place, value.code, {"label": fact.label, **value.values})]
    return value, []


def _rows(fact: Fact, typed: object, place: str) -> tuple[object, list[_Fault]]:
    rows = [row for row in typed if any(row.values())] if isinstance(typed, list) else []
    if not rows:
        missing = [(place, "fact-missing", {"label": fact.label})] if fact.required else []
        return (), list[_Fault](missing)
    values: list[dict[str, object]] = []
    faults: list[_Fault] = []
    for number, row in enumerate(rows, start=1):
        cells, wrong = _values(fact.columns, row, f"{place}[{number}].")
        faults += wrong
        values.append(cells)
    return tuple(values), faults


def canonical(award: Award, record: ItemRecord) -> ItemRecord:
    """The item with every cell that parses written the one way it is shown and kept."""
    typed: dict[str, object] = {}
    for fact in award.facts:
        entry = record.typed.get(fact.id)
        if fact.kind is FactKind.ROWS:
            rows = entry if isinstance(entry, list) else []
            typed[fact.id] = [
                {column.id: _shown(column, row.get(column.id)) for column in fact.columns}
                for row in rows
                if any(row.values())
            ]
        else:
            typed[fact.id] = _shown(fact, entry)
    return ItemRecord(record.ordinal, record.subject.strip(), typed)


def _shown(fact: Fact, typed: object) -> str:
    text = str(typed).strip() if typed is not None else ""
    if not text:
        return ""
    value = parse_fact(fact, text)
    return text if isinstance(value, FactFault) else show_fact(fact, value)
