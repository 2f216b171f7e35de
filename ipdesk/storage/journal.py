"""The journal: who did what when and why, append-only, each entry sealed by the one before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ipdesk.storage.database import Database

if TYPE_CHECKING:
    from hashlib import _Hash as HASH

ALGORITHM: Final = "sha256"
START: Final = "0" * 64
# A step back of this much is worth an auditor's look; smaller ones are clock corrections.
CLOCK_TOLERANCE: Final = timedelta(minutes=5)

_COLUMNS: Final = (
    "seq, at, operator, act, entity, entity_id, data, reason, clock_back, algorithm, previous, hash"
)
# Made once: json.dumps would build an encoder for each of the 50,000 entries of a check.
_list_text: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_data_text: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as the journal keeps it."""

    seq: int
    at: datetime
    operator: str
    act: str
    entity: str
    entity_id: int
    data: Mapping[str, Any]
    reason: str
    clock_back: bool
    algorithm: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What a check of the chain found: how far it holds, and the first entry that does not."""

    checked: int
    seq: int
    hash: str
    first_broken: int | None

    @property
    def whole(self) -> bool:
        return self.first_broken is None


def append(
    db: Database,
    *,
    at: datetime,
    operator: str,
    act: str,
    entity: str,
    entity_id: int,
    data: Mapping[str, object],
    reason: str = "",
) -> Entry:
    """Write the entry of the act under way; it belongs inside the act's `atomic()`."""
    if not db.in_act:
        raise RuntimeError("a journal entry belongs inside the act it records")
    seq, previous, last = _last(db)
    stamp = at.isoformat(timespec="seconds")
    clock_back = last is not None and last - _naive(at) >= CLOCK_TOLERANCE
    text = canonical(data)
    fields = (seq + 1, stamp, operator, act, entity, entity_id, text, reason, int(clock_back))
    sealed = (*fields, ALGORITHM, previous)
    row = (*sealed, _seal(sealed))
    db.execute(f"INSERT INTO journal ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", row)
    return _entry(row)


def head(db: Database) -> tuple[int, str]:
    """Number and hash of the last entry: what notices and registers print."""
    seq, seal, _at = _last(db)
    return seq, seal


def page(
    db: Database,
    *,
    before: int | None = None,
    limit: int = 100,
    entity: str | None = None,
    entity_id: int | None = None,
    operator: str | None = None,
    act: str | None = None,
) -> tuple[Entry, ...]:
    """Entries newest first, those before the given number."""
    wanted = {
        "seq < ?": before,
        "entity = ?": entity,
        "entity_id = ?": entity_id,
        "operator = ?": operator,
        "act = ?": act,
    }
    conditions = [text for text, value in wanted.items() if value is not None]
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    found = db.rows(
        f"SELECT {_COLUMNS} FROM journal {where}ORDER BY seq DESC LIMIT ?",
        [*(value for value in wanted.values() if value is not None), limit],
    )
    return tuple(_entry(row) for row in found)


def last_with_code(db: Database, acts: Sequence[str], code: str) -> Entry | None:
    """The newest entry of these acts whose paper carried the check code."""
    marks = ", ".join("?" * len(acts))
    row = db.row(
        f"SELECT {_COLUMNS} FROM journal WHERE act IN ({marks})"
        " AND json_extract(data, '$.check_code') = ? ORDER BY seq DESC LIMIT 1",
        [*acts, code],
    )
    return None if row is None else _entry(row)


def by_numbers(db: Database, wanted: Sequence[int]) -> tuple[Entry, ...]:
    """These entries, by number."""
    marks = ", ".join("?" * len(wanted))
    found = db.rows(f"SELECT {_COLUMNS} FROM journal WHERE seq IN ({marks})", list(wanted))
    return tuple(_entry(row) for row in found)


def first_after(db: Database, seq: int) -> Entry | None:
    """The entry that follows a number, when there is one."""
    row = db.row(f"SELECT {_COLUMNS} FROM journal WHERE seq > ? ORDER BY seq LIMIT 1", (seq,))
    return None if row is None else _entry(row)


def clock_jumps(db: Database) -> tuple[Entry, ...]:
    """Entries made after the computer's clock had gone back by five minutes or more."""
    found = db.rows(f"SELECT {_COLUMNS} FROM journal WHERE clock_back = 1 ORDER BY seq")
    return tuple(_entry(row) for row in found)


def verify(db: Database, after: tuple[int, str] = (0, START)) -> Chain:
    """Recompute the chain after a head that is already trusted (from the start unless told).

    The trusted head itself must still stand: a cut or rewritten part before it is found too.
    """
    seq, previous = after
    if seq and db.value("SELECT hash FROM journal WHERE seq = ?", (seq,)) != previous:
        return Chain(0, 0, START, seq)
    checked = 0
    for row in _rows_after(db, seq):
        if row[0] != seq + 1 or row[-2] != previous or row[-1] != _seal(row[:-1]):
            return Chain(checked, seq, previous, seq + 1)
        seq, previous = row[0], row[-1]
        checked += 1
    return Chain(checked, seq, previous, None)


def canonical(data: Mapping[str, object]) -> str:
    """The one way a mapping is written as JSON, so that a hash over it is repeatable."""
    return _data_text(_plain(data))


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(inner) for inner in value), key=repr)
    # No float: money is fen and rates are Decimal, and 0.1 + 0.2 has no place in a record.
    raise TypeError(f"the journal does not keep a {type(value).__name__}")


def _seal(fields: tuple[object, ...]) -> str:
    # A JSON array keeps the bounds of the fields, so that no two entries share a text.
    return _sha256()(_list_text(fields).encode("utf-8")).hexdigest()


@cache
def _sha256() -> Callable[[bytes], HASH]:
    """The library of hashes comes with the first entry: nothing is sealed before."""
    from hashlib import sha256

    return sha256


def _last(db: Database) -> tuple[int, str, datetime | None]:
    row = db.row("SELECT seq, hash, at FROM journal ORDER BY seq DESC LIMIT 1")
    if row is None:
        return 0, START, None
    return int(row[0]), str(row[1]), _naive(datetime.fromisoformat(row[2]))


def _naive(at: datetime) -> datetime:
    return at.astimezone().replace(tzinfo=None) if at.tzinfo else at


def _rows_after(db: Database, seq: int, batch: int = 1000) -> Iterator[tuple[Any, ...]]:
    while True:
        found = db.rows(
            f"SELECT {_COLUMNS} FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", (seq, batch)
        )
        yield from found
        if len(found) < batch:
            return
        seq = found[-1][0]


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, at, operator, act, entity, entity_id, data, reason, back, algorithm, previous, seal = row
    return Entry(
        seq=seq,
        at=datetime.fromisoformat(at),
        operator=operator,
        act=act,
        entity=entity,
        entity_id=entity_id,
        data=json.loads(data),
        reason=reason,
        clock_back=bool(back),
        algorithm=algorithm,
        previous=previous,
        hash=seal,
    )
