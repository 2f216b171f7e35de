from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipdesk.ui.widgets import Column
from ipdesk.ui.widgets.column_fit import Wish, shared
from ipdesk.ui.widgets.list_layout import lay_out, layout_of, usual
from ipdesk.ui.widgets.paged_model import Deliver, PagedModel
from ipdesk.ui.widgets.record_view import RecordView


@dataclass(frozen=True)
class Line:
    id: int
    name: str
    award: str = "作品著作权登记资助"
    over: str = ""
    amount: str = "2,000.00"


COLUMNS = (
    Column("申报主体", lambda line: line.name, width=150, stretch=3),
    Column("事项", lambda line: line.award, width=120, stretch=2),
    Column("金额（元）", lambda line: line.amount, width=60, align="right"),
    Column("预算", lambda line: line.over, width=84, rare=True),
    Column("经办", lambda line: "陈晓岚", width=84, hidden=True, spare=1),
)
LONG = Line(1, "乐昌市梅花瑞祥文化创意园运营有限公司")


class Lines(RecordView):
    """The view alone, with its lines at hand."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.lines: dict[int, Line] = {}
        super().__init__(PagedModel(columns, self.fetch))
        self.records.setParent(self)
        self.setModel(self.records)
        self.setup()

    def fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        deliver([self.lines[number] for number in ids])

    def show_records(self, lines: Sequence[Line]) -> None:
        self.lines = {line.id: line for line in lines}
        self.records.set_ids(list(self.lines))
        self.records.record(0)


@pytest.fixture
def listed(qtbot: QtBot) -> Lines:
    made = Lines(COLUMNS)
    qtbot.addWidget(made)
    made.resize(560, 300)
    made.show()
    return made


def shown(view: Lines) -> list[str]:
    return [one.title for n, one in enumerate(COLUMNS) if not view.isColumnHidden(n)]


def widen(view: Lines, width: int) -> None:
    view.resize(width, 300)
    QApplication.processEvents()


def test_nobody_gets_more_than_it_wishes_while_another_wants() -> None:
    # 100 wishes for 40 and has it; the other takes the 60 that are left.
    assert shared(100, [Wish(40, 20, 1), Wish(90, 20, 1)]) == [40, 60]


def test_what_is_short_is_shared_three_to_two() -> None:
    assert shared(100, [Wish(90, 20, 3), Wish(90, 20, 2)]) == [60, 40]


def test_a_window_too_narrow_leaves_a_few_letters() -> None:
    assert shared(10, [Wish(90, 20, 1), Wish(90, 30, 1)]) == [20, 30]


def test_a_column_nothing_stands_in_takes_no_room(listed: Lines) -> None:
    listed.show_records([LONG])
    assert shown(listed) == ["申报主体", "事项", "金额（元）"]
    listed.show_records([LONG, Line(2, "丘永康", over="超预算")])
    assert shown(listed) == ["申报主体", "事项", "金额（元）", "预算"]


def test_a_wide_window_shows_more_columns_and_a_narrow_one_fewer(listed: Lines) -> None:
    listed.show_records([LONG])
    widen(listed, 1200)
    assert shown(listed) == ["申报主体", "事项", "金额（元）", "经办"]
    widen(listed, 560)
    assert "经办" not in shown(listed)


def test_an_amount_is_never_cut_by_its_column(listed: Lines) -> None:
    listed.show_records([Line(1, "丘永康", amount="123,456,789.00")])
    assert listed.columnWidth(2) >= listed.cells.needed(COLUMNS[2], listed.records.record(0))


def test_columns_fill_the_list_exactly(listed: Lines) -> None:
    listed.show_records([LONG])
    for width in (560, 900, 1501):
        widen(listed, width)
        taken = sum(listed.columnWidth(n) for n in range(len(COLUMNS)))
        assert taken == listed.viewport().width()


def test_only_what_a_clerk_pulled_is_kept(listed: Lines) -> None:
    listed.show_records([LONG])
    widen(listed, 1200)
    assert layout_of(listed) == usual(listed)
    listed.setColumnWidth(2, 200)
    kept = layout_of(listed)
    widen(listed, 700)
    assert listed.columnWidth(2) == 200
    lay_out(listed, usual(listed))
    assert listed.columnWidth(2) != 200
    lay_out(listed, kept)
    assert listed.columnWidth(2) == 200


def test_a_spare_column_goes_before_names_lose_half_their_words(qtbot: QtBot) -> None:
    columns = (COLUMNS[0], Column("镇街", lambda line: "廊田镇", width=110, spare=1))
    view = Lines(columns)
    qtbot.addWidget(view)
    view.resize(420, 200)
    view.show()
    view.show_records([LONG])
    assert not view.isColumnHidden(1)
    widen(view, 230)
    assert view.isColumnHidden(1)
