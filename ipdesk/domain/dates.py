"""Calendar dates: anniversaries, months and 工作日 by a table the bureau can edit."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta


def add_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes the 28th where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


class CalendarEndsError(Exception):
    """A working day was asked for in a year the holiday table does not cover."""

    code = "calendar-ends"

    def __init__(self, year: int, first: int, last: int) -> None:
        super().__init__(self.code, year)
        self.values = {"year": year, "first": first, "last": last}


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """工作日: weekdays without the public holidays, and weekends worked in exchange."""

    first_year: int
    last_year: int
    holidays: frozenset[date] = field(default_factory=frozenset)
    worked_weekends: frozenset[date] = field(default_factory=frozenset)

    @classmethod
    def of(cls, holidays: Collection[date], worked_weekends: Collection[date]) -> WorkCalendar:
        """A calendar over the years its holidays name; ValueError when there are none."""
        years = [day.year for day in holidays]
        return cls(min(years), max(years), frozenset(holidays), frozenset(worked_weekends))

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open; CalendarEndsError outside the years of the table."""
        if not self.first_year <= day.year <= self.last_year:
            raise CalendarEndsError(day.year, self.first_year, self.last_year)
        if day in self.worked_weekends:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def add(self, day: date, working_days: int) -> date:
        """The day on which `working_days` are full, the day after `day` being the first.

        With 0 it is `day` itself, or the next working day when offices are closed on it.
        """
        left = working_days
        if left == 0:
            while not self.is_working_day(day):
                day += timedelta(days=1)
            return day
        while left:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return day

    def count(self, start: date, end: date) -> int:
        """Working days from `start` to `end`, both included."""
        span = (end - start).days + 1
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(span))
