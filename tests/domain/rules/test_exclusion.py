from __future__ import annotations

import pytest

from tests.policies.deciding import claim, codes, decide, outcome

PATENT = {"subject": "201210123456.8"}


def titled(award: str, day: str, name: str, **more: object) -> dict[str, object]:
    return claim(award, "2024-03-01", {"achieved_on": day}, id=name, **more)


def test_a_second_title_of_the_year_is_blocked_under_block() -> None:
    claims = [titled("07-03", "2023-05-01", "K1"), titled("07-01", "2023-11-01", "K2")]
    results = decide(claims, readings={"excl_mode": "block"})
    assert [outcome(r) for r in results] == [("payable", 2_000_000), ("not_payable", 0)]


def test_the_year_may_be_the_fund_year() -> None:
    claims = [
        titled("07-03", "2022-12-01", "K1", fund_year=2023),
        titled("07-01", "2023-11-01", "K2", fund_year=2023),
    ]
    results = decide(claims, readings={"excl_year": "fund_year"})
    assert [outcome(r)[1] for r in results] == [2_000_000, 3_000_000]
    assert [outcome(r)[1] for r in decide(claims)] == [2_000_000, 5_000_000]


def test_titles_paid_before_ipdesk_count() -> None:
    paid = {"applicant": "A1", "award": "07-03", "fact_on": "2023-02-01", "amount_fen": 2_000_000}
    results = decide([titled("07-01", "2023-11-01", "K1")], history=[paid])
    assert outcome(results[0]) == ("payable", 3_000_000)


def patent_prize(award: str, name: str) -> dict[str, object]:
    return claim(award, "2024-03-01", {**PATENT, "achieved_on": "2023-05-01"}, id=name)


@pytest.mark.parametrize(
    ("mode", "amounts"),
    [
        # 广东优秀奖 2万, 广东金奖 5万, 中国金奖 10万 for one patent, in this order.
        pytest.param("cumulate", [2_000_000, 5_000_000, 10_000_000], id="each in full"),
        pytest.param("topup", [2_000_000, 3_000_000, 5_000_000], id="the difference"),
        pytest.param("highest", [2_000_000, 0, 0], id="one only"),
    ],
)
def test_prizes_of_one_patent(mode: str, amounts: list[int]) -> None:
    prizes = [patent_prize(award, award) for award in ("01-07", "01-04", "01-02")]
    results = decide(prizes, readings={"same_patent": mode})
    assert [outcome(result)[1] for result in results] == amounts


def test_an_earlier_prize_is_shown_when_both_are_paid() -> None:
    results = decide([patent_prize("01-07", "K1"), patent_prize("01-04", "K2")])
    assert "earlier-same-subject" in codes(results[1])


@pytest.mark.parametrize(
    ("order", "amounts"),
    [
        (("02-05", "02-06"), [15_000_000, 0]),
        (("02-06", "02-05"), [10_000_000, 5_000_000]),
    ],
)
def test_only_the_higher_level_of_a_zone_is_paid_under_top_only(
    order: tuple[str, str], amounts: list[int]
) -> None:
    zone = {"subject": "乐昌香芋", "achieved_on": "2023-05-01"}
    claims = [claim(award, "2024-03-01", zone, id=award) for award in order]
    results = decide(claims, readings={"gi_zone_both": "top_only"})
    assert [outcome(result)[1] for result in results] == amounts
    both = decide(claims)
    assert sum(outcome(result)[1] for result in both) == 25_000_000
