from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from ipdesk.ui import theme
from ipdesk.ui.widgets import column, label

Opener = Callable[[], SimpleNamespace]


def test_a_dialog_has_the_look_in_use_and_the_room_of_the_window(desk: Opener) -> None:
    window = desk().window
    window.resize(1300, 700)
    QApplication.processEvents()
    assert window.asking.size() == window.size()
    window.acts.set_look("dark", 200)
    dialog = QDialog(window.asking)
    title = label("题目", "title")
    dialog.setLayout(column(title))
    dialog.ensurePolished()
    title.ensurePolished()
    assert title.font().pointSizeF() == pytest.approx(theme.current().points("title"), abs=0.1)
    window.acts.set_look("light", 100)
    assert title.font().pointSizeF() == pytest.approx(theme.current().points("title"), abs=0.1)
    dialog.deleteLater()
