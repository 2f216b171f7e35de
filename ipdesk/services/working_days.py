"""The calendar to count 工作日 by, from the table of holidays as it stands."""

from __future__ import annotations

from functools import lru_cache

from ipdesk.domain.dates import WorkCalendar
from ipdesk.errors import UserError
from ipdesk.services.office import Office
from ipdesk.storage import holidays
from ipdesk.storage.database import Database


def work_calendar(office: Office) -> WorkCalendar:
    """The calendar to count 工作日 by; beyond its years it asks for the year it lacks."""
    # A mark is drawn at random with each change and rolled back with it: it never comes twice.
    return _calendar(office.db, holidays.mark(office.db))


@lru_cache(maxsize=4)
def _calendar(db: Database, mark: str) -> WorkCalendar:
    days = holidays.all_days(db)
    if not days:
        raise UserError("calendar-empty")
    return WorkCalendar(
        first_year=days[0][0].year,
        last_year=days[-1][0].year,
        holidays=frozenset(day for day, working in days if not working),
        worked_weekends=frozenset(day for day, working in days if working),
    )
