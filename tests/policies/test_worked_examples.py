from __future__ import annotations

from typing import Any

from tests.policies.deciding import PERSON, claim, codes, decide, decide_one, finding, outcome


def works(count: int, first: int = 1, year: int = 2023) -> list[dict[str, Any]]:
    return [
        {"subject": f"粤作登字-{year}-F-{n:08d}", "achieved_on": f"{year}-02-01"}
        for n in range(first, first + count)
    ]


def interest(fen: int) -> dict[str, Any]:
    return {
        "subject": "农商行2023字第18号/2023",
        "listed": True,
        "on_time": True,
        "payments": [{"paid_on": "2023-12-20", "interest_fen": fen}],
    }


def test_ten_years_from_2012_09_13_are_exceeded_on_2022_09_14() -> None:
    patent = {"subject": "201210123456.8", "filed_on": "2012-09-13", "in_force": True}
    result = decide_one(claim("01-01", "2022-09-13", patent))
    assert outcome(result) == ("not_payable", 0)
    assert finding(result, "not-yet-full")["values"]["day"] == "2022-09-14"
    assert outcome(decide_one(claim("01-01", "2022-09-14", patent))) == ("payable", 500000)


def test_filed_on_29_february_the_first_day_is_1_march() -> None:
    patent = {"subject": "201210000017.8", "filed_on": "2012-02-29", "in_force": True}
    result = decide_one(claim("01-01", "2022-10-08", patent))
    assert outcome(result) == ("payable", 500000)
    assert finding(result, "stock")["values"]["day"] == "2022-03-01"
    early = decide_one(claim("01-01", "2022-02-28", patent))
    assert finding(early, "not-yet-full")["values"]["day"] == "2022-03-01"


def test_a_unit_with_95_works_is_paid_five_more_of_ten() -> None:
    before = [
        {
            "applicant": "A1",
            "award": "03-01",
            "subject": work["subject"],
            "fact_on": "2023-02-01",
            "fund_year": 2023,
            "amount_fen": 10000,
        }
        for work in works(95, 1001)
    ]
    result = decide_one(claim("03-01", "2023-10-08", *works(10)), history=before)
    assert outcome(result) == ("partly_payable", 50000)
    verdicts = [item["verdict"] for item in result["items"]]
    assert verdicts == ["payable"] * 5 + ["not_payable"] * 5
    assert "count-cap-reached" in codes(result)
    assert result["lines"] == [
        {
            "text": "5 个 × 100.00 元",
            "quote": "对我市单位或个人取得广东省作品著作权登记部门颁发的"
            "作品著作权登记证书，给予资助100元/个",
            "amount_fen": 50000,
        }
    ]


def test_a_person_is_paid_fifty_of_51_works() -> None:
    result = decide_one(claim("03-01", "2023-10-08", *works(51), applicant=PERSON))
    assert outcome(result) == ("partly_payable", 500000)
    assert [item["verdict"] for item in result["items"]][49:] == ["payable", "not_payable"]


def test_the_share_of_interest_is_rounded_half_up_to_fen() -> None:
    result = decide_one(claim("05-01", "2024-01-08", interest(10000033)))
    assert outcome(result) == ("payable", 1500005)


def test_the_share_of_interest_above_the_cap_is_cut_to_30000() -> None:
    result = decide_one(claim("05-01", "2024-01-08", interest(26345678)))
    assert outcome(result) == ("partly_payable", 3000000)
    lowered = finding(result, "year-cap-lowered")["values"]
    assert (lowered["amount"], lowered["limit"]) == (3951852, 3000000)


def test_a_premium_of_133333_33_gives_exactly_the_cap_and_is_not_over_it() -> None:
    policy = {"subject": "PZ01/发票001", "paid_on": "2023-05-01", "premium_fen": 13333333}
    result = decide_one(claim("05-02", "2023-10-08", policy))
    assert outcome(result) == ("payable", 2000000)
    assert "year-cap-lowered" not in codes(result)


def test_a_higher_title_of_the_year_is_topped_up_and_a_lower_one_pays_nothing() -> None:
    before = [
        {
            "applicant": "A1",
            "award": "07-03",
            "subject": "A1",
            "fact_on": "2023-05-10",
            "fund_year": 2023,
            "amount_fen": 2000000,
        }
    ]
    higher = claim("07-01", "2023-12-08", {"subject": "A1", "achieved_on": "2023-11-10"})
    lower = claim("07-02", "2023-12-09", {"subject": "A1", "achieved_on": "2023-11-10"}, id="K2")
    first, second = decide([higher, lower], history=before)
    assert outcome(first) == ("payable", 3000000)
    assert outcome(second) == ("not_payable", 0)
    assert finding(second, "excluded-by-group")["clause"] == "07"


def test_titles_of_two_calendar_years_are_both_paid_in_full() -> None:
    provincial = claim("07-03", "2023-03-01", {"subject": "A1", "achieved_on": "2022-12-10"})
    national = claim("07-02", "2023-03-01", {"subject": "A1", "achieved_on": "2023-01-10"}, id="K2")
    results = decide([provincial, national])
    assert [outcome(result) for result in results] == [("payable", 2000000)] * 2


def test_an_issue_of_one_hundred_million_yuan_waits_for_its_confirmation() -> None:
    issue = {"subject": "ABS001-1", "achieved_on": "2023-06-01", "issue_fen": 10_000_000_000}
    waiting = decide_one(claim("05-03", "2023-10-08", issue))
    assert outcome(waiting) == ("needs_decision", 0)
    confirmed = decide_one(claim("05-03", "2023-10-08", issue | {"confirmed": True}))
    assert outcome(confirmed) == ("payable", 150_000_000)


def test_a_national_registration_number_is_refused_by_default() -> None:
    work = {"subject": "国作登字-2023-F-00123456", "achieved_on": "2023-02-01"}
    result = decide_one(claim("03-01", "2023-10-08", work))
    assert outcome(result) == ("not_payable", 0)
    assert "issuer-refused" in codes(result)


def test_a_fact_of_the_last_day_received_later_needs_a_document() -> None:
    mark = {"subject": "51234567", "achieved_on": "2024-12-31"}
    assert outcome(decide_one(claim("02-02", "2025-03-01", mark))) == ("needs_document", 0)


def test_a_fact_of_the_day_after_is_refused_with_clause_21() -> None:
    mark = {"subject": "51234567", "achieved_on": "2025-01-01"}
    result = decide_one(claim("02-02", "2025-03-01", mark, basis_document="乐府办函〔2025〕3号"))
    assert outcome(result) == ("not_payable", 0)
    assert finding(result, "after-validity")["clause"] == "21"


def test_two_years_of_service_are_full_on_the_anniversary() -> None:
    agent = {
        "subject": PERSON,
        "certified_on": "2022-06-01",
        "service": [{"from": "2022-10-01", "to": None}],
    }
    result = decide_one(claim("15-01", "2024-10-01", agent, applicant=PERSON))
    assert outcome(result) == ("payable", 300000)
    early = decide_one(claim("15-01", "2024-09-30", agent, applicant=PERSON))
    assert outcome(early) == ("not_payable", 0)
