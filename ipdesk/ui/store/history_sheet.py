"""历史: all that was done to one record, old to new, who, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ipdesk.domain.money import figures
from ipdesk.services import journal_view
from ipdesk.services.journal_view import Drawn, QuotaStory
from ipdesk.services.journal_words import Told
from ipdesk.ui.bench import Bench
from ipdesk.ui.store.entry_card import EntryCard
from ipdesk.ui.store.journal_columns import HISTORY, OF_SEVERAL
from ipdesk.ui.widgets import Column, EmptyState, column, label
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.fitting import Fitting
from ipdesk.ui.widgets.record_table import Query, RecordTable
from ipdesk.ui.widgets.split import Split


class HistorySheet(Sheet):
    """A list of acts, newest first, and the one under the cursor in full."""

    def __init__(
        self,
        bench: Bench,
        parent: QWidget | None,
        name: str,
        told: tuple[Told, ...],
        about: str = "草稿时的填写不记入操作记录。",
        columns: Sequence[Column] = HISTORY,
    ) -> None:
        super().__init__(parent, "历史", "关闭")
        self.no.hide()
        self.heading.setText(f"历史　{name}")
        self._told = {one.seq: one for one in told}
        says = f"共 {len(told)} 步，最近的在前。{about}"
        self.body.addWidget(label(says, "muted", wrap=True))
        empty = EmptyState("inbox", "还没有记录", "收件以后的每一步都会记在这里。")
        self.table = RecordTable(
            bench,
            "history" if columns is HISTORY else "history-of-several",
            columns,
            lambda office, query: self._ids(query),
            lambda office, ids: [self._told[seq] for seq in ids],
            empty,
        )
        self.card = EntryCard()
        self.table.chosen.connect(self.card.show_entry)
        split = Split()
        split.setHandleWidth(12)
        split.addWidget(self.table)
        split.addWidget(self.card)
        split.setStretchFactor(0, 1)
        split.setSizes([700, 330])
        inside = QWidget()
        inside.setProperty("kind", "page")
        inside.setLayout(column(split))
        area = Fitting("历史和详情", inside)  # at large letters the card stands below the list
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumSize(1040, 500)
        self.body.addWidget(area)
        self.table.reload()

    def _ids(self, query: Query) -> list[int]:
        return list(self._told)


class History(QObject):
    """Opens the history of a record from wherever it is shown."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def begin(self, entity: str, entity_id: int, name: str) -> None:
        done = partial(self._show, name)
        self._bench.jobs.run(journal_view.history, done, None, entity, entity_id, key="history")

    def _show(self, name: str, told: tuple[Told, ...]) -> None:
        window = self._bench.messages.window
        self._bench.messages.run(HistorySheet(self._bench, window, name, told))

    def begin_policy(self, pack: str, name: str) -> None:
        """Versions put in use, readings, clauses, names and budgets of one policy."""
        done = partial(self._show_policy, name)
        self._bench.jobs.run(journal_view.policy_history, done, None, pack, key="history")

    def begin_quota(self, applicant: int, name: str) -> None:
        """Which claims took of an applicant's yearly caps, and which gave back."""
        done = partial(self._show_quota, name)
        self._bench.jobs.run(journal_view.quota_history, done, None, applicant, key="history")

    def _show_policy(self, name: str, told: tuple[Told, ...]) -> None:
        about = "启用的版本、核对、口径、条款状态、称号和预算。"
        window = self._bench.messages.window
        self._bench.messages.run(HistorySheet(self._bench, window, name, told, about, OF_SEVERAL))

    def _show_quota(self, name: str, story: QuotaStory) -> None:
        window, about = self._bench.messages.window, held_text(story.drawn)
        sheet = HistorySheet(self._bench, window, f"{name}的额度", story.told, about, OF_SEVERAL)
        self._bench.messages.run(sheet)


def held_text(drawn: Sequence[Drawn]) -> str:
    """Who holds how much now: 作品著作权登记资助 2024：LC-2024-0007 占 6，LC-2024-0018 占 28。"""
    caps: dict[str, list[str]] = {}
    for one in drawn:
        used = f"{figures(one.used)} 元" if one.money else str(one.used)
        who = one.claim or "历史奖补"
        caps.setdefault(f"{one.award} {one.year}", []).append(f"{who} 占 {used}")
    lines = (f"\n{cap}：{'，'.join(parts)}" for cap, parts in caps.items())
    return f"现在占用：{''.join(lines)}" if caps else "现在没有申报占用额度。"
