from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from ipdesk.domain.listing import Kind, Narrowing
from ipdesk.domain.stages import Role
from ipdesk.services.office import Actor
from ipdesk.ui.bench import Bench
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.widgets import Column
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import Query, RecordsSource
from ipdesk.ui.widgets.narrowing_form import ChoiceForm, SpanForm
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.row_menu import menu_of
from ipdesk.wording import Wording
from tests.ui.recorded import RecordedMessages


@dataclass(frozen=True)
class Award:
    id: int
    name: str
    town: str
    day: date
    fen: int


AWARDS = tuple(
    Award(n, f"企业{n:02d}", "廊田镇" if n % 3 else "九峰镇", date(2024, 1 + n % 2, n), n * 10_000)
    for n in range(1, 13)
)
COLUMNS = (
    Column("名称", lambda one: one.name, sort="name", stretch=1),
    Column("镇街", lambda one: one.town, sort="town", kind=Kind.CHOICE),
    Column("日期", lambda one: one.day.isoformat(), sort="day", kind=Kind.DAY,
           value=lambda one: one.day),
    Column("金额（元）", lambda one: f"{one.fen / 100:,.2f}", sort="fen", kind=Kind.MONEY,
           value=lambda one: one.fen, align="right"),
)  # fmt: skip
Maker = Callable[..., ListDesk]


@pytest.fixture
def make(qtbot: QtBot, wording: Wording, tmp_path: Path) -> Iterator[Maker]:
    jobs = Jobs()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    bench = Bench(jobs, RecordedMessages(wording), wording, settings)
    bench.sit_down(Actor(7, "陈晓岚", (Role.CLERK,)))

    def records(office: object, query: Query) -> Sequence[Award]:
        return AWARDS

    def desk(count: int = 12, above: Controls | None = None) -> ListDesk:
        table = RecordTable(bench, "awards", COLUMNS, RecordsSource(records, COLUMNS, ("fen",)))
        made = ListDesk(table, ListTools("奖励", (("fen", "金额"),), above))
        table.opened.connect(lambda record: None)
        qtbot.addWidget(table)
        table.resize(700, 500)
        table.show()
        table.reload()
        qtbot.waitUntil(lambda: table.current() is not None and made.totals.count == count)
        return made

    yield desk
    jobs.close()


def names(desk: ListDesk) -> list[int]:
    return list(desk.table.model.ids)


def test_the_sums_of_all_and_of_what_is_selected_stand_below(qtbot: QtBot, make: Maker) -> None:
    desk = make()
    assert desk.foot.text() == "计数 12　　金额 7,800.00 元"
    desk.table.view.selectRow(0)
    flags = desk.table.view.selectionModel().SelectionFlag
    index = desk.table.model.index(1, 0)
    desk.table.view.selectionModel().select(index, flags.Select | flags.Rows)
    qtbot.waitUntil(lambda: desk.foot.text() == "所选 2　　金额 300.00 元")


def test_a_narrowed_column_shows_its_chip_and_is_set_free_by_it(qtbot: QtBot, make: Maker) -> None:
    desk = make()
    desk.narrow("town", Narrowing(among=("九峰镇",)))
    qtbot.waitUntil(lambda: names(desk) == [3, 6, 9, 12])
    assert [text for text, _ in desk._chips()] == ["镇街：九峰镇"]
    assert desk.table.view.heads.narrowed == {1}
    desk._chips()[0][1]()
    qtbot.waitUntil(lambda: len(names(desk)) == 12)


def test_the_menu_of_a_head_offers_the_values_with_their_counts(qtbot: QtBot, make: Maker) -> None:
    desk = make()
    menu = desk.menu_of(1)
    form = menu.form
    assert isinstance(form, ChoiceForm)
    qtbot.waitUntil(lambda: form.list.count() == 3)
    assert [form.list.item(n).text() for n in range(3)] == ["全选", "廊田镇　8", "九峰镇　4"]
    form.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    menu.apply()
    qtbot.waitUntil(lambda: names(desk) == [3, 6, 9, 12])


def test_amounts_are_narrowed_to_a_span_typed_in_yuan(qtbot: QtBot, make: Maker) -> None:
    desk = make()
    menu = desk.menu_of(3)
    form = menu.form
    assert isinstance(form, SpanForm)
    form._low.setText("1100")
    menu.apply()
    qtbot.waitUntil(lambda: names(desk) == [11, 12])
    assert desk.said() == "金额：1,100.00 起"


def test_a_group_has_its_sums_and_folds_up(qtbot: QtBot, make: Maker) -> None:
    desk = make()
    desk.group("town")
    model = desk.table.model
    qtbot.waitUntil(lambda: model.rowCount() == 14)
    head = model.head(0)
    assert head is not None
    assert (head.text, head.note) == ("九峰镇", "4 件　　金额 3,000.00 元")
    desk.table.fold(0)
    assert model.rowCount() == 10
    assert desk.table.selected_ids() == []
    desk.table.fold(0)
    assert list(model.ids) == [3, 6, 9, 12, 1, 2, 4, 5, 7, 8, 10, 11]


