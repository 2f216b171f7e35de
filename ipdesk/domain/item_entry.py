"""标的 as typed: the text of the grid turned into facts, with every fault at its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        facts: dict[str, object] = {}
        for fact in award.facts:
            value, wrong = _value(fact, record.typed.get(fact.id), fact.id)
            if value is not None:
                facts[fact.id] = value
            faults += [ItemFault(record.ordinal, *fault) for fault in wrong]
        items.append(ClaimItem(record.subject.strip(), facts))
    return tuple(items), tuple(faults)


def _named(award: Award) -> dict[str, object]:
    return {"label": award.subject.label}


_Fault = tuple[str, str, Mapping[str, object]]


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
        cells: dict[str, object] = {}
        for column in fact.columns:
            value, wrong = _value(column, row.get(column.id), f"{place}[{number}].{column.id}")
            faults += wrong
            if value is not None:
                cells[column.id] = value
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
