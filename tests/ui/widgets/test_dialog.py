from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from ipdesk.ui.theme import Theme
from ipdesk.ui.widgets import label
from ipdesk.ui.widgets.ask import QuestionDialog, ReasonDialog, Sheet
from ipdesk.ui.widgets.dialog import Leaving


def shown(qtbot: QtBot, dialog: QDialog) -> QDialog:
    qtbot.addWidget(dialog)
    Leaving(dialog)
    dialog.show()
    return dialog


def test_the_first_escape_keeps_what_was_typed_and_the_second_gives_it_up(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ReasonDialog(None, "退回补正", "写明缺什么", "退回"))
    assert isinstance(dialog, ReasonDialog)
    dialog.edit.setPlainText("缺营业执照")

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.text() == "缺营业执照"

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_leaves_at_once_where_nothing_was_typed(qtbot: QtBot) -> None:
    sheet = Sheet(None, "登记", "保存")
    sheet.body.addWidget(QLineEdit("原有的内容"))
    dialog = shown(qtbot, sheet)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()


def test_enter_does_the_filled_button_and_of_a_dangerous_act_the_way_back(qtbot: QtBot) -> None:
    plain = QuestionDialog(None, "批准", "批准这一件？", "批准", "取消", danger=False)
    danger = QuestionDialog(None, "删除", "删除草稿？", "删除", "取消", danger=True)
    for dialog, result in ((plain, QDialog.DialogCode.Accepted), (danger, 0)):
        shown(qtbot, dialog)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        assert dialog.result() == result


@pytest.mark.parametrize(("lines", "scrolls"), [(3, False), (80, True)])
def test_a_dialog_higher_than_the_screen_scrolls_with_its_buttons_in_sight(
    qtbot: QtBot, look: Theme, lines: int, scrolls: bool
) -> None:
    sheet = Sheet(None, "核对", "确定")
    for number in range(lines):
        sheet.body.addWidget(label(f"第 {number} 条"))
    shown(qtbot, sheet)

    free = sheet.screen().availableGeometry()
    assert sheet.height() <= free.height()
    assert sheet.rect().contains(sheet.yes.geometry())
    assert bool(sheet.findChildren(QScrollArea)) is scrolls


@pytest.mark.parametrize("zoom", [100, 200])
def test_a_dialog_is_as_high_as_its_words_and_no_higher(
    qtbot: QtBot, look: Theme, zoom: int
) -> None:
    look.apply(zoom=zoom)
    sheet = Sheet(None, "登记政策复核", "登记")
    words = label("乐昌市促进知识产权创新发展和强化知识产权保护的若干措施" * 2, wrap=True)
    sheet.body.addWidget(words)
    sheet.body.addWidget(QLineEdit())
    shown(qtbot, sheet)
    QApplication.processEvents()

    assert 0 <= words.height() - words.heightForWidth(words.width()) <= 2
    words.setText(words.text() * 3)
    QApplication.processEvents()
    assert words.height() >= words.heightForWidth(words.width())
