"""Sheets for passwords and the recovery code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ipdesk.domain import recovery
from ipdesk.domain.operator import Operator
from ipdesk.ui.widgets import ChoiceField, Form, NoteField, Notice, frame, label, quiet, row
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.editors import LineField
from ipdesk.ui.widgets.password import PasswordField

RULE = "至少 8 位，大写、小写、数字、符号中有三种；不能是姓名拼音或常见密码"
_REPEAT = "两次输入的不一样，请再输一次"


class PasswordSheet(Sheet):
    """A new password typed twice, the old one first where it is one's own."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, yes: str, *, own: bool
    ) -> None:
        super().__init__(parent, title, yes)
        self.body.addWidget(label(text, "muted", wrap=True))
        self.form = Form()
        self.old, self.new, self.again = PasswordField(), PasswordField(), PasswordField()
        if own:
            self.form.add("old", "现在的密码", self.old, required=True)
        self.form.add("new", "新密码", self.new, required=True)
        self.form.add("again", "再输一次", self.again, required=True)
        self.body.addWidget(self.form)
        self.body.addWidget(label(RULE, "small", wrap=True))
        (self.old if own else self.new).setFocus()

    def accept(self) -> None:
        if not self.form.check_filled():
            return
        if self.new.text() != self.again.text():
            self.form.fault("again", _REPEAT)
            return
        super().accept()


class EnableSheet(Sheet):
    """启用密码登录: a first password for everybody at work."""

    def __init__(
        self,
        parent: QWidget | None,
        people: Sequence[Operator],
        own: int,
        problem: Callable[[str, str], str],
    ) -> None:
        super().__init__(parent, "启用密码登录", "下一步：恢复码")
        self._people, self._problem = tuple(people), problem
        says = (
            "启用后，打开程序要选账号、输密码；数据、材料和备份换成新的密钥，以前的密钥文件打不开。"
            "设了第二备份位置的，请先接上，上面的备份一起换。"
            "您设的是自己的密码和同事的初始密码；同事第一次登录时要改成自己的。"
        )
        self.body.addWidget(label(says, "muted", wrap=True))
        self.form = Form()
        self.fields: dict[int, PasswordField] = {}
        for one in self._people:
            self.fields[one.id] = PasswordField("您自己的密码" if one.id == own else "初始密码")
            self._add(one)
        self.body.addWidget(self.form)
        self.body.addWidget(label(RULE, "small", wrap=True))

    def _add(self, one: Operator) -> None:
        caption = f"{one.name}的密码"
        self.form.add(f"password-{one.id}", caption, self.fields[one.id], required=True)

    def passwords(self) -> dict[int, str]:
        return {number: field.text() for number, field in self.fields.items()}

    def accept(self) -> None:
        if not self.form.check_filled():
            return
        for one in self._people:
            said = self._problem(one.name, self.fields[one.id].text())
            if said:
                self.form.fault(f"password-{one.id}", said)
                return
        shared = self._shared()
        if shared is not None:
            self.form.fault(f"password-{shared.id}", "和上面一位的密码一样，请另设一个")
            return
        super().accept()

    def _shared(self) -> Operator | None:
        """Who was given a password that another has already; told before a code is drawn."""
        given: set[str] = set()
        for one in self._people:
            text = self.fields[one.id].text()
            if text in given:
                return one
            given.add(text)
        return None


class CodeSheet(Sheet):
    """恢复码: shown once, written down or printed, and confirmed by its last group."""

    def __init__(
        self, parent: QWidget | None, code: str, print_it: Callable[[], object], yes: str
    ) -> None:
        super().__init__(parent, "恢复码", yes)
        self._code = code
        says = (
            "有人忘记密码时，凭恢复码可以重设。请打印或抄写下来，装进信封封好，由单位保管；"
            "不要存在这台电脑里。关闭后不再显示。"
        )
        self.body.addWidget(label(says, wrap=True))
        box = frame("quote")
        shown = label(code.replace("-", "   "), "title", select=True)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setLayout(row(None, shown, None, margins=(12, 16, 12, 16)))
        self.body.addWidget(box)
        self.body.addLayout(row(quiet("打印…", print_it, icon="printer"), None))
        self.form = Form()
        self.last = LineField("", 5)
        self.setProperty("secret", True)
        help_ = "抄好后，输入最后一组，证明已经抄写"
        self.form.add("last", "最后一组", self.last, required=True, help=help_)
        self.body.addWidget(self.form)
        self.last.setFocus()

    def accept(self) -> None:
        if not self.form.check_filled():
            return
        if recovery.plain(self.last.text()) != recovery.last_group(self._code):
            self.form.fault("last", "和上面的最后一组不一样，请对照抄写的再输一次")
            return
        super().accept()


class LeaveSheet(Sheet):
    """Back to the local key file: by password, and with a reason."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "关闭密码登录", "关闭密码登录")
        says = "关闭后打开程序不要密码，密钥文件又放回数据文件夹：能拿走整个文件夹的人就能打开。"
        self.body.addWidget(Notice(says, "attention"))
        self.form = Form()
        self.password, self.reason = PasswordField(), NoteField()
        self.form.add("password", "您的密码", self.password, required=True)
        self.form.add("reason", "原因", self.reason, required=True)
        self.body.addWidget(self.form)


class AloneSheet(Sheet):
    """单人办公: the administrator asks, an approver agrees."""

    def __init__(
        self, parent: QWidget | None, approvers: Sequence[Operator], guarded: bool
    ) -> None:
        super().__init__(parent, "开启单人办公", "开启")
        says = (
            "只有一个人在岗时，同一人可以兼办初审、复核、审批；每次都要写明原因，"
            "原因印在审批表上。要由管理员和审批人共同开启。"
        )
        self.body.addWidget(label(says, wrap=True))
        self.form = Form()
        self.who = ChoiceField([(one.id, one.name) for one in approvers])
        self.password, self.reason = PasswordField(), NoteField()
        self.form.add("approver", "同意的审批人", self.who, required=True)
        if guarded:
            self.form.add("password", "审批人密码", self.password, required=True)
        self.form.add("reason", "原因", self.reason, required=True)
        self.body.addWidget(self.form)

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()
