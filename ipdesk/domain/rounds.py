"""申报批次: a notice that says which awards are taken in from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Round:
    """One round of applications; without awards it takes in all of its policy."""

    pack: str
    name: str
    notice: str  # 申报通知
    opens_on: date
    closes_on: date
    awards: tuple[str, ...] = ()
    id: int = 0

    def takes(self, pack: str, award: str) -> bool:
        return pack == self.pack and (not self.awards or award in self.awards)

    def open_on(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on


def round_for(rounds: Iterable[Round], pack: str, award: str, day: date) -> Round | None:
    """The round an application of that day belongs to; of several the one that closes first."""
    fitting = [one for one in rounds if one.takes(pack, award) and one.open_on(day)]
    return min(fitting, key=lambda one: (one.closes_on, one.id), default=None)
