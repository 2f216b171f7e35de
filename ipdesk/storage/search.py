"""Find as you type: names by any part or by pinyin initials, numbers by beginning or middle.

Every entry is cut into grams (see storage.grams) kept in one FTS5 table without positions.
A match of grams is only a candidate; the text itself decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ipdesk.domain.names import folded
from ipdesk.storage import grams
from ipdesk.storage.database import Database

# Candidates looked at in one way of finding before the next, so that nothing holds the desk.
PATIENCE = 5_000
_ENTRY = "SELECT e.id, e.kind, e.record, e.label, e.folded FROM"
_BEGINNING = f"{_ENTRY} search_entry AS e WHERE e.folded >= ? AND e.folded < ? ORDER BY e.folded"
_BEGINNING_OF_KIND = _BEGINNING.replace("WHERE", "WHERE e.kind = ? AND")
_NUMBER_BEGINNING = f"""{_ENTRY} search_number AS n CROSS JOIN search_entry AS e ON e.id = n.entry
    WHERE n.number >= ? AND n.number < ? ORDER BY n.number"""
# Candidates, few enough at a time; a text or a number is compared where they lie.
_GRAMS = f"""{_ENTRY}
    (SELECT rowid AS entry FROM search_gram WHERE search_gram MATCH ? LIMIT {{most:d}}) AS g
    CROSS JOIN search_entry AS e ON e.id = g.entry"""
_TEXTS = f"{_GRAMS} WHERE instr(e.folded, ?)"
_NUMBERS = f"""{_GRAMS} WHERE EXISTS
    (SELECT 1 FROM search_number AS n WHERE n.entry = g.entry AND instr(n.number, ?))"""


class Hit(NamedTuple):
    """One thing found: what it is, its record and what it is called."""

    kind: str
    id: int
    label: str


class _Row(NamedTuple):
    entry: int
    kind: str
    record: int
    label: str
    folded: str


def put(db: Database, kind: str, record: int, texts: Sequence[str], numbers: Sequence[str]) -> None:
    """Make a record findable, or findable anew; the first text is what it is called."""
    remove(db, kind, record)
    parts = [part for part in map(folded, texts) if part]
    figures = sorted({part for part in map(folded, numbers) if part})
    entry = db.insert(
        "INSERT INTO search_entry (kind, record, label, folded) VALUES (?, ?, ?, ?)",
        (kind, record, texts[0], " ".join(parts)),
    )
    db.execute(
        "INSERT INTO search_gram (rowid, grams) VALUES (?, ?)",
        (entry, " ".join(grams.of(kind, parts, figures))),
    )
    db.executemany(
        "INSERT INTO search_number (number, entry) VALUES (?, ?)",
        [(number, entry) for number in figures],
    )


def remove(db: Database, kind: str, record: int) -> None:
    """Take a record out of the search."""
    entry = db.value("SELECT id FROM search_entry WHERE kind = ? AND record = ?", (kind, record))
    if entry is None:
        return
    db.execute("DELETE FROM search_gram WHERE rowid = ?", (entry,))
    db.execute("DELETE FROM search_number WHERE entry = ?", (entry,))
    db.execute("DELETE FROM search_entry WHERE id = ?", (entry,))


def tidy(db: Database) -> None:
    """Merge the index into one piece; worth it after an import."""
    db.execute("INSERT INTO search_gram (search_gram) VALUES ('optimize')")


def find(db: Database, text: str, limit: int = 50, kind: str = "") -> list[Hit]:
    """What `text` may mean, best first: beginnings, numbers, middles, then initials."""
    found: dict[int, Hit] = {}
    for row in _rows(db, text, kind, PATIENCE):
        found.setdefault(row.entry, Hit(row.kind, row.record, row.label))
        if len(found) == limit:
            break
    return list(found.values())


def labels(db: Database, wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What these records are called in the search."""
    found = {}
    for kind, record in wanted:
        label = db.value(
            "SELECT label FROM search_entry WHERE kind = ? AND record = ?", (kind, record)
        )
        if label is not None:
            found[kind, record] = str(label)
    return found


def records(db: Database, kind: str, text: str) -> frozenset[int]:
    """Every record of a kind that `text` finds, for filtering a list.

    There may be half a million of them: what the store can tell by itself comes as one text.
    """
    wanted = folded(text)
    if not wanted:
        return frozenset()
    found: set[int] = set()

    def add(sql: str, *values: str) -> None:
        whole = f"SELECT json_group_array(record) FROM ({sql}) WHERE kind = ?"
        found.update(json.loads(db.value(whole, (*values, kind))))

    add(_NUMBER_BEGINNING, wanted, _after(wanted))
    add(_TEXTS.format(most=-1), grams.within(kind, grams.text_query(wanted)), wanted)
    if len(wanted) >= grams.NUMBER_RUN:
        add(_NUMBERS.format(most=-1), grams.within(kind, grams.number_query(wanted)), wanted)
    found.update(row.record for row in _by_initials(db, wanted, kind, -1))
    return frozenset(found)


def _rows(db: Database, text: str, kind: str, patience: int) -> Iterator[_Row]:
    wanted = folded(text)
    if not wanted:
        return
    yield from _beginning(db, wanted, kind)
    yield from _number_beginning(db, wanted, kind)

    def among(sql: str, query: str, *compared: str) -> Iterator[_Row]:
        text = sql.format(most=patience)
        return map(_Row._make, db.execute(text, (grams.within(kind, query), *compared)))

    yield from among(_TEXTS, grams.text_query(wanted), wanted)
    yield from _by_initials(db, wanted, kind, patience)
    if len(wanted) >= grams.NUMBER_RUN:
        yield from among(_NUMBERS, grams.number_query(wanted), wanted)


def _by_initials(db: Database, wanted: str, kind: str, most: int) -> Iterator[_Row]:
    """Those whose characters have these initials, the texts that begin with them first."""
    if not wanted.isascii() or wanted.isdigit():  # figures stand in the text as they are
        return
    for query, begins in (
        (grams.beginning_query(wanted), grams.START + wanted),
        (grams.initial_query(wanted), wanted),
    ):
        for row in db.execute(_GRAMS.format(most=most), (grams.within(kind, query),)):
            found = _Row._make(row)
            if grams.has_initials(found.folded, begins):
                yield found


def _beginning(db: Database, wanted: str, kind: str) -> Iterator[_Row]:
    bounds = (wanted, _after(wanted))
    if kind:
        return map(_Row._make, db.execute(_BEGINNING_OF_KIND, (kind, *bounds)))
    return map(_Row._make, db.execute(_BEGINNING, bounds))


def _number_beginning(db: Database, wanted: str, kind: str) -> Iterator[_Row]:
    rows = map(_Row._make, db.execute(_NUMBER_BEGINNING, (wanted, _after(wanted))))
    return (row for row in rows if not kind or row.kind == kind)


def _after(wanted: str) -> str:
    """The first text beyond all those that begin with `wanted`."""
    return wanted + "\U0010ffff"
