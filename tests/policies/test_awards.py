"""Each award of 乐昌 once as it is usually paid, and once as it is usually refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policies.deciding import PERSON, claim, codes, decide_one, finding, lechang, outcome

INVENTION, DESIGN = "201310200001.6", "201330200003.6"
ACHIEVED: dict[str, Any] = {"achieved_on": "2023-06-01"}
DAY = "2023-10-08"


def titled(title: str) -> dict[str, Any]:
    return {"subject": "A1", "title": title, **ACHIEVED}


def paid_interest(**facts: Any) -> dict[str, Any]:
    payments = [{"paid_on": "2023-03-21", "interest_fen": 1_000_000}]
    return {
        "subject": "农商行2023字第18号/2023上半年",
        "listed": True,
        "on_time": True,
        "payments": payments,
        **facts,
    }


def issue(**facts: Any) -> dict[str, Any]:
    return {"subject": "ABS001-1", "issue_fen": 100_000_000, **ACHIEVED, **facts}


PATENT = {"subject": "201210123456.8", "filed_on": "2012-09-13", "in_force": True}
PRIZE = {"subject": INVENTION, **ACHIEVED}
ZONE = {"subject": "乐昌香芋示范区", **ACHIEVED}
WORK = {"subject": "粤作登字-2023-F-00000001", **ACHIEVED}
LOAN = {"subject": "农商行2023字第18号", **ACHIEVED}
INSURED = {"subject": "PZ01/发票001", "paid_on": "2023-05-01", "premium_fen": 1_000_000}
AGENCY = {
    "subject": "A1",
    "registered_on": "2021-03-01",
    "agency_since": "2022-09-20",
    "qualification": "operation",
}
AGENT = {
    "subject": PERSON,
    "certified_on": "2020-06-01",
    "service": [{"from": "2021-01-04", "to": "2023-01-31"}],
}
DECIDED = {"approved_fen": 2_000_000, "minutes_number": "乐市监会纪〔2023〕8号"}

PAID = [
    ("01-01", PATENT, {}, 500_000),
    ("01-02", PRIZE, {}, 10_000_000),
    ("01-03", PRIZE, {}, 5_000_000),
    ("01-04", PRIZE, {}, 5_000_000),
    ("01-05", PRIZE, {}, 3_000_000),
    ("01-06", PRIZE, {}, 3_000_000),
    ("01-07", PRIZE, {}, 2_000_000),
    ("01-08", {"subject": "第十届", **ACHIEVED}, {"applicant": PERSON}, 1_000_000),
    ("02-01", {"subject": "乐昌香芋", **ACHIEVED}, {}, 5_000_000),
    ("02-02", {"subject": "51234567", **ACHIEVED}, {}, 3_000_000),
    ("02-03", {"subject": "乐昌香芋", **ACHIEVED}, {}, 5_000_000),
    ("02-04", {"subject": "61234567", **ACHIEVED}, {}, 500_000),
    ("02-05", ZONE, {}, 15_000_000),
    ("02-06", ZONE, {"applicant": "GOV"}, 10_000_000),
    ("03-01", WORK, {}, 10_000),
    ("03-02", titled("广东省最具价值版权作品"), {"applicant": PERSON}, 1_000_000),
    ("03-03", titled("全国版权示范基地"), {"applicant": "PARK"}, 3_000_000),
    ("03-04", titled("国家版权示范单位"), {}, 2_000_000),
    ("03-05", titled("广东省版权兴业示范基地"), {}, 2_000_000),
    ("03-06", titled("广东省版权示范单位"), {}, 1_000_000),
    ("04-01", {"subject": "铅锌尾矿回收", **ACHIEVED}, DECIDED, 2_000_000),
    ("05-01", paid_interest(), {}, 150_000),
    ("05-02", INSURED, {}, 150_000),
    ("05-03", issue(), {}, 1_500_000),
    ("07-01", {"subject": "A1", **ACHIEVED}, {}, 5_000_000),
    ("07-02", {"subject": "A1", **ACHIEVED}, {}, 2_000_000),
    ("07-03", {"subject": "A1", **ACHIEVED}, {}, 2_000_000),
    ("08-01", titled("国家级知识产权强国建设示范园区"), {"applicant": "PARK"}, 10_000_000),
    ("08-02", titled("国家知识产权试点园区"), {"applicant": "PARK"}, 5_000_000),
    ("09-01", AGENCY, {"applicant": "AG"}, 3_000_000),
    ("10-01", {"subject": "坪石镇商标品牌培育指导站", **ACHIEVED}, DECIDED, 2_000_000),
    ("15-01", AGENT, {"applicant": PERSON}, 300_000),
]

REFUSED = [
    ("01-01", PATENT | {"subject": "201320200002.6"}, {}, "patent-kind-refused"),
    ("01-02", PRIZE | {"owner_rank": 2}, {}, "owner-refused"),
    ("01-03", PRIZE | {"owner_rank": 2}, {}, "owner-refused"),
    ("01-04", PRIZE | {"achieved_on": "2022-09-12"}, {}, "before-validity"),
    ("01-05", PRIZE, {"applicant": "AWAY"}, "applicant-not-local"),
    ("01-06", PRIZE | {"achieved_on": "2023-10-09"}, {}, "after-receipt"),
    ("01-07", PRIZE | {"owner_rank": 3, "consent": True}, {}, "owner-refused"),
    ("01-08", {"subject": "第十届", **ACHIEVED}, {}, "applicant-kind-excluded"),
    (
        "02-01",
        {"subject": "乐昌香芋", **ACHIEVED},
        {"applicant": PERSON},
        "applicant-kind-excluded",
    ),
    ("02-02", {"subject": "51234567", "achieved_on": "2022-01-01"}, {}, "before-validity"),
    ("02-03", {"subject": "乐昌香芋", "achieved_on": "2021-03-01"}, {}, "before-validity"),
    (
        "02-04",
        {"subject": "61234567", **ACHIEVED},
        {"applicant": PERSON},
        "applicant-kind-excluded",
    ),
    ("02-05", ZONE | {"stage": "accept"}, {}, "zone-stage"),
    ("02-06", ZONE | {"stage": "accept"}, {}, "zone-stage"),
    ("03-01", WORK | {"registration": "reissue"}, {}, "registration-not-new"),
    ("03-02", titled("广东省版权示范单位"), {}, "title-of-another"),
    ("03-03", titled("广东省版权兴业示范基地"), {}, "title-of-another"),
    ("03-04", titled("广东省版权示范单位"), {}, "title-of-another"),
    ("03-05", titled("全国版权示范基地"), {}, "title-of-another"),
    ("03-06", titled("全国版权示范单位"), {}, "title-of-another"),
    (
        "04-01",
        {"subject": "铅锌尾矿回收", **ACHIEVED},
        {"applicant": PERSON},
        "applicant-kind-excluded",
    ),
    ("05-00", LOAN | {"achieved_on": "2022-09-12"}, {}, "before-validity"),
    ("05-01", paid_interest(listed=False), {}, "not-listed"),
    ("05-02", INSURED, {"applicant": PERSON}, "applicant-kind-excluded"),
    ("05-03", issue(issue_fen=33), {}, "amount-zero"),
    ("07-01", {"subject": "A1", "recognition": "review", **ACHIEVED}, {}, "recognition-not-first"),
    ("07-02", {"subject": "A1", "recognition": "renewal", **ACHIEVED}, {}, "recognition-not-first"),
    ("07-03", {"subject": "A1", **ACHIEVED}, {"applicant": "PARK"}, "applicant-kind-excluded"),
    ("08-01", titled("国家知识产权试点园区"), {"applicant": "PARK"}, "title-of-another"),
    ("08-02", titled("强国建设示范园区"), {"applicant": "PARK"}, "title-of-another"),
    ("09-01", AGENCY | {"agency_since": "2022-10-09"}, {"applicant": "AG"}, "not-yet-full"),
    ("10-01", {"subject": "指导站", "achieved_on": "2022-01-01"}, {}, "before-validity"),
    (
        "15-01",
        AGENT | {"service": [{"from": "2021-01-04", "to": "2022-01-31"}]},
        {"applicant": PERSON},
        "service-not-full",
    ),
]


@pytest.mark.parametrize(("award", "item", "more", "fen"), PAID, ids=[row[0] for row in PAID])
def test_an_award_is_paid(award: str, item: dict[str, Any], more: dict[str, Any], fen: int) -> None:
    result = decide_one(claim(award, DAY, item, **more))
    assert outcome(result) == ("payable", fen)
    assert sum(line["amount_fen"] for line in result["lines"]) == fen
    assert all(line["quote"] for line in result["lines"])


@pytest.mark.parametrize(
    ("award", "item", "more", "code"), REFUSED, ids=[row[0] for row in REFUSED]
)
def test_an_award_is_refused_with_its_reason_and_clause(
    award: str, item: dict[str, Any], more: dict[str, Any], code: str
) -> None:
    result = decide_one(claim(award, DAY, item, **more))
    assert outcome(result) == ("not_payable", 0)
    assert code in codes(result)
    told = finding(result, code)
    assert told["severity"] == "block"
    assert told["clause"] == ("21" if code == "before-validity" else result["award"][:2]) or (
        code == "after-receipt"
    )
    assert told["text"].endswith("。")


def test_every_award_has_both() -> None:
    awards = set(lechang().awards)
    assert {row[0] for row in PAID} == awards - {"05-00"}
    assert {row[0] for row in REFUSED} == awards


def test_risk_compensation_is_passed_on_without_an_amount() -> None:
    result = decide_one(claim("05-00", DAY, LOAN))
    assert outcome(result) == ("referral", 0)
    assert [line["amount_fen"] for line in result["lines"]] == [0]


def test_a_discretionary_award_shows_its_ceiling_and_never_fills_it_in() -> None:
    station = {"subject": "坪石镇商标品牌培育指导站", **ACHIEVED}
    result = decide_one(claim("10-01", DAY, station))
    assert outcome(result) == ("needs_decision", 0)
    assert result["ceiling_fen"] == 3_000_000
    zero = decide_one(claim("10-01", DAY, station, approved_fen=0, minutes_number="纪要1号"))
    assert outcome(zero) == ("needs_decision", 0)


def test_a_design_that_won_a_national_prize_waits_for_the_committee() -> None:
    design = {"subject": DESIGN, "patent_kind": "design", **ACHIEVED}
    for award, most in (("01-02", 10_000_000), ("01-03", 5_000_000), ("01-05", 3_000_000)):
        assert outcome(decide_one(claim(award, DAY, design))) == ("needs_decision", 0)
        more = {"approved_fen": most, "minutes_number": "纪要1号"}
        assert outcome(decide_one(claim(award, DAY, design, **more))) == ("payable", most)
    # 广东专利奖 knows no such doubt.
    assert outcome(decide_one(claim("01-04", DAY, design))) == ("payable", 5_000_000)


def test_a_patent_number_with_a_wrong_check_digit_only_warns() -> None:
    result = decide_one(claim("01-01", DAY, PATENT | {"subject": "ZL 201210123456.7"}))
    assert outcome(result) == ("payable", 500_000)
    assert finding(result, "patent-number-check")["values"]["expected"] == "8"


def test_the_ten_year_award_reminds_of_the_higher_policy() -> None:
    result = decide_one(claim("01-01", DAY, PATENT))
    assert finding(result, "upper-policy-notice")["severity"] == "info"
    assert "upper-policy-notice" not in codes(decide_one(claim("01-02", DAY, PRIZE)))
