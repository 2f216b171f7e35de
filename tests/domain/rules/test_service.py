from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.rules.service import full_on
from tests.policies.deciding import PERSON, claim, codes, decide_one, outcome

D = date
FOREVER = date(9999, 12, 30)


@pytest.mark.parametrize(
    ("runs", "full"),
    [
        pytest.param([(D(2022, 10, 1), FOREVER)], D(2024, 10, 1), id="without a gap"),
        pytest.param([(D(2022, 10, 1), D(2024, 9, 30))], D(2024, 10, 1), id="to the very day"),
        pytest.param([(D(2022, 10, 1), D(2024, 9, 29))], None, id="one day short"),
        pytest.param(
            # 1 Feb to 30 Apr 2023 is a gap of 89 days and exactly three months.
            [(D(2022, 10, 1), D(2023, 1, 31)), (D(2023, 5, 1), FOREVER)],
            D(2024, 12, 29),
            id="a gap of three months puts it off",
        ),
        pytest.param(
            [(D(2022, 10, 1), D(2023, 1, 31)), (D(2023, 5, 2), FOREVER)],
            D(2025, 5, 2),
            id="a day more starts anew",
        ),
        pytest.param([], None, id="no service"),
    ],
)
def test_two_years_are_full(runs: list[tuple[date, date]], full: date | None) -> None:
    assert full_on(runs, 2, 3) == full


def agent(received: str, certified: str, *service: dict[str, object]) -> dict[str, object]:
    item = {"certified_on": certified, "service": list(service)}
    return decide_one(claim("15-01", received, item, applicant=PERSON))


def test_nothing_counts_before_the_certificate() -> None:
    served = {"from": "2020-01-01", "to": None}
    assert outcome(agent("2024-05-31", "2022-06-01", served)) == ("not_payable", 0)
    assert outcome(agent("2024-06-01", "2022-06-01", served)) == ("payable", 300_000)


def test_service_elsewhere_is_a_gap() -> None:
    # 2022-10-01 to 12-31 here, January elsewhere (31 days), then here: 2024-10-01 + 31 days.
    rows = (
        {"from": "2022-10-01", "to": "2022-12-31"},
        {"from": "2023-01-01", "to": "2023-01-31", "local": False},
        {"from": "2023-02-01", "to": None},
    )
    assert outcome(agent("2024-10-31", "2022-06-01", *rows)) == ("not_payable", 0)
    assert outcome(agent("2024-11-01", "2022-06-01", *rows)) == ("payable", 300_000)


def test_two_employers_may_follow_each_other_in_any_order() -> None:
    rows = ({"from": "2023-06-01", "to": None}, {"from": "2022-10-01", "to": "2023-05-31"})
    assert outcome(agent("2024-10-01", "2022-06-01", *rows)) == ("payable", 300_000)


def test_one_who_left_after_two_years_is_still_paid() -> None:
    rows = ({"from": "2022-10-01", "to": "2024-09-30"},)
    assert outcome(agent("2024-12-01", "2022-06-01", *rows)) == ("payable", 300_000)


def test_two_years_full_before_the_policy_are_stock() -> None:
    result = agent("2023-01-01", "2018-01-01", {"from": "2018-01-01", "to": None})
    assert outcome(result) == ("payable", 300_000)
    assert "stock" in codes(result)
