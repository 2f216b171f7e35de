"""The rows of a target pack: targets.toml, tasks.toml and safeguards.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ipdesk.domain.measure import Measure, RecordKind
from ipdesk.domain.policy import Clause, Cover
from ipdesk.domain.target import (
    Against,
    Baseline,
    Milestone,
    Row,
    Safeguard,
    Target,
    TargetRule,
    Task,
)
from ipdesk.packs.context import PackContext, check_in_clause
from ipdesk.packs.measure_schema import (
    check_origins,
    read_departments,
    read_measures,
    read_periods,
    read_record_kinds,
)
from ipdesk.packs.mentions import Mention, Sort, mentions
from ipdesk.packs.problems import Table, is_whole
from ipdesk.packs.source import squeeze

# Which lists of rows a file may hold.
ROW_FILES: dict[str, tuple[tuple[str, type[Row]], ...]] = {
    "targets.toml": (("targets", Target), ("milestones", Milestone)),
    "tasks.toml": (("tasks", Task),),
    "safeguards.toml": (("safeguards", Safeguard),),
}
MOST_VALUE = 10**12
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS = (1949, 2200)
_BOUNDS = (TargetRule.AT_LEAST, TargetRule.AT_MOST)
_PLAIN_RULES = tuple(rule for rule in TargetRule if rule is not TargetRule.MILESTONE)


class Rows(NamedTuple):
    """What the row files of a pack hold."""

    rows: tuple[Row, ...]
    measures: Mapping[str, Measure]
    baseline: Baseline | None
    record_kinds: tuple[RecordKind, ...] = ()


class _Reading(NamedTuple):
    """What a row needs to know of the pack it belongs to."""

    pack: PackContext
    measures: Mapping[str, Measure]
    clauses: Mapping[str, Clause]
    last_year: int | None  # of the policy's validity
    baseline: Baseline | None


def read_rows(
    tables: Mapping[str, Table],
    pack: PackContext,
    clauses: Iterable[Clause],
    last_year: int | None,
) -> Rows:
    """The rows of all row files in the order of the text, with the measures they look at."""
    measures = read_measures(tables.values())
    kinds = read_record_kinds(tables.values())
    check_origins(measures.values(), kinds)
    baseline = _read_baseline(tables["targets.toml"], pack) if "targets.toml" in tables else None
    by_id = {clause.id: clause for clause in clauses}
    known = {name: measure for name, (measure, _) in measures.items()}
    reading = _Reading(pack, known, by_id, last_year, baseline)
    rows: list[Row] = [task for clause in by_id.values() for task in clause.tasks]
    ids = {row.id for row in rows}
    for name, table in tables.items():
        for key, kind in ROW_FILES[name]:
            for entry in table.tables(key):
                row = _read_row(entry, kind, reading)
                if row.id in ids:
                    entry.wrong("id", "duplicate-id", value=row.id)
                ids.add(row.id)
                rows.append(row)
        table.done()
    used = _used(rows, known)
    for name, (_, entry) in measures.items():
        if name not in used:
            entry.wrong("id", "measure-unused", value=name)
    ordered = sorted(rows, key=lambda row: (row.clause, row.id))
    return Rows(tuple(ordered), known, baseline, kinds)


def _used(rows: Iterable[Row], known: Mapping[str, Measure]) -> set[str]:
    """The measures some row looks at, and the halves of rates."""
    used = {name for row in rows for name in (*row.measures, *row.beside, row.comparator)}
    return used | {half for rate in known.values() for half in (rate.numerator, rate.denominator)}


def _read_baseline(table: Table, pack: PackContext) -> Baseline | None:
    if not table.has("baseline_year"):
        table.raw("baseline_proposed")
        return None
    baseline = Baseline(table.number("baseline_year", *_YEARS), table.flag("baseline_proposed"))
    # A year the text does not name is somebody's choice: a reading names it, and no other year.
    named = [set(_YEAR.findall(reading.default)) for reading in pack.open_points]
    told = {str(baseline.year)} in named if baseline.proposed else False
    if not told and (baseline.proposed or str(baseline.year) not in pack.source.text):
        table.wrong("baseline_year", "baseline-unread", value=baseline.year)
    return baseline


def _read_row(entry: Table, kind: type[Row], reading: _Reading) -> Row:
    clause = entry.text("clause")
    if clause and clause not in reading.clauses:
        entry.wrong("clause", "unknown-clause", value=clause)
    quote = entry.text("quote")
    known = clause if clause in reading.clauses else ""
    check_in_clause(entry, "quote", quote, known, reading.pack.source)
    plain = kind is not Milestone
    rule = entry.choice("rule", _PLAIN_RULES) if plain else TargetRule.MILESTONE
    row = kind(
        id=entry.text("id"),
        clause=clause,
        text=entry.text("text", "") or quote,
        quote=quote,
        measure=entry.text("measure"),
        measures=_known(entry, "measures", reading, required=plain),
        beside=_known(entry, "beside", reading),
        rule=TargetRule(rule),
        goal=entry.text("goal", ""),
        value=_value(entry, "value"),
        proposed_value=_value(entry, "proposed_value"),
        comparator=_comparator(entry, reading),
        against=Against(entry.choice("against", Against, "baseline")),
        baseline_year=reading.baseline.year if reading.baseline else None,
        year=entry.number("year", *_YEARS) if entry.has("year") else None,
        periods=read_periods(entry, required=True),
        departments=read_departments(entry),
        source=entry.text("source"),
        goal_proposed=entry.flag("goal_proposed"),
        measure_proposed=entry.flag("measure_proposed"),
        note=entry.text("note", ""),
    )
    if isinstance(row, Milestone):
        row = replace(row, steps=entry.texts("steps", required=True))
        for n, step in enumerate(row.steps):
            if step not in row.measure and not reading.pack.source.clause_has(clause, step):
                entry.wrong(f"steps[{n}]", "step-not-named", value=step)
    if not row.departments:
        entry.wrong("departments", "empty-list")
    _check_goal(entry, row, reading)
    _check_year(entry, row, reading)
    _check_percentages(entry, row, reading)
    entry.done()
    return row


def _known(entry: Table, key: str, reading: _Reading, *, required: bool = False) -> tuple[str, ...]:
    names = entry.texts(key, required=required)
    for n, name in enumerate(names):
        if name not in reading.measures:
            entry.wrong(f"{key}[{n}]", "unknown-measure", value=name)
        elif name in names[:n]:
            entry.wrong(f"{key}[{n}]", "duplicate-id", value=name)
    return tuple(name for name in names if name in reading.measures)


def _comparator(entry: Table, reading: _Reading) -> str:
    name = entry.text("comparator", "")
    if name and name not in reading.measures:
        entry.wrong("comparator", "unknown-measure", value=name)
        return ""
    return name


def _value(entry: Table, key: str) -> Decimal | None:
    """A number above 0 as the text may have it; absent: None."""
    raw = entry.raw(key)
    if raw is None:
        return None
    if not (is_whole(raw) or isinstance(raw, Decimal)):
        entry.wrong(key, "wrong-type", wanted="number")
        return None
    value = Decimal(str(raw))
    if not value.is_finite():
        entry.wrong(key, "not-finite")
        return None
    exponent = value.as_tuple().exponent
    if not 0 < value <= MOST_VALUE or (isinstance(exponent, int) and exponent < -9):
        entry.wrong(key, "out-of-range", least=0, most=MOST_VALUE)
        return None
    return value


def _check_goal(entry: Table, row: Row, reading: _Reading) -> None:
    """A bound needs something to hold against, and a number must be the text's or marked 拟."""
    bounds = [key for key in ("value", "comparator") if entry.has(key)]
    if row.rule in _BOUNDS and len(bounds) != 1:
        entry.wrong("value", "one-bound", found=len(bounds))
    if row.rule not in _BOUNDS:
        for key in bounds:
            entry.wrong(key, "bound-not-taken", value=str(row.rule))
    for value in (row.value, row.proposed_value):
        if row.goal and value is not None and value not in _figures(row.goal):
            entry.wrong("goal", "goal-differs", value=value)
    if row.proposed_value is not None and not row.goal_proposed:
        entry.wrong("goal_proposed", "proposal-unmarked")
    asked = [reading.measures[name] for name in row.measures]
    if row.rule is TargetRule.COMPLETE and not all(measure.is_rate for measure in asked):
        entry.wrong("measures", "rate-needed")
    if row.proposed_value is not None and any(measure.unit == "%" for measure in asked):
        entry.wrong("proposed_value", "percentage-not-in-text", quote=str(row.proposed_value))
    _check_written(entry, row, any(measure.unit == "%" for measure in asked), reading.pack)


