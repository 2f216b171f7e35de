"""When the same thing may be paid a second time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.rules.base import Phase, Sheet, Switch, Term, Topic


@dataclass(frozen=True, slots=True)
class Again:
    """Lifts the once-only key for another day or another year, as a reading says."""

    phase: ClassVar[Phase] = Phase.CHECK
    by: Switch[str]  # never | another-day | another-year
    fact: str  # "" when it holds whatever the facts say
    values: tuple[object, ...]

    def apply(self, sheet: Sheet) -> None:
        if not self.fact or sheet.facts.get(self.fact) in self.values:
            sheet.same_key_ok = self.by.of(sheet.readings)

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        yield Term(Topic.LIMIT, f"again-{self.by.of(readings)}")
