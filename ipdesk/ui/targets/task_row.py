"""One duty of a policy, as a row that can be chosen with mouse or keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame

from ipdesk.domain.policy import Clause, Policy, Task
from ipdesk.ui.widgets import column, label, row, set_property

_CAPTION_WIDTH = 5  # characters of the longest caption and a blank


class TaskRow(QFrame):
    """Words of the duty, who is in charge, how it is measured, and by when."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, policy: Policy, clause: Clause, task: Task) -> None:
        super().__init__()
        self.policy, self.clause, self.task = policy, clause, task
        self.setProperty("kind", "check")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{clause.number}{task.text}")
        lines = column(label(task.text, wrap=True), gap=6, margins=(13, 10, 14, 11))
        about = (
            ("责任单位", task.department),
            ("衡量指标", task.measure),
            ("时限", task.period),
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
