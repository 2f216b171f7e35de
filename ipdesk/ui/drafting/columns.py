"""The three columns of the editor: text, list, form; narrow windows give the list less room."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSplitter, QWidget

from ipdesk.ui import theme
from ipdesk.ui.drafting.entries import EntryList
from ipdesk.ui.drafting.part import PartColumn
from ipdesk.ui.drafting.showing import FILTERS
from ipdesk.ui.drafting.text import MARKS, DraftText
from ipdesk.ui.widgets import Card, ChoiceField, column, label, quiet, row

_LEGEND = {
    "proposed": "待确认",
    "confirmed": "已确认",
    "written-off": "已注销",
    "unread": "未读懂",
}
_STYLES = {
    "proposed": Qt.PenStyle.DashLine,
    "confirmed": Qt.PenStyle.SolidLine,
    "written-off": Qt.PenStyle.DotLine,
}


_OVER = 700  # of the whole, in pixels at plain letter size


class Sample(QWidget):
    """A piece of the line a state is underlined with, as the legend shows it."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(22), theme.current().px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, middle = theme.current(), self.height() // 2
        pen = QPen(look.colour(MARKS[self._state][0]), 2)
        if self._state in _STYLES:
            pen.setStyle(_STYLES[self._state])
            painter.setPen(pen)
            painter.drawLine(0, middle, self.width(), middle)
        else:
            painter.setPen(QPen(pen.color(), 1.4))
            step = 6
            for left in range(0, self.width(), step):
                painter.drawArc(QRect(left, middle - 2, step // 2, 4), 0, 180 * 16)
                painter.drawArc(QRect(left + step // 2, middle - 2, step // 2, 4), 0, -180 * 16)
        painter.end()


class DraftColumns(QSplitter):
    """Text at the left, the list in the middle, the chosen entry at the right."""

    filtered = Signal(str)
    adding = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setHandleWidth(10)
        self.setChildrenCollapsible(False)
        self.setContentsMargins(14, 10, 14, 10)
        # It takes what head and foot leave of the window, however long its parts are.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.text = DraftText()
        self.list = EntryList()
        self.part = PartColumn()
        self.part.before = self.list
        self.new = quiet(
            "新建条目", self.adding.emit, icon="plus", hint="用选中的文字新建条目（N）"
        )
        self.new.setEnabled(False)
        self.text.selected.connect(self.new.setEnabled)
        self.filter = ChoiceField(list(FILTERS))
        self.filter.setAccessibleName("只看")
        self.filter.edited.connect(lambda: self.filtered.emit(str(self.filter.value())))
        self.nothing = label("这里没有条目。", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._left = self._text_card()
        self._middle = self._list_card()
        self._side = QSplitter(Qt.Orientation.Vertical)  # text over list, at large letters
        self._side.setHandleWidth(10)
        self._side.setChildrenCollapsible(False)
        for part in (self._left, self._middle, self.part, self._side):
            self.addWidget(part)
        self._side.hide()
        for part, stretch in ((self._left, 3), (self._middle, 0), (self.part, 3)):
            self.setStretchFactor(self.indexOf(part), stretch)
        self._fitted = 0

    def fit(self, width: int) -> None:
        """Share the room: the list as wide as its lines need, the rest between text and form."""
        look = theme.current()
        asked = hash((width, look.zoom))
        if asked == self._fitted or width < 200:
            return
        self._fitted = asked
        over = width < look.px(_OVER)
        self._put_over(over)
        middle = 0 if over else min(look.px(300), width * 27 // 100)
        form = min(look.px(560), max((width - middle) * 40 // 100, look.px(440)))
        form = min(form, (width - middle) * 54 // 100)
        self._legend.setVisible(not over and width - middle - form > look.px(300))
        for part, least in ((self._left, 200), (self._middle, 180), (self.part, 260)):
            part.setMinimumWidth(least)
        wide = {self._left: width - middle - form, self._middle: middle, self.part: form}
        wide[self._side] = width - form
        self.setSizes([wide.get(self.widget(n), 0) for n in range(self.count())])

    def _put_over(self, over: bool) -> None:
        """Text and list beside each other, or one over the other where both were slits."""
        if over is not self._side.isHidden():
            return
        if over:
            self._side.addWidget(self._left)
            self._side.addWidget(self._middle)
            self._side.setSizes([3, 2])  # of five parts
            self.insertWidget(0, self._side)
        else:
            self.insertWidget(0, self._left)
            self.insertWidget(1, self._middle)
        self._side.setVisible(over)

    def show_counts(self, counts: Mapping[str, int], chosen: str) -> None:
        """The filters with how many each would show."""
        self.filter.set_choices([(name, f"{said}（{counts[name]}）") for name, said in FILTERS])
        self.filter.set_value(chosen)

    def show_empty(self, empty: bool) -> None:
        self.nothing.setVisible(empty)
        self.list.setVisible(not empty)

    def _text_card(self) -> QWidget:
        card = Card("原文", padding=14, tools=(self.new,))
        card.body.addWidget(self.text, 1)
        legend = row(gap=4)
        for state, said in _LEGEND.items():
            legend.addWidget(Sample(state))
            legend.addWidget(label(said, "small"))
            legend.addSpacing(6)
        legend.addStretch(1)
        self._legend = QWidget()
        self._legend.setProperty("kind", "clear")
        self._legend.setLayout(legend)
        card.body.addWidget(self._legend)
        return card

    def _list_card(self) -> QWidget:
        card = Card("条目", padding=6, tools=(self.filter,))
        card.head.setContentsMargins(8, 0, 4, 0)
        inner = column(gap=0)
        inner.addWidget(self.nothing)
        inner.addWidget(self.list, 1)
        card.body.addLayout(inner, 1)
        return card
