from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ipdesk.ui import reading


@pytest.mark.parametrize(
    "text", ["2024-3-1", "2024.03.01", "20240301", "2024年3月1日", "2024/3/1", " ２０２４－３－１ "]
)
def test_dates_are_read_as_offices_write_them(text: str) -> None:
    assert reading.read_date(text) == date(2024, 3, 1)


@pytest.mark.parametrize("text", ["2024-2-30", "3月1日", "2024", "二〇二四年", ""])
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert reading.read_date(text) is None


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.5", 123450),
        ("¥100", 10000),
        ("1.5万", 1_500_000),
        ("0.5万元", 500_000),
        ("３，０００元", 300_000),
        ("0", 0),
    ],
)
def test_money_is_read_in_fen(text: str, fen: int) -> None:
    assert reading.read_money(text) == fen


@pytest.mark.parametrize("text", ["1.234", "-5", "1e5", "NaN", "一百", "100000000000.01", ""])
def test_what_is_no_amount_is_refused(text: str) -> None:
    assert reading.read_money(text) is None


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50%", Decimal("0.5")),
        ("0.25", Decimal("0.25")),
        ("1/2", Decimal("0.5")),
        ("1", Decimal(1)),
    ],
)
def test_shares_are_read_in_three_ways(text: str, share: Decimal) -> None:
    assert reading.read_share(text) == share


@pytest.mark.parametrize("text", ["120%", "1/0", "-1", "half"])
def test_what_is_no_share_is_refused(text: str) -> None:
    assert reading.read_share(text) is None


def test_yes_and_no_are_read() -> None:
    assert [reading.read_flag(text) for text in ("是", "√", "否", "N", "也许")] == [
        True,
        True,
        False,
        False,
        None,
    ]
