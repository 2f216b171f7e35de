"""申报批次: a notice that says which awards are taken in from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


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


@dataclass(frozen=True, slots=True)
class Overlap:
    """Days and awards that two rounds both take in."""

    other: Round
    first: date
    last: date
    awards: tuple[str, ...]  # () is all of the policy


def round_for(rounds: Iterable[Round], pack: str, award: str, day: date) -> Round | None:
    """The round an application of that day belongs to; of several the one that closes first."""
    fitting = [one for one in rounds if one.takes(pack, award) and one.open_on(day)]
    return min(fitting, key=lambda one: (one.closes_on, one.id), default=None)


def missed(rounds: Iterable[Round], pack: str, award: str, day: date) -> Round | None:
    """The nearest round of an award whose days do not include this one; None inside of one."""
    known = [one for one in rounds if one.takes(pack, award)]
    if round_for(known, pack, award, day) is not None:
        return None
    return min(
        known, key=lambda one: min(abs(one.opens_on - day), abs(one.closes_on - day)), default=None
    )


def overlaps(rounds: Iterable[Round], one: Round) -> tuple[Overlap, ...]:
    """Other rounds that take in the same awards on some of the same days."""
    found = []
    for other in rounds:
        first = max(one.opens_on, other.opens_on)
        last = min(one.closes_on, other.closes_on)
        if other.id == one.id or other.pack != one.pack or last < first:
            continue
        both = tuple(award for award in one.awards if other.takes(one.pack, award))
        if not one.awards:
            both = other.awards
        if both or not (one.awards or other.awards):
            found.append(Overlap(other, first, last, both))
    return tuple(found)


def near(rounds: Iterable[Round], today: date, days: int) -> tuple[Round, ...]:
    """Rounds that close within so many days, or have opened so lately."""
    span = timedelta(days=days)
    return tuple(
        one
        for one in rounds
        if one.open_on(today) and (one.closes_on <= today + span or one.opens_on >= today - span)
    )
