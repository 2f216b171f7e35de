from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from ipdesk.ui.platform import choose_input_method


@pytest.mark.parametrize(
    ("wanted", "plugin", "chosen"),
    [
        pytest.param("fcitx", "", "ibus", id="fcitx without its plugin"),
        pytest.param("fcitx5", "", "ibus", id="fcitx5 without its plugin"),
        pytest.param("fcitx", "libfcitxplatform.so", "fcitx", id="fcitx with its plugin"),
        pytest.param("ibus", "", "ibus", id="ibus"),
        pytest.param("compose", "", "compose", id="something else is left alone"),
    ],
)
def test_chinese_can_be_typed(tmp_path: Path, wanted: str, plugin: str, chosen: str) -> None:
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    if plugin:
        (folder / plugin).touch()
    environment = {"QT_IM_MODULE": wanted}
    choose_input_method(environment, tmp_path)
    assert environment["QT_IM_MODULE"] == chosen


def test_an_unset_input_method_stays_unset(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    choose_input_method(environment, tmp_path)
    assert environment == {}


def test_the_wheels_still_lack_the_fcitx_plugin() -> None:
    environment = {"QT_IM_MODULE": "fcitx"}
    choose_input_method(environment)
    assert environment["QT_IM_MODULE"] == "ibus"


def test_qts_own_words_are_chinese(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
    assert QCoreApplication.translate("QPlatformTheme", "Save") == "保存"
    assert QLocale().language() == QLocale.Language.Chinese
    assert QApplication.font().families()
