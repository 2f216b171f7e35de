from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from ipdesk.domain.ledger import (
    Budget,
    LedgerItem,
    LedgerRow,
    applicant_sums,
    award_sums,
    change,
    clause_sums,
    digest,
    masked_code,
)

ROW = LedgerRow(
    number="LC2024-0001",
    received_on=date(2024, 3, 1),
    applicant="甲公司",
    applicant_kind="企业",
    code="91440281MA4UABCD1X",
    town="坪石镇",
    clause="（一）",
    award_id="a",
    award="甲事项",
    subject_name="",
    subject="1",
    fact_on=None,
    count=1,
    claimed_fen=100,
    approved_fen=90,
    examined_on=None,
    reviewed_on=None,
    deliberated_on=None,
    published="",
    objection="",
    document_number="",
    paid_on=None,
    paid_fen=80,
    voucher="",
    fund_year=2024,
    fund_source="",
    stage="已拨付",
    archive_number="",
    note="",
)
ITEM = LedgerItem("LC2024-0001", "甲公司", "甲事项", 1, "1", None, "可兑现", 90)
OTHER = replace(
    ROW, applicant="乙公司", award_id="b", clause="（二）", approved_fen=500, paid_fen=None
)
FAILED = replace(ROW, failed=True, approved_fen=None, paid_fen=None)


def test_digest_repeats_for_the_same_rows_and_items() -> None:
    assert digest([ROW, OTHER], [ITEM]) == digest(iter((ROW, OTHER)), iter((ITEM,)))
    assert len(digest([], [])) == 64


@pytest.mark.parametrize("name", [field.name for field in fields(LedgerRow)])
def test_digest_sees_a_change_of_any_field(name: str) -> None:
    changed = replace(ROW, **{name: date(1999, 9, 9)})
    assert digest([changed], []) != digest([ROW], [])


def test_digest_sees_order_loss_and_the_border_between_rows_and_items() -> None:
    seen = {
        digest([ROW, OTHER], [ITEM]),
        digest([OTHER, ROW], [ITEM]),
        digest([ROW], [ITEM]),
        digest([ROW, OTHER], []),
        digest([ROW, OTHER], [replace(ITEM, amount_fen=91)]),
    }
    assert len(seen) == 5


def test_digest_takes_any_text() -> None:
    assert digest([replace(ROW, note="\ud800")], [])


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        pytest.param("44028119900307002X", "440281********002X", id="person"),
        pytest.param("440281900307002", "440281*****7002", id="old number"),
        pytest.param("91440281MA4UABCD1X", "91440281MA4UABCD1X", id="unit"),
        pytest.param("440281********002X", "440281********002X", id="masked already"),
        pytest.param("E12345678", "*******78", id="passport"),
        pytest.param("12", "**", id="two characters"),
        pytest.param("", "", id="not known"),
    ],
)
def test_numbers_of_persons_are_masked_and_codes_of_units_are_not(code: str, shown: str) -> None:
    assert masked_code(code) == shown


def test_award_sums_count_claims_applicants_and_money() -> None:
    awards = (("a", "（一）", "甲事项"), ("b", "（二）", "乙事项"), ("c", "（二）", "丙事项"))
    lines = award_sums([ROW, FAILED, OTHER], awards, {"a": 60})
    assert [(s.received, s.approved, s.refused, s.applicants) for s in lines] == [
        (2, 1, 1, 1),
        (1, 1, 0, 1),
        (0, 0, 0, 0),
    ]
    assert [(s.approved_fen, s.paid_fen, s.last_year_fen) for s in lines] == [
        (90, 80, 60),
        (500, 0, 0),
        (0, 0, 0),
    ]
    assert [s.change for s in lines] == [Decimal("0.5"), None, None]
    assert [(s.clause, s.received, s.approved_fen) for s in clause_sums(lines)] == [
        ("（一）", 2, 90),
        ("（二）", 1, 500),
    ]


def test_a_failed_claim_counts_as_refused_and_its_money_as_the_detail_shows_it() -> None:
    # Every sheet adds the same column up, so that no two totals of one file differ.
    withdrawn = replace(ROW, failed=True)
    (line,) = award_sums([withdrawn], (("a", "（一）", "甲事项"),), {})
    assert (line.approved, line.refused, line.approved_fen) == (0, 1, 90)
    assert applicant_sums([withdrawn])[0].approved_fen == 90


def test_applicants_stand_by_the_money_they_got() -> None:
    lines = applicant_sums([ROW, FAILED, OTHER])
    assert [(s.applicant, s.received, s.approved, s.refused) for s in lines] == [
        ("乙公司", 1, 1, 0),
        ("甲公司", 2, 1, 1),
    ]
    assert [(s.claimed_fen, s.approved_fen, s.paid_fen) for s in lines] == [
        (100, 500, 0),
        (200, 90, 80),
    ]


def test_what_is_short_of_the_approved_amount() -> None:
    assert ROW.short_fen == 10
    assert OTHER.short_fen is None


def test_budget_left_and_used() -> None:
    budget = Budget(2024, 1000, 300, 400, 250)
    assert budget.left_fen == 300
    assert budget.used_share == Decimal("0.25")
    assert Budget(2024, 0, 0, 0, 0).used_share is None


def test_change_over_nothing_is_no_number() -> None:
    assert change(5, 0) is None
    assert change(5, 10) == Decimal("-0.5")
