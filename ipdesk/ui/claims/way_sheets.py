"""Sheets of the other ways: a second person's password, a form signed on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ipdesk.domain.operator import Operator
from ipdesk.services.signing import Paper
from ipdesk.ui.widgets import (
    ChoiceField,
    DateField,
    Form,
    LineField,
    Notice,
    label,
    quiet,
    row,
)
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.password import PasswordField

_CAPITALS = "大写锁定（Caps Lock）好像开着"


class BesideSheet(Sheet):
    """由他人在本机确认: who, and their own password."""

    def __init__(self, parent: QWidget | None, act: str, people: Sequence[Operator]) -> None:
        super().__init__(parent, f"由他人确认：{act}", "确认办理")
        says = "请办理这一步的人自己输入密码。操作员不更换，记录里写明两个人。"
        self.body.addWidget(label(says, "muted", wrap=True))
        self.form = Form()
        self.who = ChoiceField([(one.id, one.name) for one in people])
        self.password = PasswordField()
        self.form.add("person", "确认人", self.who, required=True)
        self.form.add("password", "密码", self.password, required=True)
        self.body.addWidget(self.form)
        self.password.capitals.connect(self._tell)
        self.password.setFocus()

    def person(self) -> int:
        return int(self.who.value() or 0)

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()

    def _tell(self, on: bool) -> None:
        field = self.form["password"]
        if on:
            field.note(_CAPITALS, "attention")
        else:
            field.clear_note()


class PaperSheet(Sheet):
    """登记纸面签批: who signed in what office, when, and the scan of the form."""

    def __init__(
        self,
        parent: QWidget | None,
        act: str,
        people: Sequence[Operator],
        today: date,
        choose: Callable[[], Path | None],
    ) -> None:
        super().__init__(parent, f"登记纸面签批：{act}", "登记")
        self._choose = choose
        self.scan: Path | None = None
        self._bytes = b""
        says = "领导已在纸质审批表上签字的，由经办人登记。审批表上会印明“纸面签批”和登记人。"
        self.body.addWidget(label(says, "muted", wrap=True))
        self.form = Form()
        names = "、".join(one.name for one in people)
        account = f"有账号的写账号姓名：{names}" if names else ""
        self.form.add("signer", "签字人", LineField("姓名", 50), required=True, help=account)
        self.form.add("title", "职务", LineField("如 分管副局长", 50), required=True)
        day = self.form.add("signed_on", "签字日期", DateField(), required=True)
        day.set_value(today)
        self.body.addWidget(self.form)
        self.name = label("还没有附扫描件", "muted")
        self.pick = quiet("附扫描件…", self._pick, icon="paperclip")
        self.note = Notice("", "fault")
        self.body.addLayout(row(self.pick, self.name, None))
        self.body.addWidget(self.note)

    def paper(self) -> Paper:
        values = self.form.values()
        name = self.scan.name if self.scan else ""
        return Paper(values["signer"], values["title"], values["signed_on"], name, self._bytes)

    def take_file(self, path: Path) -> None:
        try:
            self._bytes = path.read_bytes()
        except OSError as error:
            self.note.tell(f"读不出这个文件：{error.strerror}", "fault")
            return
        self.scan = path
        self.name.setText(path.name)
        self.note.tell("")

    def accept(self) -> None:
        if not self.form.check_filled():
            return
        if self.scan is None:
            self.note.tell("请附签字原件的扫描件（PDF、JPG 或 PNG）", "fault")
            self.pick.setFocus()
            return
        super().accept()

    def _pick(self) -> None:
        path = self._choose()
        if path is not None:
            self.take_file(path)
