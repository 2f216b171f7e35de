from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ipdesk.domain.listing import Kind, Narrowing
from ipdesk.ui.bench import Bench
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.widgets import Column, EmptyState
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_desk import ListTools
from ipdesk.ui.widgets.short_table import ShortTable
from ipdesk.wording import Wording
from tests.ui.recorded import RecordedMessages


@dataclass(frozen=True)
class Clause:
    id: int
    number: str
    state: str
    since: date | None = None
    people: int = 0


CLAUSES = (
    Clause(1, "第一条", "有效", None, 20),
    Clause(2, "第二条", "停止", date(2024, 5, 1), 3),
    Clause(3, "第三条", "有效", date(2023, 1, 9), 100),
)
COLUMNS = (
    Column("条款", lambda c: c.number, rank=lambda c: c.id),
    Column("状态", lambda c: c.state, tone=lambda c: "done"),
    Column("起算日", lambda c: str(c.since or ""), kind=Kind.DAY, value=lambda c: c.since),
    Column("人次", lambda c: f"{c.people}", sort="people", align="right", kind=Kind.COUNT,
           value=lambda c: c.people),
)  # fmt: skip

Maker = Callable[[], FixedList]


@pytest.fixture
def bench(wording: Wording, tmp_path: Path) -> Iterator[Bench]:
    jobs = Jobs()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    yield Bench(jobs, RecordedMessages(wording), wording, settings)
    jobs.close()


@pytest.fixture
def make(qtbot: QtBot, bench: Bench) -> Maker:
    def made() -> FixedList:
        tools = ListTools("条款状态", counts=(("people", "人次"),))
        empty = EmptyState("inbox", "空", "这里还没有内容")
        table = FixedList(bench, "clauses", "条款状态", COLUMNS, tools, empty)
        qtbot.addWidget(table)
        table.resize(700, 400)
        table.show()
        table.show_records(CLAUSES)
        return table

    return made


def numbers(table: FixedList) -> list[int]:
    return [table.model.id_at(row) for row in range(table.model.rowCount())]


def test_a_head_sorts_by_what_stands_behind_the_words(make: Maker) -> None:
    table = make()
    assert (numbers(table), table.current()) == ([1, 2, 3], CLAUSES[0])
    by_head = {column.title: n for n, column in enumerate(COLUMNS)}
    for head, order in (("人次", [2, 1, 3]), ("条款", [1, 2, 3]), ("起算日", [1, 3, 2])):
        table.view._sort_by(by_head[head])
        assert numbers(table) == order, head
    # 停止 (ting) is spelt before 有效 (you).
    table.view._sort_by(by_head["状态"])
    assert numbers(table) == [2, 1, 3]


def test_it_is_narrowed_grouped_and_added_up_without_waiting(make: Maker) -> None:
    table = make()
    assert table.desk is not None
    assert table.desk.foot.text() == "计数 3　　人次 123"
    table.desk.narrow("状态", Narrowing(among=("有效",)))
    assert numbers(table) == [1, 3]
    assert table.desk.foot.text() == "计数 2　　人次 120"
    table.desk.free_all()
    table.desk.group("状态")
    assert [table.model.head(row) is not None for row in range(5)] == [
        True, False, True, False, False
    ]  # fmt: skip


def test_columns_and_order_come_back(make: Maker) -> None:
    table = make()
    table.show_column(2, False)
    table.sort("people", True)
    again = make()
    assert again.view.isColumnHidden(2)
    assert numbers(again) == [3, 1, 2]


def test_narrowed_to_nothing_by_what_stands_above_is_not_called_empty(make: Maker) -> None:
    table = make()
    table.show_records((), narrowed=True)
    assert table.stack.currentIndex() == 2
    table.show_records(())
    assert table.stack.currentIndex() == 1


def test_a_table_nobody_chose_rows_of_is_copied_whole(qtbot: QtBot, bench: Bench) -> None:
    table = ShortTable(bench, "short", COLUMNS[:2], CLAUSES)
    qtbot.addWidget(table)
    table.copy()
    assert QGuiApplication.clipboard().text() == (
        "条款\t状态\n第一条\t有效\n第二条\t停止\n第三条\t有效"
    )
