"""Money as integer fen: shares, words and figures."""

from __future__ import annotations

from decimal import Decimal

MOST_FEN = 10**13  # reliability.md: money lies in 0..10^13 fen

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


def share_of(fen: int, rate: Decimal, unit_fen: int = 1, half_up: bool = True) -> int:
    """`fen` × `rate`, rounded once to whole `unit_fen` (1 分, 10 角, 100 元)."""
    top, bottom = rate.as_integer_ratio()
    return rounded(fen * top, bottom, unit_fen, half_up)


def rounded(top: int, bottom: int, unit_fen: int, half_up: bool) -> int:
    """The fen of `top` / `bottom`, not below zero, in whole units: exact for any share."""
    bottom *= unit_fen
    units = (2 * top + bottom) // (2 * bottom) if half_up else top // bottom
    return units * unit_fen


def figures(fen: int) -> str:
    """The amount in 元 with two decimals and thousands separators, `1,409.50`."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{part:02d}"


def capitals(fen: int) -> str:
    """The amount in 大写, as 支付结算办法 附一 wants it: 人民币 attached, 整 after 元 or 角.

    Raises ValueError below zero or above 10^13 fen.
    """
    if not 0 <= fen <= MOST_FEN:
        raise ValueError(f"no amount of money here: {fen}")
    whole, part = divmod(fen, 100)
    jiao, cent = divmod(part, 10)
    text = "人民币"
    if whole:
        text += _whole(whole) + "元"
    elif not part:
        return text + "零元整"
    if not part:
        return text + "整"
    if jiao:
        # 1409.50 → 肆佰零玖元伍角; 107000.53 → 壹拾万柒仟元零伍角: a zero for the empty 元 place
        if whole and whole % 10 == 0:
            text += "零"
        text += _DIGITS[jiao] + "角"
    elif whole:
        text += "零"
    return text + (_DIGITS[cent] + "分" if cent else "整")


def _whole(number: int) -> str:
    """A whole number of 元 up to 10^11, in groups of four digits with each inner zero said once."""
    text, skipped = "", False
    for name, base in (("亿", 10**8), ("万", 10**4), ("", 1)):
        group = number // base % 10_000
        if not group:
            skipped = bool(text)
            continue
        if text and (skipped or group < 1000):
            text += "零"
        text += _group(group) + name
        skipped = False
    return text


def _group(group: int) -> str:
    text, zero = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if not digit:
            zero = bool(text)
            continue
        text += ("零" if zero else "") + _DIGITS[digit] + _PLACES[place]
        zero = False
    return text
