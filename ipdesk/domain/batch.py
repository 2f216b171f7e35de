"""公示批次 and 拨付批次: what went out together, line by line, as it stood then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ipdesk.domain.stages import Stage


class BatchKind(StrEnum):
    """What a batch is for."""

    PUBLICITY = "publicity"
    PAYMENT = "payment"


class LineState(StrEnum):
    """What became of one line."""

    LISTED = "listed"  # on the list of a 公示
    WAITING = "waiting"  # handed to finance, no answer yet
    PAID = "paid"
    RETURNED = "returned"  # 退票
    DROPPED = "dropped"  # taken out before it was paid


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch with what its lines come to."""

    id: int
    kind: BatchKind
    year: int
    ordinal: int
    name: str
    starts_on: date
    ends_on: date | None  # the last day of a 公示
    channel: str
    operator: str
    at: datetime
    claims: int
    fen: int
    open: int  # lines still without a result
    objected: int  # lines somebody objected to


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One claim of a batch: how it was sent out, and how it stands now."""

    id: int  # of the claim
    batch: int
    place: int
    number: str
    applicant: str
    pack: str
    award: str
    fen: int
    state: LineState
    told_on: date | None
    reason: str
    stage: Stage
    bank: str
    account_name: str
    account: str
    objection: str  # who objected and what was said; "" when nobody did
    finding: str  # what came of it
    payment: int | None
    voucher: str
