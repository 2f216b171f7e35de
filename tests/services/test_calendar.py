from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.dates import CalendarEndsError
from ipdesk.errors import UserError
from ipdesk.services import calendar
from ipdesk.services.calendar import SpecialDay
from ipdesk.services.office import Changes, Office
from ipdesk.storage import holidays, journal
from tests.services.register import AUDITOR, CLERK, empty_office, last_entry, said


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with empty_office(tmp_path) as office:
        yield office


def test_a_new_bureau_knows_the_national_day_of_2025(office: Office) -> None:
    days = calendar.work_calendar(office)

    # 国办发明电〔2024〕12号: off 1 to 8 October, Saturday 11 October worked.
    assert not any(days.is_working_day(date(2025, 10, day)) for day in range(1, 9))
    assert days.is_working_day(date(2025, 10, 11))
    assert days.count(date(2025, 9, 29), date(2025, 10, 12)) == 5


def test_the_days_of_a_year_are_named_in_chinese(office: Office) -> None:
    days = {day.day: day for day in calendar.special_days(office, 2025)}

    assert days[date(2025, 5, 1)] == SpecialDay(date(2025, 5, 1), False, "劳动节")
    assert {day.year for day in days} == {2025}


def test_a_year_beyond_the_table_is_asked_for(office: Office) -> None:
    with pytest.raises(CalendarEndsError) as caught:
        calendar.work_calendar(office).is_working_day(date(2099, 1, 1))

    assert caught.value.values["year"] == 2099
    words = office.wording.text("message", caught.value.code, caught.value.values)
    assert "录入2099年的节假日" in words


def test_a_day_entered_for_a_new_year_is_counted_with(office: Office) -> None:
    changes = calendar.set_day(
        office, CLERK, date(2027, 1, 1), working=False, name="元旦", reason="国办通知"
    )

    days = calendar.work_calendar(office)
    assert changes.tables == {"holiday", "claim"}
    assert not days.is_working_day(date(2027, 1, 1))
    assert days.is_working_day(date(2027, 1, 4))
    assert last_entry(office).data == {
        "day": "2027-01-01",
        "old": None,
        "new": {"working": False, "name": "元旦"},
    }
    assert last_entry(office).reason == "国办通知"


def test_a_cleared_day_is_what_the_week_makes_it(office: Office) -> None:
    calendar.clear_day(office, CLERK, date(2025, 10, 11))

    assert not calendar.work_calendar(office).is_working_day(date(2025, 10, 11))
    assert last_entry(office).data["old"] == {"working": True, "name": "国庆节"}


def test_what_changes_nothing_leaves_no_trace(office: Office) -> None:
    before = journal.head(office.db)
    may_first = date(2025, 5, 1)

    assert calendar.set_day(office, CLERK, may_first, working=False, name="劳动节") == Changes.of()
    assert calendar.clear_day(office, CLERK, date(2025, 3, 3)) == Changes.of()
    assert journal.head(office.db) == before


@pytest.mark.parametrize(
    ("day", "working", "name", "code"),
    [
        pytest.param(date(2025, 3, 3), True, "上班", "day-works-anyway", id="a Monday"),
        pytest.param(date(2025, 3, 3), False, " ", "holiday-name-missing", id="no name"),
        pytest.param(date(2025, 3, 3), False, "节" * 51, "holiday-name-too-long", id="long name"),
        pytest.param(date(1900, 2, 28), False, "古", "day-out-of-range", id="too long ago"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(
    office: Office, day: date, working: bool, name: str, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        calendar.set_day(office, CLERK, day, working=working, name=name)

    assert caught.value.code == code
    assert said(office, caught.value)


def test_what_is_counted_by_follows_every_change_and_every_change_taken_back(
    office: Office,
) -> None:
    wednesday = date(2025, 3, 5)
    assert calendar.work_calendar(office).is_working_day(wednesday)
    assert calendar.work_calendar(office) is calendar.work_calendar(office)

    def given_up() -> None:
        with office.db.atomic():
            holidays.put(office.db, (SpecialDay(wednesday, False, "停电"),))
            assert not calendar.work_calendar(office).is_working_day(wednesday)
            raise UserError("role-required")

    with pytest.raises(UserError):
        given_up()
    assert calendar.work_calendar(office).is_working_day(wednesday)
    # Another day off is another table, whatever stood in it before the change was taken back.
    calendar.set_day(office, CLERK, date(2025, 3, 6), working=False, name="停水")
    assert calendar.work_calendar(office).is_working_day(wednesday)
    assert not calendar.work_calendar(office).is_working_day(date(2025, 3, 6))
    with office.db.atomic():  # past the services
        office.db.execute("DELETE FROM holiday WHERE day = '2025-03-06'")
    assert calendar.work_calendar(office).is_working_day(date(2025, 3, 6))


def test_an_auditor_does_not_edit_the_calendar(office: Office) -> None:
    with pytest.raises(UserError, match="role-required"):
        calendar.clear_day(office, AUDITOR, date(2025, 5, 1))


def test_an_empty_table_is_said_to_be_empty(office: Office) -> None:
    with office.db.atomic():
        office.db.execute("DELETE FROM holiday")

    with pytest.raises(UserError) as caught:
        calendar.work_calendar(office)
    assert said(office, caught.value)
