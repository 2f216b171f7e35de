from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipdesk.domain.money import MOST_FEN, capitals, figures, share_of


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (140950, "人民币壹仟肆佰零玖元伍角整"),
        (600714, "人民币陆仟零柒元壹角肆分"),
        (168032, "人民币壹仟陆佰捌拾元零叁角贰分"),
        (10700053, "人民币壹拾万柒仟元零伍角叁分"),
        (1640902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (32504, "人民币叁佰贰拾伍元零肆分"),
        (10000000, "人民币壹拾万元整"),
        (0, "人民币零元整"),
        (1, "人民币壹分"),
        (10, "人民币壹角整"),
        (100, "人民币壹元整"),
        (1000, "人民币壹拾元整"),
        (100000500, "人民币壹佰万零伍元整"),
        (10000000000, "人民币壹亿元整"),
        (1000000010000, "人民币壹佰亿零壹佰元整"),
        (MOST_FEN, "人民币壹仟亿元整"),
    ],
)
def test_an_amount_in_capitals_is_written_as_the_payment_rules_want(fen: int, text: str) -> None:
    assert capitals(fen) == text


@pytest.mark.parametrize("fen", [-1, MOST_FEN + 1])
def test_what_is_no_amount_has_no_capitals(fen: int) -> None:
    with pytest.raises(ValueError, match="no amount"):
        capitals(fen)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (140950, "1,409.50"), (123456789, "1,234,567.89"), (-250, "-2.50")],
)
def test_figures_carry_two_decimals_and_separators(fen: int, text: str) -> None:
    assert figures(fen) == text


@pytest.mark.parametrize(
    ("fen", "rate", "unit", "half_up", "share"),
    [
        pytest.param(10_000_033, "0.15", 1, True, 1_500_005, id="15000.0495 → 15000.05"),
        pytest.param(26_345_678, "0.15", 1, True, 3_951_852, id="39518.517 → 39518.52"),
        pytest.param(13_333_333, "0.15", 1, True, 2_000_000, id="19999.99995 → 20000.00"),
        pytest.param(26_345_678, "0.15", 1, False, 3_951_851, id="down"),
        pytest.param(10_000_033, "0.15", 100, True, 1_500_000, id="whole 元"),
        pytest.param(10_000_033, "0.15", 10, True, 1_500_000, id="whole 角"),
        pytest.param(10_000_000_000, "0.015", 1, True, 150_000_000, id="1.5% of 1亿元"),
    ],
)
def test_a_share_is_rounded_once(fen: int, rate: str, unit: int, half_up: bool, share: int) -> None:
    assert share_of(fen, Decimal(rate), unit, half_up) == share


@given(st.integers(0, MOST_FEN))
def test_capitals_end_where_the_fen_end(fen: int) -> None:
    text = capitals(fen)
    assert text.startswith("人民币")
    assert text.endswith("分" if fen % 10 else "整")
    assert "零零" not in text


@given(st.integers(0, MOST_FEN), st.integers(0, MOST_FEN))
def test_two_amounts_never_share_their_capitals(one: int, other: int) -> None:
    assert (capitals(one) == capitals(other)) == (one == other)
