"""承接: the policy before, and what of it goes on counting under the one that follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Succession:
    """The policy before, the sentence that says so, and what is carried over from it."""

    policy: str  # id of its pack
    clause: str
    quote: str
    once: bool  # what was paid once stays paid
    years: bool  # yearly and whole ceilings go on counting
    awards: Mapping[str, tuple[str, ...]]  # own award, those of the policy before

    def carried_to(self, award: str) -> tuple[str, ...]:
        """The awards of this policy that go on from one of the policy before."""
        return tuple(own for own, before in self.awards.items() if award in before)
