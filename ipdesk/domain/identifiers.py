"""Numbers printed on certificates and cards: what their form and check digit say.

A failed check is told as a code with its values; it never rules anything out. A dropped
digit or a county code of 1985 is far more often right on the paper than in a program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from ipdesk.domain.finding import NO_VALUES
from ipdesk.domain.text import fold, subject_key


class NumberProblem(NamedTuple):
    """What looks wrong with a number; `code` is a key of the wording."""

    code: str
    values: Mapping[str, object] = NO_VALUES


# GB 32100-2015: no I, O, S, V, Z; weights are 3^i mod 31.
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUE = {char: value for value, char in enumerate(_CREDIT)}
_CREDIT_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))

# GB 11643-1999.
_CARD_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD_CHECK = "10X98765432"
_CARD_FORM = re.compile(r"\d{17}[\dX]")

# ZC 0006-2003: the same weights for 12 digits and, from the left, for the old 8.
_PATENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_PATENT_FORM = re.compile("([0-9]{12}|[0-9]{8})([0-9X]?)")

# A province's 作品登记号, such as 粤作登字-2023-F-00000001.
_WORK_FORM = re.compile("[一-鿿]作登字-(?:19|20)[0-9]{2}-[A-Z]-[0-9]{8}")
_TRADEMARK_FORM = re.compile(r"\d{5,9}[A-Z]?")


def credit_code_problem(text: str) -> NumberProblem | None:
    """What is wrong with a 统一社会信用代码 (18 places, the first may be a letter)."""
    code = fold(text)
    if len(code) != 18 or any(char not in _CREDIT_VALUE for char in code):
        return NumberProblem("credit-code-form", {"number": code})
    total = sum(_CREDIT_VALUE[c] * w for c, w in zip(code, _CREDIT_WEIGHTS, strict=False))
    expected = _CREDIT[(31 - total % 31) % 31]
    if code[17] != expected:
        return NumberProblem("credit-code-check", {"number": code, "expected": expected})
    return None


def id_card_problem(text: str) -> NumberProblem | None:
    """What is wrong with a 居民身份证号; 81–83 and 9… permits follow the same rule.

    There is no table of areas: cards keep the code of counties long abolished.
    """
    code = fold(text)
    if not _CARD_FORM.fullmatch(code):
        return NumberProblem("id-card-form", {"number": code})
    try:
        date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return NumberProblem("id-card-date", {"number": code, "birth": code[6:14]})
    expected = _CARD_CHECK[sum(int(c) * w for c, w in zip(code, _CARD_WEIGHTS, strict=False)) % 11]
    if code[17] != expected:
        return NumberProblem("id-card-check", {"number": code, "expected": expected})
    return None


def birth_date(text: str) -> date | None:
    """The date of birth in an ID number, None when there is none to read."""
    code = fold(text)
    if not _CARD_FORM.fullmatch(code):
        return None
    try:
        return date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return None


class PatentNumber(NamedTuple):
    """A 专利号 taken apart: its kind digit, and whether the check place is right."""

    kind: str  # 1 发明 2 实用新型 3 外观设计 8 PCT 发明 9 PCT 实用新型
    expected: str
    given: str  # "" when the number was written without its check place


@lru_cache(maxsize=1024)  # the check of the number and the rule on its kind ask one after another
def read_patent(key: str) -> PatentNumber | None:
    """Take a patent number apart, given as `text.subject_key` makes it; None if it is none."""
    match = _PATENT_FORM.fullmatch(key)
    if match is None:
        return None
    body, given = match.groups()
    check = sum(map(mul, map(int, body), _PATENT_WEIGHTS)) % 11
    return PatentNumber(
        body[4 if len(body) == 12 else 2], "X" if check == 10 else str(check), given
    )


def patent_problem(text: str) -> NumberProblem | None:
    """What is wrong with a 专利号; ZL or CN before it, dots and blanks are ignored."""
    number = read_patent(subject_key(text))
    if number is None:
        return NumberProblem("patent-number-form", {"number": text})
    if number.given != number.expected:
        return NumberProblem("patent-number-check", {"number": text, "expected": number.expected})
    return None


def work_problem(text: str) -> NumberProblem | None:
    """What is wrong with a 作品登记号; it has no check digit."""
    if _WORK_FORM.fullmatch(text) or _WORK_FORM.fullmatch(fold(text)):
        return None
    return NumberProblem("work-number-form", {"number": text})


def trademark_problem(text: str) -> NumberProblem | None:
    """What is wrong with a 商标注册号."""
    if _TRADEMARK_FORM.fullmatch(subject_key(text)):
        return None
    return NumberProblem("trademark-number-form", {"number": text})


def personal_card_problem(text: str) -> NumberProblem | None:
    """What is wrong with a personal bank card (Luhn); a unit's account has no check."""
    number = fold(text).replace("-", "")
    if not number.isdecimal() or not 12 <= len(number) <= 19:
        return NumberProblem("bank-card-form", {"number": number})
    total = 0
    for place, char in enumerate(reversed(number)):
        digit = int(char) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return NumberProblem("bank-card-check", {"number": number}) if total % 10 else None


def agent_licence_problem(text: str) -> NumberProblem | None:
    """What is wrong with a 专利代理师 qualification number (seven digits)."""
    if re.fullmatch(r"\d{7}", fold(text)):
        return None
    return NumberProblem("agent-licence-form", {"number": text})


def number_problem(number: str, text: str) -> NumberProblem | None:
    """The check that a subject of this sort of number asks for; "text" asks for none."""
    if number == "patent":
        return patent_problem(text)
    if number == "work":
        return work_problem(text)
    if number == "trademark":
        return trademark_problem(text)
    return None
