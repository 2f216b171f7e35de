from __future__ import annotations

from datetime import date

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ipdesk.domain.policy import FactKind
from ipdesk.ui.widgets import GridColumn, GridModel, Unread

COLUMNS = (
    GridColumn("subject", "登记号"),
    GridColumn("on", "登记日期", FactKind.DATE),
    GridColumn("amount", "金额", FactKind.MONEY),
    GridColumn("kind", "类别", FactKind.CHOICE, (("art", "美术"), ("text", "文字"))),
    GridColumn("own", "自有", FactKind.FLAG),
)


@pytest.fixture
def grid(qtbot: QtBot) -> GridModel:
    return GridModel(COLUMNS)


def test_the_grid_keeps_qts_rules(qtmodeltester: ModelTester, grid: GridModel) -> None:
    grid.set_rows([{"subject": "甲", "on": date(2023, 3, 2), "amount": 100, "own": True}])
    qtmodeltester.check(grid)


def test_a_block_from_excel_becomes_typed_rows(grid: GridModel) -> None:
    taken = grid.paste("A1\t2023.3.2\t1,000\t美术\t是\nA2\t20230401\t5万\ttext\t否\n", 0, 0)
    assert taken == 2
    assert grid.rows == [
        {"subject": "A1", "on": date(2023, 3, 2), "amount": 100_000, "kind": "art", "own": True},
        {
            "subject": "A2",
            "on": date(2023, 4, 1),
            "amount": 5_000_000,
            "kind": "text",
            "own": False,
        },
    ]


def test_the_heads_of_a_pasted_block_are_left_out(grid: GridModel) -> None:
    assert grid.paste("登记号\t登记日期\nA1\t2023-3-2", 0, 0) == 1
    assert grid.rows[0]["subject"] == "A1"


def test_a_paste_overwrites_from_the_cursor_and_goes_on_below(grid: GridModel) -> None:
    grid.paste("A1\nA2", 0, 0)
    grid.paste("2023-1-1\n2023-1-2\n2023-1-3", 1, 1)
    assert [row["on"] for row in grid.rows] == [
        None,
        date(2023, 1, 1),
        date(2023, 1, 2),
        date(2023, 1, 3),
    ]
    assert [row["subject"] for row in grid.rows] == ["A1", "A2", None, None]


def test_undo_takes_a_paste_back_as_one(grid: GridModel) -> None:
    grid.paste("A1", 0, 0)
    before = grid.rows
    grid.paste("B1\nB2\nB3", 0, 0)
    grid.undo_stack.undo()
    assert grid.rows == before
    grid.undo_stack.redo()
    assert [row["subject"] for row in grid.rows] == ["B1", "B2", "B3"]


def test_what_cannot_be_read_is_kept_and_marked(grid: GridModel) -> None:
    grid.paste("A1\t三月二日", 0, 0)
    value = grid.rows[0]["on"]
    assert isinstance(value, Unread)
    assert value == "三月二日"
    assert grid.unread_cells() == [(0, "on")]
    assert grid.index(0, 1).data() == "三月二日"


def test_a_stored_text_of_an_unread_date_stays_unread(grid: GridModel) -> None:
    grid.set_rows([{"subject": "A1", "on": "三月二日"}])
    assert grid.unread_cells() == [(0, "on")]


def test_typing_into_the_empty_row_adds_one(grid: GridModel) -> None:
    assert grid.rowCount() == 1
    grid.setData(grid.index(0, 0), "A1")
    assert grid.rowCount() == 2
    assert grid.rows[0]["subject"] == "A1"


def test_no_more_rows_than_the_award_allows(qtbot: QtBot) -> None:
    grid = GridModel(COLUMNS, rows_most=1)
    with qtbot.waitSignal(grid.refused):
        grid.paste("A1\nA2", 0, 0)
    assert [row["subject"] for row in grid.rows] == ["A1"]
    assert grid.rowCount() == 1


def test_rows_between_the_deleted_ones_stay(grid: GridModel) -> None:
    grid.paste("A1\nA2\nA3\nA4", 0, 0)
    grid.delete_rows([0, 2])
    assert [row["subject"] for row in grid.rows] == ["A2", "A4"]
    grid.undo_stack.undo()
    assert [row["subject"] for row in grid.rows] == ["A1", "A2", "A3", "A4"]


def test_a_decided_claim_cannot_be_typed_into(grid: GridModel) -> None:
    grid.paste("A1", 0, 0)
    grid.read_only = True
    assert not grid.setData(grid.index(0, 0), "B1")
    assert grid.paste("B1", 0, 0) == 0
    assert grid.rows[0]["subject"] == "A1"


def test_a_block_is_copied_as_it_is_shown(grid: GridModel) -> None:
    grid.paste("A1\t2023.3.2\t1000", 0, 0)
    assert grid.block([0, 1], [0, 1, 2]) == "A1\t2023-03-02\t1,000.00"


def test_notes_are_shown_in_their_cell(grid: GridModel) -> None:
    grid.paste("A1", 0, 0)
    grid.set_notes({(0, "subject"): ("已受资助", "attention")})
    assert grid.index(0, 0).data(3) == "已受资助"


def test_a_line_break_inside_a_copied_cell_makes_no_new_row(grid: GridModel) -> None:
    taken = grid.paste('粤作登字1\t"第一行\n第二行"\r\n粤作登字2\t\r\n', 0, 0)

    assert taken == 2
    assert [row[grid.columns[0].id] for row in grid.rows] == ["粤作登字1", "粤作登字2"]


def test_a_lone_quotation_mark_swallows_nothing(grid: GridModel) -> None:
    assert grid.paste('5" 软件\n第二件\n第三件', 0, 0) == 3


def test_a_hundred_rows_pasted_below_the_last_row_grow_the_grid(grid: GridModel) -> None:
    before = len(grid.rows)

    assert grid.paste("\n".join(f"粤作登字{n}" for n in range(100)), before, 0) == 100
    assert len(grid.rows) == before + 100
    grid.undo_stack.undo()
    assert len(grid.rows) == before
