from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from pytestqt.qtbot import QtBot

from ipdesk.paths import Home, resources
from ipdesk.ui.actions import KeysSheet
from ipdesk.ui.help import HelpSheet
from ipdesk.ui.navigation import PLACES, SETTINGS, Place

HELP = resources() / "help"


def opened(qtbot: QtBot, page: str) -> HelpSheet:
    sheet = HelpSheet(None, HELP, page)
    qtbot.addWidget(sheet)
    return sheet


@pytest.mark.parametrize("place", [*PLACES, SETTINGS], ids=lambda place: place.id)
def test_each_place_opens_its_own_page(qtbot: QtBot, place: Place) -> None:
    sheet = opened(qtbot, place.id)

    assert sheet.text.toPlainText().startswith(place.caption)
    assert sheet.pages.currentItem().text() == place.caption


def test_before_a_bureau_is_open_the_quick_start_is_shown(qtbot: QtBot) -> None:
    assert opened(qtbot, "").text.toPlainText().startswith("上手")


def test_a_link_in_the_text_moves_the_list_along(qtbot: QtBot) -> None:
    sheet = opened(qtbot, "quick-start")

    sheet.text.setSource(QUrl("ledgers.md"))

    assert sheet.pages.currentItem().text() == "台账报表"
    assert sheet.text.toPlainText().startswith("台账报表")


def test_a_page_is_chosen_from_the_list(qtbot: QtBot) -> None:
    sheet = opened(qtbot, "desk")

    sheet.pages.setCurrentRow(3)

    assert sheet.text.toPlainText().startswith("申报办理")


def test_f1_opens_the_page_of_the_place_and_leads_to_the_keys(
    qtbot: QtBot, founded: Home, desk: object
) -> None:
    window = desk()
    window.window.go("settings")

    window.window.actions_of.by_id["help"].trigger()
    sheet = window.messages.dialogs[-1]
    assert isinstance(sheet, HelpSheet)
    assert sheet.text.toPlainText().startswith("设置")

    qtbot.mouseClick(sheet.no, Qt.MouseButton.LeftButton)
    assert isinstance(window.messages.dialogs[-1], KeysSheet)
