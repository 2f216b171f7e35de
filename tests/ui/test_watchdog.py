"""A walk through the whole window with some thousand claims: it never pauses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipdesk.app import PAGES, make_window
from ipdesk.domain.listing import Narrowing
from ipdesk.domain.stages import Stage
from ipdesk.paths import Home
from ipdesk.ui.settings.page import SECTIONS
from ipdesk.ui.widgets.list_desk import ListDesk
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording
from tests.bench import big_store
from tests.ui.recorded import RecordedMessages
from tests.ui.watchdog import Watchdog

pytestmark = pytest.mark.long
CLAIMS, APPLICANTS = 4_000, 4_000


class Clock:
    def now(self) -> datetime:
        return datetime(2025, 3, 10, 9, 30)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("walk") / "bureau")
    big_store.build(made, CLAIMS, APPLICANTS)
    return made


@pytest.fixture
def walk(
    qtbot: QtBot, qapp: QApplication, home: Home, wording: Wording
) -> Iterator[SimpleNamespace]:
    window = make_window(qapp, home, RecordedMessages(wording), Clock())
    window.care.check = lambda: None  # type: ignore[method-assign]  # it is measured by its own
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.opening.open()
    qtbot.waitUntil(lambda: bool(window.place), timeout=60_000)
    window.go("desk")  # it opens where the walk before ended
    qtbot.waitUntil(lambda: window.bench.jobs.pending == 0, timeout=60_000)
    with Watchdog(window.bench.jobs) as dog:
        yield SimpleNamespace(window=window, dog=dog)
    window.bench.messages.yes = False  # type: ignore[attr-defined]
    window.close()
    if dog.pauses:
        print("\n".join(f"{ms:7.0f}  {name}" for name, ms in dog.longest.items()))


def _tables(window: MainWindow) -> list[RecordTable]:
    page = window.stack.currentWidget()
    return [table for table in page.findChildren(RecordTable) if table.isVisible()]


def test_every_place_opens_without_a_pause(walk: SimpleNamespace) -> None:
    window, dog = walk.window, walk.dog
    for place in PAGES:
        dog.act(f"first {place}", lambda place=place: window.go(place))
    for place in PAGES:
        dog.act(f"again {place}", lambda place=place: window.go(place))
    assert not dog.pauses, dog.told()
    for caption, _ in SECTIONS:
        dog.act(f"first {caption}", lambda caption=caption: window.go("settings", caption))
    for caption, _ in SECTIONS:
        dog.act(f"again {caption}", lambda caption=caption: window.go("settings", caption))
    assert not dog.pauses, dog.told()
    for scheme, zoom in (("dark", 100), ("light", 120), ("light", 100)):
        dog.act(f"{scheme} {zoom}", lambda look=(scheme, zoom): window.acts.set_look(*look))
        for place in PAGES:
            dog.act(f"{scheme} {zoom} {place}", lambda place=place: window.go(place))
    assert not dog.pauses, dog.told()


def test_lists_are_worked_in_without_a_pause(walk: SimpleNamespace) -> None:
    window, dog = walk.window, walk.dog
    for place in ("claims", "applicants", "ledgers", "publicity", "notices"):
        dog.act(f"go {place}", lambda place=place: window.go(place))
    for place in ("claims", "applicants", "ledgers"):
        dog.act(f"again {place}", lambda place=place: window.go(place))
        for table in _tables(window):
            bar = table.view.verticalScrollBar()
            for step in range(12):
                dog.act(
                    f"scroll {table.name}",
                    lambda bar=bar, step=step: bar.setValue(bar.maximum() * step // 11),
                )
            dog.act(f"select all of {table.name}", table.view.selectAll)
            dog.act(f"copy {table.name}", table.copy)
            sort = next(column.sort for column in table.model.columns if column.sort)
            dog.act(f"sort {table.name}", lambda t=table, s=sort: t.sort(s, True))
    desk = window.pages["claims"].listing.desk
    assert isinstance(desk, ListDesk)
    dog.act("back to claims", lambda: window.go("claims"))
    dog.act("group claims", lambda: desk.group("award"))
    dog.act("fold a group", lambda: desk.table.fold(0))
    dog.act("narrow claims", lambda: desk.narrow("applicant", Narrowing(contains="茶")))
    dog.act("free claims", desk.free_all)
    assert not dog.pauses, dog.told()


def test_searching_is_without_a_pause(walk: SimpleNamespace) -> None:
    window, dog = walk.window, walk.dog
    box = window.search
    dog.act("enter the search", box.edit.setFocus)
    for text in ("乐", "乐昌", "乐昌市", "", "l", "lc", "lcs", "LC-", "2024", "设置"):
        dog.act(f"search {text}", lambda text=text: (box.edit.setText(text), box.asked.emit(text)))
    dog.act("leave the search", box.clear)
    assert not dog.pauses, dog.told()


def test_a_claim_is_opened_and_answered_without_a_pause(walk: SimpleNamespace) -> None:
    window, dog = walk.window, walk.dog
    dog.act("go claims", lambda: window.go("claims"))
    page = window.pages["claims"]
    desk = page.listing.desk
    at_work = Narrowing(among=(str(Stage.ARCHIVED), str(Stage.PAID)))
    dog.act("narrow", lambda: desk.narrow("stage", at_work))
    first, *rest = list(desk.table.model.ids)[:3]
    dog.act("open the first claim", lambda: window.go("claims", first))
    for number in rest:
        dog.act("open a claim", lambda number=number: window.go("claims", number))
    dog.act("to the checks", lambda: page._to_checks())
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_4):
        dog.act("answer", lambda key=key: QTest.keyClick(QApplication.focusWidget(), key))
    assert not dog.pauses, dog.told()
