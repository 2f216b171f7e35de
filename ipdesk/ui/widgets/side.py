"""Cards one below the other beside a list: scrolled to, and as wide as the widest of them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets.base import Thing, column
from ipdesk.ui.widgets.fitting import Fitting


class Side(Fitting):
    """Nothing of its cards is cut off at the right, whatever the size of the letters."""

    def __init__(self, name: str, *cards: Thing, least: int = 330) -> None:
        self._least = least  # pixels for letters of the usual size
        holder = QWidget()
        holder.setProperty("kind", "page")
        super().__init__(name, holder)
        if cards:
            self.fill(*cards)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(max(whole.width(), theme.current().px(self._least)), whole.height())

    def fill(self, *cards: Thing) -> None:
        """The cards, once there is something to say."""
        self.widget().setLayout(column(*cards, None, gap=12))
