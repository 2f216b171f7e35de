"""Parts beside each other with a divider; where the room is too narrow for its letters, stacked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ipdesk.ui import theme

_HANDLE = 12
_ANY = (1 << 24) - 1  # no most
# Pixels for letters of the usual size.
_BESIDE = 360  # what one part beside another needs
_STACKED = 250  # how high a part is at the least that stands above another
_SLACK = 24  # a scroll bar that comes with the stack does not undo it


class Split(QSplitter):
    """A divider that can be moved; it remembers how the parts stood side by side."""

    def __init__(self, *parts: QWidget, shares: Sequence[int] = ()) -> None:
        super().__init__()
        self.setHandleWidth(_HANDLE)
        self.setChildrenCollapsible(False)
        self._beside = QByteArray()  # how they stand side by side, while they are stacked
        self._shares: list[int] = []
        self._sizes: dict[QWidget, tuple[int, int]] = {}  # least height and most width before
        for part in parts:
            self.addWidget(part)
        for number, share in enumerate(shares):
            self.setStretchFactor(number, share)
        if shares:
            self.setSizes(list(shares))

    @property
    def stacked(self) -> bool:
        return self.orientation() is Qt.Orientation.Vertical

    def minimumSizeHint(self) -> QSize:
        """No wider than its widest part: the others can go below it."""
        high = super().minimumSizeHint().height()
        return QSize(max((_least(part) for part in self._seen()), default=0), high)

    def saveState(self) -> QByteArray:
        return self._beside if self.stacked else super().saveState()

    def restoreState(self, state: QByteArray | bytes | bytearray | memoryview) -> bool:
        self._release()
        done = super().restoreState(state)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self._beside, self._shares = super().saveState(), self.sizes()
        self._fit()
        return done

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.stacked:
            self._give_heights()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self.stacked:
            self._beside, self._shares = super().saveState(), self.sizes()
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        seen = self._seen()
        wanted = sum(max(theme.current().px(_BESIDE), _least(part)) for part in seen)
        wanted += self.handleWidth() * (len(seen) - 1) + (_SLACK if self.stacked else 0)
        narrow = len(seen) > 1 and self.width() < wanted
        if narrow and not self.stacked:
            self._sizes = {part: (part.minimumHeight(), part.maximumWidth()) for part in seen}
            for part in seen:  # before: a stack is no wider than the narrowest most
                part.setMaximumWidth(_ANY)
            self.setMaximumSize(_ANY, _ANY)
            self.setOrientation(Qt.Orientation.Vertical)
        elif self.stacked and not narrow:
            self._release()
            self.setOrientation(Qt.Orientation.Horizontal)
            self.setSizes(self._shares)
        if self.stacked:
            self._give_heights()

    def _give_heights(self) -> None:
        """A list has room for its rows; what does not scroll by itself is as high as it is."""
        for part in self._seen():
            high = max(theme.current().px(_STACKED), part.minimumSizeHint().height())
            if part.hasHeightForWidth():
                high = max(high, part.heightForWidth(self.width()))
            if part.minimumHeight() != high:
                part.setMinimumHeight(high)

    def _release(self) -> None:
        for part, (height, width) in self._sizes.items():
            part.setMinimumHeight(height)
            part.setMaximumWidth(width)
        self._sizes = {}

    def _seen(self) -> list[QWidget]:
        parts = [self.widget(number) for number in range(self.count())]
        return [part for part in parts if not part.isHidden()]


def _least(part: QWidget) -> int:
    return max(part.minimumWidth(), part.minimumSizeHint().width())
