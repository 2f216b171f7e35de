"""Numbers as a policy writes them: 0.5万元, 15%, 100件, 十年, 二十四个月."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
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


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    **{char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", start=1)},
    **{"两": 2, "〇": 0},
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_NUMERAL = "".join((*_DIGITS, *_TENS))
# Bounded and tried only where a number begins: a text of a million figures is soon read, too.
_FIGURES = r"(?<![0-9.,])[0-9][0-9,]{0,30}(?:\.[0-9]{1,30})?"
_WORDS = rf"(?<![{_NUMERAL}])[{_NUMERAL}]{{1,30}}(?:[万亿][{_NUMERAL}]{{1,30}})?"
_NUMBER = rf"(?:{_FIGURES}|{_WORDS})"
_PLAIN = rf"(?:[0-9][0-9,]{{0,30}}(?:\.[0-9]{{1,30}})?|[{_NUMERAL}]{{1,30}})"
_PER = r"(百分之|千分之|万分之)"
_LONG = r"(年|个月|月|季度|工作日|日|天|周|星期)(?!度)"
_THINGS = "(?:件|项|个|家|人|名|次|所|处|种|篇|倍|户|套|台|笔|份)(?!月)"
# A list has its unit once, at its end: 10、5、3万元.
_ON = rf"(?:[、和及]{_PLAIN}(?:(?:亿|万|千|百)(?=[、和及]))?){{1,9}}"
_GIVEN = "(?=的?(?:一次性)?(?:奖励|资助|补助|补贴|扶持|奖金|经费))"
_BY = (
    "(?=的?(?:标准|比例|金额)?(?:再|另|一次性|相应)?"
    "(?:给予|予以|进行|配套|奖励|资助|补助|补贴|扶持|补偿|贴息))"
)
# The lower end of 5—10万元 has the unit of the upper one.
_TO = rf"(?:[—–~～至到-]|——){_PLAIN}"
_FORMS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    (Sort.DAY, re.compile(r"(?<![0-9])([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")),
    (
        Sort.DAY,
        re.compile(
            rf"(?<![{_NUMERAL}])([{_NUMERAL}]{{4}})年([{_NUMERAL}]{{1,3}})月([{_NUMERAL}]{{1,3}})日"
        ),
    ),
    (Sort.MONEY, re.compile(rf"({_NUMBER})(?:多|余)?(亿|万|千|百)?元")),
    (Sort.MONEY, re.compile(rf"({_NUMBER})(亿|万|千|百)?(?={_TO}(亿|万|千|百)?元)")),
    (Sort.MONEY, re.compile(rf"({_FIGURES})(亿|万|千|百)?(?={_ON}(亿|万|千|百)?元)")),
    (Sort.MONEY, re.compile(rf"({_FIGURES})(亿|万)?(?={_ON}(亿|万){_GIVEN})")),
    # 10万奖励: the unit is left away before the word for what is given.
    (Sort.MONEY, re.compile(rf"({_FIGURES})(亿|万){_GIVEN}")),
    (Sort.PERCENT, re.compile(rf"({_FIGURES})([%‰])")),
    (Sort.PERCENT, re.compile(rf"({_FIGURES})([%‰]?)(?={_TO}([%‰]))")),
    (Sort.PERCENT, re.compile(rf"({_FIGURES})([%‰]?)(?={_ON}([%‰]))")),
    (Sort.PERCENT, re.compile(rf"({_FIGURES})(个百分点)")),
    # 按1:1配套: as much again as what it is laid beside.
    (Sort.PERCENT, re.compile(r"(?<![0-9.])1[:：∶]([0-9](?:\.[0-9]{1,3})?)(?![0-9:：])")),
    (
        Sort.PERCENT,
        re.compile(rf"{_PER}((?:{_FIGURES}|[{_NUMERAL}]{{1,30}}(?:点[{_NUMERAL}]{{1,9}})?))"),
    ),
    # 按奖金的2倍配套, 三成补助: a share, and not a count, where something is given by it.
    (Sort.PERCENT, re.compile(rf"({_NUMBER})(倍|成){_BY}")),
    # 提名奖减半奖励: half of what was given before.
    (Sort.PERCENT, re.compile(rf"减(半){_BY}")),
    (Sort.PERIOD, re.compile(rf"({_NUMBER})(?:多|余)?个?{_LONG}(半)?")),
    (Sort.PERIOD, re.compile(rf"({_NUMBER})(?={_TO}个?{_LONG})")),
    (Sort.PERIOD, re.compile(r"(半)个?(年|月)(?!度)")),
    (Sort.COUNT, re.compile(rf"({_NUMBER})(亿|万|千|百)?(?:多|余)?{_THINGS}")),
    (Sort.COUNT, re.compile(rf"({_NUMBER})(亿|万|千|百)?(?={_TO}(亿|万|千|百)?{_THINGS})")),
)
_HALF = "半"
_UNITS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "": 1}
_SHARES = {
    "%": 100,
    "个百分点": 100,
    "‰": 1000,
    "百分之": 100,
    "千分之": 1000,
    "万分之": 10**4,
    "倍": 1,
    "成": 10,
}
_MONTHS = {"年": 12, "月": 1, "个月": 1, "季度": 3, "周": 7, "星期": 7}
# Wide figures are figures: one letter for one letter, so that places stay.
_WIDE = {ord("０") + n: str(n) for n in range(10)} | {ord("．"): ".", ord("％"): "%"}


def mentions(text: str) -> list[Mention]:
    """Every number of the text that could matter to a rule, in order of place."""
    return list(_mentions(text))


# The same sentence is asked for by its award, its rules, its checks and the coverage.
@lru_cache(maxsize=4096)
def _mentions(text: str) -> tuple[Mention, ...]:
    found: list[Mention] = []
    taken = [False] * len(text)
    narrow = text.translate(_WIDE)
    for sort, form in _FORMS:
        for match in form.finditer(narrow):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = [True] * (end - start)
            found.append(Mention(sort, _value(sort, match), text[start:end], start))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _value(sort: Sort, match: re.Match[str]) -> Decimal:
    if sort is Sort.DAY:
        year, month, day = (int(read_number(part)) for part in match.groups())
        return Decimal(year * 10000 + month * 100 + day)
    first, *units = match.groups("")
    unit = next((unit for unit in units if unit), "")
    if sort is Sort.PERCENT:
        if first == _HALF:
            return Decimal("0.5")
        if not unit:
            return read_number(first)  # 1:0.5
        number, share = (unit, first) if first in _SHARES else (first, unit)
        return read_number(number) / _SHARES[share]
    if sort is Sort.PERIOD:
        if first == _HALF:
            return Decimal(_MONTHS[unit]) / 2
        half = Decimal("0.5") if units[-1] == "半" else 0
        return (read_number(first) + half) * _MONTHS.get(unit, 1)
    number_of = read_number(first) * _UNITS[unit]
    return number_of * 100 if sort is Sort.MONEY else number_of


def read_number(text: str) -> Decimal:
    """A number in figures, or in Chinese numerals as they are spoken or strung together."""
    if text[0] in "0123456789":
        return Decimal(text.replace(",", ""))
    if "点" in text:
        whole, _, places = text.partition("点")
        return read_number(whole) + Decimal("0." + "".join(str(_DIGITS.get(c, 0)) for c in places))
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))  # 二〇二四
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        else:
            total += (section + digit) * _MYRIADS[char]
            section = digit = 0
    return Decimal(total + section + digit)
