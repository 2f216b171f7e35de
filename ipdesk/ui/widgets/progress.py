"""What takes a while: how much is done, and a way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.base import label


class ProgressSheet(Sheet):
    """Rejected when stopped; closed by whoever does the work when it is done."""

    def __init__(self, parent: QWidget | None, doing: str, whole: int, unit: str = "份") -> None:
        super().__init__(parent, doing, "", "停止")
        self._unit = unit
        self.yes.hide()
        self.bar = QProgressBar()
        self.bar.setMaximum(whole)
        self.bar.setAccessibleName(doing)
        self.said = label("", "muted")
        self.body.addWidget(self.bar)
        self.body.addWidget(self.said)

    def show_step(self, done: int, whole: int) -> None:
        self.bar.setValue(done)
        self.said.setText(f"已办 {done}／{whole} {self._unit}")
