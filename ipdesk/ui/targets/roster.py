"""名册: who uses the mark, from when to when; how many on any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.target_records import RosterEntry
from ipdesk.services.targets import roster
from ipdesk.services.targets.roster import RosterPage
from ipdesk.ui.act_sheet import ActSheet, Work
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    Column,
    DateField,
    EmptyState,
    LineField,
    column,
    label,
    primary,
    quiet,
)
from ipdesk.ui.widgets.base import clearable, stress
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListTools
from ipdesk.ui.widgets.wrapping import Wrapping


class RosterView(QWidget):
    """The lines of a roster with their state on a day."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._scope: Scope | None = None
        self.page: RosterPage | None = None
        self.which = ChoiceField()
        self.which.setAccessibleName("名册")
        self.day = DateField()
        self.day.setAccessibleName("截至日期")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("企业、代码、产品、公告")
        clearable(self.filter)
        self.filter.setAccessibleName("在名册中查找")
        self.count = label("", "strong")
        self.list = self._listed()
        self.add_button = primary("新增…", self.add, icon="plus")
        self.change_button = quiet("更正…", self.change, icon="pencil")
        self.leave_button = quiet("登记退出…", self.leave)
        self.withdraw_button = quiet("撤销登记…", self.withdraw)
        self.import_button = quiet("导入…", self.take_in, icon="upload")
        Permit(
            bench,
            CLERKS,
            self.add_button,
            self.change_button,
            self.leave_button,
            self.withdraw_button,
            self.import_button,
        )
        self.list.tell_below(self.count)
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=120)
        self._pause.timeout.connect(self._show)
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.which.edited.connect(self._ask)
        self.day.edited.connect(self._ask)
        self.day.editingFinished.connect(self._ask)
        self.list.chosen.connect(lambda _: self._offer())
        self.list.opened.connect(lambda _: self.change())

    def show_scope(self, scope: Scope, rosters: tuple[tuple[str, str], ...]) -> None:
        self._scope = scope
        self.which.set_choices(list(rosters))
        self.which.setVisible(len(rosters) > 1)
        if self.day.value() is None:
            self.day.set_value(self._bench.today())
        self._ask()

    def add(self) -> None:
        self._sheet(EntrySheet, None)

    def change(self) -> None:
        if self.list.current() is not None and self.change_button.isEnabled():
            self._sheet(EntrySheet, self.list.current())

    def leave(self) -> None:
        if self.list.current() is not None:
            self._sheet(LeaveSheet, self.list.current())

    def withdraw(self) -> None:
        entry = self.list.current()
        if entry is None:
            return
        said = f"“{entry.name}”这一条不再计数；操作记录里仍有。退出用标的，请用“登记退出”。"
        why = self._bench.messages.reason("撤销登记？", said, "撤销")
        if why:
            run = self._bench.jobs.run
            run(roster.withdraw_entry, self._bench.announce, None, self._bench.actor, entry.id, why)

    def take_in(self) -> None:
        self._bench.go("imports", "roster")

    def _sheet(self, kind: type[EntrySheet | LeaveSheet], entry: RosterEntry | None) -> None:
        if self._scope is not None:
            name = str(self.which.value())
            self._bench.messages.run(kind(self._bench, self._scope.pack, name, entry))

    def _ask(self) -> None:
        day = self.day.value()
        if self._scope is None or self.which.value() is None or not isinstance(day, date):
            return
        run = self._bench.jobs.run
        names = (self._scope.pack, self.which.value(), day)
        run(roster.roster_page, self._take, None, *names, key="targets/roster")

    def _take(self, page: RosterPage) -> None:
        self.page = page
        said = f"{page.day:%Y年%m月%d日}在用 {page.standing:,} 家"
        if page.lines != page.standing:
            said += f"（{page.lines:,} 条，同一代码只计一家）"
        self.count.setText(said)
        self._show()

    def _show(self) -> None:
        page = self.page
        if page is None:
            return
        words = self.filter.text().split()
        shown = [one for one in page.entries if all(word in _about(one) for word in words)]
        self.list.show_records(shown, narrowed=bool(page.entries))
        stress(self.add_button, bool(page.entries))
        self._offer()

    def _offer(self) -> None:
        entry = self.list.current()
        for button in (self.change_button, self.withdraw_button):
            button.setEnabled(entry is not None)
        self.leave_button.setEnabled(entry is not None and entry.exited_on is None)

    def _listed(self) -> FixedList:
        empty = EmptyState(
            "clipboard-list",
            "名册还是空的",
            "逐户登记，或从现有的表格导入；按代码去重，任何一天的在用数随时可查。",
            "从表格导入…",
            self.take_in,
        )
        Permit(self._bench, CLERKS, empty.button)
        tools = ListTools("名册", above=Controls(self._show, text=self.filter))
        return FixedList(self._bench, "roster", "名册", self._columns(), tools, empty)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("企业", lambda e: e.name, width=220, stretch=2),
            Column("统一社会信用代码", self._code, width=190),
            Column("产品", lambda e: e.product, width=120, stretch=1),
            Column("核准公告", lambda e: e.notice, width=150, stretch=1),
            Column(
                "核准日期",
                lambda e: str(e.approved_on),
                width=104,
                kind=Kind.DAY,
                value=lambda e: e.approved_on,
            ),
            Column(
                "退出日期",
                lambda e: str(e.exited_on or ""),
                width=104,
                rare=True,
                kind=Kind.DAY,
                value=lambda e: e.exited_on,
            ),
            Column("状态", self._state, width=92, tone=self._tone),
        )

    def _code(self, entry: RosterEntry) -> str:
        odd = self.page is not None and entry.id in self.page.odd
        return f"{entry.code}（校验不对）" if odd else entry.code

    def _state(self, entry: RosterEntry) -> str:
        if self.page is None or entry.stands_on(self.page.day):
            return "在用"
        return "已退出" if entry.exited_on else "未核准"

    def _tone(self, entry: RosterEntry) -> str:
        return "done" if self._state(entry) == "在用" else "quiet"

    def _lay_out(self) -> None:
        card = Card(padding=0)
        card.body.addWidget(self.list, 1)
        self.day.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        buttons = (
            self.import_button,
            self.withdraw_button,
            self.leave_button,
            self.change_button,
            self.add_button,
        )
        choices = (self.which, self.filter, label("截至", "small"), self.day)
        tools = Wrapping(*choices, *buttons, gap=10, wide=self.filter, right=buttons)
        whole = column(tools, gap=8)
        whole.addWidget(card, 1)
        self.setLayout(whole)


