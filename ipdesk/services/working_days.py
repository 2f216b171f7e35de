"""The calendar to count 工作日 by, from the table of holidays as it stands."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache

from ipdesk.domain.dates import WorkCalendar
from ipdesk.errors import UserError
from ipdesk.services.office import Office
from ipdesk.storage import holidays


def work_calendar(office: Office) -> WorkCalendar:
    """The calendar to count 工作日 by; beyond its years it asks for the year it lacks."""
    return _calendar(holidays.all_days(office.db))


@lru_cache(maxsize=8)
def _calendar(text: str) -> WorkCalendar:
    days = [(date.fromisoformat(day), bool(working)) for day, working in json.loads(text)]
    if not days:
        raise UserError("calendar-empty")
    return WorkCalendar(
        first_year=days[0][0].year,
        last_year=days[-1][0].year,
        holidays=frozenset(day for day, working in days if not working),
        worked_weekends=frozenset(day for day, working in days if working),
    )
