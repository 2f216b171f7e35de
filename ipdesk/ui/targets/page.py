"""目标任务: targets, tasks and figures of the policies in use, by year and by department."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit

from ipdesk.domain.policy import Policy
from ipdesk.services.targets.board import Board, departments
from ipdesk.services.targets.feeds import Trace
from ipdesk.services.targets.tasks import TaskLine
from ipdesk.ui.bench import Bench
from ipdesk.ui.late import made, stand
from ipdesk.ui.page import Page
from ipdesk.ui.targets.board import BoardView
from ipdesk.ui.targets.entry import EntryView
from ipdesk.ui.targets.records import RecordsView
from ipdesk.ui.targets.reports import ReportsView
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.targets.tasks import TasksView
from ipdesk.ui.widgets import Chip, ChoiceField, EmptyState, column, label
from ipdesk.ui.widgets.room import Pages
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.wrapping import Wrapping
from ipdesk.ui.worn import BY_PARTS

PARTS = ("board", "entry", "tasks", "records", "reports")
_CAPTIONS = ("看板", "填报", "任务", "名册与记录", "报表")
_KINDS = {"roster": "roster", "meeting": "meetings", "activity": "activities"}
_WORK = {"open-report": "entry", "open-task": "tasks", "open-reopening": "reports"}


class TargetsPage(Page):
    """`open` takes the name of a part, (pack, row), or what a line of 工作台 leads to."""

    title: ClassVar[str] = "目标任务"
    tables: ClassVar[frozenset[str]] = frozenset(
        (
            "policy_pack", "setting", "observation", "roster", "meeting", "activity", "task",
            "target_year", "report_form", "import_batch", "payment",
        )
    )  # fmt: skip

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.setProperty(BY_PARTS, True)
        self._year = 0  # 0: the one that runs
        self._closed = False
        self._wanted = ""  # a department asked for before they are named
        self.segments = Segments(tuple(zip(PARTS, _CAPTIONS, strict=True)))
        self.policy = ChoiceField()
        self.policy.setAccessibleName("政策")
        self.year = ChoiceField()
        self.year.setAccessibleName("年度")
        self.department = ChoiceField(empty="全部单位")
        self.department.setAccessibleName("责任单位、报送单位")
        self.frozen = Chip()
        self.board = BoardView(bench)
        self.empty = EmptyState(
            "target",
            "启用的政策里没有目标任务",
            "政策文件里不发放资金的条款（目标、任务、保障措施），启用以后列在这里。",
            "去看政策",
            lambda: bench.go("policies"),
        )
        self._parts = Pages()
        for part in (self.board, self.empty):
            self._parts.addWidget(part)
        fields = (self.frozen, self.policy, self.year, self.department)
        title = label("目标任务", "title")
        head = Wrapping(title, self.segments, *fields, gap=10, wide=self.department, right=fields)
        whole = column(head, gap=10, margins=(18, 14, 18, 16))
        whole.addWidget(self._parts, 1)
        self.setLayout(whole)
        self._connect()
        self._add_actions()

    @cached_property
    def entry(self) -> EntryView:
        return stand(self.bench, self._parts, "targets/entry", EntryView(self.bench))

    @cached_property
    def tasks(self) -> TasksView:
        return stand(self.bench, self._parts, "targets/tasks", TasksView(self.bench))

    @cached_property
    def records(self) -> RecordsView:
        return stand(self.bench, self._parts, "targets/records", RecordsView(self.bench))

    @cached_property
    def reports(self) -> ReportsView:
        return stand(self.bench, self._parts, "targets/reports", ReportsView(self.bench))

    def refresh(self) -> None:
        """Read the board anew; it tells the years, and the part that is seen follows."""
        policies = self._offer_policies()
        for field in (self.year, self.segments):
            field.setVisible(bool(policies))
        part = getattr(self, self.segments.value()) if policies else self.empty
        self._parts.setCurrentWidget(part)
        self._offer_departments()
        if not policies:
            return
        pack = str(self.policy.value())
        run = self.bench.jobs.run
        run(departments, self._name_departments, None, pack, key="targets/who")
        self.board.show_scope(self._scope())

    def open(self, target: object) -> None:
        if isinstance(target, str):
            self._choose_part(target)
        elif isinstance(target, tuple) and len(target) == 2 and target[0] in ("task", "row"):
            self._choose_part("tasks" if target[0] == "task" else "board")
            if target[0] == "task":
                self.tasks.choose_task("", int(target[1]))
        elif isinstance(target, tuple) and len(target) == 5 and target[0] in _WORK:
            self._open_work(*target)
        elif isinstance(target, tuple) and len(target) == 2:
            self._open_row(str(target[0]), str(target[1]))
        self.refresh()

    def takes_table(self) -> object:
        return "roster" if self.segments.value() == "records" else "figures"

    def standing(self) -> object:
        return self.segments.value()

    def may_leave(self) -> bool:
        """Typed figures that are not saved are asked about."""
        count = self.entry.typed if made(self, "entry") else 0
        if not count:
            return True
        said = f"填报里有 {count} 行还没有保存。离开就不要这些改动了吗？"
        if not self.bench.messages.ask("离开填报？", said, "不保存，离开", "留在这里", True):
            return False
        self.entry.forget()
        return True

    def _offer_policies(self) -> list[Policy]:
        """Those with figures first."""
        policies = [policy for policy in self.bench.policies if policy.rows]
        measured = sorted(policies, key=lambda policy: not policy.measures)
        self.policy.set_choices([(p.id, p.document_number or p.title) for p in measured])
        self.policy.setVisible(len(policies) > 1)
        return policies

    def _scope(self) -> Scope:
        who = str(self.department.value() or "")
        return Scope(str(self.policy.value()), self._year, who, self._closed)

    def _take_board(self, board: Board) -> None:
        years = [(year, _year_text(board, year)) for year in reversed(board.years)]
        self.year.set_choices(years)
        self.year.set_value(board.year)
        self._year = board.year
        self._closed = board.closing is not None
        self.frozen.show_state("已关账" if self._closed else "", "done")
        self._fill_part()

    def _fill_part(self) -> None:
        scope, part = self._scope(), self._parts.currentWidget()
        self._offer_departments()
        if isinstance(part, EntryView | TasksView | RecordsView | ReportsView):
            part.show_scope(scope)

    def _offer_departments(self) -> None:
        part = self._parts.currentWidget()
        without = isinstance(part, RecordsView | ReportsView | EmptyState)
        self.department.setVisible(not without)

    def _name_departments(self, found: tuple[str, ...]) -> None:
        self.department.set_choices([(name, name) for name in found])
        wanted, self._wanted = self._wanted, ""
        if wanted in found:
            self.department.set_value(wanted)
            self.board.show_scope(self._scope())

    def _show_part(self, name: str) -> None:
        self._parts.setCurrentWidget(getattr(self, name))
        if self._year:
            self._fill_part()

    def _choose_part(self, name: str) -> None:
        if name in PARTS:
            self.segments.choose(name)

    def _to_part(self, name: str) -> None:
        """By its keys one wants to work in it, not to search it."""
        self._choose_part(name)
        self.take_keyboard()

    def _choose_scope(self) -> None:
        """Another policy or year: what was typed for the one before is asked about."""
        other = self.policy.value(), self.year.value()
        if made(self, "entry") and self.entry.typed and self.entry.scope is not None:
            known = self.entry.scope
            if other != (known.pack, known.year) and not self.may_leave():
                self.policy.set_value(known.pack)
                self.year.set_value(known.year)
                return
        self._year = int(self.year.value() or 0)
        self.refresh()

    def _choose_policy(self) -> None:
        self.year.set_value(None)
        self.department.set_value(None)
        self._choose_scope()

    def _open_row(self, pack: str, name: str) -> None:
        self._offer_policies()
        self.policy.set_value(pack)
        self._choose_part("board")
        self.board.choose_row(name)

    def _open_work(self, act: str, number: int, who: str, year: int, pack: str) -> None:
        """From 工作台: reports of a department, a task, a year to be opened again."""
        self._offer_policies()
        self.policy.set_value(pack)
        if year:
            self._year = year
        self._choose_part(_WORK[act])
        if act == "open-report":
            self._wanted = who
            self.entry.open_only.set_value(True)
        elif act == "open-task" and number:
            self.tasks.choose_task("", number)
        elif act == "open-task":
            # Rows nobody has taken on are gathered under the number of their policy.
            known = {p.document_number for p in self.bench.policies}
            self.tasks.show_alarms("" if who in known else who)

    def _to_entry(self, name: str) -> None:
        self.entry.choose_subject(name)
        self._choose_part("entry")

    def _to_task(self, line: TaskLine) -> None:
        self.tasks.choose_task(line.task.row, line.task.id)
        self._choose_part("tasks")

    def _to_trace(self, trace: Trace) -> None:
        if trace.entity == "claim":
            self.bench.go("claims", trace.id)
        else:
            self._choose_part("records")
            self.records.open(_KINDS[trace.entity], trace.id)

    def _find(self) -> None:
        part = self._parts.currentWidget()
        if isinstance(part, BoardView | EntryView | TasksView):
            field: QLineEdit = part.filter
            field.setFocus()
            field.selectAll()
        elif isinstance(part, RecordsView):
            part.seek()

    def _connect(self) -> None:
        self.segments.chosen.connect(self._show_part)
        self.policy.edited.connect(self._choose_policy)
        self.year.edited.connect(self._choose_scope)
        self.department.edited.connect(self.refresh)
        self.board.read.connect(self._take_board)
        self.board.beside.entry_asked.connect(self._to_entry)
        self.board.beside.task_asked.connect(self._to_task)
        self.board.beside.trace_asked.connect(self._to_trace)
        self.bench.policies_changed.connect(self.refresh)
        self.bench.actor_changed.connect(lambda _: self.refresh())

    def _add_actions(self) -> None:
        for number, (name, caption) in enumerate(zip(PARTS, _CAPTIONS, strict=True), start=1):
            self._add(f"目标任务：{caption}", f"Alt+{number}", partial(self._to_part, name))
        self._add("在这一页查找", "Ctrl+F", self._find)
        self._add("保存填报", "Ctrl+S", self._save)
        self._add("登记任务进展", "Ctrl+Return", self._note)
        self._add("导出本年度报表", "Ctrl+E", self._export)

    def _save(self) -> None:
        if self.segments.value() == "entry":
            self.entry.save()

    def _note(self) -> None:
        if self.segments.value() == "tasks":
            self.tasks.note()

    def _export(self) -> None:
        self._choose_part("reports")
        self.reports.export("xlsx")

    def _add(self, text: str, keys: str, slot: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: slot())
        self.addAction(action)


def _year_text(board: Board, year: int) -> str:
    return f"{year}年（基期）" if year == board.base_year else f"{year}年"
