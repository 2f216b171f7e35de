from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.holiday import SpecialDay
from ipdesk.storage import holidays
from ipdesk.storage.database import Database, IntegrityError

NATIONAL = SpecialDay(date(2026, 10, 1), False, "国庆节")
WORKED = SpecialDay(date(2026, 10, 10), True, "国庆节")


def test_days_come_back_in_order(db: Database) -> None:
    with db.atomic():
        holidays.put(db, [WORKED, NATIONAL])

    assert holidays.between(db, date(2026, 1, 1), date(2026, 12, 31)) == (NATIONAL, WORKED)
    assert holidays.between(db, date(2026, 10, 2), date(2026, 10, 10)) == (WORKED,)


def test_a_day_written_again_is_what_was_written_last(db: Database) -> None:
    with db.atomic():
        holidays.put(db, [NATIONAL])
        holidays.put(db, [SpecialDay(NATIONAL.day, False, "国庆、中秋")])

    found = holidays.get(db, NATIONAL.day)
    assert found is not None
    assert found.name == "国庆、中秋"


def test_a_removed_day_is_a_plain_day_again(db: Database) -> None:
    with db.atomic():
        holidays.put(db, [NATIONAL])
        holidays.remove(db, NATIONAL.day)

    assert holidays.get(db, NATIONAL.day) is None


@pytest.mark.parametrize("day", ["2026-02-30", "1900-02-28", "2101-01-01", "2026-1-1"])
def test_a_day_that_cannot_be_is_refused(db: Database, day: str) -> None:
    with pytest.raises(IntegrityError), db.atomic():
        db.execute("INSERT INTO holiday VALUES (?, 0, '')", (day,))
