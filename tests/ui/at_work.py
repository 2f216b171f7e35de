"""One place of the window at work on a bureau that tests have filled through the services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Protocol

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipdesk.paths import Home
from ipdesk.services import bureaus
from ipdesk.services.office import Actor
from ipdesk.ui.bench import Bench
from ipdesk.ui.desk.page import DeskPage
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.opening import Opening
from ipdesk.ui.page import Page
from ipdesk.ui.start.page import StartPage
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording
from tests.services.casework import Desk, new_desk
from tests.ui.recorded import RecordedMessages


class Place(Protocol):
    """Opens one place of the window, the clerk seated unless another is named."""

    def __call__(
        self, page: Callable[[Bench], Page], actor: Actor | None = None
    ) -> SimpleNamespace: ...


def open_place(
    qtbot: QtBot,
    desk: Desk,
    wording: Wording,
    folder: Path,
    page: Callable[[Bench], Page],
    actor: Actor | None = None,
) -> SimpleNamespace:
    """The window at one place, the operator seated; the office of `desk` is handed over."""
    home: Home = desk.office.home
    bureaus.close(desk.office)
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    messages = RecordedMessages(wording)
    bench = Bench(Jobs(), messages, wording, settings, today=lambda: desk.clock.now().date())
    opening = Opening(bench, home, desk.clock)
    window = MainWindow(bench, opening, {"desk": DeskPage, "place": page}, StartPage)
    qtbot.addWidget(window, before_close_func=put_away)
    window.resize(1366, 768)
    window.show()
    opening.open()
    qtbot.waitUntil(lambda: bool(window.place))
    bench.sit_down(actor or desk.clerk)
    gone: list[tuple[str, object]] = []
    bench.gone.connect(lambda place, target: gone.append((place, target)))
    window.go("place")

    def settle() -> None:
        def quiet() -> bool:
            QApplication.processEvents()
            return bench.jobs.pending == 0

        for _ in range(3):
            qtbot.waitUntil(quiet)

    def ask(work: Callable[..., object], *arguments: object) -> object:
        """What the store says, asked on its own thread."""
        answers: list[object] = []
        bench.jobs.run(work, answers.append, None, *arguments)
        settle()
        return answers[0]

    settle()
    return SimpleNamespace(
        page=window.pages["place"],
        window=window,
        bench=bench,
        messages=messages,
        settle=settle,
        ask=ask,
        gone=gone,
    )


def put_away(window: MainWindow) -> None:
    """What was typed is thrown away, and the backup of the day's end, a tenth of a second, too."""
    window.bench.messages.yes = False
    window.bench.jobs.end(bureaus.close)


@pytest.fixture
def casework(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "bureau")


@pytest.fixture
def place(qtbot: QtBot, casework: Desk, wording: Wording, tmp_path: Path) -> Iterator[Place]:
    windows: list[MainWindow] = []

    def open_page(page: Callable[[Bench], Page], actor: Actor | None = None) -> SimpleNamespace:
        opened = open_place(qtbot, casework, wording, tmp_path, page, actor)
        windows.append(opened.window)
        return opened

    yield open_page
    for window in windows:
        put_away(window)
        window.close()
