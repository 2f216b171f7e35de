"""对照: two records beside each other, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from ipdesk.domain.names import folded


@dataclass(frozen=True, slots=True)
class PairLine:
    """One line of the comparison: what either side says."""

    caption: str
    left: str
    right: str
    same: bool  # both say the same thing; two blanks say nothing


def pair_line(caption: str, left: str, right: str, covered: tuple[str, str] | None) -> PairLine:
    """A line of the comparison; `covered` are the whole numbers where those shown are masked."""
    one, other = covered or (left, right)
    return PairLine(caption, left, right, bool(one) and folded(one) == folded(other))


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two records, each under its heading."""

    left: str
    right: str
    lines: tuple[PairLine, ...]
