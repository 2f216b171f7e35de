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

    @property
    def same(self) -> bool:
        """Whether both say the same thing; two blanks say nothing."""
        return bool(self.left) and folded(self.left) == folded(self.right)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two records, each under its heading."""

    left: str
    right: str
    lines: tuple[PairLine, ...]
