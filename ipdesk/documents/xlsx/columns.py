"""The description of a table on a sheet: its columns, its records and the lines below them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ipdesk.domain.ledger import masked_code
from ipdesk.domain.masking import masked_card, masked_phone

# What is covered unless full numbers are asked for, by the field of a record, and how.
COVERS: Mapping[str, Callable[[str], str]] = {
    "code": masked_code,
    "phone": masked_phone,
    "account": masked_card,
}


class Kind(StrEnum):
    """How the values of a column are stored and shown."""

    ORDINAL = "ordinal"  # the running number of the line, not taken from the record
    TEXT = "text"
    MONEY = "money"  # fen in, 元 with two decimals out
    COUNT = "count"
    NUMBER = "number"  # as many places as the figure has
    YEAR = "year"
    DATE = "date"
    SHARE = "share"  # Decimal, shown in per cent


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `key` names its title in the wording, `field` the attribute of the record."""

    key: str
    width: float
    kind: Kind = Kind.TEXT
    field: str = ""
    align: str = ""  # empty: what the kind asks for
    total: bool = False
    repeats: bool = False  # few different texts, worth remembering their XML
    masked: bool = False  # covered as COVERS has it for its field
    formula: str = ""  # {row} is the line; `field` is then the value stored beside it
    total_formula: str = ""  # instead of the sum of the column; {first}, {last} and {row}


@dataclass(frozen=True, slots=True)
class Foot:
    """One value below a table: a label, a formula and the value stored beside it."""

    label: str
    label_column: int  # 0-based
    column: int  # where the value stands, right of the label
    kind: Kind
    formula: str
    value: int | Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: title, a line below it, header, records and what stands beneath."""

    sheet: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    records: Iterable[object]
    totals: Mapping[str, int | Decimal | None] = field(default_factory=dict)  # of total_formula
    foot: tuple[Foot, ...] = ()
    total_label: str = ""
    sign: str = ""  # the line for signatures under everything
    freeze: int = 0  # columns that stay when scrolling right
    subtotal: bool = True  # totals follow the filter; False: plain sums without a filter
