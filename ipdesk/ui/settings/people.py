"""The operators: who they are, what they may do, and adding one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from ipdesk.domain.operator import Operator
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services import access, operators
from ipdesk.services.office import Changes, Office
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping, slot
from ipdesk.ui.permit import ADMINISTRATORS, Permit
from ipdesk.ui.settings.secret_sheets import PasswordSheet
from ipdesk.ui.widgets import (
    Card,
    Chip,
    FlagField,
    Form,
    LineField,
    NoteField,
    clear,
    label,
    link,
    primary,
    row,
    rule,
)
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.base import appear, tab_through
from ipdesk.ui.widgets.password import PasswordField
from ipdesk.ui.widgets.wrapping import Wrapping


class PeopleSection(Card):
    """Accounts in the order they were made; disabled in the end, never deleted."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("操作员", "同一件申报的初审、复核、审批须由不同的人办", padding=24)
        self._bench = bench
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self.form = Form()
        self.form.add("name", "姓名", LineField("", 50), required=True)
        self.boxes = {role: FlagField(bench.wording.label("role", role)) for role in Role}
        self.password = PasswordField("初始密码，第一次登录时由本人修改")
        self.first = self.form.add("password", "初始密码", self.password)
        self.first.hide()
        self.add = primary("添加操作员", self._add, icon="plus")
        Permit(bench, ADMINISTRATORS, self.form, *self.boxes.values(), self.add)
        names = {"name": slot("姓名", self.form["name"].editor)}
        ticks = {str(role): slot(box.text(), box) for role, box in self.boxes.items()}
        self.keeping = Keeping(bench, "operator", self).follow_slots(names | ticks)
        self.form.changed.connect(lambda _: self.keeping.edited())
        for box in self.boxes.values():
            box.edited.connect(self.keeping.edited)
        self.body.addLayout(self._grid)
        self.body.addSpacing(6)
        self.body.addWidget(rule())
        self.body.addWidget(label("添加操作员", "heading"))
        self.body.addWidget(self.keeping.line)
        self.body.addWidget(self.form)
        self.body.addWidget(Wrapping(*self.boxes.values(), gap=14))
        self.body.addLayout(row(None, self.add))

    def refresh(self) -> None:
        self._bench.jobs.run(_people, self._show)

    def _show(self, found: tuple[Sequence[Operator], tuple[int, ...]]) -> None:
        people, shut_out = found
        guarded = self._bench.rules.guarded
        self.first.setVisible(guarded)
        if not self.form["name"].value():
            self.keeping.watch()
        clear(self._grid)
        roles = self._bench.wording
        links: list[QWidget] = []
        for number, person in enumerate(people):
            state = Chip(
                "在用" if person.active else "已停用", "done" if person.active else "quiet"
            )
            does = "、".join(roles.label("role", role) for role in person.roles)
            act = link("停用" if person.active else "恢复")
            act.setAccessibleName(f"{act.text()}{person.name}")
            act.clicked.connect(lambda _, one=person: self._switch(one))
            self._grid.addWidget(label(person.name), number, 0)
            self._grid.addWidget(label(does, "muted", wrap=True), number, 1)
            self._grid.addWidget(state, number, 2)
            word = link("设密码…")
            word.setAccessibleName(f"为{person.name}设密码")
            word.setToolTip("忘记密码时重设；第一次登录时由本人修改")
            appear(word, guarded and person.active)
            word.clicked.connect(lambda _, one=person: self._give(one))
            if person.id in shut_out:
                state.show_state("未设密码", "attention")
            roles_link = link("改角色…")
            roles_link.setAccessibleName(f"修改{person.name}的角色")
            roles_link.clicked.connect(lambda _, one=person: self._change(one))
            Permit(self._bench, ADMINISTRATORS, roles_link, word, act)
            for place, thing in enumerate((roles_link, word, act), start=3):
                self._grid.addWidget(thing, number, place)
                links.append(thing)
        tab_through(*links, self.form, *self.boxes.values(), self.add)

    def _add(self) -> None:
        if not self.form.check_filled():
            return
        roles = tuple(role for role, box in self.boxes.items() if box.value())
        name = self.form["name"].value()
        run = self._bench.jobs.run
        work = (self._bench.actor, name, roles, self.password.text())
        run(operators.add_operator, self._added, self._refused, *work)

    def _added(self, changes: Changes) -> None:
        self._bench.say(f"已添加操作员：{self.form['name'].value()}")
        self.form.fill({"name": ""})
        self.password.wipe()
        for box in self.boxes.values():
            box.set_value(False)
        self.keeping.done()
        self._bench.announce(changes)

    def _switch(self, person: Operator) -> None:
        reason = ""
        if person.active:
            asked = self._bench.messages.reason(
                f"停用{person.name}？",
                "停用后不能再登录办理；以前办过的记录都在。请写明原因。",
                "停用",
            )
            if asked is None:
                return
            reason = asked
        run = self._bench.jobs.run
        new = not person.active
        args = (self._bench.actor, person.id, new, reason)
        run(operators.set_active, self._bench.announce, self._refused, *args)

    def _give(self, person: Operator) -> None:
        says = f"给{person.name}一个初始密码，请当面告诉本人；第一次登录时要改成自己的。"
        title = f"为{person.name}设密码"
        sheet = PasswordSheet(self._bench.messages.window, title, says, "设定", own=False)
        if self._bench.messages.run(sheet):
            args = (self._bench.actor, person.id, sheet.new.text())
            self._bench.jobs.run(access.give_password, self._given, self._refused, *args)

    def _given(self, changes: Changes) -> None:
        self._bench.say("密码已设定，请当面告诉本人")
        self._bench.announce(changes)

    def _change(self, person: Operator) -> None:
        sheet = RolesSheet(self._bench, person)
        if self._bench.messages.run(sheet):
            args = (self._bench.actor, person.id, sheet.roles(), sheet.reason.value())
            self._bench.jobs.run(operators.change_roles, self._bench.announce, self._refused, *args)

    def _refused(self, error: Exception) -> None:
        text = self._bench.messages.text_of(error)
        if isinstance(error, UserError) and error.field == "password" and self.password.text():
            self.form.fault("password", text)
        elif isinstance(error, UserError) and error.field in ("name", "roles"):
            self.form.fault("name", text)
        else:
            self._bench.messages.complain(error)


class RolesSheet(Sheet):
    """Other roles for an account, with the reason."""

    def __init__(self, bench: Bench, person: Operator) -> None:
        super().__init__(bench.messages.window, f"修改{person.name}的角色", "修改")
        says = "只影响以后办理的事；以前办过的记录不变。管理员不能兼审批人，审计不兼其他角色。"
        self.body.addWidget(label(says, "muted", wrap=True))
        self.boxes = {role: FlagField(bench.wording.label("role", role)) for role in Role}
        for role, box in self.boxes.items():
            box.set_value(role in person.roles)
        self.body.addWidget(Wrapping(*self.boxes.values(), gap=14))
        self.form = Form()
        self.reason = NoteField(lines=2)
        self.form.add("reason", "原因", self.reason, required=True)
        self.body.addWidget(self.form)

    def roles(self) -> tuple[Role, ...]:
        return tuple(role for role, box in self.boxes.items() if box.value())

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()


def _people(office: Office) -> tuple[tuple[Operator, ...], tuple[int, ...]]:
    return operators.list_operators(office), access.without_password(office)
