"""导入: what a table from outside is read as, and what is said about each of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ipdesk.domain.finding import NO_VALUES


class FieldType(StrEnum):
    """How a cell of a column is read."""

    TEXT = "text"
    NUMBER = "number"  # 证件号、账号: figures that are no amount, ruined when kept as one
    DAY = "day"
    YEAR = "year"
    MONEY = "money"
    COUNT = "count"
    FLAG = "flag"
    CHOICE = "choice"
    FACT = "fact"  # a fact of the award, read as the item grid reads it


class FieldChoice(NamedTuple):
    """One value of a column with the words people write for it."""

    value: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row may say, and by which headers its column is known."""

    id: str
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    choices: tuple[FieldChoice, ...] = ()
    help: str = ""
    example: str = ""
    width: int = 16
    like: str = ""  # a pattern its cells have, for rows that came without their header


@dataclass(frozen=True, slots=True)
class Beside:
    """A second sheet of the same file, whose rows come in with those of the first."""

    sheet: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of import: its columns, who may do it, and what must be chosen before."""

    id: str
    label: str
    about: str
    role: str
    needs: str  # "" | pack | award | claim
    fields: tuple[Field, ...]
    beside: Beside | None = None

    def of_sheet(self, name: str) -> Kind:
        """The columns that are looked for in a sheet of this name."""
        if self.beside is None or name != self.beside.sheet:
            return self
        return replace(self, fields=self.beside.fields)

    def field(self, name: str) -> Field:
        """The field of this name; KeyError when there is none."""
        for each in self.fields:
            if each.id == name:
                return each
        raise KeyError(name)


class Fault(NamedTuple):
    """What is wrong with a cell (or, without a field, with the row); a key of [import]."""

    field: str
    code: str
    values: Mapping[str, object] = NO_VALUES


class Option(NamedTuple):
    """One answer to a question."""

    value: str  # use:7 | new | both | award:… | skip
    code: str  # key of [import-answer]
    values: Mapping[str, object] = NO_VALUES


class Question(NamedTuple):
    """What only a person can decide; rows of one group are decided together."""

    group: str
    field: str
    code: str  # key of [import]
    values: Mapping[str, object]
    options: tuple[Option, ...]


class RowState(StrEnum):
    """What becomes of a row."""

    OK = "ok"
    DUPLICATE = "duplicate"  # imported before or there already: adds nothing
    PROBLEM = "problem"
    DECIDE = "decide"
    SKIPPED = "skipped"


SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a row of the second sheet stands."""

    sheet: str
    line: int
    columns: Mapping[str, int]  # field → column


@dataclass(slots=True)
class PlannedRow:
    """One row of the file: as it stands there, as read, and what is to be said about it."""

    line: int  # as the spreadsheet numbers it; a second sheet is numbered on from the first
    cells: Mapping[str, str]
    values: dict[str, object]
    faults: list[Fault] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)  # said, but nothing to decide
    known: Fault | None = None  # where the same thing stands already
    skipped: bool = False
    key: str = ""  # of its content, so that no row is imported twice
    found: dict[str, object] = field(default_factory=dict)  # what the check resolved
    beside: Stands | None = None

    @property
    def where(self) -> str:
        """The line as a person finds it."""
        return f"{self.beside.sheet} {self.beside.line}" if self.beside else str(self.line)

    @property
    def state(self) -> RowState:
        if self.skipped:
            return RowState.SKIPPED
        if self.known is not None:
            return RowState.DUPLICATE
        if self.faults:
            return RowState.PROBLEM
        return RowState.DECIDE if self.questions else RowState.OK

    @property
    def open(self) -> Iterator[Fault | Question]:
        """What keeps the row from being taken: faults first, then questions."""
        yield from self.faults
        yield from self.questions

    def text(self, name: str) -> str:
        """A value that is text; "" when there is none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    def day(self, name: str) -> date | None:
        value = self.values.get(name)
        return value if isinstance(value, date) else None


def row_group(line: int) -> str:
    """The group of a single row, for leaving it out."""
    return f"row:{line}"
