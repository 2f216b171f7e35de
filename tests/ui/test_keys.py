from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipdesk.app import make_window
from ipdesk.paths import Home
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording
from tests.ui.conftest import FixedClock, settle
from tests.ui.recorded import RecordedMessages

pytestmark = pytest.mark.long


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, founded: Home, wording: Wording
) -> Iterator[MainWindow]:
    made = make_window(qapp, founded, RecordedMessages(wording), FixedClock())
    qtbot.addWidget(made)
    made.show()
    made.opening.open()
    qtbot.waitUntil(lambda: made.place != "", timeout=60_000)
    for place in made._factories:
        made.go(place)
        settle(qtbot, made.bench)
    yield made
    made.close()


def keys(acts: list[QAction]) -> list[str]:
    return [act.shortcut().toString() for act in acts if not act.shortcut().isEmpty()]


def test_no_key_does_two_things_on_a_page_and_every_act_has_a_name(window: MainWindow) -> None:
    everywhere = list(window.actions_of.by_id.values())
    twice, unnamed = set(), set()
    for place, page in window.pages.items():
        own = list(page.page_actions())
        counted = Counter(keys(everywhere) + keys(own))
        twice |= {f"{place}: {key}" for key, times in counted.items() if times > 1}
        unnamed |= {f"{place}: {act.shortcut().toString()}" for act in own if not act.text()}
    assert twice == set()
    assert unnamed == set()


def test_every_act_of_every_page_stands_in_its_list_of_keys(window: MainWindow) -> None:
    for page in window.pages.values():
        own = list(page.page_actions())
        listed = window.actions_of.named(page.title, own)
        assert {act.text() for act in own} <= {line.text for line in listed}
        assert all(line.menu and line.text for line in listed)


def test_each_place_is_reached_by_its_keys(qtbot: QtBot, window: MainWindow) -> None:
    for place, action in window.actions_of.by_id.items():
        if place in window._factories:
            action.trigger()
            settle(qtbot, window.bench)
            assert window.place == place


def test_the_keys_of_a_place_lead_into_it_also_from_the_navigation(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for place in ("ledgers", "targets", "publicity"):
        window.navigation.items["desk"].setFocus()
        assert window.navigation.has_keyboard()
        window.actions_of.by_id[place].trigger()
        settle(qtbot, window.bench)
        assert not window.navigation.has_keyboard()
        # So that the acts of the page hear their keys.
        assert window.pages[place].isAncestorOf(window.focusWidget())
