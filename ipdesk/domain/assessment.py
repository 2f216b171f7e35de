"""核算: what a claim is entitled to, and every step that led there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ipdesk.domain.claim import Grant
from ipdesk.domain.finding import NO_VALUES, Finding


class Verdict(StrEnum):
    """The outcome of an item or a claim; order of precedence is policy.md's."""

    PAYABLE = "payable"
    PARTLY_PAYABLE = "partly_payable"
    NEEDS_DOCUMENT = "needs_document"
    NEEDS_DECISION = "needs_decision"
    REFERRAL = "referral"
    NOT_PAYABLE = "not_payable"

    @property
    def pays(self) -> bool:
        return self is Verdict.PAYABLE or self is Verdict.PARTLY_PAYABLE


class QuotaUse(NamedTuple):
    """What an item takes of a yearly cap: pieces or fen, as the cap counts."""

    cap: str  # award id the cap belongs to
    year: int
    used: int
    limit: int


class ItemResult(NamedTuple):
    """The outcome of one item (标的)."""

    subject: str
    verdict: Verdict
    amount_fen: int
    findings: tuple[Finding, ...]
    key: str  # what may be paid only once within the award; "" when nothing is reserved
    subject_key: str  # the subject as compared (see identifiers)
    fact_on: date | None  # 事实日期
    uses: tuple[QuotaUse, ...] = ()


class Line(NamedTuple):
    """One line of the 核算; `code` and `values` name the text, `quote` the clause's words."""

    code: str
    amount_fen: int
    quote: str
    values: Mapping[str, object] = NO_VALUES


class Assessment(NamedTuple):
    """The whole result for one claim; the lines add up to `amount_fen`."""

    claim: str
    award: str
    verdict: Verdict
    amount_fen: int
    ceiling_fen: int | None
    items: tuple[ItemResult, ...]
    findings: tuple[Finding, ...]
    lines: tuple[Line, ...]
    grants: tuple[Grant, ...] = ()  # what its payable items hold from now on
