from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

from ipdesk.paths import Home, resources
from ipdesk.ui.help import PAGES, HelpSheet
from ipdesk.ui.keys_sheet import KeysSheet
from ipdesk.ui.messages import Messages
from ipdesk.ui.navigation import PLACES, SETTINGS, Place
from ipdesk.wording import Wording

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


def test_words_are_found_in_every_page_and_lead_to_their_line(qtbot: QtBot) -> None:
    sheet = opened(qtbot, "desk")

    sheet.search.setText("一次性告知单")
    found = [sheet.contents.item(n).text() for n in range(sheet.contents.count())]
    assert any(line.startswith("申报办理：") for line in found)
    sheet._first_found()

    assert sheet.text.toPlainText().startswith("申报办理")
    assert sheet.text.textCursor().selectedText() != ""
    sheet.search.clear()
    headings = [sheet.contents.item(n).text() for n in range(sheet.contents.count())]
    assert "柜台连续收件" in headings


def test_every_picture_is_shown_somewhere_and_every_link_leads_somewhere() -> None:
    texts = {path.name: path.read_text("utf-8") for path in HELP.glob("*.md")}
    linked = {name for text in texts.values() for name in re.findall(r"\]\(([^)]+)\)", text)}
    kept = {f"pictures/{path.name}" for path in (HELP / "pictures").glob("*.png")}
    assert {name for name in linked if not (HELP / name).is_file()} == set()
    assert kept <= linked
    assert set(texts) == {f"{name}.md" for name, _ in PAGES}


def test_every_key_of_the_window_stands_in_the_list(
    qtbot: QtBot, founded: Home, desk: object
) -> None:
    window = desk().window
    for place in window._factories:
        window.go(place)
    listed = {line.keys for line in window.actions_of.named()}
    for page in window.pages.values():
        listed |= {act.shortcut().toString() for act in page.page_actions()}
    acts = [act for act in window.findChildren(QAction) if not act.shortcut().isEmpty()]
    keys = [key.key() for key in window.findChildren(QShortcut)]
    keys += [button.shortcut() for button in window.findChildren(QAbstractButton)]
    bound = {key.toString() for key in (*keys, *(act.shortcut() for act in acts))} - {""}
    assert bound - listed == set()


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


def test_a_dialog_offers_the_help_of_its_place(qtbot: QtBot, wording: Wording) -> None:
    messages, dialog, helping = Messages(wording), QDialog(), QAction("本页说明")
    qtbot.addWidget(dialog)
    messages.everywhere = (helping,)
    QTimer.singleShot(0, dialog.accept)
    assert messages.run(dialog)
    assert dialog.actions() == [helping]


@pytest.mark.parametrize(("typed", "said"), [("密码忘了", "忘记密码"), ("怎么盖章", "章")])
def test_words_as_a_clerk_types_them_are_found(qtbot: QtBot, typed: str, said: str) -> None:
    sheet = opened(qtbot, "desk")

    sheet.search.setText(typed)

    assert any(said in sheet.contents.item(n).text() for n in range(sheet.contents.count()))


def test_a_picture_is_shown_as_large_as_it_was_taken(qtbot: QtBot) -> None:
    sheet = opened(qtbot, "desk")
    sheet.show()
    qtbot.waitUntil(lambda: bool(sheet.text.first_picture()))

    sheet.actions()[-1].trigger()

    assert sheet._larger.windowTitle() == "工作台"
    assert sheet._larger.isVisible()
