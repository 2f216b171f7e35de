"""报表 as paper: a title, tables under headings, remarks and a line to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ipdesk.domain.letter import Table


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One table with what stands over it."""

    heading: str
    table: Table
    remark: str = ""
    joined: frozenset[int] = frozenset()  # columns where an empty cell goes on with the one above


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A report of several tables on landscape pages."""

    title: str
    subtitle: str
    parts: tuple[ReportPart, ...]
    remarks: tuple[str, ...]
    sign: str
    issuer: str
    made_on: date
    foot: str  # small at the foot of each page: the digest of a closed year
    page: str  # "第{page}页，共{pages}页", filled here
