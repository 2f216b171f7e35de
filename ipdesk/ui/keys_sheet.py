"""F1's list of all that can be done: where it stands in the menu, and its keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ipdesk.ui import theme
from ipdesk.ui.actions import Named
from ipdesk.ui.widgets import label
from ipdesk.ui.widgets.ask import Sheet


class KeysSheet(Sheet):
    """The list under F1."""

    def __init__(self, parent: QWidget | None, lines: Iterable[Named]) -> None:
        super().__init__(parent, "操作与快捷键", "知道了")
        self.no.hide()
        inner = QWidget()
        inner.setProperty("kind", "clear")
        grid = QGridLayout(inner)
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(20)
        menu = ""
        for number, line in enumerate(lines):
            grid.addWidget(label(line.menu if line.menu != menu else "", "muted"), number, 0)
            grid.addWidget(label(line.text), number, 1)
            keys = label(line.keys)
            keys.setProperty("kind", "key")
            grid.addWidget(keys, number, 2, Qt.AlignmentFlag.AlignLeft)
            keys.setVisible(bool(line.keys))
            menu = line.menu
        grid.setColumnStretch(1, 1)
        area = QScrollArea()
        area.setAccessibleName("操作与快捷键")
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumSize(theme.current().px(600), 420)
        self.body.addWidget(area)
