"""The three columns of a claim, and the scan that takes the place of the right one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ipdesk.domain.policy import Award
from ipdesk.ui import theme
from ipdesk.ui.claims.items import ItemsCard
from ipdesk.ui.widgets import column, row
from ipdesk.ui.widgets.base import tab_through
from ipdesk.ui.widgets.fitting import Scrolled
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.split import Split

# What each column needs at the least, and how they share 1366 pixels.
_LEAST = (372, 330, 356, 420)
_SHARES = (384, 392, 346)
_FOR_THREE, _AROUND = 1092, 32  # pixels for letters of the usual size, and the margins
CONTENT, CHECKS = "content", "checks"  # what is seen beside the next step in a small window


class LeftColumn(QWidget):
    """Who applies, the items, the evidence; the grid is made anew for another award."""

    edited = Signal()
    typing = Signal()  # in a cell that is still open
    refused = Signal(str)
    table_asked = Signal()

    def __init__(self, applicant: QWidget, evidence: QWidget) -> None:
        super().__init__()
        self.items: ItemsCard | None = None
        self._above, self._below = applicant, evidence
        self._whole = False
        self._lines = column(applicant, gap=10)
        self.setLayout(self._lines)
        self._lines.addWidget(evidence, 3)

    def show_award(self, award: Award) -> ItemsCard:
        """The grid for the facts of this award, the one that is there where they are the same."""
        # The checklist of an award follows its readings; what is typed follows its facts.
        if self.items is not None and self.items.award.facts is award.facts:
            return self.items
        if self.items is not None:
            self._lines.removeWidget(self.items)
            self.items.hide()
            self.items.deleteLater()
        self.items = ItemsCard(award)
        self.items.be_whole(self._whole)
        self.items.edited.connect(self.edited)
        self.items.typing.connect(self.typing)
        self.items.grid.refused.connect(self.refused)
        self.items.table_asked.connect(self.table_asked)
        self._lines.insertWidget(1, self.items, self.items.weight)
        tab_through(self._above, self.items, self._below)
        return self.items

    def be_whole(self, whole: bool) -> None:
        """All items at once, or some of them that scroll beside the papers."""
        self._whole = whole
        if self.items is not None:
            self.items.be_whole(whole)


def next_to(clause: QWidget, sums: QWidget, foot: QWidget) -> QWidget:
    """The right column: the next step stays in sight while the rest scrolls above it."""
    above = QWidget()
    above.setProperty("kind", "clear")
    lines = column(gap=10)
    lines.addWidget(clause, 1)
    lines.addWidget(sums)
    above.setLayout(lines)
    whole = QWidget()
    whole.setProperty("kind", "clear")
    inner = column(gap=10)
    inner.addWidget(Scrolled("条款和核算", above), 1)
    inner.addWidget(foot)
    whole.setLayout(inner)
    return Scrolled("条款、核算和下一步", whole)


class ClaimColumns(QScrollArea):
    """Three columns; a window too small for them shows one of the first two at a time."""

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget, scan: QWidget) -> None:
        super().__init__()
        self._shares: list[int] = list(_SHARES)
        self._right = right
        self._split = split = Split(beside=_LEAST)
        split.setHandleWidth(10)
        # The left column scrolls for itself: the next step at the right stays in sight.
        self._parts = (_Left(left), middle, right, scan)
        for part in self._parts:
            split.addWidget(part)
        split.setSizes(list(_SHARES))
        for number, weight in enumerate((2, 3, 2, 4)):
            split.setStretchFactor(number, weight)
        self.narrow = False
        self._look = QTimer(self, singleShot=True, interval=0)
        self._look.timeout.connect(self._bring_scan)
        self.tabs = Segments([(CONTENT, "申报内容"), (CHECKS, "核对清单")])
        self.tabs.hide()
        self.tabs.chosen.connect(lambda _: self._show_parts())
        ground = QWidget()
        ground.setProperty("kind", "page")
        inner = column(row(self.tabs, None), gap=6, margins=(16, 6, 16, 5))
        inner.addWidget(split, 1)
        ground.setLayout(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(ground)
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)

    def bring(self, part: str) -> None:
        """What is to be worked on comes into sight."""
        if self.narrow and self.tabs.value() != part:
            self.tabs.choose(part)

    def sizeHint(self) -> QSize:
        """What the window leaves: the page does not grow by what is scrolled to here."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def side_by_side(self, on: bool) -> None:
        """A scan takes the place of the right column and what the others can spare."""
        if on:
            self._shares = self._split.sizes()
        self._right.setVisible(not on)
        look = theme.current()
        least = [look.px(width) for width in _LEAST]
        if on:
            room = self._split.width() - least[0] - least[1] - 2 * self._split.handleWidth()
            self._split.setSizes([least[0], least[1], 0, max(least[3], room)])
        else:
            self._split.setSizes(self._shares)
        self._look.start()  # in a stack the scan may be far below

    def _bring_scan(self) -> None:
        scan = self._parts[-1]
        if self._split.stacked and scan.isVisible():
            self.verticalScrollBar().setValue(scan.mapTo(self.widget(), QPoint(0, 0)).y())

    def _follow_zoom(self) -> None:
        for part, least in zip(self._parts, _LEAST, strict=True):
            part.setMinimumWidth(theme.current().px(least))
        self._arrange()

    def _arrange(self) -> None:
        if not self.isVisible():
            return  # its width is not that of the window yet, and the dividers stand as kept
        room = self.viewport().width() - _AROUND
        narrow = room < theme.current().px(_FOR_THREE) + 2 * self._split.handleWidth()
        if narrow is not self.narrow:
            self.narrow = narrow
            self.tabs.setVisible(narrow)
            self._show_parts()
            self._split.setSizes(list(_SHARES))
        self._split.fit()
        # Side by side nothing grows by what a column would like; in a stack all is scrolled to.
        down = QSizePolicy.Policy.Preferred if self._split.stacked else QSizePolicy.Policy.Ignored
        self._split.setSizePolicy(QSizePolicy.Policy.Expanding, down)

    def _show_parts(self) -> None:
        for part, name in zip(self._parts, (CONTENT, CHECKS), strict=False):
            part.setVisible(not self.narrow or self.tabs.value() == name)
        self._split.fit()


class _Left(Scrolled):
    """The left column, taller than the window, with the rows of its items."""

    def __init__(self, part: QWidget) -> None:
        part.setProperty("kind", "clear")
        self._column = part
        super().__init__("申报主体、标的和佐证材料", part)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def to_spare(self) -> int:
        items = self._items()
        return super().to_spare() + (items.spared() if items is not None else 0)

    def share(self, whole: bool) -> None:
        super().share(whole)
        if isinstance(self._column, LeftColumn):
            self._column.be_whole(whole)

    def _items(self) -> ItemsCard | None:
        return self._column.items if isinstance(self._column, LeftColumn) else None
