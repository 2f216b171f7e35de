"""Facts as a clerk types them: 2023.3.2, 10万, 是 — read once, shown one way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from ipdesk.domain.finding import NO_VALUES
from ipdesk.domain.money import MOST_FEN, figures
from ipdesk.domain.policy import Fact, FactKind
from ipdesk.domain.text import bad_character, fold


class FactFault(NamedTuple):
    """Why a typed text is no value of its fact; `code` is a key of wording section [fact]."""

    code: str
    values: Mapping[str, object] = NO_VALUES


_YES = frozenset({"是", "有", "对", "Y", "YES", "TRUE", "1", "√", "✓"})
_NO = frozenset({"否", "无", "不", "没有", "不是", "N", "NO", "FALSE", "0", "×", "X"})
_SPLIT_DATE = re.compile(r"(\d{4}|\d{2})(?:年|[-./、])(\d{1,2})(?:月|[-./、])(\d{1,2})(?:日|号)?")
_WHOLE_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONEY = re.compile(r"¥?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(亿|万|千|百)?(?:元|块)?(?:整)?")
_UNITS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, None: 1}
_SHARE = re.compile(r"(\d+(?:\.\d+)?)(%?)")
_MOST_COUNT = 10**9


def parse_fact(fact: Fact, text: str) -> object | FactFault:
    """The value of a typed text, or why there is none; a table is parsed cell by cell."""
    bad = bad_character(text)
    if bad is not None:
        place = {"position": bad.position + 1, "character": bad.character}
        return FactFault(bad.code, place)
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return FactFault("fact-missing")
    if fact.kind is FactKind.TEXT:
        return text.strip()
    if fact.kind is FactKind.CHOICE:
        return _choice(fact, plain)
    if fact.kind is FactKind.COUNT:
        return _count(fact, plain)
    return _PARSERS[fact.kind](re.sub(r"\s+", "", plain))


def parse_date(text: str) -> date | FactFault:
    """A date typed any of the usual ways; a year of two figures is of this century."""
    match = _SPLIT_DATE.fullmatch(text) or _WHOLE_DATE.fullmatch(text)
    if match is None:
        return FactFault("fact-not-a-date", {"typed": text})
    year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
    try:
        day = date(year, int(match[2]), int(match[3]))
    except ValueError:
        return FactFault("fact-no-such-day", {"typed": text})
    # Nothing this office handles lies outside; a slip of the finger does.
    if not 1900 <= year <= 2100:
        return FactFault("fact-no-such-day", {"typed": text})
    return day


def parse_money(text: str) -> int | FactFault:
    """Fen from an amount in 元, with separators or in 万, exact to the fen."""
    match = _MONEY.fullmatch(text)
    if match is None:
        return FactFault("fact-not-money", {"typed": text})
    yuan = Decimal(match[1].replace(",", "") + (match[2] or ""))
    fen = yuan * _UNITS[match[3]] * 100
    if fen != fen.to_integral_value():
        return FactFault("fact-below-a-fen", {"typed": text})
    if fen > MOST_FEN:
        return FactFault("fact-too-much", {"typed": text, "most": MOST_FEN})
    return int(fen)


def parse_flag(text: str) -> bool | FactFault:
    word = fold(text)
    if word in _YES:
        return True
    return False if word in _NO else FactFault("fact-not-yes-or-no", {"typed": text})


def parse_share(text: str) -> Decimal | FactFault:
    """A share of 1, typed as 0.6 or 60%."""
    match = _SHARE.fullmatch(text)
    try:
        share = Decimal(match[1]) / (100 if match[2] else 1) if match else Decimal(-1)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 1:
        return FactFault("fact-not-a-share", {"typed": text})
    return share


def _choice(fact: Fact, text: str) -> str | FactFault:
    for choice in fact.choices:
        if fold(text) in (fold(choice.value), fold(choice.label)):
            return choice.value
    labels = [choice.label for choice in fact.choices]
    return FactFault("fact-not-a-choice", {"typed": text, "choices": labels})


def _count(fact: Fact, text: str) -> int | FactFault:
    if not text.isdecimal() or len(text) > 10 or int(text) > _MOST_COUNT:
        return FactFault("fact-not-a-count", {"typed": text})
    if int(text) < fact.least:
        return FactFault("fact-too-small", {"typed": text, "least": fact.least})
    return int(text)


_PARSERS: Mapping[FactKind, Callable[[str], object]] = {
    FactKind.DATE: parse_date,
    FactKind.FLAG: parse_flag,
    FactKind.MONEY: parse_money,
    FactKind.SHARE: parse_share,
}


def show_fact(fact: Fact, value: object) -> str:
    """The one way a value is written; `parse_fact` reads it back to the same value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if fact.kind is FactKind.MONEY and isinstance(value, int):
        return figures(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if fact.kind is FactKind.CHOICE:
        return next((c.label for c in fact.choices if c.value == value), str(value))
    return str(value)
