"""One place in the navigation, with the count of what waits there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ipdesk.ui import icons, theme

_MANY = 100  # what stands beside an icon has two figures


class NavItem(QPushButton):
    """Icon, name and count; checked while its place is shown."""

    def __init__(self, icon: str, caption: str, hint: str = "") -> None:
        super().__init__()
        self._icon = icon
        self._caption = caption
        self._count = 0
        self._narrow = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click is a way to the page
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

    def set_narrow(self, on: bool) -> None:
        """The icon alone, with its count at its shoulder; the name is in the tip."""
        self._narrow = on
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        height = QFontMetrics(look.font()).height() + 11
        return QSize(look.px(18) if self._narrow else int(look.points() * 11), height)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)  # the ground: Qt knows of no text and no icon here
        painter = QPainter(self)
        look = theme.current()
        chosen = self.isChecked()
        picture = icons.picture(self._icon, "accent" if chosen else "muted")
        size = look.px(18)
        left = look.px(3) if self._narrow else 12
        painter.drawPixmap(left, (self.height() - size) // 2, picture)
        painter.setPen(look.colour("accent" if chosen else "text"))
        if not self._narrow:
            painter.setFont(look.font(bold=chosen))
            place = self.rect().adjusted(22 + size, 0, -10, 0)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self._caption)
        self._paint_count(painter, chosen)
        painter.end()

    def _paint_count(self, painter: QPainter, chosen: bool) -> None:
        """At the end of the line, or at the shoulder of the icon that stands alone."""
        if not self._count:
            return
        look = theme.current()
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("accent" if chosen else "muted"))
        place = self.rect().adjusted(0, 0, -3 if self._narrow else -10, 0)
        across = Qt.AlignmentFlag.AlignTop if self._narrow else Qt.AlignmentFlag.AlignVCenter
        many = self._narrow and self._count >= _MANY
        shown = f"{_MANY - 1}+" if many else f"{self._count:,}"
        painter.drawText(place, int(across | Qt.AlignmentFlag.AlignRight), shown)
