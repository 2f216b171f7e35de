"""Every place, every part of the settings and a claim of each stage, walked as a person would."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ipdesk.app import make_window
from ipdesk.paths import Home
from ipdesk.services import bureaus, sample
from ipdesk.services.claims import ClaimFilter, claim_ids, claim_rows
from ipdesk.services.office import Office
from ipdesk.ui.settings.page import SECTIONS, SettingsPage
from ipdesk.ui.widgets.room import Room
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording
from tests.ui.audit import backwards, crushed, cut, told, unnamed
from tests.ui.conftest import settle
from tests.ui.recorded import RecordedMessages

pytestmark = pytest.mark.long
CLAIMS, SEED = 10, 7
_PATIENCE = 60_000  # milliseconds


class NewYear:
    def now(self) -> datetime:
        return datetime(2025, 1, 6, 9, 0)


class Flashes(QObject):
    """Notes every part that was a window of its own for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - of Qt
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            allowed = (QMainWindow, QDialog, QMenu)
            if not isinstance(watched, allowed) and not watched.parentWidget():
                self.seen.add(type(watched).__name__)
        return False


class Walk:
    """The window on the sample bureau, and the ways through it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self.window = window

    def settle(self) -> None:
        jobs = self.window.bench.jobs
        self._qtbot.waitUntil(lambda: jobs.pending == 0, timeout=_PATIENCE)  # a policy is checked
        settle(self._qtbot, self.window.bench)
        for _ in range(6):  # what came is laid out, then given room, then laid out again
            QApplication.processEvents()

    def places(self) -> Iterator[str]:
        """Yield the name of each place once it is shown."""
        for place in self.window._factories:
            self.window.go(place)
            self.settle()
            yield place
            yield from self._parts(place)
        page = self.window.pages["settings"]
        assert isinstance(page, SettingsPage)
        for caption, _ in SECTIONS:
            self.window.go("settings", caption)
            self.settle()
            yield f"settings/{caption}"
        for place, target in (("claims", "new"), ("applicants", "new"), ("applicants", 1)):
            self.window.go(place, target)
            self.settle()
            yield f"{place}/{target}"
        for stage, number in self._claims().items():
            self.window.go("claims", number)
            self.settle()
            yield f"claim/{stage}"

    def _parts(self, place: str) -> Iterator[str]:
        """Yield the other parts of a place, as their buttons lead to them."""
        choice = self.window.pages[place].findChild(Segments)
        if choice is None or not choice.isVisible():
            return
        first, *others = choice.buttons
        for name in others:
            if choice.buttons[name].isVisible():
                choice.choose(name)
                self.settle()
                yield f"{place}/{name}"
        choice.choose(first)

    def controls(self) -> Iterator[QWidget]:
        """Yield what can be reached by Tab, in its order."""
        first = self.window.centralWidget()
        part = first.nextInFocusChain()
        while part is not first:
            reached = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if reached and part.isVisible() and part.window() is self.window:
                yield part
            part = part.nextInFocusChain()

    def _claims(self) -> dict[str, int]:
        found: list[dict[str, int]] = []
        self.window.bench.jobs.run(_one_of_each_stage, found.append)
        self.settle()
        return found[0]


def _one_of_each_stage(office: Office) -> dict[str, int]:
    rows = claim_rows(office, list(claim_ids(office, ClaimFilter())))
    return {str(row.stage): row.id for row in rows.values()}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = sample.build_sample(Home(Path(tmp_path_factory.mktemp("walk")) / "b"), CLAIMS, SEED)
    bureaus.close(made.office)
    return made.office.home


@pytest.fixture
def walk(
    qtbot: QtBot, qapp: QApplication, home: Home, wording: Wording
) -> Iterator[SimpleNamespace]:
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    window = make_window(qapp, home, RecordedMessages(wording), NewYear())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.opening.open()
    qtbot.waitUntil(lambda: window.place != "")  # where it was left
    yield SimpleNamespace(walk=Walk(qtbot, window), window=window, flashes=flashes)
    qapp.removeEventFilter(flashes)
    window.acts.set_look(zoom=100)
    window.close()


def test_every_control_has_a_name_and_a_role_and_no_part_is_a_window(
    walk: SimpleNamespace,
) -> None:
    wrong = {
        f"{place}: {told(part)} in {type(part.parentWidget()).__name__}"
        for place in walk.walk.places()
        for part in walk.walk.controls()
        if unnamed(part)
    }
    assert wrong == set()
    assert walk.flashes.seen == set()


def test_tab_goes_down_a_page_and_never_back_up_in_its_column(walk: SimpleNamespace) -> None:
    back = set()
    for place in walk.walk.places():
        top = (walk.window.navigation, walk.window.top)
        parts = [p for p in walk.walk.controls() if not any(t.isAncestorOf(p) for t in top)]
        back |= {f"{place}: {step}" for step in backwards(walk.window, parts)}
    assert back == set()


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_no_text_is_cut_off_on_a_small_screen(walk: SimpleNamespace, zoom: int) -> None:
    walk.window.acts.set_look(zoom=zoom)
    wrong, sideways, down = set(), set(), set()
    for place in walk.walk.places():
        for part in walk.window.findChildren(QWidget):
            if part.isVisible() and (cut(part) or crushed(part)):
                wrong.add(f"{place}: {told(part)}")
        room = walk.window.findChild(Room)
        assert isinstance(room, QScrollArea)
        if room.horizontalScrollBar().maximum():
            sideways.add(place)
        if room.verticalScrollBar().maximum():
            down.add(place)
    assert wrong == set()
    assert sideways == set()
    assert zoom > 100 or down == set()
