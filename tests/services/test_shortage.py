"""超预算 by the order of receipt: told on the page and in the list, cutting nothing."""

from __future__ import annotations

import pytest

from ipdesk.services.claim_page import view_claim
from ipdesk.services.claims import ClaimFilter, claim_rows
from ipdesk.services.ledgers import ledger, set_budget
from ipdesk.services.readings import ReadingForm, set_reading
from tests.services.casework import PACK, Desk, patent

A, B = "201210123456.8", "201210000017.8"


def accepted(desk: Desk, name: str, number: str) -> int:
    claim = desk.received(desk.applicant(name), "01-01", patent(number))
    desk.take("clerk", claim, "accept")
    return claim


def told(desk: Desk, claim: int) -> list[str]:
    found = view_claim(desk.office, claim).notes
    return [note.text for note in found if note.code == "over-budget"]


def test_the_later_claim_is_over_budget_with_its_place_in_the_queue(desk: Desk) -> None:
    first, second = accepted(desk, "乐昌市甲公司", A), accepted(desk, "乐昌市乙公司", B)
    assert told(desk, second) == []  # no budget is on file yet
    set_budget(desk.office, desk.clerk, PACK, 2024, 800_000)
    assert told(desk, first) == []
    assert told(desk, second) == [
        "超预算：2024 年预算 8,000.00 元，按收件先后本件排第 2 件，前面已安排 5,000.00 元，"
        "本件有 2,000.00 元超出。按收件先后排队，金额不自动削减。"
    ]
    rows = claim_rows(desk.office, (first, second))
    assert [rows[number].over_budget for number in (first, second)] == [False, True]
    assert {row.applicant: row.note for row in ledger(desk.office, ClaimFilter())} == {
        "乐昌市甲公司": "",
        "乐昌市乙公司": "超预算",
    }
    assert view_claim(desk.office, second).amount_fen == 500_000
    set_budget(desk.office, desk.clerk, PACK, 2024, 1_000_000)
    assert told(desk, second) == []
    assert not claim_rows(desk.office, (second,))[second].over_budget


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("prorata", "如按比例发放，各件约为 80.00%，供集体审议参考，金额不自动削减。"),
        ("next_year", "按口径转 2025 年度安排，金额不自动削减。"),
    ],
)
def test_the_reading_says_what_is_done_about_it(desk: Desk, value: str, said: str) -> None:
    set_reading(desk.office, desk.approver, PACK, ReadingForm("shortage", value, "会议纪要"))
    accepted(desk, "乐昌市甲公司", A)
    second = accepted(desk, "乐昌市乙公司", B)
    set_budget(desk.office, desk.clerk, PACK, 2024, 800_000)
    [text] = told(desk, second)
    assert text.endswith(said)


def test_a_claim_that_ends_makes_room_for_the_next(desk: Desk) -> None:
    first, second = accepted(desk, "乐昌市甲公司", A), accepted(desk, "乐昌市乙公司", B)
    set_budget(desk.office, desk.clerk, PACK, 2024, 500_000)
    assert len(told(desk, second)) == 1
    desk.take("clerk", first, "withdraw", reason="申报主体撤回")
    assert told(desk, second) == []
