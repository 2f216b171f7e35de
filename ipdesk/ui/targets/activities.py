"""活动: trainings, campaigns and the like, whose counts feed figures."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.target_records import Activity
from ipdesk.services.targets import records
from ipdesk.ui.act_sheet import ActSheet, Work
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.targets import files
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    Column,
    CountField,
    DateField,
    EmptyState,
    LineField,
    column,
    label,
    primary,
    quiet,
)
from ipdesk.ui.widgets.base import stress
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListTools
from ipdesk.ui.widgets.wrapping import Wrapping

Kinds = tuple[tuple[str, str], ...]


class ActivitiesView(QWidget):
    """What was held in a year, of one kind or all."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._scope: Scope | None = None
        self._kinds: Kinds = ()
        self._all: tuple[Activity, ...] = ()
        self.kind = ChoiceField(empty="全部类别")
        self.kind.setAccessibleName("活动类别")
        self.said = label("", "strong")
        self.list = self._listed()
        self.add_button = primary("登记活动…", self.add, icon="plus")
        self.change_button = quiet("更正…", self.change, icon="pencil")
        self.file_button = quiet("另存材料…", self._save_file, icon="download")
        self.withdraw_button = quiet("撤销登记…", self.withdraw)
        Permit(bench, CLERKS, self.add_button, self.change_button, self.withdraw_button)
        self._lay_out()
        self.kind.edited.connect(self._show)
        self.list.chosen.connect(lambda _: self._offer())
        self.list.opened.connect(lambda _: self.change())

    def show_scope(self, scope: Scope, kinds: Kinds) -> None:
        self._scope, self._kinds = scope, kinds
        self.kind.set_choices(list(kinds))
        run = self._bench.jobs.run
        names = (scope.pack, scope.year)
        run(records.activities, self._take, None, *names, key="targets/activities")

    def add(self) -> None:
        self._sheet(None)

    def change(self) -> None:
        if self.list.current() is not None and self.change_button.isEnabled():
            self._sheet(self.list.current())

    def withdraw(self) -> None:
        one = self.list.current()
        if one is None:
            return
        why = self._bench.messages.reason(
            "撤销登记？", f"“{one.name}”不再计数，操作记录里仍有。", "撤销"
        )
        if why:
            run, actor = self._bench.jobs.run, self._bench.actor
            run(records.withdraw_activity, self._bench.announce, None, actor, one.id, why)

    def _sheet(self, one: Activity | None) -> None:
        if self._scope is not None:
            pack = self._scope.pack
            self._bench.messages.run(ActivitySheet(self._bench, pack, self._kinds, one))

    def _take(self, found: tuple[Activity, ...]) -> None:
        self._all = found
        self._show()

    def _show(self) -> None:
        kind = self.kind.value()
        shown = [one for one in self._all if kind in (None, one.kind)]
        self.list.show_records(shown, narrowed=bool(self._all))
        stress(self.add_button, bool(shown))
        counted = [one for one in shown if not one.withdrawn]
        people = sum(one.people or 0 for one in counted)
        year = self._scope.year if self._scope else ""
        said = f"{year}年 {len(counted)} 场" + (f"，{people:,} 人次" if people else "")
        self.said.setText(said if shown else "")
        self._offer()

    def _offer(self) -> None:
        one = self.list.current()
        for button in (self.change_button, self.withdraw_button):
            button.setEnabled(one is not None and not one.withdrawn)
        self.file_button.setVisible(one is not None and bool(one.file.sha256))

    def _save_file(self) -> None:
        if self.list.current() is not None:
            files.save_kept(self._bench, self.list.current().file)

    def _listed(self) -> FixedList:
        said = "登记一场培训、宣传或其他活动；场次、人次由登记的活动算出。"
        none = "这一年还没有登记活动"
        empty = EmptyState("clipboard-list", none, said, "登记活动…", self.add)
        Permit(self._bench, CLERKS, empty.button)
        counts = (("people", "人次"), ("firms", "企业"))
        above = Controls(self._show, kind=self.kind)
        tools = ListTools("活动", above=above, counts=counts)
        return FixedList(self._bench, "activities", "活动", self._columns(), tools, empty)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "日期",
                lambda a: str(a.held_on),
                width=104,
                kind=Kind.DAY,
                value=lambda a: a.held_on,
            ),
            Column("类别", self._kind_name, width=130, kind=Kind.CHOICE),
            Column("活动", lambda a: a.name, width=220, stretch=2),
            Column("地点", lambda a: a.place, width=120, stretch=1),
            Column(
                "人次",
                lambda a: _count(a.people),
                sort="people",
                width=76,
                align="right",
                rare=True,
                kind=Kind.COUNT,
                value=lambda a: a.people,
            ),
            Column(
                "企业",
                lambda a: _count(a.firms),
                sort="firms",
                width=76,
                align="right",
                rare=True,
                kind=Kind.COUNT,
                value=lambda a: a.firms,
            ),
            Column("材料", lambda a: "有" if a.file.sha256 else "", width=56, rare=True),
            Column(
                "状态",
                lambda a: "已撤销" if a.withdrawn else "",
                width=88,
                tone=lambda a: "quiet" if a.withdrawn else "",
                rare=True,
            ),
        )

    def _kind_name(self, one: Activity) -> str:
        return dict(self._kinds).get(one.kind, one.kind)

    def _lay_out(self) -> None:
        card = Card(padding=0)
        card.body.addWidget(self.list, 1)
        buttons = (
            self.file_button,
            self.withdraw_button,
            self.change_button,
            self.add_button,
        )
        tools = Wrapping(self.kind, self.said, *buttons, gap=10, right=buttons)
        whole = column(tools, gap=8)
        whole.addWidget(card, 1)
        self.setLayout(whole)


class ActivitySheet(ActSheet):
    """One activity with its counts; a count nobody took stays empty."""

    def __init__(self, bench: Bench, pack: str, kinds: Kinds, old: Activity | None) -> None:
        title = "登记活动" if old is None else "更正活动登记"
        super().__init__(bench, title, "保存", "活动已登记")
        self._pack, self._old = pack, old
        self.form.add("kind", "类别", ChoiceField(kinds), required=True)
        self.form.add("held_on", "日期", DateField(), required=True)
        self.form.add("name", "活动名称", LineField(), required=True)
        self.form.add("place", "地点", LineField())
        self.form.add("people", "人次", CountField(), help="没有统计的空着，不填 0")
        self.form.add("firms", "企业数", CountField())
        self.form.add("note", "备注", LineField())
        self.offer_file(old.file.file_name if old else "")
        if old is not None:
            self.form.fill({name: getattr(old, name) for name in self.form.fields})
            self.form.add("reason", "更正原因", LineField(), required=True)

    def work(self) -> Work:
        values = self.form.values()
        reason = str(values.pop("reason", "") or "")
        base = self._old or Activity(self._pack, "", self._bench.today(), "")
        made = replace(base, **values)
        actor, path = self._bench.actor, self._path
        return lambda office: records.keep_activity(office, actor, made, path, reason)


def _count(number: int | None) -> str:
    return "" if number is None else f"{number:,}"
