"""Room for the fields of an act: a long form scrolls, its confirming button does not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets import column
from ipdesk.ui.widgets.fitting import Fitting

_LEAST = 250  # of a form that is longer: what is always in sight of it


class FormRoom(Fitting):
    """As high as its fields while there is room for them, and scrolling when there is not."""

    def __init__(self, name: str) -> None:
        inside = QWidget()
        inside.setProperty("kind", "clear")
        self.lines = column(gap=8)
        inside.setLayout(self.lines)
        super().__init__(name, inside, tall=True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def spared(self) -> int:
        """A form is scrolled only where it is long for the window alone."""
        return super().spared() if self.whole else 0

    def minimumSizeHint(self) -> QSize:
        self.least = min(self._high(), theme.current().px(_LEAST))
        return super().minimumSizeHint()
