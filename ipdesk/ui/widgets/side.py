"""Cards one below the other beside a list: scrolled to, and as wide as the widest of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ipdesk.ui.widgets.base import Thing, column


class Side(QScrollArea):
    """Nothing of its cards is cut off at the right, whatever the size of the letters."""

    def __init__(self, name: str, *cards: Thing) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setProperty("kind", "page")
        holder.setLayout(column(*cards, None, gap=12))
        self.setWidget(holder)

    def minimumSizeHint(self) -> QSize:
        inside = self.widget().minimumSizeHint().width()
        return QSize(inside + self.verticalScrollBar().sizeHint().width(), 120)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
