from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipdesk.domain.dates import CalendarEndsError, WorkCalendar, add_months, add_years

# 2024: 10-01 (Tuesday) to 10-07 are a holiday, Sunday 09-29 and Saturday 10-12 are worked.
CALENDAR = WorkCalendar.of(
    [date(2024, 10, day) for day in range(1, 8)], [date(2024, 9, 29), date(2024, 10, 12)]
)


@pytest.mark.parametrize(
    ("day", "years", "full"),
    [
        (date(2012, 2, 29), 10, date(2022, 2, 28)),
        (date(2012, 2, 29), 12, date(2024, 2, 29)),
        (date(2012, 9, 13), 10, date(2022, 9, 13)),
    ],
)
def test_years_are_full_on_the_same_day_or_the_last_of_february(
    day: date, years: int, full: date
) -> None:
    assert add_years(day, years) == full


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 2, 1), 3, date(2023, 5, 1)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2023, 12, 5), 12, date(2024, 12, 5)),
    ],
)
def test_months_end_no_later_than_the_month(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(0, 40))
def test_an_anniversary_never_lies_past_the_same_day(day: date, years: int) -> None:
    then = add_years(day, years)
    assert (then.year, then.month) == (day.year + years, day.month)
    assert then.day in (day.day, 28)


def test_working_days_pass_over_the_holiday_and_count_the_worked_weekend() -> None:
    # After Monday 09-30: 10-08 is the 1st, 09, 10, 11, then Saturday the 12th is the 5th.
    assert CALENDAR.add(date(2024, 9, 30), 5) == date(2024, 10, 12)
    assert CALENDAR.is_working_day(date(2024, 9, 29))
    assert not CALENDAR.is_working_day(date(2024, 10, 1))
    assert CALENDAR.count(date(2024, 9, 28), date(2024, 10, 8)) == 3


def test_no_working_days_from_a_holiday_is_the_next_working_day() -> None:
    assert CALENDAR.add(date(2024, 10, 3), 0) == date(2024, 10, 8)


def test_a_count_past_the_table_asks_for_the_year_it_lacks() -> None:
    with pytest.raises(CalendarEndsError) as error:
        CALENDAR.add(date(2024, 12, 30), 5)
    assert error.value.values == {"year": 2025, "first": 2024, "last": 2024}
