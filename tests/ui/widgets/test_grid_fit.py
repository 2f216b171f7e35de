from __future__ import annotations

from pytestqt.qtbot import QtBot

from ipdesk.domain.policy import FactKind
from ipdesk.ui.widgets import GridColumn, ItemGrid

COLUMNS = (
    GridColumn("number", "专利号"),
    GridColumn("day", "印发日", FactKind.DATE),
    GridColumn("kind", "类型"),
)
ROW = {"number": "201110727674.8", "kind": "发明"}


def grid_of(qtbot: QtBot, width: int) -> ItemGrid:
    grid = ItemGrid(COLUMNS)
    qtbot.addWidget(grid)
    grid.resize(width, 200)
    grid.show()
    grid.set_rows([ROW])
    return grid


def widths(grid: ItemGrid) -> list[int]:
    return [grid.columnWidth(number) for number in range(len(COLUMNS))]


def test_columns_that_want_too_much_are_as_wide_as_what_stands_in_them(qtbot: QtBot) -> None:
    """Wide enough they have their usual widths: 190 for a text, the last one the rest."""
    assert widths(grid_of(qtbot, 900))[0] == 190
    narrow = grid_of(qtbot, 400)
    assert widths(narrow)[0] < 190
    assert sum(widths(narrow)) <= narrow.viewport().width()


def test_the_sign_of_a_note_takes_no_letter_from_its_cell(qtbot: QtBot) -> None:
    grid = grid_of(qtbot, 330)
    before = widths(grid)[0]
    grid.set_notes({(0, "number"): ("校验位不对", "attention")})
    assert widths(grid)[0] > before


def test_what_a_clerk_pulled_stays(qtbot: QtBot) -> None:
    grid = grid_of(qtbot, 400)
    grid.setColumnWidth(0, 260)
    grid.set_rows([ROW, ROW])
    assert grid.columnWidth(0) == 260
