"""工作日: the holiday table, seeded once and then the bureau's to edit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ipdesk.domain.holiday import SpecialDay
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.time_limits import count_anew
from ipdesk.services.working_days import work_calendar
from ipdesk.storage import holidays
from ipdesk.storage.database import Database

__all__ = [
    "SpecialDay",
    "clear_day",
    "seed_holidays",
    "set_day",
    "set_year",
    "special_days",
    "table_years",
    "work_calendar",
]

LONGEST_NAME = 50


def seed_holidays(db: Database) -> None:
    """Fill the table of a new bureau; part of the act that founds it."""
    # Loaded when first used: it is needed once in the life of a bureau.
    from chinese_calendar import constants

    names = {holiday.value: holiday.chinese for holiday in constants.Holiday}
    off = (SpecialDay(day, False, names[name]) for day, name in constants.holidays.items())
    worked = (SpecialDay(day, True, names[name]) for day, name in constants.workdays.items())
    holidays.put(db, (*off, *worked))


def special_days(office: Office, year: int) -> tuple[SpecialDay, ...]:
    """The holidays and worked weekends of one year, in order."""
    return holidays.between(office.db, date(year, 1, 1), date(year, 12, 31))


def set_day(
    office: Office, actor: Actor, day: date, *, working: bool, name: str, reason: str = ""
) -> Changes:
    """Make a day a holiday, or a weekend day one of work."""
    actor.require(Role.ADMINISTRATOR, Role.CLERK)
    name = name.strip()
    _check(day, working, name)
    with act(office) as db:
        before = holidays.get(db, day)
        after = SpecialDay(day, working, name)
        if before == after:
            return Changes.of()
        holidays.put(db, (after,))
        data = {"day": day, "old": _plain(before), "new": _plain(after)}
        record(office, actor, "set_day", "holiday", day.toordinal(), data, reason.strip())
        count_anew(office)
    return Changes.of("holiday", "claim", ids=(day.toordinal(),))


def clear_day(office: Office, actor: Actor, day: date, reason: str = "") -> Changes:
    """Let a day be again what its place in the week makes it."""
    actor.require(Role.ADMINISTRATOR, Role.CLERK)
    with act(office) as db:
        before = holidays.get(db, day)
        if before is None:
            return Changes.of()
        holidays.remove(db, day)
        data = {"day": day, "old": _plain(before), "new": None}
        record(office, actor, "clear_day", "holiday", day.toordinal(), data, reason.strip())
        count_anew(office)
    return Changes.of("holiday", "claim", ids=(day.toordinal(),))


def set_year(
    office: Office, actor: Actor, year: int, days: Sequence[SpecialDay], reason: str = ""
) -> Changes:
    """Put the table of a whole year in place of what stood there."""
    actor.require(Role.ADMINISTRATOR, Role.CLERK)
    for one in days:
        _check(one.day, one.working, one.name.strip())
        if one.day.year != year:
            raise UserError("day-of-another-year", field="day", day=one.day, year=year)
    if not any(not one.working for one in days):
        raise UserError("year-without-holidays", field="days", year=year)
    with act(office) as db:
        before = {one.day: one for one in special_days(office, year)}
        after = {one.day: SpecialDay(one.day, one.working, one.name.strip()) for one in days}
        gone = [day for day in before if day not in after]
        new = [one for day, one in after.items() if before.get(day) != one]
        if not gone and not new:
            return Changes.of()
        for day in gone:
            holidays.remove(db, day)
        holidays.put(db, new)
        data = {
            "year": year,
            "old": [{"day": day, **(_plain(before[day]) or {})} for day in gone],
            "new": [{"day": one.day, **(_plain(one) or {})} for one in new],
        }
        record(office, actor, "set_holiday_year", "holiday", year, data, reason.strip())
        count_anew(office)
    return Changes.of("holiday", "claim")


def table_years(office: Office) -> tuple[int, ...]:
    """The years the table covers, in order; the one to be entered next follows the last."""
    calendar = work_calendar(office)
    return tuple(range(calendar.first_year, calendar.last_year + 1))


def _check(day: date, working: bool, name: str) -> None:
    if not date(1900, 3, 1) <= day <= date(2100, 12, 31):
        raise UserError("day-out-of-range", field="day", day=day)
    if working and day.weekday() < 5:
        raise UserError("day-works-anyway", field="day", day=day)
    if not name:
        raise UserError("holiday-name-missing", field="name", day=day)
    if len(name) > LONGEST_NAME:
        raise UserError("holiday-name-too-long", field="name", longest=LONGEST_NAME)


def _plain(day: SpecialDay | None) -> dict[str, object] | None:
    return None if day is None else {"working": day.working, "name": day.name}
