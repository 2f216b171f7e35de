"""资金不够时: where a claim stands in the queue for the year's money, and what the reading says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

QUEUE = "queue"  # told, in the order of receipt
PRORATA = "prorata"  # the proportion is told to the committee
NEXT_YEAR = "next_year"  # marked for the year after
WAYS = (QUEUE, PRORATA, NEXT_YEAR)


@dataclass(frozen=True, slots=True)
class Queued:
    """One claim in the queue of its policy and fund year, by the date it was received."""

    place: int  # 1 is the first to be received
    before_fen: int  # what stands before it
    own_fen: int
    whole_fen: int  # what all of them come to
    budget_fen: int

    @property
    def over_fen(self) -> int:
        """How much of this claim the budget no longer covers; 0 while it is covered."""
        return min(self.own_fen, max(self.before_fen + self.own_fen - self.budget_fen, 0))

    @property
    def share(self) -> Decimal:
        """What part of every claim the budget would pay, in percent, never rounded up."""
        if self.whole_fen <= self.budget_fen:
            return Decimal(100)
        part = Decimal(self.budget_fen) * 100 / self.whole_fen
        return part.quantize(Decimal("0.01"), ROUND_DOWN)
