"""The calendar to count 工作日 by, from the table of holidays as it stands."""

from __future__ import annotations

from datetime import date

from ipdesk.domain.dates import WorkCalendar
from ipdesk.errors import UserError
from ipdesk.services.office import Office
from ipdesk.storage import holidays


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
