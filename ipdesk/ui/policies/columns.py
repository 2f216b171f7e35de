"""The three parts of a policy's text: clauses, the text itself, what belongs to a clause."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ipdesk.ui import theme
from ipdesk.ui.widgets import Card, ChoiceField
from ipdesk.ui.widgets.clause_text import ClauseText
from ipdesk.ui.widgets.fitting import Fitting
from ipdesk.ui.widgets.plain_list import PlainList
from ipdesk.ui.widgets.split import Split

# What each part needs beside the others, in pixels for letters of the usual size.
_CLAUSES, _TEXT, _BESIDE = 220, 340, 300
_SHARES, _OF_TEXT = (300, 500, 346), 56  # the latter of a hundred, beside the cards alone
_BETWEEN = 72  # handles, and the bar that a page has that scrolls
CLAUSE = int(Qt.ItemDataRole.UserRole)  # the id of a clause, in its line


class PolicyColumns(Split):
    """Where three have no room, the clauses are a choice above the text instead of a list."""

    chosen = Signal(str)  # a clause, by its id

    def __init__(self, finding: QHBoxLayout, text: ClauseText, beside: QVBoxLayout) -> None:
        needed = (_CLAUSES, _TEXT, _BESIDE)
        super().__init__(shares=_SHARES, grows=(1, 3, 1), beside=needed)
        self.clauses = PlainList("条款")
        self.clauses.currentItemChanged.connect(lambda item, _: self._take(item))
        self.choice = ChoiceField()
        self.choice.setAccessibleName("条款")
        self.choice.edited.connect(lambda: self.choose(str(self.choice.value())))
        self._left = Card(padding=6)
        self._left.body.addWidget(self.clauses)
        middle = Card(padding=18)
        middle.body.addWidget(self.choice)
        middle.body.addLayout(finding)
        middle.body.addWidget(text, 1)
        self._area = Fitting("旁边的说明", _holder(beside))
        for part, least in ((self._left, _CLAUSES), (middle, _TEXT), (self._area, _BESIDE)):
            part.setMinimumWidth(least)
            self.addWidget(part)
        # The cards beside the text never get narrower than their row of links.
        theme.current().hold(self._area, least=_BESIDE)
        self.choice.hide()

    def fit_room(self, width: int) -> None:
        """So much is there for all of it."""
        needed = theme.current().px(_CLAUSES + _TEXT + _BESIDE) + _BETWEEN
        narrow = width < needed
        if narrow is not self._left.isHidden():
            self._left.setVisible(not narrow)
            self.choice.setVisible(narrow)
        self.fit()
        self._share()

    def _share(self) -> None:
        if not self._left.isHidden() or self.stacked or self._by_hand:
            super()._share()
            return
        text = self.width() * _OF_TEXT // 100
        QSplitter.setSizes(self, [0, text, self.width() - text])

    def show_clauses(self, clauses: list[tuple[str, str, str]]) -> None:
        """Other lines: id, name and tip of each; a chapter has no id and is not chosen."""
        self.clauses.blockSignals(True)
        self.clauses.clear()
        for clause, name, tip in clauses:
            line = QListWidgetItem(name)
            if clause:
                line.setData(CLAUSE, clause)
                line.setToolTip(tip)
            else:
                line.setFlags(Qt.ItemFlag.NoItemFlags)
            self.clauses.addItem(line)
        self.clauses.blockSignals(False)
        self.clauses.setCurrentRow(-1)
        self.choice.set_choices([(clause, name) for clause, name, _ in clauses if clause])

    def choose(self, clause: str) -> None:
        for line in self._lines():
            if line.data(CLAUSE) == clause:
                self.clauses.setCurrentItem(line)
                break

    def rename(self, clause: str, name: str) -> None:
        """A clause is called otherwise: a later document stopped or adjusted it."""
        for line in self._lines():
            if line.data(CLAUSE) == clause:
                line.setText(name)
                self.choice.setItemText(self.choice.values().index(clause), name)

    def shown(self) -> str:
        """The clause that is chosen, "" for none."""
        line = self.clauses.currentItem()
        return str(line.data(CLAUSE) or "") if line is not None else ""

    def _lines(self) -> list[QListWidgetItem]:
        return [self.clauses.item(number) for number in range(self.clauses.count())]

    def _take(self, line: QListWidgetItem | None) -> None:
        if line is not None:
            self.choice.set_value(line.data(CLAUSE))
            self.chosen.emit(str(line.data(CLAUSE)))


def _holder(beside: QVBoxLayout) -> QWidget:
    holder = QWidget()
    holder.setProperty("kind", "page")
    holder.setLayout(beside)
    # As high as its cards are at this width, not as at the least width.
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    beside.setContentsMargins(2, 2, 6, 2)
    return holder
