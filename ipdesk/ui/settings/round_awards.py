"""Which awards a round takes in: all of the policy, or those ticked, clause by clause."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QLineEdit, QScrollArea, QWidget

from ipdesk.domain.policy import Policy
from ipdesk.services.claims import match_awards
from ipdesk.ui.widgets import clear, column, label, link, row, set_property
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.segments import Segments

ALL, SOME = "all", "some"


class AwardsPicker(QWidget):
    """A search over ticks that stand under their clause."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_property(self, "kind", "clear")
        self._policy: Policy | None = None
        self._filling = False
        self.ticks: dict[str, QCheckBox] = {}
        self._heads: list[tuple[QLabel, tuple[str, ...]]] = []
        self.extent = Segments(((ALL, "全部事项"), (SOME, "选定事项")))
        self.extent.chosen.connect(lambda _: self._extent_chosen())
        self.count = label("", "muted")
        self.search = QLineEdit()
        self.search.setPlaceholderText("事项名称的任意一段")
        self.search.setAccessibleName("查找事项")
        clearable(self.search)
        self.search.textChanged.connect(lambda _: self._narrow())
        self.shown = link("勾选列出的", self._tick_shown)
        self.nothing = label("没有对得上的事项。", "muted")
        self._inside = QWidget()
        set_property(self._inside, "kind", "clear")
        self._lines = column(gap=4, margins=(2, 2, 8, 2))
        self._lines.addWidget(self.nothing)
        self._inside.setLayout(self._lines)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._inside)
        self.area.setMinimumHeight(120)
        self._tools = QWidget()
        set_property(self._tools, "kind", "clear")
        tools = row(self.search, self.shown)
        tools.setStretch(0, 1)
        self._tools.setLayout(tools)
        whole = column(row(label("收哪些事项", "field"), self.extent, self.count, None), gap=6)
        whole.addWidget(self._tools)
        whole.addWidget(self.area, 1)
        whole.addStretch(0)
        self.setLayout(whole)

    def show_policy(self, policy: Policy | None) -> None:
        """The clauses of another policy, nothing ticked."""
        if policy is self._policy:
            return
        self._policy = policy
        clear(self._lines)
        self.ticks, self._heads = {}, []
        for clause in policy.clauses if policy else ():
            if not clause.awards:
                continue
            head = label(f"{clause.number}{clause.heading}", "small", wrap=True)
            self._heads.append((head, tuple(award.id for award in clause.awards)))
            self._lines.addWidget(head)
            for award in clause.awards:
                tick = QCheckBox(award.label)
                tick.toggled.connect(lambda _: self._ticked())
                self.ticks[award.id] = tick
                self._lines.addWidget(tick)
        self.nothing = label("没有对得上的事项。", "muted")
        self._lines.addWidget(self.nothing)
        self._lines.addStretch(1)
        self._narrow()

    def fill(self, awards: tuple[str, ...]) -> None:
        """Tick these; none means all of the policy."""
        self._filling = True
        for award, tick in self.ticks.items():
            tick.setChecked(award in awards)
        self.search.clear()
        self.extent.choose(SOME if awards else ALL)
        self._filling = False
        self._tell()

    def awards(self) -> tuple[str, ...]:
        """What is taken in; () is all of the policy."""
        if self.extent.value() == ALL:
            return ()
        return tuple(award for award, tick in self.ticks.items() if tick.isChecked())

    def missing(self) -> bool:
        """Whether awards are to be chosen and none is."""
        return self.extent.value() == SOME and not self.awards()

    def labels(self, awards: tuple[str, ...]) -> list[str]:
        return [self.ticks[award].text() for award in awards if award in self.ticks]

    def _extent_chosen(self) -> None:
        if self._filling:
            return
        self._tell()
        self.edited.emit()
        if self.extent.value() == SOME:
            self.search.setFocus()

    def _ticked(self) -> None:
        if self._filling:
            return
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        some = self.extent.value() == SOME
        self._tools.setVisible(some)
        self.area.setVisible(some)
        chosen = len(self.awards())
        self.count.setText(f"已选 {chosen} 项" if some else f"共 {len(self.ticks)} 项")

    def _narrow(self) -> None:
        words = self.search.text().strip()
        found = set(self.ticks)
        if self._policy is not None and words:
            found = {match.award.id for match in match_awards((self._policy,), words)}
        for award, tick in self.ticks.items():
            tick.setVisible(award in found)
        for head, awards in self._heads:
            head.setVisible(bool(found & set(awards)))
        self.nothing.setVisible(not found)
        self.shown.setEnabled(bool(found))

    def _tick_shown(self) -> None:
        for tick in self.ticks.values():
            if tick.isVisibleTo(self._inside):
                tick.setChecked(True)
