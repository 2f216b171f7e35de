"""What each number of a sentence is: an amount, a rate, a ceiling, a condition, something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ipdesk.domain.money import MOST_FEN
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.mentions import Mention, Sort
from ipdesk.packs.problems import MOST_SHARE

_FINEST = Decimal("0.000000001")
_BOUNDARY = re.compile("[，；。：！？|]")


class Role(StrEnum):
    """What a number does in the sentence it stands in."""

    AMOUNT = "amount"
    RATE = "rate"
    CAP = "cap"  # of money
    COUNT_CAP = "count-cap"
    QUOTA = "quota"  # how many are chosen
    CONDITION = "condition"
    BUDGET = "budget"
    SHARE_OUT = "share-out"  # how an amount is divided afterwards
    RANGE_LOW = "range-low"
    OTHER = "other"


@dataclass(slots=True)
class Mark:
    """A number with its role; `left` and `right` are the words about it inside its comma."""

    mention: Mention
    role: Role
    left: str
    right: str
    weak: bool = False  # nothing but its place says what it is
    up_to: bool = False  # a rate that is itself a ceiling
    listed: bool = False  # follows the one before in a list

    @property
    def start(self) -> int:
        return self.mention.start

    @property
    def end(self) -> int:
        return self.mention.start + len(self.mention.text)


_PAYING = (Role.AMOUNT, Role.CAP, Role.RATE)


def _payable(mention: Mention) -> bool:
    """Whether a number can be paid at all: nothing, and more than ten times over, cannot."""
    most = MOST_SHARE if mention.sort is Sort.PERCENT else MOST_FEN
    return 0 < mention.value <= most and mention.value == mention.value.quantize(_FINEST)


class Roles:
    """The forms of the lexicon that tell roles apart."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.form = lexicon.forms("roles")
        self.counts = lexicon.forms("counts")
        self.granting = re.compile(lexicon.expanded("<granted>"))
        self.each = re.compile(lexicon.expanded("<each>"))

    def marks(self, text: str, found: Sequence[Mention], granting: bool) -> list[Mark]:
        """The numbers of one sentence in order; `granting`: the clause gives money at all."""
        marks: list[Mark] = []
        for n, mention in enumerate(found):
            end = mention.start + len(mention.text)
            before = found[n - 1].start + len(found[n - 1].text) if n else 0
            after = found[n + 1].start if n + 1 < len(found) else len(text)
            left = _BOUNDARY.split(text[before : mention.start])[-1]
            if not _BOUNDARY.search(text[before : mention.start]) and before:
                left = text[before : mention.start]
            whole_left = _BOUNDARY.split(text[: mention.start])[-1]
            right = text[end : max(after, end) + 12]
            mark = Mark(mention, Role.OTHER, left, right)
            gap = text[before : mention.start] if n else ""
            next_gap = text[end:after] if n + 1 < len(found) else ""
            last = marks[-1] if marks else None
            if self._is("bracket", text[: mention.start]):
                mark.role = Role.CONDITION
            elif mention.sort is Sort.MONEY:
                self._money(mark, whole_left, gap, next_gap, last, granting, text[: mention.start])
            elif mention.sort is Sort.PERCENT:
                self._percent(mark, whole_left, gap, last, granting)
            elif mention.sort is Sort.COUNT:
                self._count(mark, whole_left, text[: mention.start])
            marks.append(mark)
        _repair_lists(marks)
        for mark in marks:
            if mark.role in _PAYING and not _payable(mark.mention):
                mark.role = Role.OTHER
        return marks

    def _is(self, name: str, text: str) -> bool:
        return bool(self.form[name].search(text))

    def _money(
        self,
        mark: Mark,
        left: str,
        gap: str,
        next_gap: str,
        last: Mark | None,
        granting: bool,
        before: str,
    ) -> None:
        right = mark.right
        listed = last is not None and last.mention.sort is Sort.MONEY and self._is("list-gap", gap)
        mark.listed = listed
        grants = self._is("grant-right", right) or self._is("unit-right", right)
        condition = self._is("condition-right", right) and not self._is("grant-right", right)
        if next_gap and self._is("range-gap", next_gap):
            mark.role = Role.RANGE_LOW
        elif last is not None and last.role is Role.RANGE_LOW and self._is("range-gap", gap):
            above = self._is("reach-right", right) or condition or self._is("over-right", right)
            mark.role = Role.CONDITION if above else Role.CAP
            if above:
                last.role = Role.CONDITION
        elif (
            listed
            and last is not None
            and last.role in (Role.AMOUNT, Role.CAP)
            and not self._is("reach-right", right)
        ):
            mark.role = last.role
        elif self._is("budget-cap", left):
            mark.role = Role.BUDGET
        elif self._is("cap-right", right) and self._is("giving-left", left):
            mark.role = Role.CAP
        elif self._is("reach-right", right) or self._is("over-right", right):
            mark.role = Role.CONDITION
        elif self._is("cap-left", left):
            base = self._is("cap-of-base", left) and not grants
            mark.role = Role.CONDITION if condition or base else Role.CAP
        elif self._is("cap-right", right):
            mark.role = Role.CAP
        elif self._of_budget(left, before):
            mark.role = Role.BUDGET
        elif (condition and not self._is("unit-right", right)) or (
            self._is("reach-left", left) and not grants and not self.each.search(left[-6:])
        ):
            mark.role = Role.CONDITION
        elif grants or self._is("grant-left", left):
            mark.role = Role.AMOUNT
        elif listed and last is not None:
            mark.role = last.role
        elif self._is("label-left", left) and granting:
            mark.role = Role.AMOUNT
        elif last is not None and last.role is Role.AMOUNT and len(mark.left) <= 30 and granting:
            mark.role, mark.weak = Role.AMOUNT, True
        elif self._is("base-left", left):
            mark.role = Role.CONDITION
        elif granting:
            mark.role, mark.weak = Role.AMOUNT, True

    def _of_budget(self, left: str, before: str) -> bool:
        plain = self._is("budget-left", left) and not self._is("giving-left", left)
        return plain or self._is("budget-before", before)

    def _percent(self, mark: Mark, left: str, gap: str, last: Mark | None, granting: bool) -> None:
        right = mark.right
        listed = (
            last is not None and last.mention.sort is Sort.PERCENT and self._is("list-gap", gap)
        )
        mark.listed = listed
        capped = self._is("cap-share-left", left)
        shared = self._is("share-left", left)
        if self._is("share-of-share", left + mark.mention.text):
            mark.role = Role.OTHER  # 上浮5个百分点: what it is added to stands elsewhere
        elif (
            self._is("reach-right", right)
            or self._is("over-right", right)
            or (self._is("condition-right", right) and not self._is("share-right", right))
        ):
            mark.role = Role.CONDITION
        elif listed and last is not None and last.role is Role.RATE:
            mark.role, mark.up_to = Role.RATE, last.up_to
        elif capped and granting:
            mark.role, mark.up_to = Role.RATE, True
        elif self._is("raised-left", left) and granting:
            mark.role = Role.RATE
        elif self._is("growth-left", left) and not shared:
            mark.role = Role.CONDITION
        elif self._is("share-out", left) and not self._is("share-right", right):
            mark.role = Role.SHARE_OUT
        elif self._is("growth-left", mark.left) and not self._is("share-right", right):
            mark.role = Role.CONDITION
        elif self._is("share-right", right) or (shared and granting):
            mark.role = Role.RATE
        elif granting and self.granting.search(left):
            mark.role, mark.weak = Role.RATE, True

    def _count(self, mark: Mark, left: str, before: str) -> None:
        of_one = self.counts["applicant-left"].search(left)
        if self.counts["quota-left"].search(left) and not of_one:
            mark.role = Role.QUOTA
        elif self.counts["limit-left"].search(left):
            mark.role = Role.COUNT_CAP


def _repair_lists(marks: list[Mark]) -> None:
    """A list is of one kind: its last member often says for all what they are."""
    for mark, after in zip(reversed(marks[:-1]), reversed(marks[1:]), strict=True):
        if mark.mention.sort is not after.mention.sort or mark.role is after.role:
            continue
        if mark.role is Role.RANGE_LOW and after.role is Role.CONDITION:
            mark.role = Role.CONDITION
        elif after.listed and (mark.weak or mark.role is Role.OTHER):
            mark.role = after.role
        elif after.listed and after.role is Role.CONDITION and mark.role in _PAYING:
            mark.role = Role.CONDITION