def test_a_view_brings_columns_order_and_filters_back(qtbot: QtBot, make: Maker) -> None:
    desk = make()
    desk.narrow("day", Narrowing(first=date(2024, 2, 1)))
    desk.table.sort("fen", True)
    desk.table.show_column(1, False)
    desk.views.keep("二月")
    desk.views.restore()
    qtbot.waitUntil(lambda: names(desk) == list(range(1, 13)))
    assert desk.table.shown_columns() == [0, 1, 2, 3]
    again = make()
    again.views.show("二月")
    qtbot.waitUntil(lambda: names(again) == [11, 9, 7, 5, 3, 1])
    assert again.table.shown_columns() == [0, 2, 3]


def test_the_order_is_remembered_without_a_view(qtbot: QtBot, make: Maker) -> None:
    make().table.sort("fen", True)
    assert make().table.query.sort == "fen"


def test_a_block_has_its_heads_when_wanted_and_keeps_codes_as_text(
    qtbot: QtBot, make: Maker
) -> None:
    desk = make()
    desk.table.copy(heads=False)
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.text() == "企业01\t廊田镇\t2024-02-01\t100.00")
    html = clipboard.mimeData().html()
    assert "mso-number-format:'\\@'\">企业01</td>" in html


def test_the_view_of_before_is_on_again_and_is_said_to_be_changed_when_it_is(
    qtbot: QtBot, make: Maker
) -> None:
    desk = make()
    desk.narrow("town", Narrowing(among=("九峰镇",)))
    desk.views.keep("九峰")
    qtbot.waitUntil(lambda: names(desk) == [3, 6, 9, 12])
    assert desk.bar.views.text() == "视图：九峰"
    again = make(4)
    assert names(again) == [3, 6, 9, 12]
    again.narrow("town", Narrowing())
    qtbot.waitUntil(lambda: again.bar.views.text() == "视图：九峰（已改动）")
    again.views.restore()
    assert again.bar.views.text() == "视图：默认"


def lines(menu: QMenu | None) -> dict[str, QAction]:
    assert menu is not None
    return {one.text().split("\t")[0]: one for one in menu.actions() if one.text()}


def test_the_menu_of_a_row_narrows_to_its_value_and_leaves_values_out(
    qtbot: QtBot, make: Maker
) -> None:
    desk = make()
    table = desk.table
    table.view.setCurrentIndex(table.model.index(0, 1))
    offered = lines(menu_of(table))
    assert list(offered)[:3] == ["打开", "只看镇街“廊田镇”", "排除镇街“廊田镇”"]
    offered["排除镇街“廊田镇”"].trigger()
    qtbot.waitUntil(lambda: names(desk) == [3, 6, 9, 12])
    assert desk.said() == "镇街：不含 廊田镇"
    desk.views.keep("其他镇")
    assert desk.views.named()["其他镇"].narrowings() == {"town": Narrowing(without=("廊田镇",))}
    qtbot.waitUntil(lambda: table.model.record(1) is not None)
    table.view.setCurrentIndex(table.model.index(1, 3))
    lines(menu_of(table))["只看到 600.00"].trigger()
    qtbot.waitUntil(lambda: names(desk) == [3, 6])


def test_a_cell_is_copied_alone_and_its_row_with_the_heads(qtbot: QtBot, make: Maker) -> None:
    table = make().table
    clipboard = QGuiApplication.clipboard()
    table.view.setCurrentIndex(table.model.index(0, 3))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(table.view, Qt.Key.Key_C, both)
    assert clipboard.text() == "100.00"
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: clipboard.text().startswith("名称\t镇街\t日期\t金额（元）\n企业01\t"))
    clipboard.clear()


def test_home_and_end_go_to_the_first_and_the_last_row(qtbot: QtBot, make: Maker) -> None:
    table = make().table
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_End)
    assert table.current_id() == 12
    qtbot.keyClick(table.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert (table.current_id(), len(table.selected_ids())) == (1, 12)


def test_letters_typed_on_the_rows_go_to_the_search_and_the_arrow_comes_back(
    qtbot: QtBot, make: Maker
) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    table = make(above=Controls(lambda: None, text=edit)).table
    table.whole.insertWidget(0, edit)
    edit.show()
    table.activateWindow()
    table.view.setFocus()
    qtbot.keyClicks(table.view, "h")
    assert edit.text() == "h"
    assert edit.hasFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert table.view.hasFocus()


def test_a_double_click_on_the_edge_of_a_head_shows_what_stands_below_it(
    qtbot: QtBot, make: Maker
) -> None:
    view = make().table.view
    view.setColumnWidth(3, 400)
    view.heads.sectionHandleDoubleClicked.emit(3)
    head = view.heads.sectionSizeHint(3)
    needed = max(view.cells.needed(COLUMNS[3], one) for one in AWARDS)
    assert view.columnWidth(3) == max(head, needed)
    assert view.widths.pulled
