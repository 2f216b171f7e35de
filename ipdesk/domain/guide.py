"""申报指南 and 材料清单: what the counter hands out, as plain records before they become paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ipdesk.domain.letter import Table


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the policy, with the clause they stand in."""

    text: str


Block = str | Quote | Table


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One heading of a guide with what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class GuidePart:
    """One award (or what holds for all of them); listed in the contents when it has a heading."""

    heading: str
    sections: tuple[GuideSection, ...]


@dataclass(frozen=True, slots=True)
class GuideChapter:
    """One clause; begins a page and is listed in the contents when it has a heading."""

    heading: str
    parts: tuple[GuidePart, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide of one award, of a clause or of a whole policy."""

    title: str
    subtitle: str
    notice: str  # what must be seen first: expired, stopped; "" when there is nothing
    chapters: tuple[GuideChapter, ...]
    contents: str  # heading of the contents; "" for a guide without
    bureau: str
    made_on: date


@dataclass(frozen=True, slots=True)
class MaterialList:
    """材料清单 of one award, to be ticked and signed over the counter."""

    title: str
    subtitle: str  # the policy and clause
    asked: tuple[tuple[str, str], ...]  # label and value; an empty value is written in by hand
    materials: Table
    remarks: tuple[str, ...]
    signatures: tuple[str, ...]  # one box to write in for each
    bureau: str
    made_on: date
