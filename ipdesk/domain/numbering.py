"""文号: which register gives a letter its number, and what a register holds beside letters."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ipdesk.domain.letter import DECIDING, DocumentNumber, LetterKind


class Register(StrEnum):
    """Who counts: the program by itself, or the bureau's 发文登记簿."""

    OWN = "own"
    SHARED = "shared"


class Shared(StrEnum):
    """Which letters take their numbers from the bureau's register."""

    NONE = "none"
    DECIDING = "deciding"  # decisions only; the letters on the way have the program's numbers
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Numbering:
    """What 设置 → 文号 holds."""

    shared: Shared = Shared.NONE
    mark: str = ""  # 发文代字 of the bureau's register

    def register(self, kind: LetterKind) -> Register:
        """Where a letter of this kind takes its number."""
        deciding = self.shared is Shared.DECIDING and kind in DECIDING
        return Register.SHARED if deciding or self.shared is Shared.ALL else Register.OWN


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Numbers that the bureau's register has set aside for this program."""

    id: int
    mark: str
    year: int
    first: int
    last: int
    note: str
    operator: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NumberVoid:
    """A number that is used up without a letter, and why."""

    id: int
    register: Register
    number: DocumentNumber
    reason: str
    operator: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LetterCopy:
    """One print or file of an issued letter."""

    act: str  # print or save
    form: str  # pdf or docx
    copies: int
    recipient: str
    operator: str
    at: datetime


def next_free(ranges: Iterable[NumberRange], taken: Collection[int]) -> int:
    """The lowest number set aside that is neither used nor spoilt; 0 when there is none."""
    for one in sorted(ranges, key=lambda known: known.first):
        for number in range(one.first, one.last + 1):
            if number not in taken:
                return number
    return 0


def runs(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """3, 4, 5, 9 as (3, 5) and (9, 9)."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)
