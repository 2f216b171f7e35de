from __future__ import annotations

import pytest

from tests.policies.deciding import claim, codes, decide, decide_one, outcome


def prize(**facts: object) -> dict[str, object]:
    item = {"subject": "201210123456.8", "achieved_on": "2023-05-01", **facts}
    return claim("01-04", "2024-03-01", item)


@pytest.mark.parametrize(
    ("reading", "facts", "paid"),
    [
        ("first", {"owner_rank": 1}, True),
        ("first", {"owner_rank": 2, "consent": True, "first_owner_local": False}, False),
        ("first_local", {"owner_rank": 1}, True),
        ("first_local", {"owner_rank": 2, "consent": True, "first_owner_local": False}, True),
        ("first_local", {"owner_rank": 2, "consent": True, "first_owner_local": True}, False),
        ("first_local", {"owner_rank": 2, "consent": False, "first_owner_local": False}, False),
        ("any_local_with_consent", {"owner_rank": 3, "consent": True}, True),
        ("any_local_with_consent", {"owner_rank": 3, "consent": False}, False),
        ("any_local_with_consent", {"owner_rank": 1}, True),
    ],
)
def test_which_owner_may_ask_is_a_reading(
    reading: str, facts: dict[str, object], paid: bool
) -> None:
    result = decide_one(prize(**facts), readings={"coowner": reading})
    assert (outcome(result)[1] > 0) is paid


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        ("201210123456.8", "payable"),
        ("ZL201210123456.8", "payable"),
        ("201280123456.1", "payable"),
        ("201220123456.X", "not_payable"),
        ("201230123456.1", "not_payable"),
        ("85100001.0", "payable"),
        ("第一号专利", "payable"),
    ],
)
def test_only_inventions_are_paid_for_ten_years(number: str, verdict: str) -> None:
    item = {"subject": number, "filed_on": "2012-10-01", "in_force": True}
    assert outcome(decide_one(claim("01-01", "2023-10-08", item)))[0] == verdict


def test_a_number_of_another_kind_than_the_fact_says_only_warns() -> None:
    result = decide_one(prize(subject="201220123456.X", patent_kind="invention"))
    assert outcome(result) == ("payable", 5_000_000)
    assert "patent-kind-differs" in codes(result)


@pytest.mark.parametrize(
    ("reading", "verdict", "fen"),
    [
        ("include", "payable", 10_000_000),
        ("exclude", "not_payable", 0),
        ("committee", "needs_decision", 0),
    ],
)
def test_a_design_with_a_national_prize_is_a_reading(reading: str, verdict: str, fen: int) -> None:
    item = {"subject": "1", "achieved_on": "2023-05-01", "patent_kind": "design"}
    result = decide_one(claim("01-02", "2024-03-01", item), readings={"design_award": reading})
    assert outcome(result) == (verdict, fen)


@pytest.mark.parametrize(
    ("approved", "minutes", "wanted"),
    [
        (10_000_000, "纪要1号", ("payable", 10_000_000)),
        (10_000_001, "纪要1号", ("needs_decision", 0)),
        (0, "纪要1号", ("needs_decision", 0)),
        (10_000_000, None, ("needs_decision", 0)),
        (1, "纪要1号", ("payable", 1)),
    ],
)
def test_a_project_is_paid_what_the_minutes_say_up_to_the_ceiling(
    approved: int, minutes: str | None, wanted: tuple[str, int]
) -> None:
    item = {"subject": "项目甲", "achieved_on": "2023-05-01"}
    more = {"approved_fen": approved, "minutes_number": minutes}
    result = decide_one(claim("04-01", "2024-03-01", item, **more))
    assert outcome(result) == wanted
    assert result["ceiling_fen"] == 10_000_000


@pytest.mark.parametrize(
    ("registration", "prefix", "reading", "paid"),
    [
        ("new", "粤作登字", "gd", True),
        ("change", "粤作登字", "gd", False),
        ("reissue", "粤作登字", "gd", False),
        ("new", "国作登字", "gd", False),
        ("new", "国作登字", "gd_or_national", True),
        ("new", "软著登字", "gd_or_national", False),
    ],
)
def test_which_certificates_of_works_are_paid(
    registration: str, prefix: str, reading: str, paid: bool
) -> None:
    item = {
        "subject": f"{prefix}-2023-F-00000001",
        "achieved_on": "2023-05-01",
        "registration": registration,
    }
    result = decide_one(claim("03-01", "2024-03-01", item), readings={"copyright_issuer": reading})
    assert (outcome(result)[1] > 0) is paid


def renewed(name: str, day: str, recognition: str) -> dict[str, object]:
    return claim("07-02", "2024-06-01", {"achieved_on": day, "recognition": recognition}, id=name)


def test_a_renewed_recognition_is_paid_in_another_year_when_the_reading_allows() -> None:
    claims = [
        renewed("K1", "2022-12-01", "first"),
        renewed("K2", "2023-05-01", "first"),
        renewed("K3", "2023-05-01", "renewal"),
        renewed("K4", "2023-06-01", "review"),
    ]
    amounts = [outcome(result)[1] for result in decide(claims, readings={"renewal": "allow"})]
    assert amounts == [2_000_000, 0, 2_000_000, 0]
    amounts = [outcome(result)[1] for result in decide(claims)]
    assert amounts == [2_000_000, 0, 0, 0]


def titled(name: str, day: str, title: str) -> dict[str, object]:
    return claim("03-04", "2024-06-01", {"achieved_on": day, "title": title}, id=name)


def test_a_title_is_paid_once_or_for_each_recognition() -> None:
    claims = [
        titled("K1", "2022-12-01", "国家版权示范单位"),
        titled("K2", "2023-12-01", "国家版权示范单位"),
        titled("K3", "2023-12-01", "国家版权示范单位"),
    ]
    each = decide(claims, readings={"title_repeat": "each_recognition"})
    assert [outcome(result)[1] for result in each] == [2_000_000, 2_000_000, 0]
    assert [outcome(result)[1] for result in decide(claims)] == [2_000_000, 0, 0]


@pytest.mark.parametrize(
    ("title", "verdict", "code"),
    [
        ("国家版权示范单位", "payable", ""),
        ("全国版权示范单位", "payable", ""),
        ("广东省版权示范单位", "not_payable", "title-of-another"),
        ("版权先锋单位", "needs_decision", "title-unknown"),
    ],
)
def test_the_title_on_the_certificate_is_looked_up(title: str, verdict: str, code: str) -> None:
    result = decide_one(titled("K1", "2023-05-01", title))
    assert outcome(result)[0] == verdict
    assert not code or code in codes(result)


@pytest.mark.parametrize(
    ("trigger", "stage", "paid"),
    [("build", "build", True), ("build", "accept", False), ("accept", "accept", True)],
)
def test_a_zone_counts_at_the_stage_of_the_reading(trigger: str, stage: str, paid: bool) -> None:
    item = {"subject": "香芋", "achieved_on": "2023-05-01", "stage": stage}
    result = decide_one(claim("02-05", "2024-03-01", item), readings={"gi_zone_trigger": trigger})
    assert (outcome(result)[1] > 0) is paid


@pytest.mark.parametrize(("listed", "on_time"), [(False, True), (True, False)])
def test_interest_not_listed_or_late_is_refused(listed: bool, on_time: bool) -> None:
    item = {
        "subject": "L1",
        "listed": listed,
        "on_time": on_time,
        "payments": [{"paid_on": "2023-05-01", "interest_fen": 100_000}],
    }
    assert outcome(decide_one(claim("05-01", "2024-03-01", item)))[0] == "not_payable"
