from __future__ import annotations

import pytest

from tests.policies.deciding import claim, codes, decide_one, finding, outcome

PAID, REFUSED = ("payable", 500_000), ("not_payable", 0)


def patent(
    received: str, filed: str, readings: dict[str, str], **facts: object
) -> dict[str, object]:
    item = {"subject": "201210123456.8", "filed_on": filed, "in_force": True, **facts}
    return decide_one(claim("01-01", received, item), readings=readings)


@pytest.mark.parametrize(
    ("received", "readings", "wanted"),
    [
        pytest.param("2022-10-10", {"maint_compare": "gt"}, REFUSED, id="exactly ten: no"),
        pytest.param("2022-10-11", {"maint_compare": "gt"}, PAID, id="the day after"),
        pytest.param("2022-10-10", {"maint_compare": "ge"}, PAID, id="exactly ten: yes"),
        pytest.param("2022-10-09", {"maint_compare": "ge"}, REFUSED, id="a day short"),
        pytest.param("2022-09-20", {"maint_asof": "yearend"}, PAID, id="as of 31 December"),
    ],
)
def test_ten_years_are_full(received: str, readings: dict[str, str], wanted: object) -> None:
    assert outcome(patent(received, "2012-10-10", readings)) == wanted


def test_31_december_of_the_year_received_is_the_last_day_that_counts() -> None:
    asof = {"maint_asof": "yearend"}
    assert outcome(patent("2022-11-01", "2012-12-30", asof)) == PAID
    assert outcome(patent("2022-11-01", "2012-12-31", asof)) == REFUSED


def test_counting_from_the_grant_gives_another_day() -> None:
    granted = {"granted_on": "2014-05-07"}
    by_grant = patent("2023-10-08", "2012-09-13", {"maint_start": "grant"}, **granted)
    assert outcome(by_grant) == REFUSED
    assert finding(by_grant, "not-yet-full")["values"]["day"] == "2024-05-08"
    by_filing = patent("2023-10-08", "2012-09-13", {}, **granted)
    assert outcome(by_filing) == PAID
    told = finding(by_filing, "passes-under-one-start")
    assert told["values"]["days"] == ["2022-09-14", "2024-05-08"]


def test_a_patent_full_before_the_policy_is_stock_and_a_reading_decides() -> None:
    allowed = patent("2022-12-01", "2010-01-01", {})
    assert outcome(allowed) == PAID
    assert "stock" in codes(allowed)
    denied = patent("2022-12-01", "2010-01-01", {"maint_stock": "deny"})
    assert outcome(denied) == REFUSED
    assert "stock-denied" in codes(denied)


def test_ten_years_full_after_the_policy_ended_are_refused_even_with_a_document() -> None:
    item = {"subject": "201510123456.1", "filed_on": "2014-12-31", "in_force": True}
    result = decide_one(claim("01-01", "2025-02-01", item, basis_document="乐府办〔2025〕1号"))
    assert outcome(result) == REFUSED
    assert finding(result, "after-validity")["clause"] == "21"


def test_a_patent_no_longer_in_force_is_refused() -> None:
    assert outcome(patent("2023-10-08", "2012-09-13", {}, in_force=False)) == REFUSED


def test_an_agency_needs_one_year_of_both_and_exactly_one_is_enough() -> None:
    facts = {"registered_on": "2022-01-01", "agency_since": "2022-10-10", "qualification": "brand"}
    assert outcome(decide_one(claim("09-01", "2023-10-09", facts))) == REFUSED
    assert outcome(decide_one(claim("09-01", "2023-10-10", facts))) == ("payable", 3_000_000)
