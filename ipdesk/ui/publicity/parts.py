"""The parts of the place: which claims stand in each, and the act they wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ipdesk.domain.listing import Arrangement, Sums
from ipdesk.domain.stages import Stage
from ipdesk.services import claims, lists
from ipdesk.services.claims import ClaimFilter, ClaimRow
from ipdesk.services.lists import Shown
from ipdesk.ui.widgets.list_source import Query


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name and caption, its stages, and the act that moves its claims on."""

    name: str
    caption: str
    stages: tuple[Stage, ...]
    act: str  # "" where nothing is left to do here
    empty: tuple[str, str]
    before: str = ""  # the part its claims come from


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
        before="waiting",
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
        before="payable",
    ),
)
BY_NAME = {part.name: part for part in PARTS}


def shown(office: Any, part: Part, query: Query) -> Shown:
    """The claims of a part."""
    return lists.of_claims(office, _filter(part, query.text))


def rows_of(office: Any, ids: Sequence[int]) -> Sequence[ClaimRow]:
    found = claims.claim_rows(office, ids)
    return [found[number] for number in ids if number in found]


def counts(office: Any) -> dict[str, int]:
    """How many claims stand in each part."""
    every = Arrangement()
    found = {part.name: lists.of_claims(office, _filter(part)) for part in PARTS}
    return {name: lists.sums(office, shown, every).count for name, shown in found.items()}


def sum_of(office: Any, ids: Sequence[int]) -> Sums:
    """What some claims come to."""
    return lists.sums(office, lists.of_claims(office, ClaimFilter()), Arrangement(), ids)


def _filter(part: Part, text: str = "") -> ClaimFilter:
    """Signed claims that need no committee, decided amounts, approvals with their letter."""
    return ClaimFilter(
        text=text,
        stages=part.stages,
        publishable=part.name == "waiting",
        payable=part.name == "payable",
    )
