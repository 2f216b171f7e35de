from __future__ import annotations

import sys

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot


def test_ordinary_methods_do_not_use_up_none(qtbot: QtBot) -> None:
    # PySide6 6.12 loses one reference to None per call and aborts after some 5,700 calls.
    edit = QLineEdit()
    qtbot.addWidget(edit)
    before = sys.getrefcount(None)
    for _ in range(1000):
        edit.setText("甲")
        edit.clear()
        edit.setEnabled(True)
    assert abs(sys.getrefcount(None) - before) < 50
