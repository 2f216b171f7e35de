"""Things side by side that go on in the next line where the room ends, as at large type."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import QComboBox, QLayout, QLayoutItem, QSizePolicy, QWidget

_ANY = 1 << 20
_LEAST_WIDE = 7  # heights of a line: what grows into the room left is no narrower
_Line = list[tuple[QLayoutItem, int]]  # each with its width


class WrappingLayout(QLayout):
    """`wide` takes what is left of its line; the things of `right` stand at its end.

    Where they do not all fit behind the others, they go to a line of their own together.
    """

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.wide: QWidget | None = None
        self.right: tuple[QWidget, ...] = ()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(map(_high, lines)) + self.spacing() * max(len(lines) - 1, 0)

    def sizeHint(self) -> QSize:
        seen = self._seen()
        width = sum(item.sizeHint().width() for item in seen)
        width += self.spacing() * max(len(seen) - 1, 0)
        return QSize(width, max((item.sizeHint().height() for item in seen), default=0))

    def minimumSize(self) -> QSize:
        # As high as the widest thing alone: how high it is in truth follows from its width.
        seen = self._seen()
        width = max((item.minimumSize().width() for item in seen), default=0)
        return QSize(width, max((item.minimumSize().height() for item in seen), default=0))

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        lines = self._lines(place.width())
        # Given more height than it needs, beside taller things, it stands on their middle.
        y = place.y() + max(place.height() - self.heightForWidth(place.width()), 0) // 2
        for line in lines:
            used = sum(width for _, width in line) + self.spacing() * (len(line) - 1)
            left, high, x = max(place.width() - used, 0), _high(line), place.x()
            more = min(left, max((self._growth(item, width) for item, width in line), default=0))
            left -= more
            for item, wanted in line:
                width = wanted
                if item.widget() in self.right:
                    x, left = x + left, 0
                if item.widget() is self.wide:
                    width += more
                tall = _tall(item, width)
                item.setGeometry(QRect(x, y + (high - tall) // 2, width, tall))
                x += width + self.spacing()
            y += high + self.spacing()

    def _growth(self, item: QLayoutItem, width: int) -> int:
        """A field to type in takes all there is, a choice no more than its longest."""
        if self.wide is None or item.widget() is not self.wide:
            return 0
        if isinstance(self.wide, QComboBox):
            return max(QComboBox.sizeHint(self.wide).width() - width, 0)
        return _ANY

    def _wanted(self, item: QLayoutItem) -> int:
        least = item.minimumSize().width()
        if self.wide is not None and item.widget() is self.wide:
            return max(self.wide.fontMetrics().height() * _LEAST_WIDE, least)
        return max(item.sizeHint().width(), least)

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, room: int) -> list[_Line]:
        lines: list[_Line] = []
        used = 0
        seen = self._seen()
        last = [min(self._wanted(item), room) for item in seen if item.widget() in self.right]
        end = sum(last) + self.spacing() * max(len(last) - 1, 0)
        begun = not 0 < end <= room  # what is longer than a line is broken where the line ends
        for item in seen:
            width = min(self._wanted(item), room)
            needed = width
            if not begun and item.widget() in self.right:
                begun, needed = True, end
            if lines and used + self.spacing() + needed <= room:
                lines[-1].append((item, width))
                used += self.spacing() + width
            else:
                lines.append([(item, width)])
                used = width
        return lines


class Wrapping(QWidget):
    """A line of tools."""

    def __init__(
        self,
        *things: QWidget,
        gap: int = 8,
        wide: QWidget | None = None,
        right: tuple[QWidget, ...] = (),
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._flow = WrappingLayout(gap)
        self._flow.wide, self._flow.right = wide, right
        for thing in things:
            self._flow.addWidget(thing)
        wrap(self, self._flow)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._flow.invalidate()
            self.updateGeometry()
        super().changeEvent(event)


def wrap(holder: QWidget, flow: WrappingLayout) -> None:
    """Let the height of a widget follow from its width."""
    holder.setLayout(flow)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)


def _high(line: _Line) -> int:
    return max(_tall(item, width) for item, width in line)


def _tall(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
