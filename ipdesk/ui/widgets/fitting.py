"""A part that scrolls where it must: it asks for the room its content needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST = 60
_AROUND = 12  # of what stands beside it is seen too


class Fitting(QScrollArea):
    """Never too narrow for its content; `tall`, as high as it too where there is room.

    Where the page around it scrolls it is made whole: then it is as high as its content, and
    nothing scrolls within what scrolls.
    """

    def __init__(
        self, name: str, inside: QWidget, *, tall: bool = False, least: int = _LEAST
    ) -> None:
        super().__init__()
        self._tall = tall
        self.least = least
        self.whole = False
        if name:
            self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def be_whole(self, whole: bool) -> None:
        if whole is not self.whole:
            self.whole = whole
            # A bar that stood there would narrow the content, and so be needed for ever.
            bars = Qt.ScrollBarPolicy
            self.setVerticalScrollBarPolicy(
                bars.ScrollBarAlwaysOff if whole else bars.ScrollBarAsNeeded
            )
            self.updateGeometry()

    def spared(self) -> int:
        """How much lower it could be if it scrolled."""
        return self.minimumSizeHint().height() - self.least if not self.isHidden() else 0

    def sizeHint(self) -> QSize:
        wanted = self.widget().sizeHint()
        if not self._tall:  # a page is not to grow by what can be scrolled to here
            return QSize(wanted.width(), self.minimumSizeHint().height())
        return QSize(wanted.width(), max(self._high(), self.least))

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        high = max(self._high(), self.least) if self.whole else self.least
        return QSize(self.widget().minimumSizeHint().width() + bar, high)

    def _high(self) -> int:
        """How high the content is at this width."""
        inside = self.widget()
        high = inside.heightForWidth(self.width()) if inside.hasHeightForWidth() else -1
        high = high if high > 0 else inside.sizeHint().height()
        return max(high, inside.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Scrolled(Fitting):
    """What is in it scrolls for itself only where that keeps all of it in sight.

    Where it does not, the whole scrolls as one.
    """

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        if self._nearest():  # they keep room for their bars, and have none while this one has
            least.setWidth(self.widget().minimumSizeHint().width())
        return least

    def be_whole(self, whole: bool) -> None:
        super().be_whole(whole)
        self._judge()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._judge()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._judge()
        return done

    def _judge(self) -> None:
        inside = self.widget()
        high = max(inside.minimumSizeHint().height(), inside.heightForWidth(self.width()))
        self.share(self.whole or high - self.to_spare() > self.viewport().height())

    def to_spare(self) -> int:
        """How much lower the content could be if all that can scroll in it did."""
        return sum(one.spared() for one in self._nearest())

    def share(self, whole: bool) -> None:
        """Tell what can scroll within whether to do so."""
        for one in self._nearest():
            one.be_whole(whole)

    def _nearest(self) -> list[Fitting]:
        """What scrolls within, but not what scrolls within that."""
        found = self.widget().findChildren(Fitting)
        return [one for one in found if _holder(one) is self]


def _holder(part: QWidget) -> QWidget | None:
    around = part.parentWidget()
    while around is not None and not isinstance(around, Scrolled):
        around = around.parentWidget()
    return around


def bring_into_sight(part: QWidget) -> None:
    """Scroll whatever scrolls around it, the innermost first."""
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and around.verticalScrollBar().maximum():
            around.ensureWidgetVisible(part, 0, _AROUND)
        around = around.parentWidget()
