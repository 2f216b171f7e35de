from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QTableView, QWidget
from pytestqt.qtbot import QtBot

from ipdesk.ui.theme import Theme
from ipdesk.ui.widgets import column, label
from ipdesk.ui.widgets.fitting import Fitting
from ipdesk.ui.widgets.split import Split


def made(qtbot: QtBot) -> Split:
    right = QWidget()
    right.setLayout(column(label("一户一页", wrap=True), None))
    right.setMaximumWidth(400)
    split = Split(QWidget(), right, shares=(600, 300))
    qtbot.addWidget(split)
    split.show()
    return split


@pytest.mark.parametrize(("zoom", "stacked"), [(100, False), (200, True)])
def test_parts_stand_side_by_side_where_their_letters_have_room(
    qtbot: QtBot, look: Theme, zoom: int, stacked: bool
) -> None:
    look.apply(zoom=zoom)
    split = made(qtbot)

    split.resize(1250, 700)

    assert split.stacked is stacked


def test_a_stack_scrolls_as_one_page_and_only_a_list_scrolls_in_it(qtbot: QtBot) -> None:
    rows = QWidget()
    rows.setLayout(column(QTableView()))
    lines = QWidget()
    lines.setLayout(column(*(label(f"第 {number} 行") for number in range(30))))
    inside = Fitting("各行", lines)
    page = QScrollArea()
    page.setWidgetResizable(True)
    split = Split(rows, inside)
    page.setWidget(split)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    assert inside.verticalScrollBar().maximum() > 0

    page.resize(600, 500)
    QApplication.processEvents()

    assert split.stacked
    assert inside.verticalScrollBar().maximum() == 0
    assert page.verticalScrollBar().maximum() > 0
    assert 250 <= rows.height() < page.viewport().height()  # what is below it is seen to be there

    page.resize(900, 500)
    QApplication.processEvents()
    assert not split.stacked
    assert page.verticalScrollBar().maximum() == 0


def test_the_divider_comes_back_to_where_it_was_moved(qtbot: QtBot) -> None:
    split = made(qtbot)
    split.resize(1000, 600)
    split.setSizes([500, 488])
    before = split.sizes()

    split.resize(500, 600)
    kept = split.saveState()
    split.resize(1000, 600)
    assert split.sizes() == before
    assert split.widget(1).maximumWidth() == 400

    again = made(qtbot)
    again.resize(1000, 600)
    again.restoreState(kept)
    assert not again.stacked
    assert again.sizes() == before
