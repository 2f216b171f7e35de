"""When the same thing may be paid a second time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.rules.base import Frame, Phase, Sheet, Step, Switch, Term, Topic


@dataclass(frozen=True, slots=True)
class Again:
    """Lifts the once-only key for another day or another year, as a reading says."""

    phase: ClassVar[Phase] = Phase.CHECK
    by: Switch[str]  # never | another-day | another-year
    fact: str  # "" when it holds whatever the facts say
    values: tuple[object, ...]

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        again = self.by.of(readings)
        if again == "never":
            return None
        fact, values = self.fact, self.values

        def lift(sheet: Sheet) -> None:
            if not fact or sheet.facts.get(fact) in values:
                sheet.same_key_ok = again

        return lift

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        yield Term(Topic.LIMIT, f"again-{self.by.of(readings)}")
