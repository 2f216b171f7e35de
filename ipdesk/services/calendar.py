"""工作日: the holiday table, seeded once and then the bureau's to edit."""

from __future__ import annotations

from datetime import date

from ipdesk.domain.dates import WorkCalendar
from ipdesk.domain.holiday import SpecialDay
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import holidays
from ipdesk.storage.database import Database

__all__ = ["SpecialDay", "clear_day", "seed_holidays", "set_day", "special_days", "work_calendar"]

LONGEST_NAME = 50


def seed_holidays(db: Database) -> None:
    """Fill the table of a new bureau; part of the act that founds it."""
    # Loaded when first used: it is needed once in the life of a bureau.
    from chinese_calendar import constants

    names = {holiday.value: holiday.chinese for holiday in constants.Holiday}
    off = (SpecialDay(day, False, names[name]) for day, name in constants.holidays.items())
    worked = (SpecialDay(day, True, names[name]) for day, name in constants.workdays.items())
    holidays.put(db, (*off, *worked))


def work_calendar(office: Office) -> WorkCalendar:
    """The calendar to count 工作日 by; beyond its years it asks for the year it lacks."""
    days = holidays.between(office.db, date.min, date.max)
    if not days:
        raise UserError("calendar-empty")
    years = [day.day.year for day in days]
    return WorkCalendar(
        first_year=min(years),
        last_year=max(years),
        holidays=frozenset(day.day for day in days if not day.working),
        worked_weekends=frozenset(day.day for day in days if day.working),
    )


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
    return Changes.of("holiday", ids=(day.toordinal(),))


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
    return Changes.of("holiday", ids=(day.toordinal(),))


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
