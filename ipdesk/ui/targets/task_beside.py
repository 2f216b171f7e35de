"""A task with its clause, its log from the latest on, and the evidence of each line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ipdesk.domain.policy import Policy
from ipdesk.domain.task_record import Alarm, Progress
from ipdesk.services.targets.tasks import TaskLine
from ipdesk.ui.bench import Bench
from ipdesk.ui.targets import files
from ipdesk.ui.targets.scope import ALARM_TONES, STATE_TONES
from ipdesk.ui.widgets import Card, Chip, QuoteBlock, clear, column, label, link, row, rule


class TaskBeside(QScrollArea):
    """Read only; what is to be done stands above the list."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.setAccessibleName("所选任务")
        holder = QWidget()
        holder.setProperty("kind", "page")
        self._all = column(gap=10, margins=(0, 0, 6, 2))
        holder.setLayout(self._all)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(holder)

    def show_line(self, policy: Policy | None, line: TaskLine | None) -> None:
        clear(self._all)
        if policy is None or line is None:
            return
        self._all.addWidget(self._words(policy, line))
        self._all.addWidget(self._log(line))
        self._all.addStretch(1)

    def _words(self, policy: Policy, line: TaskLine) -> Card:
        card, words, task = Card(padding=14), self._bench.wording, line.task
        chips = row(Chip(words.label("taskstate", str(task.state)), STATE_TONES[task.state]))
        if line.alarm is not Alarm.NONE:
            alarm = words.label("taskalarm", str(line.alarm))
            chips.addWidget(Chip(alarm, ALARM_TONES[line.alarm]))
        if line.row is not None and line.row.proposed:
            chips.addWidget(Chip("拟", "attention", sign=False))
        chips.addStretch(1)
        card.body.addLayout(chips)
        card.body.addWidget(label(task.title, "heading", wrap=True, select=True))
        told = [
            ("责任单位", task.department),
            ("承办人", task.owner_name or "还没有安排"),
            ("时限", str(task.due_on or "")),
            ("完成", str(task.done_on or "")),
            ("暂缓原因", task.reason),
            ("衡量", line.row.measure if line.row else ""),
        ]
        for caption, text in told:
            if text:
                one = row(label(caption, "small"), gap=8)
                one.addWidget(label(text, "note", wrap=True), 1)
                card.body.addLayout(one)
        if line.clause:
            clause = policy.clause(line.clause)
            quote = line.row.quote if line.row is not None and line.row.quote else clause.text
            card.body.addWidget(QuoteBlock(quote))
            where = row(gap=6)
            where.addWidget(label(f"{clause.number}{clause.heading}", "small", wrap=True), 1)
            target = (policy.id, clause.id, quote)
            where.addWidget(link("看全文", partial(self._bench.go, "policies", target)))
            card.body.addLayout(where)
        return card

    def _log(self, line: TaskLine) -> Card:
        card = Card("进展", f"{len(line.log)} 条" if line.log else "", padding=14)
        if not line.log:
            said = "还没有进展。做了什么、有什么材料，点“登记进展”记下来。"
            card.body.addWidget(label(said, "muted", wrap=True))
        for number, one in enumerate(reversed(line.log)):
            if number:
                card.body.addWidget(rule())
            self._entry(card, one)
        return card

    def _entry(self, card: Card, one: Progress) -> None:
        state = self._bench.wording.label("taskstate", str(one.state))
        head = row(label(f"{one.on:%Y-%m-%d}　{one.operator}", "small"), None)
        head.addWidget(Chip(state, STATE_TONES[one.state]))
        card.body.addLayout(head)
        card.body.addWidget(label(one.text, wrap=True, select=True))
        if one.reason:
            card.body.addWidget(label(f"原因：{one.reason}", "small", wrap=True))
        if one.file.sha256:
            save = link(
                f"材料：{one.file.file_name}", lambda: files.save_kept(self._bench, one.file)
            )
            save.setToolTip("另存到电脑上查看")
            card.body.addLayout(row(save, None))