class EntrySheet(ActSheet):
    """A new line, or one to be put right with a reason."""

    def __init__(self, bench: Bench, pack: str, which: str, entry: RosterEntry | None) -> None:
        title = "登记用标企业" if entry is None else "更正登记"
        super().__init__(bench, title, "保存", "名册已登记")
        self._pack, self._which, self._entry = pack, which, entry
        self.form.add("name", "企业名称", LineField(), required=True)
        self.form.add("code", "统一社会信用代码", LineField(), required=True)
        self.form.add("product", "产品", LineField())
        self.form.add("notice", "核准公告", LineField("公告名称或文号"))
        self.form.add("approved_on", "核准日期", DateField(), required=True)
        self.form.add("note", "备注", LineField())
        if entry is not None:
            self.form.add("reason", "更正原因", LineField(), required=True)
            names = ("name", "code", "product", "notice", "approved_on", "note")
            self.form.fill({name: getattr(entry, name) for name in names})

    def work(self) -> Work:
        values = self.form.values()
        reason = str(values.pop("reason", "") or "")
        made = (
            RosterEntry(**values, roster=self._which)
            if self._entry is None
            else replace(self._entry, **values, roster=self._which)
        )
        actor, pack = self._bench.actor, self._pack
        return lambda office: roster.keep_entry(office, actor, pack, made, reason)


class LeaveSheet(ActSheet):
    """An enterprise that no longer uses the mark."""

    def __init__(self, bench: Bench, pack: str, which: str, entry: RosterEntry | None) -> None:
        super().__init__(bench, "登记退出", "保存", "退出已登记")
        assert entry is not None
        self._pack, self._which, self._entry = pack, which, entry
        self.body.insertWidget(0, label(f"{entry.name}　{entry.product}", "muted", wrap=True))
        self.form.add("exited_on", "退出日期", DateField(), required=True)
        self.form["exited_on"].set_value(bench.today())
        self.form.add("exit_reason", "退出原因", LineField(), required=True)

    def work(self) -> Work:
        made = replace(self._entry, **self.form.values(), roster=self._which)
        actor, pack = self._bench.actor, self._pack
        return lambda office: roster.keep_entry(office, actor, pack, made)


def _about(entry: RosterEntry) -> str:
    return f"{entry.name}{entry.code}{entry.product}{entry.notice}"
