"""What is asked about a task: who does it by when, and what was done."""

from __future__ import annotations

from ipdesk.domain.task_record import TaskState
from ipdesk.services.targets import tasks
from ipdesk.services.targets.tasks import ProgressForm, TaskForm, TaskLine
from ipdesk.ui.act_sheet import ActSheet, Work
from ipdesk.ui.bench import Bench
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.widgets import ChoiceField, DateField, LineField, NoteField, label


class ProgressSheet(ActSheet):
    """A line for the log, with the state it leads to and the evidence."""

    def __init__(self, bench: Bench, scope: Scope, line: TaskLine) -> None:
        super().__init__(bench, "登记进展", "保存", "进展已登记")
        self._scope, self._line = scope, line
        words = bench.wording
        states = [(state, words.label("taskstate", str(state))) for state in TaskState]
        self.body.insertWidget(0, label(line.task.title, "muted", wrap=True))
        self.form.add("on", "日期", DateField(), required=True).set_value(bench.today())
        text = NoteField("做了什么，到了哪一步")
        self.form.add("text", "进展", text)
        self.form.add("state", "状态", ChoiceField(states), required=True)
        self.form.add("reason", "暂缓原因", LineField(), help="暂缓的要写明")
        usual = line.task.state
        self.form["state"].set_value(TaskState.UNDERWAY if usual is TaskState.WAITING else usual)
        self.offer_file()
        text.setFocus()

    def work(self) -> Work:
        form = form_of(self._scope, self._line)
        progress = ProgressForm(
            str(self.value("text")),
            TaskState(self.value("state")),
            self.value("on"),
            str(self.value("reason")),
            self._path,
        )
        actor = self._bench.actor
        return lambda office: tasks.note_progress(office, actor, form, progress)


class AssignSheet(ActSheet):
    """Who does a task by when; without a line a task of the office's own."""

    def __init__(self, bench: Bench, scope: Scope, line: TaskLine | None) -> None:
        new = line is None
        super().__init__(bench, "新增任务" if new else "安排任务", "保存", "任务已安排")
        self._scope, self._line = scope, line
        self.form.add("title", "任务", NoteField(lines=2), required=True)
        self.form.add("department", "责任单位", LineField())
        people = [(person.id, person.name) for person in bench.people]
        self.form.add("owner", "承办人", ChoiceField(people, empty="未定"))
        self.form.add("due_on", "时限", DateField())
        if line is not None:
            task = line.task
            self.form.fill(
                {
                    "title": task.title,
                    "department": task.department,
                    "owner": task.owner,
                    "due_on": task.due_on,
                }
            )

    def work(self) -> Work:
        line, actor = self._line, self._bench.actor
        form = TaskForm(
            self._scope.pack,
            self._scope.year,
            line.task.id if line else 0,
            line.task.row if line else "",
            str(self.value("title")),
            str(self.value("department")),
            self.value("owner"),
            self.value("due_on"),
        )
        return lambda office: tasks.keep_task(office, actor, form)


def form_of(scope: Scope, line: TaskLine) -> TaskForm:
    """The task as the services ask for it; a row nobody touched is taken on by its first line."""
    task = line.task
    return TaskForm(scope.pack, task.year, task.id, "" if task.id else task.row)
