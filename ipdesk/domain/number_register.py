"""文书登记簿: every number of a year, used, spoilt or set aside, as a plain record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NumberState(StrEnum):
    """What became of a number."""

    ISSUED = "issued"
    VOID = "void"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One number, or a run of numbers set aside and not used yet."""

    id: int  # of the row; letters, spoilt numbers and ranges have each their own
    state: NumberState
    number: str
    day: date
    kind: str
    to: str
    amount_fen: int
    hand: str
    copies: int
    note: str
    letter: int = 0
    range: int = 0


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """A list across the page: the register of a year, or what finance is to pay."""

    title: str
    subtitle: str
    issuer: str
    made_on: date
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str
    widths: tuple[float, ...]
    signed: tuple[str, ...] = ()  # who signs below it
