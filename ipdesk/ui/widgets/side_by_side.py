"""对照: two records beside each other; what both say is marked, by sign and by ground."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from ipdesk.domain.side_by_side import SideBySide
from ipdesk.ui.widgets.base import clear, label
from ipdesk.ui.widgets.surfaces import Chip


class BesideView(QScrollArea):
    """Captions at the left, the two records beside each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("两份对照")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("kind", "clear")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.setWidget(inside)

    def show_pair(self, pair: SideBySide) -> None:
        """Show another pair, from its top."""
        clear(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(pair.left, "heading"), 0, 1)
        self._grid.addWidget(label(pair.right, "heading"), 0, 2)
        for number, line in enumerate(pair.lines, start=1):
            self._grid.addWidget(label(line.caption, "muted"), number, 0, top)
            role = "strong" if line.same else ""
            for place, text in ((1, line.left), (2, line.right)):
                shown = label(text or "—", role, wrap=True, select=True)
                self._grid.addWidget(shown, number, place, top)
            if line.same:
                self._grid.addWidget(Chip("相同", "attention", sign=False), number, 3, top)
        self._grid.setRowStretch(len(pair.lines) + 1, 1)
        self.verticalScrollBar().setValue(0)

    def texts(self) -> list[tuple[str, str, str]]:
        """What stands there, line by line; for whoever copies or checks it."""
        found = []
        for number in range(1, self._grid.rowCount()):
            cells = [self._grid.itemAtPosition(number, place) for place in (0, 1, 2)]
            widgets = [cell.widget() if cell is not None else None for cell in cells]
            if all(widget is not None for widget in widgets):
                found.append(tuple(widget.text() for widget in widgets))  # type: ignore[union-attr]
        return found
