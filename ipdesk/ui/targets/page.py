"""目标任务: the duties of the policies in use that pay nothing, with the clause beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QScrollArea, QSizePolicy, QSplitter, QWidget

from ipdesk.domain.policy import Clause, Policy
from ipdesk.domain.target import Row
from ipdesk.ui.bench import Bench
from ipdesk.ui.page import Page
from ipdesk.ui.targets.task_row import TaskRow
from ipdesk.ui.widgets import Card, ChoiceField, EmptyState, clear, column, label, link, row, rule
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.clause_text import ClauseText

_PAUSE_MS = 120


class TargetsPage(Page):
    """`open` takes (pack id, task id)."""

    title: ClassVar[str] = "目标任务"
    tables: ClassVar[frozenset[str]] = frozenset(("policy_pack", "setting"))

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.rows: list[TaskRow] = []
        self.current: TaskRow | None = None
        self.count = label("", "muted")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("任务、责任单位、指标的任意一段")
        clearable(self.filter)
        self.filter.setAccessibleName("查找任务")
        self.policy = ChoiceField(empty="全部政策")
        self.policy.setAccessibleName("政策")
        self.empty = EmptyState(
            "target", "没有任务", "启用的政策里不发放资金的条款，按条款列在这里。"
        )
        self.text = ClauseText()
        self.clause = label("", "heading", wrap=True)
        self.link = link("在政策中打开", self.open_clause)
        self._body = self._lay_out_body()
        head = row(label("目标任务", "title"), self.count, None, gap=12)
        tools = row(self.filter, self.policy)
        tools.setStretch(0, 1)
        whole = column(head, tools, gap=10, margins=(18, 14, 18, 16))
        whole.addWidget(self.empty, 1)
        whole.addWidget(self._body, 1)
        self.setLayout(whole)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.policy.edited.connect(self.refresh)
        bench.policies_changed.connect(self.refresh)
        self._add("在任务中查找", "Ctrl+F", self.filter.setFocus)
        self._add("在政策中打开所选条款", "Ctrl+Return", self.open_clause)

    def refresh(self) -> None:
        self._pause.stop()
        policies = [policy for policy in self.bench.policies if policy.rows]
        self.policy.set_choices([(p.id, p.document_number or p.title) for p in policies])
        self.policy.setVisible(len(policies) > 1)
        kept = self.current.task if self.current is not None else None
        clear(self._list)
        self.rows = []
        self.current = None
        chosen = self.policy.value()
        for policy in policies:
            if chosen in (None, policy.id):
                self._list_policy(policy, len(policies) > 1)
        self._list.addStretch(1)
        self.count.setText(f"{len(self.rows)} 项，不涉及奖补资金" if self.rows else "")
        self._tell_empty(bool(policies))
        again = next((each for each in self.rows if kept and each.task is kept), None)
        if self.rows:
            self.choose(again or self.rows[0])
            self._show(again or self.rows[0])

    def open(self, target: object) -> None:
        if isinstance(target, tuple) and len(target) == 2:
            self.refresh()
            found = (r for r in self.rows if (r.policy.id, r.task.id) == target)
            wanted = next(found, None)
            if wanted is not None:
                self.choose(wanted)
                self._show(wanted)

    def _show(self, wanted: TaskRow) -> None:
        # Rows made this moment have no place until they are laid out.
        QTimer.singleShot(0, wanted, lambda: self._area.ensureWidgetVisible(wanted))

    def choose(self, chosen: TaskRow) -> None:
        """Mark a duty and show its clause."""
        if self.current is chosen:
            return
        if self.current is not None:
            self.current.mark(False)
        self.current = chosen
        chosen.mark(True)
        self.clause.setText(f"{chosen.clause.number}{chosen.clause.heading}")
        self.text.show_clause(chosen.policy, chosen.clause.id)

    def open_clause(self) -> None:
        """Go to the clause in 政策."""
        chosen = self.current
        if chosen is not None:
            clause = chosen.clause
            self.bench.go("policies", (chosen.policy.id, clause.id, clause.text))

    def _list_policy(self, policy: Policy, named: bool) -> None:
        words = self.filter.text().split()
        groups = [(clause, _matching(policy, clause, words)) for clause in policy.clauses]
        groups = [group for group in groups if group[1]]
        if named and groups:
            self._list.addWidget(label(policy.title, "muted", wrap=True))
        for clause, tasks in groups:
            card = Card(padding=0)
            title = label(f"{clause.number}{clause.heading}", "heading", wrap=True)
            title.setContentsMargins(16, 10, 14, 8)
            card.body.setSpacing(0)
            card.body.addWidget(title)
            for task in tasks:
                shown = TaskRow(policy, clause, task)
                shown.chosen.connect(lambda shown=shown: self.choose(shown))
                shown.opened.connect(self.open_clause)
                self.rows.append(shown)
                card.body.addWidget(shown)
            self._list.addWidget(card)

    def _tell_empty(self, any_task: bool) -> None:
        if any_task:
            self.empty.tell("没有找到", "换一个说法，或清除查找的文字。")
        else:
            self.empty.tell("没有任务", "启用的政策里不发放资金的条款，按条款列在这里。")
        self.empty.setVisible(not self.rows)
        self._body.setVisible(bool(self.rows))

    def _lay_out_body(self) -> QSplitter:
        holder = QWidget()
        holder.setProperty("kind", "page")
        self._list = column(gap=10, margins=(0, 0, 6, 2))
        holder.setLayout(self._list)
        # As high as its rows are at this width, not as at the least width.
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(holder)
        beside = Card(padding=20)
        top = row(gap=12)
        top.addWidget(self.clause, 1)
        top.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        beside.body.addLayout(top)
        beside.body.addWidget(rule())
        beside.body.addWidget(self.text, 1)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        self._area.setMinimumWidth(420)
        beside.setMinimumWidth(340)
        split.addWidget(self._area)
        split.addWidget(beside)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([690, 444])
        return split

    def _add(self, text: str, keys: str, slot: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: slot())
        self.addAction(action)


def _matching(policy: Policy, clause: Clause, words: Iterable[str]) -> list[Row]:
    def matches(task: Row) -> bool:
        where = f"{clause.number}{clause.heading}{task.text}{task.department}{task.measure}"
        return all(word in where for word in words)

    return [task for task in policy.rows_of(clause.id) if matches(task)]
