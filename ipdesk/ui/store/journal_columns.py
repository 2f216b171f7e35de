"""The columns in which the journal is read: in its own place and on a record's history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ipdesk.domain.listing import Kind
from ipdesk.services.journal_words import Told
from ipdesk.ui.widgets import Column


def _what(told: Told) -> str:
    return "；".join(told.changes)


def _why(told: Told) -> str:
    return f"理由：{told.reason}" if told.reason else ""


WHEN = Column("时间", lambda told: f"{told.at:%Y-%m-%d %H:%M}", width=142)
WHO = Column("操作员", lambda told: told.by, sort="operator", kind=Kind.CHOICE, width=84)
ACT = Column("操作", lambda told: told.act, key="act", kind=Kind.CHOICE, width=150)
WHAT = Column("内容", _what, width=300, stretch=3, note=_why)
HISTORY = (WHEN, replace(WHO, sort=""), ACT, WHAT)
ABOUT = Column("对象", lambda told: told.subject, width=190, stretch=2)
OF_SEVERAL = (WHEN, replace(WHO, sort=""), ACT, ABOUT, WHAT)


def journal_columns(act: Callable[[str], str]) -> tuple[Column, ...]:
    """The columns of the whole journal; `act` names an act as the journal does."""
    return tuple(replace(one, words=act) if one is ACT else one for one in _JOURNAL)


_JOURNAL = (
    Column(
        "序号",
        lambda told: f"{told.seq:,}",
        sort="seq",
        kind=Kind.COUNT,
        value=lambda told: told.seq,
        width=72,
        align="right",
    ),
    Column(
        "时间",
        lambda told: f"{told.at:%Y-%m-%d %H:%M}",
        sort="at",
        kind=Kind.DAY,
        width=142,
        tone=lambda told: "attention" if told.clock_back else "",
        note=lambda told: "时钟倒退" if told.clock_back else "",
    ),
    WHO,
    ACT,
    ABOUT,
    WHAT,
)
