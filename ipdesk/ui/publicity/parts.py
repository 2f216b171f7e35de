"""The parts of the place: which claims stand in each, and the act they wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ipdesk.domain.record import Proposal
from ipdesk.domain.stages import Stage
from ipdesk.services import claims
from ipdesk.services.claims import ClaimFilter, ClaimRow
from ipdesk.ui.widgets.record_table import Query

_AT_ONCE = 500  # ids asked of the store in one go


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name and caption, its stages, and the act that moves its claims on."""

    name: str
    caption: str
    stages: tuple[Stage, ...]
    act: str  # "" where nothing is left to do here
    empty: tuple[str, str]


PARTS = (
    Part(
        "waiting",
        "待公示",
        (Stage.SIGNED, Stage.COMMITTEE),
        "publish",
        ("没有待公示的申报", "领导审签或集体审议确定金额之后，申报会列在这里。"),
    ),
    Part(
        "published",
        "公示中",
        (Stage.PUBLISHED, Stage.OBJECTION, Stage.UNOBJECTED),
        "unobject",
        ("没有正在公示的申报", "开始公示之后，在这里看还剩几天、有没有异议。"),
    ),
    Part(
        "payable",
        "待拨付",
        (Stage.APPROVED,),
        "pay",
        ("没有待拨付的申报", "批准并签发批准通知书之后，申报会列在这里。"),
    ),
    Part(
        "paid",
        "已拨付",
        (Stage.PAID,),
        "",
        ("没有已拨付、未归档的申报", "登记拨付之后列在这里，归档后可在台账报表里查到。"),
    ),
)
BY_NAME = {part.name: part for part in PARTS}


def ids_of(office: Any, part: Part, query: Query) -> Sequence[int]:
    """Claims of a part in the order asked for, oldest first unless told otherwise."""
    chosen = ClaimFilter(text=query.text, stages=part.stages)
    ids = claims.claim_ids(office, chosen, query.sort or "id", query.descending)
    if part.name not in ("waiting", "payable"):
        return ids
    found: list[int] = []
    for start in range(0, len(ids), _AT_ONCE):
        piece = list(ids[start : start + _AT_ONCE])
        rows = claims.claim_rows(office, piece)
        found += [number for number in piece if number in rows and _belongs(rows[number])]
    return found


def rows_of(office: Any, ids: Sequence[int]) -> Sequence[ClaimRow]:
    found = claims.claim_rows(office, ids)
    return [found[number] for number in ids if number in found]


def counts(office: Any) -> dict[str, int]:
    """How many claims stand in each part."""
    return {part.name: len(ids_of(office, part, Query())) for part in PARTS}


def _belongs(claim: ClaimRow) -> bool:
    """Signed claims that need no committee, decided amounts, approvals with their letter."""
    if claim.stage is Stage.SIGNED:
        return claim.proposal is Proposal.APPROVE
    if claim.stage is Stage.COMMITTEE:
        return bool(claim.amount_fen)
    return claim.letters > 0
