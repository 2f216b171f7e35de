"""The lines of 申报与资金: a table, or a caption with its sums below where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ipdesk.domain.money import figures
from ipdesk.domain.one_page import YearLine, summed
from ipdesk.ui import theme
from ipdesk.ui.widgets import clear, column, label, rule
from ipdesk.ui.widgets.room import OneShown
from ipdesk.ui.widgets.wrapping import Wrapping

_HEADS = ("事项", "年度", "申报", "核定", "实付", "未成", "历史导入")
_WORDS = 5  # the column that is in words
_CAPTION = 110  # pixels for letters of the usual size
_NONE = "还没有申报，也没有导入以往的奖补。"
_Cells = tuple[str, ...]


class MoneyLines(QWidget):
    """Never wider than its card: what does not fit beside the caption stands below it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._wide, self._narrow = QWidget(), QWidget()
        self._grid = QGridLayout(self._wide)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._below = column(gap=4)
        self._narrow.setLayout(self._below)
        self._stack = OneShown(self)
        for part in (self._wide, self._narrow):
            part.setProperty("kind", "clear")
            self._stack.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)

    @property
    def narrow(self) -> bool:
        return self._stack.currentWidget() is self._narrow

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_lines(self, lines: Sequence[YearLine]) -> None:
        clear(self._grid)
        clear(self._below)
        if not lines:
            self._grid.addWidget(label(_NONE, "muted"), 0, 0)
            self._below.addWidget(label(_NONE, "muted", wrap=True))
        else:
            rows = [(f"{line.clause}{line.award}", *_cells(line)) for line in lines]
            whole = ("合计", *_cells(summed(tuple(lines))))
            self._fill_grid(rows, whole)
            self._fill_below(rows, whole)
        self._fit()

    def _fill_grid(self, rows: Sequence[_Cells], whole: _Cells) -> None:
        # Nothing imported for this applicant: the room is for what there is.
        count = len(_HEADS) if whole[-1] else len(_HEADS) - 1
        for place, head in enumerate(_HEADS[:count]):
            self._grid.addWidget(label(head, "small"), 0, place, _side(place))
        for cells in rows:
            self._add(cells[:count], "")
        self._grid.addWidget(rule(), self._grid.rowCount(), 0, 1, count)
        self._add(whole[:count], "strong")

    def _add(self, cells: _Cells, role: str) -> None:
        number = self._grid.rowCount()
        caption = label(cells[0], role, wrap=True, select=True)
        self._grid.addWidget(caption, number, 0)
        for place, text in enumerate(cells[1:], start=1):
            side = _side(place) | Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(label(text, role, select=True), number, place, side)

    def _fill_below(self, rows: Sequence[_Cells], whole: _Cells) -> None:
        for cells in (*rows, whole):
            if cells is whole:
                self._below.addWidget(rule())
            role = "strong" if cells is whole else ""
            named = "　".join(filter(None, cells[:2]))
            self._below.addWidget(label(named, role, wrap=True, select=True))
            heads = zip(_HEADS[2:], cells[2:], strict=True)
            said = [
                text if head == _HEADS[_WORDS] else f"{head} {text}" for head, text in heads if text
            ]
            sums = (label(text, role or "small", select=True) for text in said)
            self._below.addWidget(Wrapping(*sums, gap=14))

    def _fit(self) -> None:
        narrow = self._grid.minimumSize().width() > self.width()
        self._stack.setCurrentWidget(self._narrow if narrow else self._wide)

    def _follow_zoom(self) -> None:
        self._grid.setColumnMinimumWidth(0, theme.current().px(_CAPTION))


def _side(place: int) -> Qt.AlignmentFlag:
    right = 2 <= place != _WORDS
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft


def _cells(line: YearLine) -> _Cells:
    """What stands beside the caption of a line."""
    ends = [f"在办 {line.open}"] if line.open else []
    ends += [f"不予 {line.refused}"] if line.refused else []
    return (
        str(line.year) if line.year else "",
        _sum(line.claimed, line.claimed_fen, "笔"),
        _sum(line.approved, line.approved_fen, "笔"),
        _sum(line.paid, line.paid_fen, "笔"),
        " ".join(ends),
        _sum(line.before, line.before_fen, "件"),
    )


def _sum(count: int, fen: int, unit: str) -> str:
    return f"{count} {unit} {figures(fen)}" if count else ""
