"""Parts beside each other with a divider; where the room is too narrow for its letters, stacked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QSplitter, QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets.fitting import Fitting

_HANDLE = 12
_ANY = (1 << 24) - 1  # no most
# Pixels for letters of the usual size.
_BESIDE = 360  # what one part beside another needs
_STACKED = 250  # how high a list is at the least that stands above another part
_LOW = 150  # the same where the window is low
_PEEK = 40  # of what stands below the list, so that it is known to be there
_SLACK = 24  # a scroll bar that comes with the stack does not undo it


class Split(QSplitter):
    """A divider that can be moved; it remembers how the parts stood side by side.

    With `shares` every width of the window has its own, until a clerk moves the divider: what
    is more than the shares together goes to the parts by `grows`. `beside` is what each part
    needs to stand beside the others.
    """

    def __init__(
        self,
        *parts: QWidget,
        shares: Sequence[int] = (),
        grows: Sequence[int] = (),
        beside: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self._needed = list(beside)
        self._usual = self._plan = list(shares)
        self._grows = list(grows or shares)
        self._by_hand = False
        self.splitterMoved.connect(lambda *_: self._take_hand())
        self.setHandleWidth(_HANDLE)
        self.setChildrenCollapsible(False)
        self._beside = QByteArray()  # how they stand side by side, while they are stacked
        self._shares: list[int] = []
        self._sizes: dict[QWidget, tuple[int, int]] = {}  # least height and most width before
        for part in parts:
            self.addWidget(part)
        if shares:
            super().setSizes(self._usual)

    @property
    def stacked(self) -> bool:
        return self.orientation() is Qt.Orientation.Vertical

    def minimumSizeHint(self) -> QSize:
        """No wider than its widest part: the others can go below it."""
        high = super().minimumSizeHint().height()
        return QSize(max((_least(part) for part in self._seen()), default=0), high)

    def setSizes(self, sizes: Sequence[int]) -> None:
        if self._plan:
            self._plan = list(sizes)
        super().setSizes(sizes)

    def saveState(self) -> QByteArray:
        if self._plan and self._plan == self._usual and not self._by_hand:
            return QByteArray()  # nothing to remember: the next window has its own width
        return self._beside if self.stacked else super().saveState()

    def restoreState(self, state: QByteArray | bytes | bytearray | memoryview) -> bool:
        self._release()
        done = super().restoreState(state)
        self._by_hand = self._by_hand or done
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self._beside, self._shares = super().saveState(), self.sizes()
        self._fit()
        return done

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.stacked:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self.stacked:
            self._beside, self._shares = super().saveState(), self.sizes()
        super().resizeEvent(event)
        self._fit()
        self._share()

    def _share(self) -> None:
        plan = self._planned()
        room = self.width() - self.handleWidth() * (len(plan) - 1)
        if self.stacked or self._by_hand or len(self._seen()) != len(plan):
            return
        more, whole = room - sum(plan), sum(plan)
        if more < 0:
            sizes = [room * part // whole for part in plan]
        else:
            pairs = zip(plan, self._grows, strict=True)
            sizes = [part + more * grow // sum(self._grows) for part, grow in pairs]
        super().setSizes(sizes)

    def _planned(self) -> list[int]:
        """The usual shares grow with the letters; what was set otherwise stands."""
        if self._plan != self._usual:
            return self._plan
        return [theme.current().px(part) for part in self._plan]

    def _take_hand(self) -> None:
        self._by_hand = True

    def fit(self) -> None:
        """Other parts are seen now, or letters have another size."""
        self._fit()

    def _fit(self) -> None:
        seen = self._seen()
        wanted = sum(max(theme.current().px(self._need(part)), _least(part)) for part in seen)
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
            super().setSizes(self._shares)
        if self.stacked:
            self._give_heights()

    def _need(self, part: QWidget) -> int:
        place = self.indexOf(part)
        return self._needed[place] if place < len(self._needed) else _BESIDE

    def _give_heights(self) -> None:
        """A list has room for its rows; all else is as high as it is, and the page scrolls."""
        for part in self._seen():
            self._sizes.setdefault(part, (part.minimumHeight(), part.maximumWidth()))
            part.setMaximumWidth(_ANY)
            for area in _fitting(part):
                area.be_whole(True)
            listed = self._for_list() if _lists(part) else 0
            high = max(listed, part.minimumSizeHint().height())
            if part.hasHeightForWidth():
                high = max(high, part.heightForWidth(self.width()))
            if part.minimumHeight() != high:
                part.setMinimumHeight(high)

    def _for_list(self) -> int:
        """What a list takes of the window: never so much that nothing below it is seen."""
        px = theme.current().px
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        room = around.viewport().height() - px(_PEEK) if around is not None else px(_STACKED)
        return max(px(_LOW), min(px(_STACKED), room))

    def _release(self) -> None:
        for part, (height, width) in self._sizes.items():
            for area in _fitting(part):
                area.be_whole(False)
            part.setMinimumHeight(height)
            part.setMaximumWidth(width)
        self._sizes = {}

    def _seen(self) -> list[QWidget]:
        parts = [self.widget(number) for number in range(self.count())]
        return [part for part in parts if not part.isHidden()]


def _least(part: QWidget) -> int:
    return max(part.minimumWidth(), part.minimumSizeHint().width())


def _fitting(part: QWidget) -> list[Fitting]:
    own = [part] if isinstance(part, Fitting) else []
    return own + part.findChildren(Fitting)


def _lists(part: QWidget) -> bool:
    """Whether there are rows or a text in it that scroll whatever room they are given."""
    areas = [part, *part.findChildren(QAbstractScrollArea)]
    return any(
        isinstance(area, QAbstractScrollArea) and not isinstance(area, QScrollArea)
        for area in areas
    )
