"""疑似重复: what two claims or two applicants may have in common, and what was said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from ipdesk.domain.fact_entry import parse_fact
from ipdesk.domain.policy import Award, FactKind
from ipdesk.domain.record import ItemRecord
from ipdesk.domain.text import fold, subject_key


class Likeness(StrEnum):
    """What is alike; the first ones ask for a verdict, the last are told and no more."""

    SUBJECT = "subject"  # the same 专利号, 作品登记号, 商标…
    NUMBER = "number"  # a certificate, contract or invoice number on the papers
    TITLE = "title"  # the same title in the same year
    CODE = "code"
    ACCOUNT = "account"
    NAME = "name"  # the same but for brackets, blanks, width and legal form
    ONE_CHARACTER = "one_character"
    PHONE = "phone"
    REPRESENTATIVE = "representative"


TOLD_ONLY = (Likeness.PHONE, Likeness.REPRESENTATIVE)


class LikenessVerdict(StrEnum):
    """What a clerk found on looking at two records side by side."""

    SAME = "same"
    DIFFERENT = "different"


class ClaimKey(NamedTuple):
    """One thing a claim can share with another, and which of its items brings it."""

    kind: Likeness
    key: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a pair, the same seen from either side."""

    verdict: LikenessVerdict
    reason: str
    operator: str
    at: datetime


# Several numbers in one cell: 保单号/发票号, or a list.
_PIECES = re.compile(r"[/\\、,，;；|]+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LEAST_TITLE = 4
_LEAST_FIGURES, _LEAST_BESIDE_YEAR = 4, 2


def claim_keys(
    pack: str, award: Award, applicant: int, items: Sequence[ItemRecord]
) -> tuple[ClaimKey, ...]:
    """Everything the items of a claim are compared by, each once."""
    found: dict[ClaimKey, None] = {}
    for item in items:
        for kind, key in _item_keys(pack, award, applicant, item):
            found[ClaimKey(kind, key, item.ordinal)] = None
    return tuple(found)


def _item_keys(
    pack: str, award: Award, applicant: int, item: ItemRecord
) -> Iterator[tuple[Likeness, str]]:
    subject = subject_key(item.subject)
    if award.subject.derived or award.key == "applicant":
        yield Likeness.SUBJECT, f"{applicant}|{pack}/{award.id}"
    elif subject and award.key == "applicant-subject":
        # 第十届, say: many bring the same, and only one's own is a second time.
        yield Likeness.SUBJECT, f"{applicant}|{subject}"
    elif subject:
        yield Likeness.SUBJECT, subject
    if award.subject.number == "text":
        yield from ((Likeness.NUMBER, number) for number in numbers_in(item.subject))
    year = _year(award, item)
    for text in _texts(award, item.typed):
        numbers = tuple(numbers_in(text))
        yield from ((Likeness.NUMBER, number) for number in numbers)
        title = fold(text)
        if year and not numbers and len(title) >= _LEAST_TITLE:
            yield Likeness.TITLE, f"{applicant}|{title}|{year}"


def numbers_in(text: str) -> Iterator[str]:
    """The pieces of a text that read like the number of a paper, as they are compared.

    A year is no number: 2023上半年 names a period, 农商行2023字第18号 a contract.
    """
    for piece in _PIECES.split(text):
        key = subject_key(piece)
        beside = sum(map(str.isdecimal, _YEAR.sub("", key)))
        if sum(map(str.isdecimal, key)) >= _LEAST_FIGURES and beside >= _LEAST_BESIDE_YEAR:
            yield key


def _texts(award: Award, typed: Mapping[str, object]) -> Iterator[str]:
    """The free texts of an item, those in its tables too."""
    for fact in award.facts:
        value = typed.get(fact.id)
        if fact.kind is FactKind.TEXT and isinstance(value, str) and value.strip():
            yield value
        elif fact.kind is FactKind.ROWS and isinstance(value, list):
            names = [one.id for one in fact.columns if one.kind is FactKind.TEXT]
            for row in value:
                yield from (str(row[name]) for name in names if row.get(name))


def _year(award: Award, item: ItemRecord) -> int:
    """The year of what was achieved, 0 while there is no date to read."""
    for fact in award.facts:
        if fact.id == award.fact_day:
            value = parse_fact(fact, str(item.typed.get(fact.id) or ""))
            if isinstance(value, date):
                return value.year
    return item.fact_on.year if item.fact_on else 0
