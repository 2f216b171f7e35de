from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ipdesk.ui.messages import Messages
from ipdesk.wording import Wording


class Pressing(Messages):
    """Shows a question and answers it with one key, as a person does."""

    key = Qt.Key.Key_Escape

    def run(self, dialog: QDialog) -> bool:
        dialog.show()
        dialog.activateWindow()
        QApplication.processEvents()
        QTest.keyClick(dialog.focusWidget() or dialog, self.key)
        return dialog.result() == QDialog.DialogCode.Accepted


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_key_pressed_without_reading_keeps_what_was_typed(
    qapp: QApplication, wording: Wording, key: Qt.Key
) -> None:
    messages = Pressing(wording)
    messages.key = key
    assert not messages.leaves("刚才填写的内容还没有保存。")
