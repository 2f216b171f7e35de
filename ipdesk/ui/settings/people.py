"""The operators: who they are, what they may do, and adding one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from ipdesk.domain.operator import Operator
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services import operators
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import (
    Card,
    Chip,
    FlagField,
    Form,
    LineField,
    clear,
    label,
    link,
    primary,
    row,
    rule,
)


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
        self.add = primary("添加操作员", self._add, icon="plus")
        self.body.addLayout(self._grid)
        self.body.addSpacing(6)
        self.body.addWidget(rule())
        self.body.addWidget(label("添加操作员", "heading"))
        self.body.addWidget(self.form)
        self.body.addLayout(row(*self.boxes.values(), None, gap=14))
        self.body.addLayout(row(None, self.add))

    def refresh(self) -> None:
        self._bench.jobs.run(operators.list_operators, self._show)

    def _show(self, people: Sequence[Operator]) -> None:
        clear(self._grid)
        roles = self._bench.wording
        for number, person in enumerate(people):
            state = Chip(
                "在用" if person.active else "已停用", "done" if person.active else "quiet"
            )
            does = "、".join(roles.label("role", role) for role in person.roles)
            act = link("停用" if person.active else "恢复")
            act.setAccessibleName(f"{act.text()}{person.name}")
            act.clicked.connect(lambda _, one=person: self._switch(one))
            self._grid.addWidget(label(person.name), number, 0)
            self._grid.addWidget(label(does, "muted"), number, 1)
            self._grid.addWidget(state, number, 2)
            self._grid.addWidget(act, number, 3)

    def _add(self) -> None:
        if not self.form.check_filled():
            return
        roles = tuple(role for role, box in self.boxes.items() if box.value())
        name = self.form["name"].value()
        run = self._bench.jobs.run
        run(operators.add_operator, self._added, self._refused, self._bench.actor, name, roles)

    def _added(self, changes: Changes) -> None:
        self._bench.say(f"已添加操作员：{self.form['name'].value()}")
        self.form.fill({"name": ""})
        for box in self.boxes.values():
            box.set_value(False)
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

    def _refused(self, error: Exception) -> None:
        text = self._bench.messages.text_of(error)
        if isinstance(error, UserError) and error.field in ("name", "roles"):
            self.form.fault("name", text)
        else:
            self._bench.messages.complain(error)
