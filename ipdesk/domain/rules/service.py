"""服务年限: years of service, with short gaps that stop the count without ending it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import ClassVar, cast

from ipdesk.domain.dates import add_months, add_years
from ipdesk.domain.rules.base import Frame, Phase, Sheet, Step, Switch, Term, Topic

_DAY = timedelta(days=1)
_STILL = date.max - _DAY


@dataclass(frozen=True, slots=True)
class Service:
    """The fact day is the day on which `years` of local service are full."""

    phase: ClassVar[Phase] = Phase.CHECK
    rows: str
    first: str
    last: str
    local: str
    since: str  # the certificate: nothing counts before it
    years: int
    gap_months: int
    stock: Switch[str]

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        return partial(self._count, self.stock.of(readings))

    def _count(self, stock: str, sheet: Sheet) -> None:
        sheet.stock = stock
        since = sheet.facts.get(self.since)
        rows = sheet.facts.get(self.rows)
        if not isinstance(since, date) or not isinstance(rows, tuple):
            return  # a missing fact is told by the engine
        day = full_on(self._runs(rows, since), self.years, self.gap_months)
        if day is None:
            sheet.refuse("service-not-full", {"years": self.years})
            return
        sheet.day = day
        sheet.counted_day = True
        received = sheet.claim.received_on
        if day > received:
            sheet.refuse("not-yet-full", {"day": day, "as_of": received})

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        values = {"since": self.since, "years": self.years, "gap": self.gap_months}
        yield Term(Topic.TIME, "service", values)
        yield Term(Topic.STOCK, f"stock-{self.stock.of(readings)}")

    def _runs(self, rows: Iterable[Mapping[str, object]], since: date) -> list[tuple[date, date]]:
        """Local service from the certificate on, joined where it touches or overlaps."""
        served: list[tuple[date, date]] = []
        for row in rows:
            last = cast("date", row.get(self.last) or _STILL)
            if row.get(self.local) is not False and last >= since:
                served.append((max(cast("date", row[self.first]), since), last))
        served.sort()
        runs: list[tuple[date, date]] = []
        for first, last in served:
            if runs and first <= min(runs[-1][1], _STILL) + _DAY:
                runs[-1] = (runs[-1][0], max(runs[-1][1], last))
            else:
                runs.append((first, last))
        return runs


def full_on(runs: Iterable[tuple[date, date]], years: int, gap_months: int) -> date | None:
    """The day on which `years` of service are full, None when the runs never reach it.

    The last day served is the day before: two years from 1 June are full on 1 June. A gap
    of at most `gap_months` puts the day off by its length, a longer one starts the count anew.
    """
    start: date | None = None
    away = 0
    gap_from = date.min
    for first, last in runs:
        if start is None or first > add_months(gap_from, gap_months):
            start, away = first, 0
        else:
            away += (first - gap_from).days
        due = add_years(start, years) + timedelta(days=away)
        if last + _DAY >= due:
            return due
        gap_from = last + _DAY
    return None
