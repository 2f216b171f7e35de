"""Years that must be full, counted from a day: 维持满十年, 开展业务一年以上."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from ipdesk.domain.dates import add_years
from ipdesk.domain.rules.base import WARNING, Frame, Phase, Sheet, Step, Switch, Term, Topic


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

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        starts, beyond = self.start.of(readings), timedelta(days=self.beyond_days.of(readings))
        year_end, stock = self.as_of.of(readings) == "year-end", self.stock.of(readings)

        def count(sheet: Sheet) -> None:
            sheet.stock = stock
            day = self._first_day(sheet.facts, starts, beyond)
            if day is None:
                return  # a missing fact is told by the engine
            sheet.day = day
            sheet.counted_day = True
            as_of = sheet.claim.received_on
            if year_end:
                as_of = date(as_of.year, 12, 31)
            if day > as_of:
                sheet.refuse("not-yet-full", {"day": day, "as_of": as_of})
            if self.also_show:
                self._compare(sheet, beyond, as_of)

        return count

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        beyond = self.beyond_days.of(readings)
        code = "years-full" if not beyond else "years-beyond"
        values = {"starts": self.start.of(readings), "years": self.years, "days": beyond}
        yield Term(Topic.TIME, code, values)
        yield Term(Topic.TIME, f"as-of-{self.as_of.of(readings)}")
        yield Term(Topic.STOCK, f"stock-{self.stock.of(readings)}")

    def _first_day(
        self, facts: Mapping[str, object], starts: tuple[str, ...], beyond: timedelta
    ) -> date | None:
        latest: date | None = None
        for fact in starts:
            start = facts.get(fact)
            if not isinstance(start, date):
                return None
            if latest is None or start > latest:
                latest = start
        return None if latest is None else add_years(latest, self.years) + beyond

    def _compare(self, sheet: Sheet, beyond: timedelta, as_of: date) -> None:
        """Tell when the years are full under one start and not under the other."""
        days = [self._first_day(sheet.facts, (fact,), beyond) for fact in self.also_show]
        if None in days:
            return
        if len({day <= as_of for day in days if day is not None}) == 2:
            starts = [self.labels.get(fact, fact) for fact in self.also_show]
            sheet.tell(WARNING, "passes-under-one-start", {"starts": starts, "days": days})
