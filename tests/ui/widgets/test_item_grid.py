from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ipdesk.domain.policy import FactKind
from ipdesk.ui.widgets import GridColumn, ItemGrid

COLUMNS = (
    GridColumn("subject", "登记号"),
    GridColumn("on", "登记日期", FactKind.DATE),
    GridColumn("own", "自有", FactKind.FLAG),
)


@pytest.fixture
def grid(qtbot: QtBot) -> ItemGrid:
    made = ItemGrid(COLUMNS)
    made.resize(600, 300)
    qtbot.addWidget(made)
    made.show()
    made.setCurrentIndex(made.grid.index(0, 0))
    made.setFocus()
    return made


def type_into_cell(qtbot: QtBot, grid: ItemGrid, text: str, end: Qt.Key) -> None:
    # The first letter opens the editor, as in a spreadsheet.
    qtbot.keyClick(grid, text[0])
    editor = grid.viewport().findChildren(QLineEdit)[-1]
    editor.setText(text)
    qtbot.keyClick(editor, end)


def test_two_rows_are_typed_without_the_mouse(qtbot: QtBot, grid: ItemGrid) -> None:
    type_into_cell(qtbot, grid, "A1", Qt.Key.Key_Return)
    assert grid.currentIndex().row() == 1
    type_into_cell(qtbot, grid, "A2", Qt.Key.Key_Return)
    assert [row["subject"] for row in grid.rows()] == ["A1", "A2"]


def test_control_v_pastes_and_control_z_takes_it_back(qtbot: QtBot, grid: ItemGrid) -> None:
    QGuiApplication.clipboard().setText("A1\t2023.3.2\nA2\t2023.3.3")
    with qtbot.waitSignal(grid.edited):
        qtbot.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row["on"] for row in grid.rows()] == [date(2023, 3, 2), date(2023, 3, 3)]
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert grid.rows() == []


def test_space_answers_yes_and_no(qtbot: QtBot, grid: ItemGrid) -> None:
    grid.set_rows([{"subject": "A1"}])
    grid.setCurrentIndex(grid.grid.index(0, 2))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert grid.rows()[0]["own"] is True
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert grid.rows()[0]["own"] is False


def test_delete_empties_the_selected_cells(qtbot: QtBot, grid: ItemGrid) -> None:
    grid.set_rows([{"subject": "A1", "own": True}, {"subject": "A2"}])
    grid.selectAll()
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert [row["subject"] for row in grid.rows()] == [None, None]


def test_a_copied_block_can_be_pasted_again(qtbot: QtBot, grid: ItemGrid) -> None:
    grid.set_rows([{"subject": "A1", "on": date(2023, 3, 2), "own": True}])
    grid.selectRow(0)
    qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    grid.setCurrentIndex(grid.grid.index(1, 0))
    grid.paste()
    assert grid.rows()[1] == grid.rows()[0]


def test_an_error_jumps_to_its_cell(grid: ItemGrid) -> None:
    grid.set_rows([{"subject": "A1"}, {"subject": "A2"}])
    grid.jump(1, "on")
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 1)


def test_tab_goes_on_in_the_row_that_was_begun(qtbot: QtBot, grid: ItemGrid) -> None:
    type_into_cell(qtbot, grid, "A1", Qt.Key.Key_Tab)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, 1)


def test_the_keyboard_stays_in_the_grid_when_a_row_is_begun(qtbot: QtBot, grid: ItemGrid) -> None:
    type_into_cell(qtbot, grid, "A1", Qt.Key.Key_Return)
    assert grid.hasFocus()


def test_an_error_that_is_jumped_to_says_what_is_odd(qtbot: QtBot, grid: ItemGrid) -> None:
    grid.set_rows([{"subject": "A1"}, {"subject": "A2"}])
    grid.set_notes({(1, "on"): ("没有13月", "fault")})
    with qtbot.waitSignal(grid.refused) as said:
        grid.jump(1, "on")
    assert said.args == ["没有13月"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists, offscreen
def test_tab_in_an_open_list_takes_the_choice_and_goes_on(qtbot: QtBot, grid: ItemGrid) -> None:
    grid.set_rows([{"subject": "A1"}, {"subject": "A2"}])
    grid.setCurrentIndex(grid.grid.index(0, 2))
    qtbot.keyClick(grid, "f")
    listed = grid.viewport().findChildren(QComboBox)[-1].view()
    qtbot.keyClick(listed, "f")
    qtbot.keyClick(listed, Qt.Key.Key_Tab)
    assert grid.rows()[0]["own"] is False
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 0)


def test_a_column_grows_with_what_is_typed_into_it(qtbot: QtBot) -> None:
    grid = ItemGrid((*COLUMNS, GridColumn("more", "其他权利人书面同意的情况和依据的文件")))
    qtbot.addWidget(grid)
    grid.resize(320, 200)
    grid.show()
    before = grid.columnWidth(0)
    grid.setCurrentIndex(grid.grid.index(0, 0))
    type_into_cell(qtbot, grid, "ZL201810123456.5", Qt.Key.Key_Tab)
    written = grid.fontMetrics().horizontalAdvance("ZL201810123456.5")
    assert before < written < grid.columnWidth(0)


def test_a_block_copied_keeps_long_numbers_as_they_are_written(grid: ItemGrid) -> None:
    grid.set_rows([{"subject": "124402811234567890", "on": date(2023, 3, 2)}])
    grid.selectAll()
    grid.copy()
    held = QGuiApplication.clipboard().mimeData()
    assert held.text().startswith("124402811234567890\t2023-03-02")
    told = held.html().partition(">124402811234567890<")[0].rpartition("<td")[2]
    assert 'sdnum="2052;0;@"' in told  # LibreOffice
    assert "mso-number-format:'\\@'" in told  # Excel and WPS
