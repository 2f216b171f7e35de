"""One entry of the journal in full: each thing that changed on a line of its own."""

from __future__ import annotations

from ipdesk.services.journal_words import Told
from ipdesk.ui import theme
from ipdesk.ui.widgets import Card, Notice, clear, column, label


class EntryCard(Card):
    """Beside a list of entries."""

    def __init__(self) -> None:
        super().__init__("", padding=18)
        self._lines = column(gap=8)
        self.clock = Notice("", "attention")
        self.body.addWidget(self.clock)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        theme.current().hold(self, least=280)
        self.show_entry(None)

    def show_entry(self, told: Told | None) -> None:
        clear(self._lines)
        self.clock.tell("")
        if told is None:
            self.set_title("")
            self._lines.addWidget(label("选一条记录，这里逐项列出改了什么。", "muted", wrap=True))
            return
        self.set_title(told.act)
        if told.clock_back:
            self.clock.tell("记这一条时，电脑时间比上一条早 5 分钟以上。", "attention")
        add = self._lines.addWidget
        add(label(f"{told.at:%Y-%m-%d %H:%M}　{told.by}", "muted", select=True))
        add(label(told.subject, wrap=True, select=True))
        for change in told.changes:
            add(label(change, wrap=True, select=True))
        if told.reason:
            add(label(f"理由：{told.reason}", wrap=True, select=True))
        add(label(f"第 {told.seq:,} 条，校验 {told.hash[:12]}", "small", select=True))
