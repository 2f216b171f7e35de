"""The measures of a target pack: plain figures, and rates made of two of them."""

from __future__ import annotations

from collections.abc import Iterable

from ipdesk.domain.measure import Department, Measure, Standing
from ipdesk.packs.problems import Table

MOST_DECIMALS = 6


def read_departments(table: Table) -> tuple[Department, ...]:
    """The departments the text names, then those the office proposes."""
    named = [Department(name) for name in table.texts("departments")]
    proposed = [Department(name, True) for name in table.texts("proposed_departments")]
    names = [department.name for department in (*named, *proposed)]
    for name in names:
        if names.count(name) > 1:
            table.wrong("departments", "duplicate-id", value=name)
            break
    return (*named, *proposed)


def read_measures(tables: Iterable[Table]) -> dict[str, tuple[Measure, Table]]:
    """The measures of all files by id, each with its table to report problems at."""
    found: dict[str, tuple[Measure, Table]] = {}
    for table in tables:
        for entry in table.tables("measures"):
            measure = _read_measure(entry)
            if measure.id in found:
                entry.wrong("id", "duplicate-id", value=measure.id)
            found[measure.id] = (measure, entry)
    for measure, entry in found.values():
        _check_rate(measure, entry, found)
    return found


def _read_measure(entry: Table) -> Measure:
    measure = Measure(
        entry.text("id"),
        entry.text("name"),
        entry.text("unit"),
        Standing(entry.choice("standing", Standing)),
        entry.text("numerator", ""),
        entry.text("denominator", ""),
        entry.number("decimals", 0, MOST_DECIMALS, 0),
        entry.text("source", ""),
        read_departments(entry),
        entry.flag("proposed"),
        entry.text("note", ""),
    )
    entry.done()
    return measure


def _check_rate(measure: Measure, entry: Table, known: dict[str, tuple[Measure, Table]]) -> None:
    """A rate has both halves, and each half is a figure that can be counted."""
    if bool(measure.numerator) != bool(measure.denominator):
        entry.wrong("denominator" if measure.numerator else "numerator", "missing-key")
        return
    if measure.unit == "%" and not measure.is_rate:
        entry.wrong("unit", "rate-without-counts")
    for key, part in (("numerator", measure.numerator), ("denominator", measure.denominator)):
        if not part:
            continue
        if part not in known:
            entry.wrong(key, "unknown-measure", value=part)
        elif known[part][0].is_rate:
            entry.wrong(key, "rate-of-rates", value=part)
