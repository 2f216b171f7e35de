"""Every reading that acts in the assessment, under each of its choices, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policies.deciding import PERSON, claim, codes, decide, decide_one, lechang, outcome

DAY = "2023-10-08"
PATENT = {"subject": "201210123456.8", "filed_on": "2012-09-13", "in_force": True}
PRIZE = {"subject": "201310200001.6", "achieved_on": "2023-06-01"}
PAYABLE, REFUSED = "payable", "not_payable"

# In `assess` these change nothing (policy.md): they ask, warn or choose who is paid.
CASEWORK_ONLY = {
    "award_payee",
    "gi_mutual",
    "mark_unit",
    "need_settled",
    "abs_payee",
    "shortage",
    "credit_block",
}


def one(reading: str, value: str, asked: dict[str, Any]) -> tuple[str, int]:
    return outcome(decide_one(asked, readings={reading: value}))


@pytest.mark.parametrize(("value", "result"), [("gt", (REFUSED, 0)), ("ge", (PAYABLE, 500_000))])
def test_a01_the_tenth_anniversary_itself(value: str, result: tuple[str, int]) -> None:
    assert one("maint_compare", value, claim("01-01", "2022-09-13", PATENT)) == result


@pytest.mark.parametrize(
    ("value", "result"), [("filing", (PAYABLE, 500_000)), ("grant", (REFUSED, 0))]
)
def test_a02_ten_years_from_filing_or_grant(value: str, result: tuple[str, int]) -> None:
    patent = PATENT | {"granted_on": "2014-05-07"}
    asked = claim("01-01", "2023-10-08", patent)
    assert one("maint_start", value, asked) == result
    told = codes(decide_one(asked, readings={"maint_start": value}))
    assert "passes-under-one-start" in told


def test_a02_under_grant_the_first_day_follows_the_grant() -> None:
    patent = PATENT | {"granted_on": "2014-05-07"}
    assert one("maint_start", "grant", claim("01-01", "2024-05-07", patent)) == (REFUSED, 0)
    assert one("maint_start", "grant", claim("01-01", "2024-05-08", patent)) == (PAYABLE, 500_000)


@pytest.mark.parametrize(
    ("value", "result"), [("receipt", (REFUSED, 0)), ("yearend", (PAYABLE, 500_000))]
)
def test_a03_full_on_31_december_of_the_year_received(value: str, result: tuple[str, int]) -> None:
    # Filed 2013-12-30: the first eligible day is 2023-12-31.
    patent = PATENT | {"filed_on": "2013-12-30"}
    assert one("maint_asof", value, claim("01-01", "2023-02-01", patent)) == result
    later = PATENT | {"filed_on": "2013-12-31"}
    assert one("maint_asof", value, claim("01-01", "2023-02-01", later)) == (REFUSED, 0)


@pytest.mark.parametrize(("value", "verdict"), [("allow", PAYABLE), ("deny", REFUSED)])
def test_a04_what_was_full_before_the_policy(value: str, verdict: str) -> None:
    # First eligible day 2022-09-12, one day before the policy; a day later is no stock.
    patent = PATENT | {"filed_on": "2012-09-11"}
    assert one("maint_stock", value, claim("01-01", DAY, patent))[0] == verdict
    in_time = PATENT | {"filed_on": "2012-09-12"}
    assert one("maint_stock", value, claim("01-01", DAY, in_time))[0] == PAYABLE
    agency = {
        "subject": "AG",
        "registered_on": "2019-03-01",
        "agency_since": "2021-09-12",
        "qualification": "brand",
    }
    assert one("maint_stock", value, claim("09-01", DAY, agency, applicant="AG"))[0] == verdict
    agent = {"subject": PERSON, "certified_on": "2018-06-01", "service": [{"from": "2020-09-12"}]}
    assert one("maint_stock", value, claim("15-01", DAY, agent, applicant=PERSON))[0] == verdict


@pytest.mark.parametrize(
    ("value", "paid"),
    [
        # first owner; second with consent, the first at home; second with consent, the first
        # elsewhere; second without consent, the first elsewhere
        ("first", [True, False, False, False]),
        ("first_local", [True, False, True, False]),
        ("any_local_with_consent", [True, True, True, False]),
    ],
)
@pytest.mark.parametrize(
    ("award", "item"), [("01-01", PATENT), ("01-06", PRIZE)], ids=["01-01", "01-06"]
)
def test_a05_which_of_several_owners(
    award: str, item: dict[str, Any], value: str, paid: list[bool]
) -> None:
    owners = [
        {"owner_rank": 1},
        {"owner_rank": 2, "consent": True},
        {"owner_rank": 2, "consent": True, "first_owner_local": False},
        {"owner_rank": 2, "first_owner_local": False},
    ]
    found = [one("coowner", value, claim(award, DAY, item | owner))[0] for owner in owners]
    assert [verdict == PAYABLE for verdict in found] == paid


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("committee", ("needs_decision", 0)),
        ("include", (PAYABLE, 3_000_000)),
        ("exclude", (REFUSED, 0)),
    ],
)
def test_a08_designs_that_won_a_national_prize(value: str, result: tuple[str, int]) -> None:
    design = PRIZE | {"subject": "201330200003.6", "patent_kind": "design"}
    assert one("design_award", value, claim("01-05", DAY, design)) == result


@pytest.mark.parametrize(
    ("value", "results"),
    [
        # 广东优秀奖 2万, 中国优秀奖 3万, 中国银奖 5万, 广东银奖 3万 of one patent, in this order
        ("cumulate", [2_000_000, 3_000_000, 5_000_000, 3_000_000]),
        ("topup", [2_000_000, 1_000_000, 2_000_000, 0]),
        ("highest", [2_000_000, 0, 0, 0]),
    ],
)
def test_a09_several_prizes_of_one_patent(value: str, results: list[int]) -> None:
    claims = [
        claim(award, DAY, PRIZE, id=f"K{n}")
        for n, award in enumerate(["01-07", "01-05", "01-03", "01-06"])
    ]
    found = decide(claims, readings={"same_patent": value})
    assert [result["amount_fen"] for result in found] == results
    assert [result["verdict"] for result in found] == [
        PAYABLE if fen else REFUSED for fen in results
    ]


def test_a09_a_prize_and_ten_years_are_both_paid() -> None:
    patent = PATENT | {"subject": PRIZE["subject"]}
    claims = [claim("01-02", DAY, PRIZE), claim("01-01", DAY, patent, id="K2")]
    for value in ("cumulate", "topup", "highest"):
        found = decide(claims, readings={"same_patent": value})
        assert [result["amount_fen"] for result in found] == [10_000_000, 500_000]


@pytest.mark.parametrize(("value", "second"), [("title_year", 2_000_000), ("fund_year", 0)])
def test_a10_the_same_year_of_titles_or_of_funds(value: str, second: int) -> None:
    claims = [
        claim("07-03", "2023-03-01", {"subject": "A1", "achieved_on": "2022-12-10"}),
        claim("07-02", "2023-03-01", {"subject": "A1", "achieved_on": "2023-01-10"}, id="K2"),
    ]
    found = decide(claims, readings={"excl_year": value})
    assert [result["amount_fen"] for result in found] == [2_000_000, second]


@pytest.mark.parametrize(("value", "second"), [("topup", 3_000_000), ("block", 0)])
def test_a10_a_higher_title_after_a_lower_one(value: str, second: int) -> None:
    claims = [
        claim("07-03", DAY, {"subject": "A1", "achieved_on": "2023-05-10"}),
        claim("07-01", DAY, {"subject": "A1", "achieved_on": "2023-06-10"}, id="K2"),
    ]
    found = decide(claims, readings={"excl_mode": value})
    assert [result["amount_fen"] for result in found] == [2_000_000, second]


@pytest.mark.parametrize(
    ("value", "results"), [("deny", [2_000_000, 0, 0]), ("allow", [2_000_000, 0, 2_000_000])]
)
def test_a11_a_renewal_in_the_same_and_in_another_year(value: str, results: list[int]) -> None:
    days = ["2022-11-10", "2022-12-10", "2023-05-10"]
    claims = [
        claim("07-02", DAY, {"subject": "A1", "achieved_on": day, "recognition": how}, id=day)
        for day, how in zip(days, ["first", "review", "renewal"], strict=True)
    ]
    found = decide(claims, readings={"renewal": value})
    assert [result["amount_fen"] for result in found] == results


@pytest.mark.parametrize(
    ("value", "build", "accept"),
    [("build", PAYABLE, REFUSED), ("accept", REFUSED, PAYABLE)],
)
def test_a13_listed_for_building_or_accepted(value: str, build: str, accept: str) -> None:
    for stage, verdict in (("build", build), ("accept", accept)):
        zone = {"subject": "乐昌香芋示范区", "achieved_on": "2023-06-01", "stage": stage}
        assert one("gi_zone_trigger", value, claim("02-06", DAY, zone))[0] == verdict


@pytest.mark.parametrize(
    ("value", "upwards", "downwards"),
    [
        ("yes", [10_000_000, 15_000_000], [15_000_000, 10_000_000]),
        ("top_only", [10_000_000, 5_000_000], [15_000_000, 0]),
    ],
)
def test_a13_both_levels_of_one_zone(value: str, upwards: list[int], downwards: list[int]) -> None:
    zone = {"subject": "乐昌香芋示范区", "achieved_on": "2023-06-01"}
    lower, higher = claim("02-06", DAY, zone), claim("02-05", DAY, zone, id="K2")
    for order, wanted in (([lower, higher], upwards), ([higher, lower], downwards)):
        found = decide(order, readings={"gi_zone_both": value})
        assert [result["amount_fen"] for result in found] == wanted


@pytest.mark.parametrize(("value", "fen"), [("gd", 0), ("gd_or_national", 10_000)])
def test_a16_certificates_of_the_national_office(value: str, fen: int) -> None:
    work = {"subject": "国作登字-2023-F-00123456", "achieved_on": "2023-02-01"}
    assert one("copyright_issuer", value, claim("03-01", DAY, work))[1] == fen
    software = {"subject": "软著登字第1234567号", "achieved_on": "2023-02-01"}
    assert one("copyright_issuer", value, claim("03-01", DAY, software))[1] == 0


@pytest.mark.parametrize(
    ("value", "fen"), [("fund_year", 0), ("cert_year", 10_000), ("receipt_year", 10_000)]
)
def test_a17_the_year_of_the_cap(value: str, fen: int) -> None:
    """50 works of 2022, received and funded in 2023; one of 2023, received 2024, funded 2023."""
    first = [
        {"subject": f"粤作登字-2022-F-{n:08d}", "achieved_on": "2022-10-01"} for n in range(50)
    ]
    one_more = {"subject": "粤作登字-2023-F-00000001", "achieved_on": "2023-11-01"}
    claims = [
        claim("03-01", "2023-03-01", *first, applicant=PERSON),
        claim("03-01", "2024-01-10", one_more, applicant=PERSON, fund_year=2023, id="K2"),
    ]
    found = decide(claims, readings={"cap_year": value})
    assert [result["amount_fen"] for result in found] == [500_000, fen]


@pytest.mark.parametrize(("value", "second"), [("once", 0), ("each_recognition", 2_000_000)])
def test_a19_the_same_title_a_second_time(value: str, second: int) -> None:
    title = {"subject": "A1", "title": "国家版权示范单位"}
    claims = [
        claim("03-04", DAY, title | {"achieved_on": "2023-01-10"}),
        claim("03-04", DAY, title | {"achieved_on": "2023-06-10"}, id="K2"),
        claim("03-04", DAY, title | {"achieved_on": "2023-06-10"}, id="K3"),
    ]
    found = decide(claims, readings={"title_repeat": value})
    assert [result["amount_fen"] for result in found] == [2_000_000, second, 0]


@pytest.mark.parametrize(("value", "fen"), [("gross", 159_000), ("net", 150_000)])
def test_a23_premium_with_or_without_tax(value: str, fen: int) -> None:
    policy = {
        "subject": "PZ01/发票001",
        "paid_on": "2023-05-01",
        "premium_fen": 1_060_000,
        "premium_net_fen": 1_000_000,
    }
    assert one("premium_basis", value, claim("05-02", DAY, policy)) == (PAYABLE, fen)


@pytest.mark.parametrize(("value", "fen"), [("pay", 0), ("policy_start", 150_000)])
def test_a23_the_year_of_a_premium(value: str, fen: int) -> None:
    full = {
        "subject": "PZ01/发票001",
        "paid_on": "2023-05-01",
        "premium_fen": 20_000_000,
        "policy_start": "2023-05-01",
    }
    late = {
        "subject": "PZ02/发票002",
        "paid_on": "2023-12-20",
        "premium_fen": 1_000_000,
        "policy_start": "2024-01-01",
    }
    claims = [claim("05-02", "2024-02-01", full), claim("05-02", "2024-02-01", late, id="K2")]
    found = decide(claims, readings={"premium_year": value})
    assert [result["amount_fen"] for result in found] == [2_000_000, fen]


@pytest.mark.parametrize(
    ("unit", "mode", "fen"),
    [
        # 100,033.33 元 × 15% = 15,004.9995 元; see the last digit move
        ("fen", "half_up", 1_500_500),
        ("fen", "down", 1_500_499),
        ("jiao", "half_up", 1_500_500),
        ("jiao", "down", 1_500_490),
        ("yuan", "half_up", 1_500_500),
        ("yuan", "down", 1_500_400),
    ],
)
def test_a25_rounding(unit: str, mode: str, fen: int) -> None:
    loan = {
        "subject": "农商行2023字第18号/2023",
        "listed": True,
        "on_time": True,
        "payments": [{"paid_on": "2023-09-20", "interest_fen": 10_003_333}],
    }
    result = decide_one(
        claim("05-01", DAY, loan), readings={"round_unit": unit, "round_mode": mode}
    )
    assert outcome(result) == (PAYABLE, fen)


def test_a25_rounding_comes_before_the_cap() -> None:
    policy = {"subject": "PZ01/发票001", "paid_on": "2023-05-01", "premium_fen": 13_333_333}
    readings = {"round_unit": "fen", "round_mode": "down"}
    result = decide_one(claim("05-02", DAY, policy), readings=readings)
    assert outcome(result) == (PAYABLE, 1_999_999)


@pytest.mark.parametrize(("value", "verdict"), [("need_doc", "needs_document"), ("deny", REFUSED)])
def test_a29_late_without_a_document(value: str, verdict: str) -> None:
    mark = {"subject": "51234567", "achieved_on": "2024-12-31"}
    assert one("late_apply", value, claim("02-02", "2025-01-01", mark)) == (verdict, 0)
    assert one("late_apply", value, claim("02-02", "2024-12-31", mark)) == (PAYABLE, 3_000_000)


@pytest.mark.parametrize(
    ("value", "result"), [("need_doc", (PAYABLE, 3_000_000)), ("deny", (REFUSED, 0))]
)
def test_a29_late_with_a_document(value: str, result: tuple[str, int]) -> None:
    mark = {"subject": "51234567", "achieved_on": "2024-12-31"}
    asked = claim("02-02", "2025-01-01", mark, basis_document="乐府办函〔2025〕3号")
    assert one("late_apply", value, asked) == result


def test_readings_of_casework_change_nothing_here() -> None:
    claims = [
        claim("01-02", DAY, PRIZE),
        claim("02-02", DAY, {"subject": "51234567", "achieved_on": "2023-06-01"}, id="K2"),
        claim("02-03", DAY, {"subject": "乐昌香芋", "achieved_on": "2023-06-01"}, id="K3"),
    ]
    expected = decide(claims)
    for key in CASEWORK_ONLY:
        for choice in lechang().readings[key].choices:
            assert decide(claims, readings={key: choice.value}) == expected


def test_every_switch_of_the_pack_is_tried_here() -> None:
    acting = {
        "maint_compare",
        "maint_start",
        "maint_asof",
        "maint_stock",
        "coowner",
        "design_award",
        "same_patent",
        "excl_year",
        "excl_mode",
        "renewal",
        "gi_zone_trigger",
        "gi_zone_both",
        "copyright_issuer",
        "cap_year",
        "title_repeat",
        "premium_basis",
        "premium_year",
        "round_unit",
        "round_mode",
        "late_apply",
    }
    assert acting | CASEWORK_ONLY == set(lechang().readings)
