"""Which outcome wins, and what a claim holds for those after it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policies.deciding import PERSON, claim, codes, decide, decide_one, finding, outcome

DAY, LATE = "2023-10-08", "2025-03-01"


def work(number: int, **facts: Any) -> dict[str, Any]:
    return {
        "subject": f"粤作登字-2023-F-{number:08d}",
        "achieved_on": "2023-02-01",
        **facts,
    }


def loan(subject: str, *payments: tuple[str, int], **facts: Any) -> dict[str, Any]:
    rows = [{"paid_on": day, "interest_fen": fen} for day, fen in payments]
    return {"subject": subject, "listed": True, "on_time": True, "payments": rows, **facts}


def verdicts(result: dict[str, Any]) -> list[str]:
    return [item["verdict"] for item in result["items"]]


def test_bad_works_fall_out_and_use_nothing_of_the_cap() -> None:
    bad = [work(n, registration="change") for n in range(1, 31)]
    good = [work(n) for n in range(101, 151)]
    result = decide_one(claim("03-01", DAY, *bad, *good, applicant=PERSON))
    assert outcome(result) == ("partly_payable", 500_000)
    assert verdicts(result) == ["not_payable"] * 30 + ["payable"] * 50


def test_the_cap_of_a_new_year_is_whole_again() -> None:
    first = [work(n) for n in range(1, 51)]
    claims = [
        claim("03-01", DAY, *first, applicant=PERSON),
        claim("03-01", "2023-12-01", work(60), applicant=PERSON, id="K2"),
        claim("03-01", "2024-01-02", work(60), applicant=PERSON, id="K3"),
        claim("03-01", "2024-01-02", work(61), id="K4"),
    ]
    assert [result["amount_fen"] for result in decide(claims)] == [500_000, 0, 10_000, 10_000]


def test_a_number_listed_twice_is_paid_once_however_it_is_written() -> None:
    twice = work(1) | {"subject": "粤作登字－2023－F－00000001 "}
    result = decide_one(claim("03-01", DAY, work(1), twice))
    assert verdicts(result) == ["payable", "not_payable"]
    assert "key-twice" in codes(result)


def test_a_refusal_names_the_claim_that_was_paid() -> None:
    first, second = decide([claim("03-01", DAY, work(1)), claim("03-01", DAY, work(1), id="K2")])
    assert outcome(first) == ("payable", 10_000)
    assert outcome(second) == ("not_payable", 0)
    assert finding(second, "key-taken")["values"]["claim"] == "K1"


@pytest.mark.parametrize("prefix", ["ZL", "ZL ", "CN", "zl", "ＺＬ"])
def test_a_patent_is_the_same_with_or_without_its_prefix(prefix: str) -> None:
    patent = {"subject": "201210123456.8", "filed_on": "2012-09-13", "in_force": True}
    again = patent | {"subject": prefix + "2012101234568"}
    claims = [claim("01-01", DAY, patent), claim("01-01", DAY, again, id="K2", applicant="E2")]
    assert [result["verdict"] for result in decide(claims)] == ["payable", "not_payable"]


def test_what_waits_for_a_document_or_a_decision_reserves_nothing() -> None:
    late = {"subject": "51234567", "achieved_on": "2024-12-31"}
    station = {"subject": "坪石镇指导站", "achieved_on": "2023-06-01"}
    decided = {"approved_fen": 3_000_000, "minutes_number": "纪要1号"}
    claims = [
        claim("02-02", LATE, late),
        claim("02-02", LATE, late, id="K2", basis_document="乐府办函〔2025〕3号"),
        claim("10-01", DAY, station, id="K3"),
        claim("10-01", DAY, station, id="K4", **decided),
    ]
    assert [outcome(result) for result in decide(claims)] == [
        ("needs_document", 0),
        ("payable", 3_000_000),
        ("needs_decision", 0),
        ("payable", 3_000_000),
    ]


def test_a_refusal_goes_before_a_missing_document_and_that_before_a_decision() -> None:
    station = {"subject": "坪石镇指导站", "achieved_on": "2024-06-01"}
    assert outcome(decide_one(claim("10-01", LATE, station))) == ("needs_document", 0)
    refused = decide_one(claim("10-01", LATE, station, applicant=PERSON))
    assert outcome(refused) == ("not_payable", 0)


def test_a_late_work_above_the_cap_is_refused_not_kept_open() -> None:
    before = [
        {
            "applicant": PERSON,
            "award": "03-01",
            "subject": f"粤作登字-2024-F-{n:08d}",
            "fact_on": "2024-02-01",
            "fund_year": 2025,
            "amount_fen": 10000,
        }
        for n in range(1, 51)
    ]
    one_more = {"subject": "粤作登字-2024-F-00000099", "achieved_on": "2024-12-01"}
    asked = claim("03-01", LATE, one_more, applicant=PERSON)
    assert outcome(decide_one(asked)) == ("needs_document", 0)
    assert outcome(decide_one(asked, history=before)) == ("not_payable", 0)


def test_a_fact_after_the_day_received_is_not_payable() -> None:
    assert "after-receipt" in codes(decide_one(claim("03-01", "2023-01-31", work(1))))
    assert outcome(decide_one(claim("03-01", "2023-02-01", work(1)))) == ("payable", 10_000)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2022-09-12", "not_payable"),
        ("2022-09-13", "payable"),
        ("2024-12-31", "payable"),
    ],
)
def test_both_ends_of_the_validity_count(day: str, verdict: str) -> None:
    mark = {"subject": "51234567", "achieved_on": day}
    assert decide_one(claim("02-02", "2024-12-31", mark))["verdict"] == verdict


def test_interest_of_two_years_has_two_caps_and_the_first_year_goes_first() -> None:
    rows = (("2024-02-01", 10_000_000), ("2023-02-01", 30_000_000))
    result = decide_one(claim("05-01", "2024-03-01", loan("甲/1", *rows)))
    # 2023: 45,000 → 30,000; 2024: 15,000
    assert outcome(result) == ("partly_payable", 4_500_000)
    assert [line["amount_fen"] for line in result["lines"]] == [3_000_000, 1_500_000]


def test_interest_caps_are_shared_by_the_loans_of_an_applicant_only() -> None:
    claims = [
        claim("05-01", "2024-03-01", loan("甲/1", ("2023-02-01", 15_000_000))),
        claim("05-01", "2024-03-01", loan("乙/1", ("2023-02-01", 15_000_000)), id="K2"),
        claim("05-01", "2024-03-01", loan("丙/1", ("2023-02-01", 100)), id="K3", applicant="E2"),
    ]
    found = decide(claims)
    assert [outcome(result) for result in found] == [
        ("payable", 2_250_000),
        ("partly_payable", 750_000),
        ("payable", 15),
    ]


def test_interest_is_summed_before_it_is_rounded() -> None:
    # 3 × 0.10 元 = 0.30 元 × 15% = 0.045 → 0.05; rounded one by one it would be 3 × 0.02.
    rows = (("2023-01-05", 10), ("2023-02-05", 10), ("2023-03-05", 10))
    assert outcome(decide_one(claim("05-01", DAY, loan("甲/1", *rows)))) == ("payable", 5)
    # × 1/2 = 0.0225 → 0.02; one by one 3 × 0.01.
    half = loan("甲/1", *rows, ip_share="0.5")
    assert outcome(decide_one(claim("05-01", DAY, half))) == ("payable", 2)


def test_interest_paid_wholly_outside_the_validity_is_refused() -> None:
    result = decide_one(claim("05-01", "2022-10-08", loan("甲/1", ("2022-09-12", 1_000_000))))
    assert outcome(result) == ("not_payable", 0)
    assert "21" in {entry["clause"] for entry in result["findings"]}


def test_a_premium_refunded_in_full_gives_nothing() -> None:
    policy = {
        "subject": "PZ01/发票001",
        "paid_on": "2023-05-01",
        "premium_fen": 100_000,
        "refund_fen": 100_000,
    }
    result = decide_one(claim("05-02", DAY, policy))
    assert outcome(result) == ("not_payable", 0)
    assert "amount-zero" in codes(result)


def test_the_issue_is_counted_by_the_local_share() -> None:
    issue = {
        "subject": "ABS001-1",
        "achieved_on": "2023-06-01",
        "issue_fen": 10_000_000_000,
        "local_share": "0.25",
    }
    # 1 亿 × 25% × 1.5% = 375,000 元: below the sum that needs a confirmation.
    assert outcome(decide_one(claim("05-03", DAY, issue))) == ("payable", 37_500_000)


@pytest.mark.parametrize(
    ("service", "day"),
    [
        # Two years without a gap.
        ([("2021-03-01", None)], "2023-03-01"),
        # A gap of exactly three months is taken out: 1 June – 31 August, 92 days.
        ([("2021-03-01", "2021-05-31"), ("2021-09-01", None)], "2023-06-01"),
        # One day more starts the count anew.
        ([("2021-03-01", "2021-05-31"), ("2021-09-02", None)], "2023-09-02"),
        # Employers following one another.
        ([("2021-03-01", "2021-12-31"), ("2022-01-01", "2023-02-28")], "2023-03-01"),
    ],
)
def test_gaps_in_service(service: list[tuple[str, str | None]], day: str) -> None:
    rows = [{"from": start, "to": end} for start, end in service]
    agent = {"subject": PERSON, "certified_on": "2020-06-01", "service": rows}
    year, month, number = map(int, day.split("-"))
    before = f"{year}-{month:02d}-{number - 1:02d}" if number > 1 else None
    assert outcome(decide_one(claim("15-01", day, agent, applicant=PERSON))) == ("payable", 300_000)
    early = before or {"2023-03-01": "2023-02-28", "2023-06-01": "2023-05-31"}[day]
    result = decide_one(claim("15-01", early, agent, applicant=PERSON))
    assert outcome(result) == ("not_payable", 0)
    assert finding(result, "not-yet-full")["values"]["day"] == day


def test_service_elsewhere_is_a_gap_and_service_before_the_certificate_counts_nothing() -> None:
    rows = [
        {"from": "2020-01-01", "to": "2021-12-31"},
        {"from": "2022-01-01", "to": "2022-01-31", "local": False},
        {"from": "2022-02-01", "to": None},
    ]
    agent = {"subject": PERSON, "certified_on": "2021-03-01", "service": rows}
    # From 2021-03-01, with 31 days taken out: 2023-03-01 + 31 days = 2023-04-01.
    result = decide_one(claim("15-01", "2023-04-01", agent, applicant=PERSON))
    assert outcome(result) == ("payable", 300_000)
    early = decide_one(claim("15-01", "2023-03-31", agent, applicant=PERSON))
    assert outcome(early) == ("not_payable", 0)


def test_history_counts_for_keys_caps_and_titles() -> None:
    def paid(award: str, subject: str, day: str, fen: int) -> dict[str, Any]:
        return {
            "applicant": "A1",
            "award": award,
            "subject": subject,
            "fact_on": day,
            "fund_year": int(day[:4]),
            "amount_fen": fen,
        }

    before = [
        paid("02-02", "51234567", "2023-01-05", 3_000_000),
        paid("05-02", "PZ00/发票000", "2023-01-05", 1_900_000),
        paid("07-01", "A1", "2023-01-05", 5_000_000),
    ]
    mark = {"subject": "51234567", "achieved_on": "2023-01-05"}
    policy = {"subject": "PZ01/发票001", "paid_on": "2023-05-01", "premium_fen": 1_000_000}
    title = {"subject": "A1", "achieved_on": "2023-06-01"}
    claims = [
        claim("02-02", DAY, mark),
        claim("05-02", DAY, policy, id="K2"),
        claim("07-02", DAY, title, id="K3"),
        claim("07-02", DAY, title, id="K4", applicant="E2"),
    ]
    assert [outcome(result) for result in decide(claims, history=before)] == [
        ("not_payable", 0),
        ("partly_payable", 100_000),
        ("not_payable", 0),
        ("payable", 2_000_000),
    ]


@pytest.mark.parametrize("title", ["中国专利金奖", "广东杰出发明人奖", "国家版权示范单位"])
def test_a_title_another_award_pays_is_refused_here(title: str) -> None:
    park = {"subject": "A", "achieved_on": "2023-02-01", "title": title}
    result = decide_one(claim("03-03", DAY, park, applicant="PARK"))
    assert outcome(result) == ("not_payable", 0)
    assert "title-of-another" in codes(result)


def test_one_amount_of_the_committee_for_two_designs_is_warned_of() -> None:
    designs = [
        {"subject": number, "achieved_on": "2023-02-01", "patent_kind": "design"}
        for number in ("201230123456.0", "201230123457.9")
    ]
    decided = {"approved_fen": 5_000_000, "minutes_number": "1号"}
    one = decide_one(claim("01-02", DAY, designs[0], **decided))
    assert outcome(one) == ("payable", 5_000_000)
    assert "decided-for-each" not in codes(one)
    both = decide_one(claim("01-02", DAY, *designs, **decided))
    assert outcome(both) == ("payable", 10_000_000)
    told = finding(both, "decided-for-each")
    assert (told["severity"], told["values"]["count"]) == ("warning", 2)


def test_the_kind_of_a_patent_is_told_in_words() -> None:
    item = {"subject": "201210123456.8", "achieved_on": "2023-02-01", "patent_kind": "utility"}
    told = finding(decide_one(claim("01-02", DAY, item)), "patent-kind-differs")
    assert "utility" not in told["text"]
    assert "实用新型" in told["text"]
