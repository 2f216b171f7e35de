"""A long list comes in parts: what is shown, chosen and selected while the rest is on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from ipdesk.domain.listing import Group, Listed, Sums
from ipdesk.ui.bench import Bench
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.widgets import Column
from ipdesk.ui.widgets.list_source import ListSource, Query
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.wording import Wording
from tests.ui.recorded import RecordedMessages

FIRST, PART, MANY = 100, 130, 400
COLUMNS = (
    Column("名称", lambda firm: firm.name, sort="name", stretch=True),
    Column("镇街", lambda firm: firm.town, sort="town"),
)


@dataclass(frozen=True)
class Firm:
    id: int
    name: str
    town: str


FIRMS = {
    n: Firm(n, f"企业{n:03d}", "九峰镇" if n <= MANY // 2 else "廊田镇") for n in range(1, MANY + 1)
}


class Parts(ListSource):
    """Hands over a list in parts; `waits` keeps all that follows the first from coming."""

    keys = frozenset(("name", "town"))

    def __init__(self) -> None:
        self.waits = False
        self.asked: list[tuple[str, int]] = []

    def listed(self, office: Any, query: Query) -> Listed:
        ids = [n for n, one in FIRMS.items() if query.text in one.name]
        whole = tuple(ids[::-1] if query.descending else ids)
        groups = ()
        if query.group:
            groups = tuple(Group(t, Sums(MANY // 2)) for t in ("九峰镇", "廊田镇"))
        self.asked.append((query.text, 0))
        return self._part(whole, 0, FIRST, replace(Listed(()), groups=groups))

    def more(self, office: Any, rest: Any) -> Listed:
        whole, at = rest
        self.asked.append(("", at))
        if self.waits:
            return Listed((), rest=rest)
        return self._part(whole, at, PART, Listed(()))

    def load(self, office: Any, ids: Sequence[int]) -> Sequence[Firm]:
        return [FIRMS[number] for number in ids]

    def _part(self, whole: tuple[int, ...], at: int, most: int, like: Listed) -> Listed:
        end = at + most
        return replace(like, ids=whole[at:end], rest=(whole, end) if end < len(whole) else None)


Maker = Callable[[], tuple[RecordTable, Parts]]


@pytest.fixture
def make(qtbot: QtBot, wording: Wording, tmp_path: Path) -> Iterator[Maker]:
    jobs = Jobs()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    bench = Bench(jobs, RecordedMessages(wording), wording, settings)

    def table() -> tuple[RecordTable, Parts]:
        source = Parts()
        made = RecordTable(bench, "firms", COLUMNS, source)
        qtbot.addWidget(made)
        made.resize(600, 400)
        made.show()
        return made, source

    yield table
    jobs.close()


def rows(table: RecordTable) -> int:
    return table.model.rowCount()


def test_the_rest_of_a_long_list_grows_below_its_first_rows(qtbot: QtBot, make: Maker) -> None:
    table, source = make()
    source.waits = True
    table.reload()
    qtbot.waitUntil(lambda: rows(table) == FIRST and table.current() is not None)
    table.view.selectRow(7)
    source.waits = False
    with qtbot.waitSignal(table.counted) as caught:
        qtbot.waitUntil(lambda: rows(table) == MANY)
    assert caught.args == [MANY]
    assert list(table.model.ids) == sorted(FIRMS)
    assert (table.current_id(), table.selected_ids()) == (8, [8])
    # The page the first rows ended in is read again, with those that follow.
    qtbot.waitUntil(lambda: table.model.index(FIRST + 5, 0).data() == f"企业{FIRST + 6}")


def test_all_rows_selected_are_all_of_them_when_the_rest_has_come(
    qtbot: QtBot, make: Maker
) -> None:
    table, source = make()
    source.waits = True
    table.reload()
    qtbot.waitUntil(lambda: rows(table) == FIRST)
    table.view.selectAll()
    source.waits = False
    qtbot.waitUntil(lambda: len(table.selected_ids()) == MANY)


def test_another_list_is_asked_for_while_the_first_is_still_coming(
    qtbot: QtBot, make: Maker
) -> None:
    table, source = make()
    source.waits = True
    table.reload()
    qtbot.waitUntil(lambda: rows(table) == FIRST)
    table.search("企业39")
    qtbot.waitUntil(lambda: rows(table) == 10)
    qtbot.waitUntil(lambda: not table.bench.jobs.pending)
    asked = len(source.asked)
    source.waits = False
    table.bench.jobs.run(lambda _: None)
    qtbot.waitUntil(lambda: not table.bench.jobs.pending)
    assert (rows(table), len(source.asked)) == (10, asked)


def test_a_record_far_below_is_waited_for_with_the_old_rows_standing(
    qtbot: QtBot, make: Maker
) -> None:
    table, source = make()
    table.reload()
    qtbot.waitUntil(lambda: rows(table) == MANY)
    table.choose(3)
    qtbot.waitUntil(lambda: table.current() == FIRMS[3])
    source.waits = True
    table.sort("name", True)
    qtbot.waitUntil(lambda: ("", FIRST) in source.asked)
    assert (rows(table), table.model.id_at(0)) == (MANY, 1)
    source.waits = False
    qtbot.waitUntil(lambda: table.model.id_at(0) == MANY and table.current() == FIRMS[3])


def test_another_order_begins_at_its_top_until_a_record_is_chosen(
    qtbot: QtBot, make: Maker
) -> None:
    table, _ = make()
    table.reload()
    qtbot.waitUntil(lambda: rows(table) == MANY)
    table.sort("name", True)
    qtbot.waitUntil(lambda: table.current() == FIRMS[MANY])
    table.reload()
    qtbot.waitUntil(lambda: not table.bench.jobs.pending)
    table.sort("name", False)
    qtbot.waitUntil(lambda: table.current() == FIRMS[1])
    place = table.view.visualRect(table.model.index(0, 0)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    table.sort("name", True)
    qtbot.waitUntil(lambda: table.model.id_at(0) == MANY and table.current() == FIRMS[1])


def test_groups_come_as_far_as_their_records_have_come(qtbot: QtBot, make: Maker) -> None:
    table, source = make()
    source.waits = True
    table.query = replace(table.query, group="town")
    table.reload()
    qtbot.waitUntil(lambda: rows(table) == FIRST + 1)
    source.waits = False
    qtbot.waitUntil(lambda: rows(table) == MANY + 2)
    heads = [n for n in range(rows(table)) if table.model.head(n) is not None]
    assert heads == [0, MANY // 2 + 1]
