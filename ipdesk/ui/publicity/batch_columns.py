"""The columns of batches and of their lines."""

from __future__ import annotations

from ipdesk.domain.batch import Batch, BatchKind, BatchLine, LineState
from ipdesk.domain.masking import masked_card
from ipdesk.domain.money import figures
from ipdesk.domain.stages import Stage
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Column

_TONES = {
    LineState.WAITING: "accent",
    LineState.PAID: "done",
    LineState.RETURNED: "fault",
    LineState.DROPPED: "quiet",
}


def number_of(bench: Bench, found: Batch) -> str:
    """2024-公示-03."""
    values = {"year": found.year, "ordinal": found.ordinal}
    return bench.wording.text("page", f"batch-{found.kind}", values)


def batch_columns(bench: Bench, kind: BatchKind) -> tuple[Column, ...]:
    """What tells one batch from another."""
    return (
        Column("批次", lambda b: number_of(bench, b), width=120, note=lambda b: b.name, stretch=1),
        Column("起止" if kind is BatchKind.PUBLICITY else "日期", _days, width=128),
        Column("情况", _state, width=108, tone=_state_tone),
        Column("件数", lambda b: str(b.claims), align="right", width=58, hidden=True),
        Column("金额（元）", lambda b: figures(b.fen), align="right", width=112, hidden=True),
    )


def line_columns(bench: Bench, kind: BatchKind) -> tuple[Column, ...]:
    """What a clerk asks of a line: of 公示 whether somebody objected, of money where it is."""
    words = bench.wording

    def award(line: BatchLine) -> str:
        for policy in bench.policies:
            if policy.id == line.pack and line.award in policy.awards:
                return policy.awards[line.award].label
        return line.award

    number = Column("受理编号", lambda r: r.number, width=117)
    money = Column("金额（元）", lambda r: figures(r.fen), align="right", width=98)
    if kind is BatchKind.PUBLICITY:
        return (
            number,
            Column("申报主体", lambda r: r.applicant, width=130, stretch=2),
            Column("事项", award, width=110, stretch=1),
            money,
            Column("环节", lambda r: words.label("stage", r.stage), width=100, tone=_stage_tone),
            Column("异议和处理", _said, width=110, stretch=1),
        )
    return (
        number,
        Column("户名", lambda r: r.account_name, width=110, stretch=1),
        Column("账号", lambda r: masked_card(r.account), width=160),
        money,
        Column("结果", lambda r: words.label("linestate", r.state), width=88,
               tone=lambda r: _TONES[r.state]),
        Column("凭证号或原因", _told, width=150, stretch=2),
        Column("开户行", lambda r: r.bank, width=150, hidden=True),
        Column("事项", award, width=150, hidden=True),
    )  # fmt: skip


def _days(found: Batch) -> str:
    if found.ends_on is None:
        return found.starts_on.isoformat()
    return f"{found.starts_on:%m-%d}—{found.ends_on:%m-%d}"


def _state(found: Batch) -> str:
    if found.objected and found.open:
        return f"异议 {found.objected} 件"
    if not found.open:
        return "已办结"
    return f"剩 {found.open} 件"


def _state_tone(found: Batch) -> str:
    if not found.open:
        return "done"
    return "fault" if found.objected else "accent"


def _stage_tone(line: BatchLine) -> str:
    if line.stage is Stage.OBJECTION:
        return "fault"
    return "accent" if line.stage is Stage.PUBLISHED else "quiet"


def _told(line: BatchLine) -> str:
    """11-19 户名不符: the day and what finance or the bank said."""
    day = f"{line.told_on:%m-%d}" if line.told_on else ""
    return " ".join(part for part in (day, line.reason or line.voucher) if part)


def _said(line: BatchLine) -> str:
    return "；处理：".join(part for part in (line.objection, line.finding) if part)
