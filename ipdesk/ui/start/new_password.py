"""A new password: the successor of a first one, or after the envelope was opened."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ipdesk.domain import recovery
from ipdesk.ui.widgets import Card, Form, LineField, Notice, label, primary, quiet, row
from ipdesk.ui.widgets.password import PasswordField

_REPEAT = "两次输入的不一样，请再输一次"


class NewPasswordCard(Card):
    """A password typed twice."""

    given = Signal(str)
    back = Signal()

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title, padding=28)
        self.rule = label("", "small", wrap=True)
        self.note = Notice("", "fault")
        self.form = Form()
        self.new, self.again = PasswordField(), PasswordField()
        self.form.add("new", "新密码", self.new, required=True)
        self.form.add("again", "再输一次", self.again, required=True)
        self.yes = primary("改好并进入", self._give)
        self.body.addWidget(label(text, "muted", wrap=True))
        self.body.addWidget(self.form)
        self.body.addWidget(self.rule)
        self.body.addWidget(self.note)
        self.no = quiet("返回", self.back.emit)
        self.body.addLayout(row(self.no, None, self.yes))
        self.again.entered.connect(self._give)

    def begin(self, rule: str, may_leave: bool) -> None:
        self.rule.setText(rule)
        self.no.setVisible(may_leave)
        self.form.clear_notes()
        for field in self.secrets():
            field.wipe()
        self.note.tell("")
        self.yes.setEnabled(True)
        self.new.setFocus()

    def secrets(self) -> tuple[PasswordField, ...]:
        return self.new, self.again

    def refuse(self, text: str) -> None:
        self.yes.setEnabled(True)
        self.form.fault("new", text)

    def _give(self) -> None:
        if not self.form.check_filled():
            return
        if self.new.text() != self.again.text():
            self.form.fault("again", _REPEAT)
            return
        self.yes.setEnabled(False)
        self.given.emit(self.new.text())


class RecoveryCard(Card):
    """忘记密码: the code of the envelope, then a new password for the account."""

    back = Signal()
    given = Signal(str, int, str)

    def __init__(self) -> None:
        super().__init__("用恢复码重设密码", padding=28)
        self._number = 0
        self.text = label("", "muted", wrap=True)
        self.rule = label("", "small", wrap=True)
        self.note = Notice("", "fault")
        self.form = Form()
        self.code = LineField("6 组，每组 5 位", 60)
        self.new, self.again = PasswordField(), PasswordField()
        self.form.add("code", "恢复码", self.code, required=True)
        self.form.add("new", "新密码", self.new, required=True)
        self.form.add("again", "再输一次", self.again, required=True)
        self.yes = primary("重设并进入", self._give)
        self.body.addWidget(self.text)
        self.body.addWidget(self.form)
        self.body.addWidget(self.rule)
        self.body.addWidget(self.note)
        self.body.addLayout(row(quiet("返回", self.back.emit), None, self.yes))
        self.code.editingFinished.connect(self._look)
        self.again.entered.connect(self._give)

    def begin(self, number: int, name: str, rule: str) -> None:
        self._number = number
        said = f"恢复码在启用密码时封存的信封里。重设“{name}”的密码后，请更换恢复码。"
        others = "没有信封的，可以请管理员登录后在“设置”里重设。"
        self.text.setText(said + others)
        self.rule.setText(rule)
        self.code.clear()
        for field in self.secrets():
            field.wipe()
        self.note.tell("")
        self.form.clear_notes()
        self.yes.setEnabled(True)
        self.code.setFocus()

    def secrets(self) -> tuple[PasswordField, ...]:
        return self.new, self.again

    def refuse(self, field: str, text: str) -> None:
        self.yes.setEnabled(True)
        place = {"code": "code", "password": "new"}.get(field)
        if place is None or not self.form.fault(place, text):
            self.note.tell(text, "fault")

    def _look(self) -> bool:
        """A slip of the pen is told at once, group by group; whether the code may stand."""
        typed = self.code.text().strip()
        group = recovery.slip(typed) if typed else None
        if group:
            self.form["code"].note(f"第 {group} 组有笔误，请对照纸上改正", "fault")
        elif group == 0:
            self.form["code"].note("应为 6 组、每组 5 位，共 30 位", "attention")
        else:
            self.form["code"].clear_note()
        return group is None

    def _give(self) -> None:
        if not self.form.check_filled():
            return
        if not self._look():
            self.form["code"].jump()
            return
        if self.new.text() != self.again.text():
            self.form.fault("again", _REPEAT)
            return
        self.yes.setEnabled(False)
        self.given.emit(self.code.text(), self._number, self.new.text())
