from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from ipdesk.domain.figure import NOTHING, Difference, figure_of, plain_figure, rounded
from ipdesk.domain.measure import Measure, Standing
from ipdesk.domain.span import WHOLE, Part

Q1, Q2, Q3, Q4, H1, H2, Y = Part
FLOW, STOCK = Standing.FLOW, Standing.STOCK
RATE = Measure("rate", "结案率", "%", FLOW, "closed", "opened", 2)
PER_10K = Measure("per", "每万人口拥有量", "件/万人", STOCK, "valid", "people", 4)


def given(**parts: int | str) -> dict[Part, Decimal]:
    return {Part(part): Decimal(value) for part, value in parts.items()}


def months(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1))


@pytest.mark.parametrize(
    ("entries", "value", "covered"),
    [
        pytest.param(given(Q1=3, Q2=4, Q3=5, Q4=6), 18, WHOLE, id="four quarters add up"),
        pytest.param(given(Q1=3, Q2=4, Q3=5), 12, months(1, 9), id="three are part of a year"),
        pytest.param(given(H1=9, H2=8), 17, WHOLE, id="two halves"),
        pytest.param(given(H1=9, Q3=5, Q4=6), 20, WHOLE, id="a half and two quarters"),
        pytest.param(given(Y=25), 25, WHOLE, id="the year alone"),
        pytest.param(given(Q1=0, Q2=0, Q3=0, Q4=0), 0, WHOLE, id="nought is a figure"),
        pytest.param(given(Q2=4), 4, months(4, 6), id="a quarter in the middle"),
        pytest.param(given(Q1=3, Q3=5), 8, months(1, 3) | months(7, 9), id="a gap stays a gap"),
    ],
)
def test_a_flow_adds_up_and_says_what_it_covers(
    entries: dict[Part, Decimal], value: int, covered: frozenset[int]
) -> None:
    found = plain_figure(FLOW, entries)
    assert (found.value, found.months, found.differences) == (value, covered, ())
    assert found.whole == (covered == WHOLE)


def test_nothing_reported_is_not_nought() -> None:
    for standing in Standing:
        found = plain_figure(standing, {})
        assert found == NOTHING
        assert not found.known
        assert not found.partial


def test_a_year_entered_beside_its_quarters_goes_before_them_and_the_difference_is_told() -> None:
    found = plain_figure(FLOW, given(Q1=3, Q2=4, Q3=5, Q4=6, Y=20))
    assert found.value == 20
    assert found.differences == (Difference(Y, Decimal(20), Decimal(18)),)
    assert found.differences[0].by == 2
    same = plain_figure(FLOW, given(Q1=3, Q2=4, Q3=5, Q4=6, Y=18))
    assert same.differences == ()


def test_a_half_beside_its_quarters_likewise() -> None:
    found = plain_figure(FLOW, given(Q1=3, Q2=4, H1=9))
    assert (found.value, found.months) == (9, months(1, 6))
    assert found.differences == (Difference(H1, Decimal(9), Decimal(7)),)


def test_a_year_beside_some_quarters_only_differs_from_nothing() -> None:
    assert plain_figure(FLOW, given(Q1=3, Y=20)).differences == ()


@pytest.mark.parametrize(
    ("entries", "value", "last"),
    [
        pytest.param(given(Q1=90, Q2=95, Q3=99), 99, 9, id="as far as it is known"),
        pytest.param(given(Q1=90, Q4=101), 101, 12, id="the last quarter is the year"),
        pytest.param(given(H1=95, H2=100), 100, 12, id="the second half is the year"),
        pytest.param(given(Q3=99, Y=100), 100, 12, id="the year itself"),
    ],
)
def test_a_stock_is_the_last_one(entries: dict[Part, Decimal], value: int, last: int) -> None:
    found = plain_figure(STOCK, entries)
    assert (found.value, found.months) == (value, months(1, last))


def test_a_stock_told_twice_for_one_day_tells_the_difference() -> None:
    found = plain_figure(STOCK, given(Q4=101, Y=100))
    assert found.value == 100
    assert found.differences == (Difference(Y, Decimal(100), Decimal(101)),)


def test_like_is_compared_with_like_or_not_at_all() -> None:
    nine = months(1, 9)
    assert plain_figure(FLOW, given(Q1=1, Q2=2, Q3=3, Q4=4), nine).value == 6
    assert plain_figure(FLOW, given(H1=3, Q3=3), nine).value == 6
    assert plain_figure(FLOW, given(Y=10), nine) == NOTHING
    assert plain_figure(FLOW, given(Q1=1, Q2=2), nine) == NOTHING
    assert plain_figure(STOCK, given(Q2=5, Q3=6, Y=7), nine).value == 6
    assert plain_figure(STOCK, given(Y=7), nine) == NOTHING


def test_a_rate_is_made_of_its_counts() -> None:
    closed, opened = given(Q1=4, Q2=5, Q3=6, Q4=6), given(Q1=5, Q2=5, Q3=7, Q4=8)
    found = figure_of(RATE, {"closed": closed, "opened": opened}.__getitem__)
    assert (found.numerator, found.denominator) == (21, 25)
    assert found.value == Decimal("0.84")
    assert found.whole


def test_a_rate_covers_only_what_both_counts_cover() -> None:
    entries = {"closed": given(Q1=4, Q2=5, Q3=6), "opened": given(Q1=5, Q2=5)}
    found = figure_of(RATE, entries.__getitem__)
    assert (found.numerator, found.denominator, found.months) == (9, 10, months(1, 6))


def test_a_half_year_of_one_and_a_quarter_of_the_other_make_no_rate() -> None:
    entries = {"closed": given(H1=9), "opened": given(Q1=5)}
    assert figure_of(RATE, entries.__getitem__) == NOTHING


def test_no_cases_make_a_rate_without_a_value() -> None:
    found = figure_of(RATE, {"closed": given(Y=0), "opened": given(Y=0)}.__getitem__)
    assert found.value is None
    assert found.denominator == 0
    assert found.exact is None


def test_a_rate_of_stocks_takes_both_at_the_same_day() -> None:
    entries = {"valid": given(Q3=900, Q4=950), "people": given(Y="94.3")}
    found = figure_of(PER_10K, entries.__getitem__)
    assert (found.numerator, found.denominator) == (950, Decimal("94.3"))
    assert rounded(found.exact, 4) == Decimal("10.0742")
    early = {"valid": given(Q3=900), "people": given(Y="94.3")}
    assert figure_of(PER_10K, early.__getitem__) == NOTHING


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(25, 10), 0, "3"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("0.00005"), 4, "0.0001"),
    ],
)
def test_half_goes_up_and_is_rounded_once(
    value: Fraction | Decimal, decimals: int, shown: str
) -> None:
    assert rounded(value, decimals) == Decimal(shown)
