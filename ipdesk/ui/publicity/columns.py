"""The columns of each part's list."""

from __future__ import annotations

from datetime import date
from functools import partial

from ipdesk.domain.listing import Kind
from ipdesk.domain.money import figures
from ipdesk.domain.stages import Stage
from ipdesk.services.claims import ClaimRow
from ipdesk.ui.bench import Bench
from ipdesk.ui.days import short_day
from ipdesk.ui.publicity.parts import Part
from ipdesk.ui.row_columns import award_key, award_words
from ipdesk.ui.widgets import Column


def columns_of(bench: Bench, part: Part) -> tuple[Column, ...]:
    """What a clerk compares in this part."""

    words = bench.wording
    first = (
        Column("受理编号", lambda r: r.number, sort="number", width=118),
        Column("收件日期", lambda r: r.received_on.isoformat(), sort="received_on",
               kind=Kind.DAY, value=lambda r: r.received_on, width=98, hidden=True, spare=2),
        Column("申报主体", lambda r: r.applicant, sort="applicant", width=120, stretch=3),
        Column("镇街", lambda r: r.town, sort="town", kind=Kind.CHOICE, width=96, hidden=True,
               spare=3),
        Column("事项", lambda r: award_words(bench, award_key(r)), sort="award",
               kind=Kind.CHOICE, words=partial(award_words, bench), value=award_key,
               width=150, stretch=2),
        Column("金额（元）", _amount, sort="amount", kind=Kind.MONEY, align="right", width=112,
               value=lambda r: r.amount_fen),
    )  # fmt: skip
    if part.name == "published":
        last = Column(
            "公示",
            lambda r: left(r, bench.today()),
            sort="published_until",
            kind=Kind.DAY,
            value=lambda r: r.published_until,
            width=150,
            tone=lambda r: _left_tone(r, bench.today()),
        )
        return (*first, last)
    if part.name == "waiting":
        stage = Column("环节", lambda r: words.label("stage", r.stage), sort="stage",
                       kind=Kind.CHOICE, words=partial(words.label, "stage"), width=112,
                       value=lambda r: str(r.stage),
                       tone=lambda r: "accent")  # fmt: skip
        return (*first, stage)
    return (
        *first,
        Column("批准文号", lambda r: r.document_number, sort="document", width=190),
        Column("拨付日期", lambda r: str(r.paid_on or ""), sort="paid_on", kind=Kind.DAY,
               value=lambda r: r.paid_on, width=98, hidden=True, spare=1),
    )  # fmt: skip


def left(claim: ClaimRow, today: date) -> str:
    """How 公示 stands: so many days left, over, objected to, or already free of objections."""
    if claim.stage is Stage.OBJECTION:
        return "异议处理"
    if claim.stage is Stage.UNOBJECTED:
        return "待批准"
    if claim.published_until is None:
        return ""
    days = (claim.published_until - today).days
    until = short_day(claim.published_until, today)
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
