from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ipdesk.ui.widgets.paged_model import PAGE, Column, PagedModel


@dataclass
class Firm:
    id: int
    name: str


COLUMNS = (
    Column("名称", lambda firm: firm.name, sort="name", note=lambda firm: f"第{firm.id}号"),
    Column("编号", lambda firm: str(firm.id), sort="id", align="right"),
    Column("备注", lambda firm: ""),
)
Deliver = Callable[[Sequence[Firm]], object]


class Store:
    def __init__(self) -> None:
        self.asked: list[tuple[Sequence[int], Deliver]] = []
        self.at_once = True

    def fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        self.asked.append((ids, deliver))
        if self.at_once:
            deliver([Firm(i, f"企业{i}") for i in reversed(ids)])


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = PagedModel(COLUMNS, Store().fetch)
    model.set_ids(list(range(1, 400)))
    qtmodeltester.check(model)


def test_an_empty_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(PagedModel(COLUMNS, Store().fetch))


def test_only_the_pages_that_are_seen_are_fetched(qtbot: QtBot) -> None:
    store = Store()
    model = PagedModel(COLUMNS, store.fetch)
    model.set_ids(range(1, 1_000_001))
    assert model.rowCount() == 1_000_000
    assert model.index(500_000, 0).data() == "企业500001"
    assert len(store.asked) == 1
    assert len(store.asked[0][0]) == PAGE


def test_a_page_on_its_way_is_blank_and_drawn_when_it_comes(qtbot: QtBot) -> None:
    store = Store()
    store.at_once = False
    model = PagedModel(COLUMNS, store.fetch)
    model.set_ids([7, 5])
    assert model.index(0, 0).data() is None
    with qtbot.waitSignal(model.dataChanged):
        store.asked[0][1]([Firm(5, "乙"), Firm(7, "甲")])
    assert [model.index(row, 0).data() for row in (0, 1)] == ["甲", "乙"]


def test_a_late_page_of_an_older_list_is_dropped(qtbot: QtBot) -> None:
    store = Store()
    store.at_once = False
    model = PagedModel(COLUMNS, store.fetch)
    model.set_ids([1])
    model.index(0, 0).data()
    model.set_ids([2])
    store.asked[0][1]([Firm(1, "旧")])
    assert model.index(0, 0).data() is None


def test_a_record_deleted_meanwhile_is_blank(qtbot: QtBot) -> None:
    store = Store()
    store.at_once = False
    model = PagedModel(COLUMNS, store.fetch)
    model.set_ids([1, 2])
    model.index(0, 0).data()
    store.asked[0][1]([Firm(2, "乙")])
    assert [model.index(row, 0).data() for row in (0, 1)] == [None, "乙"]


def test_sorting_is_asked_of_the_store(qtbot: QtBot) -> None:
    model = PagedModel(COLUMNS, Store().fetch)
    with qtbot.waitSignal(model.sort_asked) as caught:
        model.sort(1)
    assert caught.args == ["id", False]


def test_a_line_for_excel_has_no_stray_tabs(qtbot: QtBot) -> None:
    model = PagedModel(COLUMNS, Store().fetch)
    assert model.line(Firm(3, "甲\t乙"), [1, 0]) == "3\t甲 乙 第3号"
