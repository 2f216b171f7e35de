from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ipdesk.ui.claims.columns import CHECKS, CONTENT, ClaimColumns

Parts = tuple[ClaimColumns, list[QWidget]]


@pytest.fixture
def columns(qtbot: QtBot) -> Parts:
    parts = [QWidget() for _ in range(4)]
    made = ClaimColumns(*parts)
    qtbot.addWidget(made)
    parts[3].hide()  # the scan, until it is asked for
    made.show()
    return made, parts


def seen(columns: Parts, width: int) -> list[bool]:
    made, parts = columns
    made.resize(width, 600)
    QApplication.processEvents()
    return [part.isVisible() for part in parts[:3]]


def test_three_columns_stand_side_by_side_where_there_is_room(columns: Parts) -> None:
    assert seen(columns, 1182) == [True, True, True]
    assert not columns[0].tabs.isVisible()


def test_a_small_window_keeps_the_next_step_and_shows_one_of_the_others(columns: Parts) -> None:
    assert seen(columns, 1000) == [True, False, True]
    columns[0].bring(CHECKS)
    assert seen(columns, 1000) == [False, True, True]
    columns[0].bring(CONTENT)
    assert seen(columns, 1000) == [True, False, True]
    assert seen(columns, 1182) == [True, True, True]
