from __future__ import annotations

import pytest

from ipdesk.storage import series
from ipdesk.storage.database import Database, IntegrityError


def test_numbers_go_up_by_one_in_each_series_and_year(db: Database) -> None:
    with db.atomic():
        taken = [series.next(db, "claim", 2026) for _ in range(3)]
        other_year = series.next(db, "claim", 2027)
        other_series = series.next(db, "letter", 2026)

    assert (taken, other_year, other_series) == ([1, 2, 3], 1, 1)


def test_peeking_takes_nothing(db: Database) -> None:
    assert series.peek(db, "claim", 2026) == 1
    with db.atomic():
        series.next(db, "claim", 2026)

    assert series.peek(db, "claim", 2026) == 2
    assert series.peek(db, "claim", 2026) == 2


def test_an_act_that_fails_gives_its_number_back(db: Database) -> None:
    def broken_act() -> None:
        with db.atomic():
            series.next(db, "claim", 2026)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_act()

    assert series.peek(db, "claim", 2026) == 1


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE number_series SET last = 9", id="leap"),
        pytest.param("UPDATE number_series SET last = last", id="again"),
        pytest.param("UPDATE number_series SET year = 2027, last = 2", id="another year"),
        pytest.param("DELETE FROM number_series", id="begin anew"),
        pytest.param("INSERT INTO number_series VALUES ('letter', 2026, 5)", id="late start"),
    ],
)
def test_the_database_keeps_a_series_without_gaps(db: Database, statement: str) -> None:
    with db.atomic():
        series.next(db, "claim", 2026)

    with pytest.raises(IntegrityError, match="series-gap"), db.atomic():
        db.execute(statement)
