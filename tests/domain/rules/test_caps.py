from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ipdesk.domain.rules.rate import percent
from tests.policies.deciding import PERSON, claim, codes, decide, decide_one, outcome


def works(first: int, count: int, day: str = "2023-05-01") -> list[dict[str, object]]:
    numbers = range(first, first + count)
    return [{"subject": f"粤作登字-2023-F-{n:08d}", "achieved_on": day} for n in numbers]


def test_bad_works_fall_out_and_use_nothing_of_the_cap() -> None:
    bad = {"subject": "国作登字-2023-F-00000001", "achieved_on": "2023-05-01"}
    items = [bad, *works(1, 50), bad | {"subject": "国作登字-2023-F-00000002"}]
    result = decide_one(claim("03-01", "2024-03-01", *items, applicant=PERSON))
    assert outcome(result) == ("partly_payable", 500_000)
    assert "count-cap-reached" not in codes(result)


def test_a_waiting_work_reserves_nothing() -> None:
    late = claim(
        "03-01", "2025-03-01", *works(1, 60, "2024-05-01"), applicant=PERSON, fund_year=2024
    )
    timely = claim("03-01", "2024-12-01", *works(101, 50, "2024-05-01"), applicant=PERSON, id="K2")
    results = decide([late, timely])
    # Under the person's cap 50 of the 60 could be paid; all that wait carry nothing.
    assert outcome(results[0]) == ("needs_document", 0)
    assert outcome(results[1]) == ("payable", 500_000)


def test_the_year_of_the_count_is_a_reading() -> None:
    first = claim("03-01", "2023-12-01", *works(1, 50), applicant=PERSON)
    second = claim("03-01", "2024-02-01", *works(101, 50), applicant=PERSON, id="K2")
    assert [outcome(r)[1] for r in decide([first, second])] == [500_000, 500_000]
    by_certificate = decide([first, second], readings={"cap_year": "cert_year"})
    assert [outcome(r)[1] for r in by_certificate] == [500_000, 0]


def loan(name: str, *payments: tuple[str, int], **facts: object) -> dict[str, object]:
    rows = [{"paid_on": day, "interest_fen": fen} for day, fen in payments]
    item = {"subject": name, "listed": True, "on_time": True, "payments": rows, **facts}
    return claim("05-01", "2024-06-01", item, id=name)


def test_interest_is_capped_year_by_year() -> None:
    # 2022: 100,000.00 → 15,000.00; 2023: 300,000.00 → 45,000.00, cap 30,000.00.
    result = decide_one(loan("L1", ("2022-12-01", 10_000_000), ("2023-03-01", 30_000_000)))
    assert outcome(result) == ("partly_payable", 4_500_000)
    assert [line["amount_fen"] for line in result["lines"]] == [1_500_000, 3_000_000]


def test_payments_outside_validity_drop_out() -> None:
    result = decide_one(loan("L1", ("2022-09-12", 10_000_000), ("2022-09-13", 10_000_000)))
    assert outcome(result) == ("partly_payable", 1_500_000)
    assert "row-dropped" in codes(result)
    alone = decide_one(loan("L1", ("2022-09-12", 10_000_000)))
    assert outcome(alone) == ("not_payable", 0)


def test_a_second_loan_has_what_the_first_left_of_the_year() -> None:
    # 150,000.00 → 22,500.00; 100,000.00 → 15,000.00, 7,500.00 left; then nothing.
    loans = [
        loan(name, ("2023-03-01", fen))
        for name, fen in (("L1", 15_000_000), ("L2", 10_000_000), ("L3", 100_000))
    ]
    results = decide(loans)
    assert [outcome(r) for r in results] == [
        ("payable", 2_250_000),
        ("partly_payable", 750_000),
        ("not_payable", 0),
    ]


def test_the_share_of_ip_in_mixed_collateral_counts() -> None:
    # 100,000.00 × 0.6 × 15% = 9,000.00
    result = decide_one(loan("L1", ("2023-03-01", 10_000_000), ip_share="0.6"))
    assert outcome(result) == ("payable", 900_000)


def test_the_rounding_is_a_reading() -> None:
    # 333.37 × 15% = 50.0055
    one = loan("L1", ("2023-03-01", 33_337))
    amounts = {
        unit: outcome(decide_one(one, readings={"round_unit": unit}))[1]
        for unit in ("fen", "jiao", "yuan")
    }
    assert amounts == {"fen": 5_001, "jiao": 5_000, "yuan": 5_000}
    assert outcome(decide_one(one, readings={"round_mode": "down"}))[1] == 5_000


def policy_paid(**facts: object) -> dict[str, object]:
    item = {"subject": "B1", "paid_on": "2023-02-01", "premium_fen": 10_000_000, **facts}
    return claim("05-02", "2024-03-01", item)


def test_premium_less_refund() -> None:
    # (100,000.00 − 20,000.00) × 15% = 12,000.00
    assert outcome(decide_one(policy_paid(refund_fen=2_000_000))) == ("payable", 1_200_000)
    assert outcome(decide_one(policy_paid(refund_fen=10_000_000))) == ("not_payable", 0)


def test_the_premium_may_be_taken_net_of_tax_and_by_the_start_of_the_policy() -> None:
    net = decide_one(policy_paid(premium_net_fen=9_000_000), readings={"premium_basis": "net"})
    assert outcome(net) == ("payable", 1_350_000)
    by_start = {"premium_year": "policy_start"}
    first = policy_paid(policy_start="2022-12-01")
    second = policy_paid(policy_start="2023-01-01") | {"id": "K2"}
    second["items"][0]["subject"] = "B2"
    assert [outcome(r)[1] for r in decide([first, second])] == [1_500_000, 500_000]
    assert [outcome(r)[1] for r in decide([first, second], readings=by_start)] == [
        1_500_000,
        1_500_000,
    ]


@given(st.lists(st.integers(1, 40_000_000), min_size=1, max_size=6))
def test_a_yearly_cap_is_never_exceeded_and_lines_add_up(interest: list[int]) -> None:
    results = decide([loan(f"L{n}", ("2023-03-01", fen)) for n, fen in enumerate(interest)])
    assert sum(outcome(result)[1] for result in results) <= 3_000_000
    for result in results:
        assert sum(line["amount_fen"] for line in result["lines"]) == result["amount_fen"]
        assert all(item["amount_fen"] >= 0 for item in result["items"])


def test_rates_are_shown_as_percents() -> None:
    assert [percent(Decimal(rate)) for rate in ("0.15", "0.015", "1", "0.1")] == [
        "15%",
        "1.5%",
        "100%",
        "10%",
    ]


def test_a_payment_that_drops_out_lowers_only_when_it_was_of_money() -> None:
    for fen, verdict in ((0, "payable"), (1, "partly_payable")):
        rows = [
            {"paid_on": "2023-01-01", "interest_fen": 1_000},
            {"paid_on": "2021-01-01", "interest_fen": fen},
        ]
        item = {"subject": "h/1", "listed": True, "on_time": True, "payments": rows}
        assert outcome(decide_one(claim("05-01", "2024-10-08", item))) == (verdict, 150)


def test_a_whole_share_is_not_said_and_a_part_is() -> None:
    item = {"subject": "甲", "achieved_on": "2023-05-01", "issue_fen": 100_000}
    for share, text in (("1", "1,000.00 元 × 1.5%"), ("0.40", "1,000.00 元 × 占比 0.4 × 1.5%")):
        result = decide_one(claim("05-03", "2024-10-08", {**item, "local_share": share}))
        assert result["lines"][0]["text"] == text
