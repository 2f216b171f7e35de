"""联席会议: when it met, who came, what it decided, and what became of that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.policy import FactKind
from ipdesk.domain.target_records import Decision, Meeting
from ipdesk.services.targets import records
from ipdesk.services.targets.records import MeetingPage
from ipdesk.ui import theme
from ipdesk.ui.act_sheet import ActSheet, Work
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.targets import files
from ipdesk.ui.targets.scope import STATE_TONES, Scope
from ipdesk.ui.widgets import (
    Card,
    Chip,
    Column,
    DateField,
    EmptyState,
    GridColumn,
    ItemGrid,
    LineField,
    NoteField,
    clear,
    column,
    label,
    link,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.base import stress
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_desk import ListTools
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.widgets.wrapping import Wrapping

_DECISIONS = (
    GridColumn("title", "议定事项", width=260),
    GridColumn("department", "责任单位", width=150, required=False),
    GridColumn("due_on", "时限", FactKind.DATE, required=False),
)
COLUMNS = (
    Column(
        "日期",
        lambda m: str(m.page.meeting.held_on),
        width=104,
        kind=Kind.DAY,
        value=lambda m: m.page.meeting.held_on,
    ),
    Column("会议", lambda m: m.page.meeting.name, width=220, stretch=2),
    Column(
        "参加单位",
        lambda m: f"{len(m.page.meeting.participants)} 个",
        width=92,
        kind=Kind.COUNT,
        value=lambda m: len(m.page.meeting.participants),
    ),
    Column(
        "议定事项",
        lambda m: f"{len(m.page.tasks)} 项" if m.page.tasks else "",
        width=92,
        kind=Kind.COUNT,
        value=lambda m: len(m.page.tasks),
    ),
    Column(
        "状态",
        lambda m: "已撤销" if m.page.meeting.withdrawn else "",
        width=88,
        tone=lambda m: "quiet" if m.page.meeting.withdrawn else "",
        rare=True,
    ),
)


@dataclass(frozen=True, slots=True)
class _Shown:
    id: int
    page: MeetingPage


class MeetingsView(QWidget):
    """All meetings of a policy, the latest first."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._scope: Scope | None = None
        self.list = self._listed()
        self.add_button = primary("登记会议…", self.add, icon="plus")
        self.change_button = quiet("更正…", self.change, icon="pencil")
        self.withdraw_button = quiet("撤销登记…", self.withdraw)
        self.said = label("", "strong")
        Permit(bench, CLERKS, self.add_button, self.change_button, self.withdraw_button)
        self._lay_out()
        self.list.chosen.connect(lambda _: self._choose())
        self.list.opened.connect(lambda _: self.change())

    def show_scope(self, scope: Scope) -> None:
        self._scope = scope
        run = self._bench.jobs.run
        run(records.meetings, self._take, None, scope.pack, key="targets/meetings")

    def add(self) -> None:
        if self._scope is not None:
            self._bench.messages.run(MeetingSheet(self._bench, self._scope.pack, None))

    def change(self) -> None:
        shown = self.list.current()
        if shown is not None and self._scope is not None and self.change_button.isEnabled():
            sheet = MeetingSheet(self._bench, self._scope.pack, shown.page.meeting)
            self._bench.messages.run(sheet)

    def withdraw(self) -> None:
        shown = self.list.current()
        if shown is None:
            return
        said = "这次会议不再计数，议定事项仍作为任务保留。"
        why = self._bench.messages.reason("撤销登记？", said, "撤销")
        if why:
            run, actor = self._bench.jobs.run, self._bench.actor
            run(records.withdraw_meeting, self._bench.announce, None, actor, shown.id, why)

    def _take(self, found: tuple[MeetingPage, ...]) -> None:
        self.list.show_records([_Shown(page.meeting.id, page) for page in found])
        stress(self.add_button, bool(found))
        year = self._scope.year if self._scope else 0
        held = sum(
            page.meeting.held_on.year == year and not page.meeting.withdrawn for page in found
        )
        self.said.setText(f"{year}年召开 {held} 次" if found else "")
        self._choose()

    def _choose(self) -> None:
        shown = self.list.current()
        for button in (self.change_button, self.withdraw_button):
            button.setEnabled(shown is not None and not shown.page.meeting.withdrawn)
        clear(self._beside)
        if shown is not None:
            self._beside.addWidget(self._words(shown.page))
        self._beside.addStretch(1)

    def _words(self, page: MeetingPage) -> Card:
        meeting, words = page.meeting, self._bench.wording
        card = Card(padding=14)
        card.body.addWidget(label(meeting.name, "heading", wrap=True))
        told = [
            ("日期", str(meeting.held_on)),
            ("参加单位", "、".join(meeting.participants)),
            ("纪要编号", meeting.minutes),
            ("备注", meeting.note),
            ("撤销原因", meeting.withdrawn),
        ]
        for caption, text in told:
            if text:
                one = row(label(caption, "small"), gap=8)
                one.addWidget(label(text, "note", wrap=True, select=True), 1)
                card.body.addLayout(one)
        if meeting.file.sha256:
            save = link(
                f"纪要：{meeting.file.file_name}",
                lambda: files.save_kept(self._bench, meeting.file),
            )
            card.body.addLayout(row(save, None))
        if page.tasks:
            card.body.addWidget(label("议定事项", "field"))
        for task in page.tasks:
            state = words.label("taskstate", str(task.state))
            line = row(Chip(state, STATE_TONES[task.state]), gap=8)
            go = link(task.title, partial(self._bench.go, "targets", ("task", task.id)))
            line.addWidget(go)
            line.addStretch(1)
            card.body.addLayout(line)
            due = f"{task.department}　{task.due_on or ''}"
            card.body.addWidget(label(due.strip(), "small", wrap=True))
        return card

    def _listed(self) -> FixedList:
        said = "登记一次会议：参加单位、议定事项；每项议定事项成为一项任务。"
        none = "还没有登记会议"
        empty = EmptyState("clipboard-list", none, said, "登记会议…", self.add)
        Permit(self._bench, CLERKS, empty.button)
        tools = ListTools("联席会议")
        return FixedList(self._bench, "meetings", "联席会议", COLUMNS, tools, empty)

    def _lay_out(self) -> None:
        card = Card(padding=0)
        card.body.addWidget(self.list, 1)
        area = QScrollArea()
        inside = QWidget()
        inside.setProperty("kind", "page")
        self._beside = column(gap=10, margins=(0, 0, 6, 2))
        inside.setLayout(self._beside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        theme.current().hold(area, least=320)
        area.setAccessibleName("所选会议")
        split = Split()
        split.setHandleWidth(12)
        split.addWidget(card)
        split.addWidget(area)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        split.setSizes([700, 430])
        buttons = (self.withdraw_button, self.change_button, self.add_button)
        tools = Wrapping(self.said, *buttons, right=buttons)
        whole = column(tools, gap=8)
        whole.addWidget(split, 1)
        self.setLayout(whole)


class MeetingSheet(ActSheet):
    """A meeting as the minutes tell it; decisions are lines that become tasks."""

    def __init__(self, bench: Bench, pack: str, old: Meeting | None) -> None:
        title = "登记联席会议" if old is None else "更正会议登记"
        super().__init__(bench, title, "保存", "会议已登记")
        theme.current().hold(self, least=680)
        self._pack, self._old = pack, old
        self.form.add("held_on", "日期", DateField(), required=True)
        self.form.add("name", "会议名称", LineField(), required=True)
        who = NoteField("一行一个，或用顿号隔开", lines=2)
        self.form.add("participants", "参加单位", who, required=True)
        self.form.add("minutes", "纪要编号", LineField())
        self.form.add("note", "备注", LineField())
        self.decisions = ItemGrid(_DECISIONS)
        self.decisions.setAccessibleName("议定事项")
        self.decisions.setMinimumHeight(130)
        said = "议定事项（每行成为一项任务）" if old is None else "新增的议定事项"
        self.body.addWidget(label(said, "field"))
        self.body.addWidget(self.decisions)
        self.offer_file(old.file.file_name if old else "")
        if old is not None:
            self.form.add("reason", "更正原因", LineField(), required=True)
            self.form.fill({name: getattr(old, name) for name in ("held_on", "name", "minutes")})
            self.form["participants"].set_value("、".join(old.participants))
            self.form["note"].set_value(old.note)

    def work(self) -> Work:
        names = str(self.value("participants")).replace("\n", "、").replace("，", "、").split("、")
        told: dict[str, object] = {
            name: str(self.value(name)) for name in ("name", "minutes", "note")
        }
        held: date = self.value("held_on")
        base = self._old or Meeting(self._pack, held, "", ())
        made = replace(base, held_on=held, participants=tuple(names), **told)  # type: ignore[arg-type]
        decisions = tuple(
            Decision(str(one["title"]), str(one.get("department") or ""), one.get("due_on"))
            for one in self.decisions.rows_as_typed()
            if one.get("title")
        )
        reason = str(self.value("reason")) if self._old is not None else ""
        actor, path = self._bench.actor, self._path
        return lambda office: records.keep_meeting(office, actor, made, decisions, path, reason)
