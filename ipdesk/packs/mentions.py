"""Numbers as a policy writes them: 0.5万元, 15%, 100件, 十年, 二十四个月."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Sort(StrEnum):
    """What a number in a text counts."""

    MONEY = "money"  # value in fen
    PERCENT = "percent"  # value as a share of 1
    COUNT = "count"
    PERIOD = "period"  # value in months, or in days for 日/天
    DAY = "day"  # a calendar date


class Mention(NamedTuple):
    """One number in a text, with its place."""

    sort: Sort
    value: Decimal
    text: str
    start: int


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)"
_FORMS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    (Sort.DAY, re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")),
    (Sort.MONEY, re.compile(rf"({_NUMBER})(亿|万|千)?元")),
    (Sort.PERCENT, re.compile(r"(\d+(?:\.\d+)?)[%％]")),
    (Sort.PERCENT, re.compile(r"百分之([零〇一二两三四五六七八九十百]+)")),
    (Sort.PERIOD, re.compile(rf"({_NUMBER})(?:个)?(年|月|个月|季度|工作日|日|天)(?!度)")),
    (Sort.COUNT, re.compile(rf"({_NUMBER})(?:多|余)?(?:件|项|个|家|人|名|次|所|处|种|篇)(?!月)")),
)
_UNITS = {"亿": 10**8, "万": 10**4, "千": 1000, "": 1}
_MONTHS = {"年": 12, "月": 1, "个月": 1, "季度": 3}


def mentions(text: str) -> list[Mention]:
    """Every number of the text that could matter to a rule, in order of place."""
    found: list[Mention] = []
    taken = [False] * len(text)
    for sort, form in _FORMS:
        for match in form.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            value = _value(sort, match)
            if value is None:
                continue
            for place in range(match.start(), match.end()):
                taken[place] = True
            found.append(Mention(sort, value, match[0], match.start()))
    return sorted(found, key=lambda mention: mention.start)


def _value(sort: Sort, match: re.Match[str]) -> Decimal | None:
    if sort is Sort.DAY:
        return Decimal(int(match[1]) * 10000 + int(match[2]) * 100 + int(match[3]))
    number = read_number(match[1])
    if number is None:
        return None
    if sort is Sort.MONEY:
        return number * _UNITS[match[2] or ""] * 100
    if sort is Sort.PERCENT:
        return number / 100
    if sort is Sort.PERIOD:
        return number * _MONTHS.get(match[2], 1)
    return number


def read_number(text: str) -> Decimal | None:
    """A number in figures or in Chinese numerals up to thousands; None when it is none."""
    if text[0].isdigit() and text.isascii():
        return Decimal(text.replace(",", ""))
    total = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
    return Decimal(total + digit)
