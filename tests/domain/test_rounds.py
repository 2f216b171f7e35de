from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ipdesk.domain.rounds import Round, missed, near, overlaps, round_for

SPRING = Round("p", "第一批", "", date(2024, 3, 1), date(2024, 3, 29), ("a", "b"), 1)
SUMMER = Round("p", "第二批", "", date(2024, 7, 1), date(2024, 7, 31), (), 2)


def test_the_nearest_round_of_the_award_is_the_one_that_was_missed() -> None:
    both = (SPRING, SUMMER)
    assert missed(both, "p", "a", date(2024, 3, 15)) is None
    assert missed(both, "p", "a", date(2024, 4, 2)) is SPRING
    assert missed(both, "p", "a", date(2024, 6, 20)) is SUMMER
    assert missed((SPRING,), "p", "c", date(2024, 6, 20)) is None


@pytest.mark.parametrize(
    ("awards", "shared"),
    [
        pytest.param(("b", "c"), ("b",), id="one award in both"),
        pytest.param((), ("a", "b"), id="all of the policy beside some"),
        pytest.param(("c",), None, id="other awards"),
    ],
)
def test_two_rounds_overlap_where_days_and_awards_meet(
    awards: tuple[str, ...], shared: tuple[str, ...] | None
) -> None:
    other = replace(
        SPRING, id=3, awards=awards, opens_on=date(2024, 3, 29), closes_on=date(2024, 4, 9)
    )
    found = overlaps((SPRING, other), other)
    if shared is None:
        assert found == ()
    else:
        (one,) = found
        assert (one.other, one.first, one.last) == (SPRING, date(2024, 3, 29), date(2024, 3, 29))
        assert one.awards == shared


def test_rounds_of_another_time_or_policy_do_not_overlap() -> None:
    assert overlaps((SPRING, SUMMER), SPRING) == ()
    assert overlaps((SPRING,), replace(SPRING, id=4, pack="q")) == ()
    assert overlaps((SPRING,), SPRING) == ()


def test_where_rounds_overlap_the_one_that_closes_first_takes_the_claim() -> None:
    longer = replace(SPRING, id=5, closes_on=date(2024, 4, 30))
    assert round_for((longer, SPRING), "p", "a", date(2024, 3, 10)) is SPRING
    assert round_for((longer, SPRING), "p", "a", date(2024, 4, 10)) is longer


def test_a_round_is_near_in_its_first_and_its_last_days() -> None:
    days = [date(2024, 2, 29), *(date(2024, 3, day) for day in (1, 8, 9, 21, 22, 29, 30))]
    assert [bool(near((SPRING,), day, 7)) for day in days] == [
        False, True, True, False, False, True, True, False,
    ]  # fmt: skip
