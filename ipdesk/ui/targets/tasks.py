"""任务: who does what by when, how far it is, and the log with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.task_record import Alarm, TaskState
from ipdesk.services.targets import tasks
from ipdesk.services.targets.tasks import TaskLine
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.targets.scope import ALARM_TONES, STATE_TONES, Scope
from ipdesk.ui.targets.task_beside import TaskBeside
from ipdesk.ui.targets.task_sheets import AssignSheet, ProgressSheet
from ipdesk.ui.widgets import Card, Column, EmptyState, Notice, column, primary, quiet
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import RecordsSource
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.widgets.wrapping import Wrapping
from ipdesk.wording import Wording

_PAUSE_MS = 120
_BESIDE = 280
_ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class _Shown:
    id: int
    line: TaskLine
    state: str
    tone: str


class TasksView(QWidget):
    """The tasks of a year; overdue and at risk are told before their state."""

    counted = Signal(int)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._scope: Scope | None = None
        self._lines: tuple[TaskLine, ...] = ()
        self._shown: tuple[_Shown, ...] = ()  # what the choices leave
        self._wanted: tuple[str, int] = ("", 0)  # a row of the policy, or a task
        words = bench.wording
        states = [(str(state), words.label("taskstate", str(state))) for state in TaskState]
        self.states = Segments((("", "全部"), *states, (_ALARM, "逾期、有风险")))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("任务、单位、承办人")
        clearable(self.filter)
        self.filter.setAccessibleName("在任务中查找")
        self.table = self._make_table()
        self.beside = TaskBeside(bench)
        self.note_button = primary("登记进展…", self.note, hint="Ctrl+Return")
        self.assign_button = quiet("安排…", self.assign, icon="user-round")
        self.new_button = quiet("新增任务…", self.add, icon="plus")
        self.said = Notice("")
        Permit(bench, CLERKS, self.note_button, self.assign_button, self.new_button)
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.show_lines)
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.states.chosen.connect(lambda _: self.show_lines())
        self.table.chosen.connect(lambda _: self._choose())
        self.table.opened.connect(lambda _: self.note())

    def show_scope(self, scope: Scope) -> None:
        self._scope = scope
        run = self._bench.jobs.run
        run(tasks.task_lines, self._take, None, scope.pack, scope.year, key="targets/tasks")

    def choose_task(self, line_row: str, number: int) -> None:
        """Put the cursor on a task, now or once the tasks are read."""
        self._wanted = (line_row, number)
        self.filter.clear()
        self.states.choose("")

    def show_alarms(self, who: str) -> None:
        """What is overdue or at risk, of one person or department; "": of everybody."""
        self.filter.setText(who)
        self.states.choose(_ALARM)

    def current(self) -> TaskLine | None:
        shown = self.table.current()
        return shown.line if shown is not None else None

    def note(self) -> None:
        """A line for the log of the task under the cursor."""
        line = self.current()
        scope = self._scope
        if line is not None and scope is not None and self._may_note(scope):
            self._bench.messages.run(ProgressSheet(self._bench, scope, line))

    def _may_note(self, scope: Scope) -> bool:
        return self.note_button.isEnabled() and not scope.closed

    def assign(self) -> None:
        line = self.current()
        if line is not None and self._scope is not None:
            self._bench.messages.run(AssignSheet(self._bench, self._scope, line))

    def add(self) -> None:
        if self._scope is not None:
            self._bench.messages.run(AssignSheet(self._bench, self._scope, None))

    def show_lines(self) -> None:
        """The tasks the choices leave."""
        self._pause.stop()
        if self._scope is None:
            return
        words, wanted = self.filter.text().split(), self._scope.department
        state = self.states.value()
        self._shown = tuple(
            _shown(self._bench.wording, number, line)
            for number, line in enumerate(self._lines, start=1)
            if wanted in line.task.department
            and _in_state(line, state)
            and all(word in _about(line) for word in words)
        )
        name, number = self._wanted
        for each in self._shown:
            task = each.line.task
            if (number and task.id == number) or (name and task.row == name):
                self._wanted = ("", 0)
                self.table.choose(each.id)
                break
        self.table.reload()

    def _take(self, lines: tuple[TaskLine, ...]) -> None:
        self._lines = lines
        counts = {str(state): _count(lines, str(state)) for state in TaskState}
        counts |= {"": len(lines), _ALARM: _count(lines, _ALARM)}
        self.states.show_counts(counts)
        self.counted.emit(counts[_ALARM])
        self.show_lines()

    def _choose(self) -> None:
        line = self.current()
        scope = self._scope
        may = scope is not None and not scope.closed
        for button in (self.note_button, self.assign_button):
            button.setVisible(may)
            button.setEnabled(line is not None)
        self.new_button.setVisible(may)
        closed = scope is not None and scope.closed
        self.said.tell(f"{scope.year}年已经关账，只能查看。" if scope and closed else "")
        policy = next(
            (each for each in self._bench.policies if scope and each.id == scope.pack), None
        )
        self.beside.show_line(policy, line)

    def _follow_zoom(self) -> None:
        self.beside.setMinimumWidth(theme.current().px(_BESIDE))

    def _make_table(self) -> RecordTable:
        empty = EmptyState("clipboard-list", "没有这样的任务", "换一个状态，或清除查找的文字。")
        source = RecordsSource(lambda office, query: self._shown, _COLUMNS)
        table = RecordTable(self._bench, "tasks", _COLUMNS, source, None, empty)
        above = Controls(self.show_lines, text=self.filter, state=self.states)
        ListDesk(table, ListTools("任务台账", above=above))
        return table

    def _lay_out(self) -> None:
        card = Card(padding=0)
        card.body.addWidget(self.table, 1)
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)
        buttons = (self.new_button, self.assign_button, self.note_button)
        tools = Wrapping(
            self.states, self.filter, *buttons, gap=10, wide=self.filter, right=buttons
        )
        whole = column(tools, self.said, gap=8)
        whole.addWidget(Split(card, self.beside, shares=(780, 354), grows=(3, 1)), 1)
        self.setLayout(whole)


def _shown(wording: Wording, number: int, line: TaskLine) -> _Shown:
    if line.alarm is Alarm.NONE:
        state = line.task.state
        return _Shown(number, line, wording.label("taskstate", str(state)), STATE_TONES[state])
    return _Shown(
        number, line, wording.label("taskalarm", str(line.alarm)), ALARM_TONES[line.alarm]
    )


def _in_state(line: TaskLine, state: str) -> bool:
    if state == _ALARM:
        return line.alarm is not Alarm.NONE
    return state in ("", str(line.task.state))


def _count(lines: Sequence[TaskLine], state: str) -> int:
    return sum(_in_state(line, state) for line in lines)


def _about(line: TaskLine) -> str:
    task = line.task
    return f"{task.row}{task.title}{task.department}{task.owner_name}"


def _evidence(line: TaskLine) -> str:
    return str(line.evidence) if line.evidence else ""


_COLUMNS = (
    Column("编号", lambda one: one.line.task.row or "自定", sort="row", width=60),
    Column("任务", lambda one: one.line.task.title, sort="title", width=190, stretch=2),
    Column("责任单位", lambda one: one.line.task.department, sort="department",
           kind=Kind.CHOICE, width=120, stretch=1),
    Column("承办人", lambda one: one.line.task.owner_name, sort="owner", kind=Kind.CHOICE,
           width=76, rare=True),
    Column("时限", lambda one: str(one.line.task.due_on or ""), sort="due", kind=Kind.DAY,
           value=lambda one: one.line.task.due_on, width=100),
    Column("状态", lambda one: one.state, sort="state", kind=Kind.CHOICE, width=96,
           tone=lambda one: one.tone),
    Column("材料", lambda one: _evidence(one.line), sort="evidence", kind=Kind.COUNT,
           value=lambda one: one.line.evidence, width=56, align="right",
           rare=True),
)  # fmt: skip