def _check_written(entry: Table, row: Row, percent: bool, pack: PackContext) -> None:
    """Hold the number of a row against the words of its clause."""
    written = entry.table("written")
    if row.value is None:
        if written is not None:
            entry.wrong("written", "unknown-key")
        return
    if written is None:
        entry.wrong("written", "written-missing", number="value")
        return
    phrase = written.text("value")
    written.done()
    if not pack.source.clause_has(row.clause, phrase):
        written.wrong("value", "quote-not-found", quote=phrase)
        return
    sort = Sort.PERCENT if percent else Sort.COUNT
    said = [mention for mention in mentions(squeeze(phrase)) if mention.sort is sort]
    if len(said) != 1:
        written.wrong("value", "written-not-one", quote=phrase, count=len(said))
    elif said[0].value != (row.value / 100 if percent else row.value):
        written.wrong("value", "written-differs", quote=said[0].text, number="value")
    else:
        pack.covers.append(Cover(row.clause, phrase, row.id))


def _check_year(entry: Table, row: Row, reading: _Reading) -> None:
    """The year of a row stands in its clause, or is the last one of the policy."""
    if row.year is None:
        return
    said = [
        mention
        for mention in mentions(squeeze(reading.pack.source.clause(row.clause)))
        if mention.sort is Sort.PERIOD and mention.value == row.year * 12
    ]
    covers = {Cover(row.clause, mention.text, row.id) for mention in said}
    reading.pack.covers.extend(sorted(covers, key=lambda cover: cover.text))
    if not said and row.year != reading.last_year:
        entry.wrong("year", "year-not-written", value=row.year)


def _check_percentages(entry: Table, row: Row, reading: _Reading) -> None:
    """No word of a row may bring in a percentage the clause does not have."""
    own = {m.value for m in _percentages(reading.pack.source.clause(row.clause))}
    for key in ("text", "measure", "goal", "note", "source"):
        for mention in _percentages(getattr(row, key)):
            if mention.value not in own:
                entry.wrong(key, "percentage-not-in-text", quote=mention.text)


def _figures(text: str) -> list[Decimal]:
    return [Decimal(figure) for figure in re.findall(r"\d+(?:\.\d+)?", text, re.ASCII)]


def _percentages(text: str) -> list[Mention]:
    return [mention for mention in mentions(squeeze(text)) if mention.sort is Sort.PERCENT]
