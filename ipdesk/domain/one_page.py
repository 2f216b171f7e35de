"""一页申报主体情况: what an applicant asked for and got, by award and year, and what is left."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, slots=True)
class YearLine:
    """One award in one fund year; counts are claims, amounts in fen."""

    policy: str
    clause: str  # （三）
    award: str
    year: int
    claimed: int
    claimed_fen: int
    approved: int
    approved_fen: int
    paid: int
    paid_fen: int
    refused: int  # 不予受理, 不予批准, 撤回, 作废
    before: int = 0  # pieces paid before ipdesk (历史导入)
    before_fen: int = 0

    @property
    def open(self) -> int:
        """Neither approved nor refused yet."""
        return self.claimed - self.approved - self.refused


@dataclass(frozen=True, slots=True)
class QuotaLeft:
    """A yearly cap an applicant draws on, in words: 已 63，剩 37 件."""

    award: str
    year: int
    text: str


@dataclass(frozen=True, slots=True)
class OnePage:
    """The whole answer about one applicant on a day."""

    bureau: str
    title: str
    applicant: str
    about: tuple[tuple[str, str], ...]  # caption and value
    lines: tuple[YearLine, ...]
    quotas: tuple[QuotaLeft, ...]
    made_on: date
    head: tuple[str, ...]  # titles of the columns
    cells: tuple[tuple[str, ...], ...]  # the lines as printed
    total: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def plain(self) -> str:
        """Everything as text to be pasted elsewhere, columns parted by tabs."""
        rows = [self.head, *self.cells, *((self.total,) if self.cells else ())]
        told = [f"{caption}\t{text}" for caption, text in self.about]
        quotas = [quota.text for quota in self.quotas]
        parts = [[self.title], told, ["\t".join(row) for row in rows], quotas, list(self.remarks)]
        return "\n\n".join("\n".join(part) for part in parts if part)


def summed(lines: tuple[YearLine, ...]) -> YearLine:
    """All lines added up."""
    names = [field.name for field in fields(YearLine)][4:]
    sums = {name: sum(getattr(line, name) for line in lines) for name in names}
    return YearLine("", "", "", 0, **sums)
