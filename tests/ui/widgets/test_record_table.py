from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ipdesk.ui.bench import Bench
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.widgets import Column, EmptyState
from ipdesk.ui.widgets.record_table import Query, RecordTable
from ipdesk.wording import Wording
from tests.ui.recorded import RecordedMessages


@dataclass(frozen=True)
class Firm:
    id: int
    name: str
    town: str


FIRMS = {n: Firm(n, f"企业{n:03d}", "廊田镇" if n % 2 else "九峰镇") for n in range(1, 301)}
COLUMNS = (
    Column("名称", lambda firm: firm.name, sort="name", stretch=True),
    Column("镇街", lambda firm: firm.town, sort="town"),
    Column("编号", lambda firm: str(firm.id), align="right", hidden=True),
)


def list_ids(office: object, query: Query) -> Sequence[int]:
    town = query.filters.get("town")
    found = [f for f in FIRMS.values() if query.text in f.name and town in (None, f.town)]
    key = query.sort or "name"
    found.sort(key=lambda firm: getattr(firm, key), reverse=query.descending)
    return [firm.id for firm in found]


def load(office: object, ids: Sequence[int]) -> Sequence[Firm]:
    return [FIRMS[number] for number in ids]


Maker = Callable[[], RecordTable]


@pytest.fixture
def make(qtbot: QtBot, wording: Wording, tmp_path: Path) -> Iterator[Maker]:
    jobs = Jobs()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    bench = Bench(jobs, RecordedMessages(wording), wording, settings)

    def table() -> RecordTable:
        empty = EmptyState("inbox", "空", "这里还没有内容")
        made = RecordTable(bench, "firms", COLUMNS, list_ids, load, empty)
        qtbot.addWidget(made)
        made.resize(600, 400)
        made.show()
        made.reload()
        qtbot.waitUntil(lambda: made.current() is not None)
        return made

    yield table
    jobs.close()


def shown(table: RecordTable) -> str:
    return str(table.current().name if table.current() else "")


def test_the_first_record_is_chosen_when_the_list_comes(make: Maker) -> None:
    assert shown(make()) == "企业001"


def test_typing_narrows_the_list(qtbot: QtBot, make: Maker) -> None:
    table = make()
    table.search("29")
    qtbot.waitUntil(lambda: table.model.rowCount() == 13)  # 029 129 229, 290 to 299
    table.search("299")
    qtbot.waitUntil(lambda: shown(table) == "企业299")


def test_a_list_without_records_says_what_belongs_there(qtbot: QtBot, make: Maker) -> None:
    table = make()
    table.search("没有这样的名称")
    qtbot.waitUntil(lambda: not table.view.isVisible())
    table.search("")
    qtbot.waitUntil(table.view.isVisible)


def test_a_list_narrowed_to_nothing_above_it_is_not_said_to_be_empty(
    qtbot: QtBot, make: Maker
) -> None:
    table = make()
    table.choices = frozenset({"town"})
    table.set_filter(town="没有这个镇")
    qtbot.waitUntil(lambda: table.stack.currentIndex() == 2)
    table.choices = frozenset()
    table.set_filter(town="也没有这个镇")
    qtbot.waitUntil(lambda: table.stack.currentIndex() == 1)


def test_a_click_on_a_head_sorts_and_a_second_turns_it_round(qtbot: QtBot, make: Maker) -> None:
    table = make()
    header = table.view.horizontalHeader()
    header.sectionClicked.emit(0)
    header.sectionClicked.emit(0)
    assert header.isSortIndicatorShown()
    assert header.sortIndicatorSection() == 0
    qtbot.waitUntil(lambda: table.model.rowCount() == 300 and table.model.id_at(0) == 300)
    assert table.query.descending


def test_the_cursor_stays_on_its_record_when_the_list_is_read_again(
    qtbot: QtBot, make: Maker
) -> None:
    table = make()
    table.choose(250)
    qtbot.waitUntil(lambda: shown(table) == "企业250")
    table.set_filter(town="九峰镇")
    qtbot.waitUntil(lambda: table.model.rowCount() == 150 and shown(table) == "企业250")


def test_enter_opens_the_record(qtbot: QtBot, make: Maker) -> None:
    table = make()
    with qtbot.waitSignal(table.opened) as caught:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert caught.args == [FIRMS[1]]


def test_the_next_record_is_reached_without_the_list(make: Maker) -> None:
    table = make()
    assert table.step(1) == FIRMS[2]
    table.choose(300)
    assert table.step(1) is None


def test_selected_rows_are_copied_with_the_columns_shown(qtbot: QtBot, make: Maker) -> None:
    table = make()
    table.view.selectAll()
    table.copy()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("名称\t镇街"))
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[1] == "企业001\t廊田镇"
    assert len(lines) == 301


def test_chosen_columns_are_remembered(make: Maker) -> None:
    table = make()
    assert table.shown_columns() == [0, 1]
    table.show_column(2, True)
    table.show_column(1, False)
    assert make().shown_columns() == [0, 2]


def test_the_last_column_cannot_be_hidden(make: Maker) -> None:
    table = make()
    table.show_column(1, False)
    table.show_column(0, False)
    assert table.shown_columns() == [0]


def test_the_stretching_column_takes_the_room_that_is_left(make: Maker) -> None:
    table = make()
    taken = table.view.columnWidth(0) + table.view.columnWidth(1)
    assert taken == table.view.viewport().width()


def test_a_link_in_a_row_opens_it_with_one_click(qtbot: QtBot, make: Maker) -> None:
    table = make()
    table.model.columns = (COLUMNS[0], Column("镇街", lambda firm: firm.town, link=True))
    place = table.view.visualRect(table.model.index(2, 1)).center()
    with qtbot.waitSignal(table.opened) as caught:
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caught.args == [FIRMS[3]]
