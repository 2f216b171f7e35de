from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from pytestqt.qtbot import QtBot

from ipdesk.paths import Home
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.sheet_keeping import follow_sheet
from ipdesk.ui.widgets import LineField, NoteField, label
from ipdesk.ui.widgets.ask import ReasonDialog, Sheet
from ipdesk.ui.widgets.password import PasswordField

Opener = Callable[[], SimpleNamespace]


class VoidSheet(Sheet):
    """A number is given up, and why."""

    def __init__(self, number: str) -> None:
        super().__init__(None, "作废文号", "作废")
        self.why, self.note = NoteField(), LineField()
        self.why.setAccessibleName("原因")
        for part in (label(number), self.why, self.note):
            self.body.addWidget(part)


def followed(opened: SimpleNamespace, qtbot: QtBot, sheet: Sheet) -> Keeping | None:
    qtbot.addWidget(sheet)
    keeping = follow_sheet(opened.bench, sheet)
    opened.settle()
    return keeping


def test_what_was_typed_into_a_dialog_is_there_again_where_the_same_is_asked(
    qtbot: QtBot, founded: Home, desk: Opener
) -> None:
    opened = desk()
    first = VoidSheet("乐市监〔2024〕3号")
    keeping = followed(opened, qtbot, first)
    assert keeping is not None
    first.why.insertPlainText("打印错了")
    keeping.flush()
    opened.settle()
    other, again = VoidSheet("乐市监〔2024〕4号"), VoidSheet("乐市监〔2024〕3号")
    followed(opened, qtbot, other)
    kept = followed(opened, qtbot, again)
    assert (other.why.toPlainText(), again.why.toPlainText()) == ("", "打印错了")
    assert kept is not None
    assert kept.line.said.text() == "上次没有保存的内容已放回，改动前：原因（空）"
    again.accept()
    opened.settle()
    last = VoidSheet("乐市监〔2024〕3号")
    followed(opened, qtbot, last)
    assert last.why.toPlainText() == ""


def test_a_reason_is_kept_and_a_password_is_not(qtbot: QtBot, founded: Home, desk: Opener) -> None:
    opened = desk()
    assert followed(opened, qtbot, ReasonDialog(None, "退回", "为什么退回", "退回")) is not None
    secret = VoidSheet("3")
    secret.body.addWidget(PasswordField())
    assert followed(opened, qtbot, secret) is None
