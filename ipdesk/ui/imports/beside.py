"""Beside the table: what is wrong with the row under the cursor, and the answers to choose."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ipdesk.domain.importing import Option, PlannedRow, Question, RowState, row_group
from ipdesk.services.imports.plan import Plan, said
from ipdesk.ui import theme
from ipdesk.ui.widgets import Card, Notice, clear, column, label, link, quiet
from ipdesk.wording import Wording

_NEVER_FIRST = "”』》），。；：、？"
_TEXT = 240  # the width a button leaves for its words


class RowCard(Card):
    """One row: its problems with their cells, its questions with their answers."""

    answered = Signal(str, str)  # group, option
    jumped = Signal(int, str)  # line, field

    def __init__(self, wording: Wording) -> None:
        super().__init__("本行")
        self._wording = wording
        self._plan: Plan | None = None
        self._holder = QWidget()
        self._holder.setProperty("kind", "clear")
        self._lines: QVBoxLayout = column(gap=10)
        self._holder.setLayout(self._lines)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._holder)
        self.body.addWidget(area, 1)

    def show_row(self, plan: Plan | None, row: PlannedRow | None) -> None:
        clear(self._lines)
        self._plan = plan
        self._fill(plan, row)
        self._lines.addStretch(1)

    def _fill(self, plan: Plan | None, row: PlannedRow | None) -> None:
        if plan is None or row is None:
            self.set_title("本行")
            self._lines.addWidget(label("选一行，这里显示它的问题和处理办法。", "muted", wrap=True))
            return
        state = self._wording.label("import-state", row.state)
        stands = row.beside
        where = f"{stands.sheet}表第 {stands.line} 行" if stands else f"第 {row.line} 行"
        self.set_title(f"{where} · {state}")
        if row.known is not None:
            self._lines.addWidget(Notice(said(self._wording, row.known), "accent"))
            return
        for fault in row.faults:
            place = plan.place(row, fault.field)
            text = f"{place}　{said(self._wording, fault)}" if place else said(self._wording, fault)
            self._lines.addWidget(Notice(text, "fault"))
        for question in row.questions:
            self._ask(row, question)
        for note in row.notes:
            self._lines.addWidget(label(said(self._wording, note), "small", wrap=True))
        self._offer_leaving(row)

    def _ask(self, row: PlannedRow, question: Question) -> None:
        assert self._plan is not None
        place = self._plan.place(row, question.field)
        text = f"{place}　{said(self._wording, question)}"
        self._lines.addWidget(Notice(text, "attention"))
        same = sum(
            any(other.group == question.group for other in one.questions)
            for one in self._plan.rows
            if not one.skipped
        )
        for option in question.options:
            self._lines.addWidget(self._button(question, option))
        if same > 1:
            said_of = f"同样内容的 {same} 行一并这样处理。"
            self._lines.addWidget(label(said_of, "small", wrap=True))

    def _button(self, question: Question, option: Option) -> QWidget:
        text = self._wording.text("import-answer", option.code, option.values)
        lines = _wrapped(text, self._holder.fontMetrics(), theme.current().px(_TEXT))
        made = quiet(lines, partial(self.answered.emit, question.group, option.value))
        made.setAccessibleName(text)
        height = self._holder.fontMetrics().height() * (lines.count("\n") + 1)
        made.setMinimumHeight(height + theme.current().px(14))
        return made

    def _offer_leaving(self, row: PlannedRow) -> None:
        group = row_group(row.line)
        if row.state is RowState.SKIPPED:
            self._lines.addWidget(label("这一行不导入。", "muted"))
            self._lines.addWidget(link("恢复，再看一遍", partial(self.answered.emit, group, "")))
        elif row.faults:
            self._lines.addWidget(quiet("这一行不导入", partial(self.answered.emit, group, "skip")))
        if row.state is not RowState.SKIPPED and (row.faults or row.questions):
            said_of = "要更正的，在原表中改好，再粘贴或选择一次。"
            self._lines.addWidget(label(said_of, "small", wrap=True))


def _wrapped(text: str, metrics: QFontMetrics, width: int) -> str:
    """The words of a button in lines that fit it: buttons do not wrap by themselves."""
    lines = [""]
    for character in text:
        full = metrics.horizontalAdvance(lines[-1] + character) > width
        if full and character not in _NEVER_FIRST:
            lines.append("")
        lines[-1] += character
    return "\n".join(lines)
