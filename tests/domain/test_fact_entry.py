from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipdesk.domain.fact_entry import FactFault, parse_fact, show_fact
from ipdesk.domain.policy import Choice, Fact, FactKind

DAY = Fact("achieved_on", "日期", FactKind.DATE)
MONEY = Fact("premium_fen", "保费", FactKind.MONEY)
FLAG = Fact("in_force", "有效", FactKind.FLAG)
SHARE = Fact("ip_share", "占比", FactKind.SHARE)
COUNT = Fact("owner_rank", "顺位", FactKind.COUNT, least=1)
KIND = Fact(
    "patent_kind",
    "种类",
    FactKind.CHOICE,
    choices=(Choice("invention", "发明"), Choice("design", "外观设计")),
)


@pytest.mark.parametrize(
    "typed",
    [
        "2023.3.2",
        "2023-3-2",
        "20230302",
        "2023年3月2日",
        "2023/03/02",
        "２０２３．３．２",
        "23.3.2",
    ],
)
def test_a_date_is_read_in_every_usual_form(typed: str) -> None:
    assert parse_fact(DAY, typed) == date(2023, 3, 2)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2023-2-30", "fact-no-such-day"),
        ("3203-2-3", "fact-no-such-day"),
        ("昨天", "fact-not-a-date"),
        ("2023-3", "fact-not-a-date"),
        ("", "fact-missing"),
        ("2023-3-2\u200b", "character-invisible"),
    ],
)
def test_what_is_no_date_is_told_and_not_guessed(typed: str, code: str) -> None:
    fault = parse_fact(DAY, typed)
    assert isinstance(fault, FactFault)
    assert fault.code == code


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("10万", 10_000_000),
        ("1,234.5", 123_450),
        ("1，234.50元", 123_450),
        ("0.5万元", 500_000),
        ("1亿元", 10_000_000_000),
        ("¥100", 10_000),
        ("100000.33", 10_000_033),
        ("0", 0),
    ],
)
def test_money_is_read_exactly(typed: str, fen: int) -> None:
    assert parse_fact(MONEY, typed) == fen


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-1", "fact-not-money"),
        ("1,23", "fact-not-money"),
        ("1.234", "fact-below-a-fen"),
        ("十万", "fact-not-money"),
        ("1e5", "fact-not-money"),
        ("99999999亿", "fact-too-much"),
    ],
)
def test_what_is_no_amount_is_told_and_not_guessed(typed: str, code: str) -> None:
    fault = parse_fact(MONEY, typed)
    assert isinstance(fault, FactFault)
    assert fault.code == code


def test_flags_choices_shares_and_counts_are_read() -> None:
    assert parse_fact(FLAG, "是") is True
    assert parse_fact(FLAG, " 否 ") is False
    assert parse_fact(KIND, "外观设计") == "design"
    assert parse_fact(KIND, "invention") == "invention"
    assert parse_fact(SHARE, "60%") == Decimal("0.6")
    assert parse_fact(SHARE, "0.6") == Decimal("0.6")
    assert parse_fact(COUNT, "２") == 2


@pytest.mark.parametrize(
    ("fact", "typed", "code"),
    [
        (FLAG, "也许", "fact-not-yes-or-no"),
        (KIND, "商标", "fact-not-a-choice"),
        (SHARE, "1.2", "fact-not-a-share"),
        (SHARE, "160%", "fact-not-a-share"),
        (COUNT, "0", "fact-too-small"),
        (COUNT, "1.5", "fact-not-a-count"),
    ],
)
def test_other_slips_are_told_by_their_kind(fact: Fact, typed: str, code: str) -> None:
    fault = parse_fact(fact, typed)
    assert isinstance(fault, FactFault)
    assert fault.code == code


@given(st.integers(0, 10**13))
def test_an_amount_shown_is_read_back_the_same(fen: int) -> None:
    assert parse_fact(MONEY, show_fact(MONEY, fen)) == fen


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_shown_is_read_back_the_same(day: date) -> None:
    assert parse_fact(DAY, show_fact(DAY, day)) == day


@given(st.decimals(0, 1, places=6))
def test_a_share_shown_is_read_back_the_same(share: Decimal) -> None:
    assert parse_fact(SHARE, show_fact(SHARE, share)) == share


def test_choices_and_flags_are_shown_by_their_words() -> None:
    assert show_fact(KIND, "design") == "外观设计"
    assert show_fact(FLAG, True) == "是"
    assert show_fact(COUNT, None) == ""
