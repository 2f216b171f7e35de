"""One place in the navigation, with the count of what waits there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from ipdesk.ui import icons, theme


class NavItem(QPushButton):
    """Icon, name and count; checked while its place is shown."""

    def __init__(self, icon: str, caption: str, hint: str = "") -> None:
        super().__init__()
        self._icon = icon
        self._caption = caption
        self._count = 0
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolTip(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    @property
    def count(self) -> int:
        return self._count

    def set_count(self, count: int) -> None:
        """Show how much waits; nothing is shown for none."""
        self._count = count
        waiting = f"，{count} 件待办" if count else ""
        self.setAccessibleName(self._caption + waiting)
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        height = QFontMetrics(look.font()).height() + 11
        return QSize(int(look.points() * 11), height)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        look = theme.current()
        chosen = self.isChecked()
        picture = icons.picture(self._icon, "accent" if chosen else "muted")
        size = look.px(18)
        painter.drawPixmap(12, (self.height() - size) // 2, picture)
        painter.setFont(look.font(bold=chosen))
        painter.setPen(look.colour("accent" if chosen else "text"))
        place = self.rect().adjusted(22 + size, 0, -10, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self._caption)
        if self._count:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("accent" if chosen else "muted"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, int(flags), f"{self._count:,}")
        painter.end()
