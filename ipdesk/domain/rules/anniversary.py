"""Years that must be full, counted from a day: 维持满十年, 开展业务一年以上."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from ipdesk.domain.dates import add_years
from ipdesk.domain.rules.base import WARNING, Phase, Sheet, Switch, Term, Topic


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The fact day is the first day on which `years` are full, from the latest start."""

    phase: ClassVar[Phase] = Phase.CHECK
    years: int
    start: Switch[tuple[str, ...]]
    beyond_days: Switch[int]
    as_of: Switch[str]  # received | year-end
    stock: Switch[str]  # allow | deny
    also_show: tuple[str, ...]
    labels: Mapping[str, str]

    def apply(self, sheet: Sheet) -> None:
        readings = sheet.readings
        as_of = sheet.claim.received_on
        if self.as_of.of(readings) == "year-end":
            as_of = date(as_of.year, 12, 31)
        sheet.stock = self.stock.of(readings)
        beyond = self.beyond_days.of(readings)
        day = self._first_day(sheet.facts, self.start.of(readings), beyond)
        if day is None:
            return  # a missing fact is told by the engine
        sheet.day = day
        sheet.counted_day = True
        if day > as_of:
            sheet.refuse("not-yet-full", {"day": day, "as_of": as_of})
        if self.also_show:
            self._compare(sheet, beyond, as_of)

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        beyond = self.beyond_days.of(readings)
        code = "years-full" if not beyond else "years-beyond"
        values = {"starts": self.start.of(readings), "years": self.years, "days": beyond}
        yield Term(Topic.TIME, code, values)
        yield Term(Topic.TIME, f"as-of-{self.as_of.of(readings)}")
        yield Term(Topic.STOCK, f"stock-{self.stock.of(readings)}")

    def _first_day(
        self, facts: Mapping[str, object], starts: tuple[str, ...], beyond: int
    ) -> date | None:
        latest: date | None = None
        for fact in starts:
            start = facts.get(fact)
            if not isinstance(start, date):
                return None
            if latest is None or start > latest:
                latest = start
        if latest is None:
            return None
        return add_years(latest, self.years) + timedelta(days=beyond)

    def _compare(self, sheet: Sheet, beyond: int, as_of: date) -> None:
        """Tell when the years are full under one start and not under the other."""
        if any(fact not in sheet.facts for fact in self.also_show):
            return
        days = [self._first_day(sheet.facts, (fact,), beyond) for fact in self.also_show]
        passing = {day <= as_of for day in days if day is not None}
        if len(passing) == 2:
            starts = [self.labels.get(fact, fact) for fact in self.also_show]
            sheet.tell(WARNING, "passes-under-one-start", {"starts": starts, "days": days})
