"""One row of a policy that pays nothing, to be chosen with mouse or keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame

from ipdesk.domain.policy import Clause, Policy
from ipdesk.domain.target import Row
from ipdesk.ui import row_words
from ipdesk.ui.widgets import Chip, column, label, row, set_property

_CAPTION_WIDTH = 5  # characters of the longest caption and a blank


class TaskRow(QFrame):
    """Words of the row, what it aims at, who is in charge, how it is measured, and by when."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, policy: Policy, clause: Clause, task: Row) -> None:
        super().__init__()
        self.policy, self.clause, self.task = policy, clause, task
        self.setProperty("kind", "check")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{clause.number}{task.text}")
        top = row(gap=10)
        top.addWidget(label(task.text, wrap=True), 1)
        for chip in (Chip(row_words.kind(task), sign=False), _proposed(task)):
            top.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        lines = column(top, gap=6, margins=(13, 10, 14, 11))
        about = (
            ("衡量指标", task.measure),
            ("目标", row_words.goal(task)),
            ("责任单位", row_words.departments(task)),
            ("时限", row_words.due(task)),
        )
        for caption, text in about:
            if text:
                head = label(caption, "small")
                width = head.fontMetrics().horizontalAdvance("汉" * _CAPTION_WIDTH)
                head.setFixedWidth(width)
                head.setAlignment(Qt.AlignmentFlag.AlignTop)
                line = row(head, gap=4)
                line.addWidget(label(text, "note", wrap=True), 1)
                lines.addLayout(line)
        self.setLayout(lines)

    def mark(self, on: bool) -> None:
        set_property(self, "current", "true" if on else "false")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self.chosen.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


def _proposed(task: Row) -> Chip:
    chip = Chip("拟" if task.proposed else "", "attention", sign=False)
    chip.setToolTip("带“拟”的内容是本单位拟定的，文件原文没有写明")
    return chip
