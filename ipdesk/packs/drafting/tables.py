"""Tables of text: the unit stands once in the head of a column, the cells hold bare numbers."""

from __future__ import annotations

from dataclasses import dataclass

from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.mentions import mentions

_BAR = "|"


@dataclass(frozen=True, slots=True)
class Cell:
    """One amount of a table with the words of its row and column."""

    paragraph: int
    start: int
    end: int
    fen: int
    row: str
    column: str
    head: str  # the whole row that holds the units
    number: int  # which cell, from 1


class Tables:
    """Reads the rows of a clause that follow a head with units."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._unit = lexicon.form("tables", "unit-cell")
        self._number = lexicon.form("tables", "number-cell")
        self._head = ""

    def forget(self) -> None:
        """Another clause begins."""
        self._head = ""

    def cells(self, paragraph: int, text: str) -> list[Cell]:
        """The amounts of one row; a head or a sentence has none."""
        if _BAR not in text:
            self._head = ""
            return []
        parts = text.split(_BAR)
        if self._unit.search(text) and not any(self._number.match(p.strip()) for p in parts):
            self._head = text
            return []
        heads = self._head.split(_BAR)
        if not self._head or len(heads) != len(parts):
            return []
        found, at = [], 0
        for n, part in enumerate(parts, start=1):
            unit = self._unit.search(heads[n - 1])
            plain = part.strip()
            if unit and self._number.match(plain):
                start = at + part.index(plain)
                [amount] = mentions(plain + (unit[1] or unit[2]))
                fen = int(amount.value)
                column = self._unit.sub("", heads[n - 1]).strip()
                found.append(
                    Cell(
                        paragraph,
                        start,
                        start + len(plain),
                        fen,
                        parts[0].strip(),
                        column,
                        self._head,
                        n,
                    )
                )
            at += len(part) + 1
        return found
