"""The columns of each part's list."""

from __future__ import annotations

from datetime import date

from ipdesk.domain.money import figures
from ipdesk.domain.stages import Stage
from ipdesk.services.claims import ClaimRow
from ipdesk.ui.bench import Bench
from ipdesk.ui.publicity.parts import Part
from ipdesk.ui.widgets import Column


def columns_of(bench: Bench, part: Part) -> tuple[Column, ...]:
    """What a clerk compares in this part."""

    def award(claim: ClaimRow) -> str:
        for policy in bench.policies:
            if policy.id == claim.pack and claim.award in policy.awards:
                return policy.awards[claim.award].label
        return claim.award

    first = (
        Column("受理编号", lambda r: r.number, sort="number", width=118),
        Column("申报主体", lambda r: r.applicant, sort="applicant", width=120, stretch=True),
        Column("事项", award, sort="award", width=150, stretch=True),
        Column("金额（元）", _amount, sort="amount", align="right", width=112),
    )
    if part.name == "published":
        last = Column(
            "公示",
            lambda r: left(r, bench.today()),
            width=150,
            tone=lambda r: _left_tone(r, bench.today()),
        )
        return (*first, last)
    if part.name == "waiting":
        stage = bench.wording
        return (*first, Column("环节", lambda r: stage.label("stage", r.stage), width=112,
                               tone=lambda r: "accent"))  # fmt: skip
    return (*first, Column("批准文号", lambda r: r.document_number, width=190))


def left(claim: ClaimRow, today: date) -> str:
    """How 公示 stands: so many days left, over, objected to, or already free of objections."""
    if claim.stage is Stage.OBJECTION:
        return "异议处理"
    if claim.stage is Stage.UNOBJECTED:
        return "待批准"
    if claim.published_until is None:
        return ""
    days = (claim.published_until - today).days
    until = claim.published_until.strftime("%m-%d")
    if days < 0:
        return f"{until} 已期满"
    return f"{until} 止，剩 {days} 日" if days else "今天截止"


def _left_tone(claim: ClaimRow, today: date) -> str:
    if claim.stage is Stage.OBJECTION:
        return "fault"
    if claim.stage is Stage.UNOBJECTED:
        return "done"
    over = claim.published_until is not None and claim.published_until < today
    return "attention" if over else "quiet"


def _amount(claim: ClaimRow) -> str:
    return figures(claim.amount_fen) if claim.amount_fen is not None else "待定"
