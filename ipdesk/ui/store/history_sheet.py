"""历史: all that was done to one record, old to new, who, when and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter, QWidget

from ipdesk.services import journal_view
from ipdesk.services.journal_words import Told
from ipdesk.ui.bench import Bench
from ipdesk.ui.store.entry_card import EntryCard
from ipdesk.ui.store.journal_columns import HISTORY
from ipdesk.ui.widgets import EmptyState, label
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.record_table import Query, RecordTable


class HistorySheet(Sheet):
    """A list of acts, newest first, and the one under the cursor in full."""

    def __init__(
        self, bench: Bench, parent: QWidget | None, name: str, told: tuple[Told, ...]
    ) -> None:
        super().__init__(parent, "历史", "关闭")
        self.no.hide()
        self.heading.setText(f"历史　{name}")
        self._told = {one.seq: one for one in told}
        says = f"共 {len(told)} 步，最近的在前。草稿时的填写不记入操作记录。"
        self.body.addWidget(label(says, "muted"))
        empty = EmptyState("inbox", "还没有记录", "收件以后的每一步都会记在这里。")
        self.table = RecordTable(
            bench,
            "history",
            HISTORY,
            lambda office, query: self._ids(query),
            lambda office, ids: [self._told[seq] for seq in ids],
            empty,
        )
        self.card = EntryCard()
        self.table.chosen.connect(self.card.show_entry)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.card)
        split.setStretchFactor(0, 1)
        split.setSizes([700, 330])
        split.setMinimumSize(1040, 500)
        self.body.addWidget(split)
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
