from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from ipdesk.ui.messages import Messages, documents_folder
from ipdesk.ui.widgets import QuietLine
from ipdesk.ui.widgets.base import Button
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


def test_files_are_saved_first_where_the_person_keeps_them(
    wording: Wording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "台账.xlsx"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    messages = Messages(wording)
    messages.save_file("导出", "台账.xlsx", "Excel (*.xlsx)")
    messages.save_file("导出", "年报.xlsx", "Excel (*.xlsx)")
    assert asked == [str(documents_folder() / "台账.xlsx"), str(tmp_path / "年报.xlsx")]


def test_a_file_that_was_written_can_be_opened_from_the_line_that_tells_of_it(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    window = QWidget()
    line = QuietLine(window)
    window.show()
    for name in ("打开", "打开所在文件夹"):
        line.say("已导出 3 行：台账.xlsx")
        line.offer(tmp_path / "台账.xlsx")
        next(one for one in line.findChildren(Button) if one.text() == name).click()
        assert line.text() == ""
    assert opened == [str(tmp_path / "台账.xlsx"), str(tmp_path)]
    window.close()
