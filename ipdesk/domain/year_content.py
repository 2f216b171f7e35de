"""The whole content of a fund year: what 封账 keeps, and what its digest is worked out from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from ipdesk.domain.ledger import AwardSum, Budget, CapUse, LedgerItem, LedgerRow
from ipdesk.domain.year_lines import (
    Adjustment,
    ObjectionLine,
    PaymentLine,
    TargetLine,
    TaskLine,
)

_FORMAT = 1  # of the text below; a change of records gets the next one
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class YearContent:
    """Everything the year-end workbook says of one policy and fund year, numbers in full."""

    bureau: str
    pack: str
    year: int
    policy: str
    sums: tuple[AwardSum, ...]
    rows: tuple[LedgerRow, ...]
    items: tuple[LedgerItem, ...]
    payments: tuple[PaymentLine, ...]
    objections: tuple[ObjectionLine, ...]
    caps: tuple[CapUse, ...]
    budget: Budget
    adjustments: tuple[Adjustment, ...] = ()
    targets: tuple[TargetLine, ...] = ()
    tasks: tuple[TaskLine, ...] = ()

    @property
    def approved_fen(self) -> int:
        return sum(row.approved_fen or 0 for row in self.rows)

    @property
    def paid_fen(self) -> int:
        return sum(row.paid_fen or 0 for row in self.rows)


_KINDS: dict[str, type] = {
    "sums": AwardSum,
    "rows": LedgerRow,
    "items": LedgerItem,
    "payments": PaymentLine,
    "objections": ObjectionLine,
    "caps": CapUse,
    "budget": Budget,
    "adjustments": Adjustment,
    "targets": TargetLine,
    "tasks": TaskLine,
}


def to_text(content: YearContent) -> str:
    """The content as one text: the same records give the same text on every machine."""
    parts: dict[str, object] = {
        "format": _FORMAT,
        "bureau": content.bureau,
        "pack": content.pack,
        "year": content.year,
        "policy": content.policy,
    }
    for name, kind in _KINDS.items():
        value = getattr(content, name)
        parts[name] = _packed(kind, (value,) if isinstance(value, Budget) else value)
    return json.dumps(
        parts,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=date.isoformat,
    )


def from_text(text: str) -> YearContent:
    """The content as it was; ValueError for a text of another format."""
    parts: dict[str, Any] = json.loads(text)
    if parts.get("format") != _FORMAT:
        raise ValueError(f"year content of format {parts.get('format')}")
    read: dict[str, Any] = {name: _unpacked(kind, parts[name]) for name, kind in _KINDS.items()}
    read["budget"] = read["budget"][0]
    told = {name: parts[name] for name in ("bureau", "pack", "year", "policy")}
    return YearContent(**told, **read)


def sums_from_text(text: str) -> tuple[tuple[AwardSum, ...], Budget]:
    """Only the sums and the money of a kept content: its rows may be many."""
    (budget,) = _part(Budget, text, "budget")
    return _part(AwardSum, text, "sums"), budget


def year_digest(content: YearContent) -> str:
    """SHA-256 over everything the year says, so that two exports can be compared."""
    return text_digest(to_text(content))


def text_digest(text: str) -> str:
    return hashlib.sha256(b"ipdesk-year-1\n" + text.encode()).hexdigest()


def _packed(kind: type, records: Iterable[object]) -> Mapping[str, object]:
    """Records as rows below the names of their fields, so that the names are said once."""
    names = [field.name for field in fields(kind)]
    return {
        "fields": names,
        "rows": [[getattr(record, name) for name in names] for record in records],
    }


def _part(kind: type[Record], text: str, name: str) -> tuple[Record, ...]:
    # Within a string every quotation mark is escaped: this stands in no record.
    start = f'"{name}":{{"fields":'
    packed, _ = json.JSONDecoder().raw_decode(text, text.index(start) + len(f'"{name}":'))
    return _unpacked(kind, packed)


def _unpacked(kind: type[Record], packed: Mapping[str, Any]) -> tuple[Record, ...]:
    # A record that has learnt a field since is read with that field's default.
    names: Sequence[str] = packed["fields"]
    days = {field.name for field in fields(kind) if "date" in str(field.type)}  # type: ignore[arg-type]
    return tuple(
        kind(
            **{
                name: date.fromisoformat(value) if name in days and value else value
                for name, value in zip(names, row, strict=True)
            }
        )
        for row in packed["rows"]
    )
