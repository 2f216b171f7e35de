"""The measures of a target pack: plain figures, and rates made of two of them."""

from __future__ import annotations

from collections.abc import Iterable

from ipdesk.domain.measure import (
    Department,
    Feed,
    Measure,
    Origin,
    Period,
    RecordKind,
    Standing,
)
from ipdesk.packs.problems import Table

MOST_DECIMALS = 6
_LISTS = (("rosters", Feed.ROSTER), ("activities", Feed.ACTIVITY))
# What may stand after the feed: None where the pack names it, () where nothing may.
_WHAT: dict[Feed, tuple[str, ...] | None] = {
    Feed.ROSTER: None,
    Feed.ACTIVITY: None,
    Feed.MEETINGS: (),
    Feed.LEDGER: ("claims", "applicants", "pieces", "paid-10k"),
    Feed.REPORTS: ("due", "timely"),
}
_COUNTED = ("sessions", "people", "firms")


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


def read_record_kinds(tables: Iterable[Table]) -> tuple[RecordKind, ...]:
    """The rosters and kinds of activity that the office is to keep."""
    found: dict[str, RecordKind] = {}
    for table in tables:
        for key, feed in _LISTS:
            for entry in table.tables(key):
                kind = RecordKind(entry.text("id"), entry.text("name"), feed)
                if kind.id in found:
                    entry.wrong("id", "duplicate-id", value=kind.id)
                found[kind.id] = kind
                entry.done()
    return tuple(found.values())


def check_origins(measures: Iterable[tuple[Measure, Table]], kinds: Iterable[RecordKind]) -> None:
    """A figure comes from a list or an activity that the pack names."""
    known = {(kind.feed, kind.id) for kind in kinds}
    for measure, entry in measures:
        origin = measure.origin
        if origin is None or _WHAT[origin.feed] is not None:
            continue
        if (origin.feed, origin.what) not in known:
            choices = sorted(name for feed, name in known if feed is origin.feed)
            entry.wrong("from", "unknown-choice", value=origin.what, choices=choices)


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
        _read_origin(entry),
        read_periods(entry, required=False),
        entry.text("carries_in", ""),
        entry.text("carries_out", ""),
        entry.flag("key"),
    )
    entry.done()
    return measure


def read_periods(entry: Table, *, required: bool) -> tuple[Period, ...]:
    found = []
    for n, name in enumerate(entry.texts("periods", required=required)):
        if name in tuple(Period):
            found.append(Period(name))
        else:
            key = f"periods[{n}]"
            entry.wrong(key, "unknown-choice", value=name, choices=tuple(Period))
    return tuple(found)


def _read_origin(entry: Table) -> Origin | None:
    """`roster:gi-mark`, `activity:training:people`, `ledger:claims:pack/01-`."""
    text = entry.text("from", "")
    if not text:
        return None
    feed, _, rest = text.partition(":")
    what, _, count = rest.partition(":")
    if feed not in tuple(Feed):
        entry.wrong("from", "unknown-choice", value=feed, choices=tuple(Feed))
        return None
    allowed = _WHAT[Feed(feed)]
    if allowed is not None and what not in (allowed or ("",)):
        entry.wrong("from", "unknown-choice", value=what, choices=allowed)
    counted = _COUNTED if feed == Feed.ACTIVITY else () if feed != Feed.LEDGER else (count,)
    if count not in (counted or ("",)):
        entry.wrong("from", "unknown-choice", value=count, choices=counted)
    return Origin(Feed(feed), what, count)


def _check_rate(measure: Measure, entry: Table, known: dict[str, tuple[Measure, Table]]) -> None:
    """A rate has both halves, and each half is a figure that can be counted."""
    if bool(measure.numerator) != bool(measure.denominator):
        entry.wrong("denominator" if measure.numerator else "numerator", "missing-key")
        return
    if measure.unit == "%" and not measure.is_rate:
        entry.wrong("unit", "rate-without-counts")
    if measure.is_rate and measure.origin is not None:
        entry.wrong("from", "rate-without-counts")
    if bool(measure.carries_in) != bool(measure.carries_out):
        entry.wrong("carries_out" if measure.carries_in else "carries_in", "missing-key")
    for key in ("numerator", "denominator", "carries_in", "carries_out"):
        part = getattr(measure, key)
        if not part:
            continue
        if part not in known:
            entry.wrong(key, "unknown-measure", value=part)
        elif known[part][0].is_rate:
            entry.wrong(key, "rate-of-rates", value=part)
