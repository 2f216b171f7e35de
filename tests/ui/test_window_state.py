from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from ipdesk.ui import window_state
from ipdesk.ui.widgets import column


def settings(folder: Path) -> QSettings:
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def brought(qtbot: QtBot, folder: Path) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window_state.bring(window, settings(folder))
    return window


def test_a_window_comes_back_as_large_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    window = brought(qtbot, tmp_path)
    free = QGuiApplication.primaryScreen().availableGeometry()
    window.setGeometry(free.left() + 20, free.top() + 30, 640, 480)
    window_state.keep(window, settings(tmp_path))
    again = brought(qtbot, tmp_path)
    assert (again.width(), again.height()) == (640, 480)


def test_a_window_from_a_screen_that_is_gone_comes_to_one_that_is_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = brought(qtbot, tmp_path)
    window.setGeometry(9_000, 9_000, 640, 480)
    window_state.keep(window, settings(tmp_path))
    again = brought(qtbot, tmp_path)
    free = QGuiApplication.primaryScreen().availableGeometry()
    assert free.contains(again.geometry().center())


def test_a_screen_smaller_than_the_window_likes_shows_all_of_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    # 1366×768 at 150 % is 911×512; the offscreen screen stands for it.
    free = QGuiApplication.primaryScreen().availableGeometry().size()
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setMinimumSize(free.width() + 200, free.height() + 200)
    window_state.bring(window, settings(tmp_path))
    assert window.width() <= free.width()
    assert window.height() < free.height()  # its title has room too


def test_the_parts_of_a_page_are_as_wide_as_they_were(qtbot: QtBot, tmp_path: Path) -> None:
    def page() -> tuple[QWidget, QSplitter]:
        made, divider = QWidget(), QSplitter(Qt.Orientation.Horizontal)
        divider.addWidget(QLabel("左"))
        divider.addWidget(QLabel("右"))
        made.setLayout(column(divider))
        qtbot.addWidget(made)
        made.resize(600, 200)
        made.show()
        return made, divider

    first, divider = page()
    divider.setSizes([400, 150])
    sizes = divider.sizes()
    window_state.keep_dividers("claims", first, settings(tmp_path))
    second, again = page()
    window_state.bring_dividers("claims", second, settings(tmp_path))
    assert again.sizes() == sizes
