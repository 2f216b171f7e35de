"""The columns in which the journal is read: in its own place and on a record's history."""

from __future__ import annotations

from ipdesk.services.journal_words import Told
from ipdesk.ui.widgets import Column


def _what(told: Told) -> str:
    return "；".join(told.changes)


def _why(told: Told) -> str:
    return f"理由：{told.reason}" if told.reason else ""


WHEN = Column("时间", lambda told: f"{told.at:%Y-%m-%d %H:%M}", width=142)
WHO = Column("操作员", lambda told: told.by, width=84)
ACT = Column("操作", lambda told: told.act, width=150)
WHAT = Column("内容", _what, width=300, stretch=3, note=_why)
JOURNAL = (
    Column("序号", lambda told: f"{told.seq:,}", width=72, align="right"),
    Column(
        "时间",
        lambda told: f"{told.at:%Y-%m-%d %H:%M}",
        width=142,
        tone=lambda told: "attention" if told.clock_back else "",
        note=lambda told: "时钟倒退" if told.clock_back else "",
    ),
    WHO,
    ACT,
    Column("对象", lambda told: told.subject, width=190, stretch=2),
    WHAT,
)
HISTORY = (WHEN, WHO, ACT, WHAT)
