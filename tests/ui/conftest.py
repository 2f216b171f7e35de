from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from ipdesk.domain.stages import Role
from ipdesk.paths import Home, resources
from ipdesk.services import bureaus
from ipdesk.services.bureaus import Bureau, BureauForm, Colleague
from ipdesk.ui import worn
from ipdesk.ui.applicants.page import ApplicantsPage
from ipdesk.ui.bench import Bench
from ipdesk.ui.desk.page import DeskPage
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.opening import Opening
from ipdesk.ui.platform import speak_chinese
from ipdesk.ui.policies.page import PoliciesPage
from ipdesk.ui.settings.page import SettingsPage
from ipdesk.ui.start.page import StartPage
from ipdesk.ui.theme import Theme
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording
from tests.prepared import found
from tests.ui.recorded import RecordedMessages

PATIENCE_MS = 30_000
BUREAU = Bureau("乐昌市市场监督管理局", "乐昌市市监局", "乐市监知奖", "LC")
PEOPLE = (
    Colleague("陈晓岚", (Role.CLERK, Role.ADMINISTRATOR)),
    Colleague("黄志强", (Role.REVIEWER, Role.PAYER)),
    Colleague("李国梁", (Role.APPROVER,)),
)
PLACES = {
    "desk": DeskPage,
    "applicants": ApplicantsPage,
    "policies": PoliciesPage,
    "settings": SettingsPage,
}


class FixedClock:
    def now(self) -> datetime:
        return datetime(2024, 5, 6, 9, 30)


@pytest.fixture(scope="session", autouse=True)
def _clipboard_left_plain(qapp: QApplication) -> Iterator[None]:
    """Formatted text on the clipboard of the offscreen platform crashes the end of a process."""
    yield
    QGuiApplication.clipboard().setText("")


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Theme:
    speak_chinese(qapp)
    # The story of the whole window may have made one already, and there is one per program.
    theme = qapp.findChild(Theme) or Theme(qapp, resources())
    theme.apply("light", 100)
    return theme


@pytest.fixture
def qtbot(qtbot: QtBot, look: Theme) -> QtBot:
    """A part that stands alone in a test wears the look, as it does in the window.

    What is waited for may take long where many work on one machine; it fails all the same.
    """
    add, wait, wait_signal = qtbot.addWidget, qtbot.waitUntil, qtbot.waitSignal

    def patient(true: Callable[[], object], *, timeout: int = PATIENCE_MS) -> None:
        wait(true, timeout=timeout)

    def patient_signal(signal: Any, *, timeout: int = PATIENCE_MS, **keywords: Any) -> Any:
        return wait_signal(signal, timeout=timeout, **keywords)

    def dressed(widget: QWidget, **keywords: Any) -> None:
        add(widget, **keywords)
        if not isinstance(widget, QMainWindow):
            worn.wear(widget)

    qtbot.addWidget = dressed  # type: ignore[method-assign]
    qtbot.waitUntil = patient  # type: ignore[method-assign]
    qtbot.waitSignal = patient_signal  # type: ignore[method-assign]
    return qtbot


@pytest.fixture(autouse=True)
def plain_look(look: Theme) -> Iterator[None]:
    yield
    if (look.scheme, look.zoom) != ("light", 100):
        look.apply("light", 100)


@pytest.fixture(autouse=True)
def no_log_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    loud = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert [record.getMessage() for record in loud] == []


@pytest.fixture(scope="session")
def wording() -> Wording:
    return Wording.load(resources() / "wording")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "bureau")


@pytest.fixture
def founded(home: Home) -> Home:
    """A data folder with a bureau of three people and nothing else in it."""
    bureaus.close(found(home, BureauForm(BUREAU, PEOPLE), FixedClock()))
    return home


@pytest.fixture
def desk(
    qtbot: QtBot, home: Home, wording: Wording, tmp_path: Path
) -> Iterator[Callable[[], SimpleNamespace]]:
    """Opens the window on `home`; everything runs as in the program, dialogs are recorded."""
    windows: list[MainWindow] = []

    def open_window() -> SimpleNamespace:
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        messages = RecordedMessages(wording)
        bench = Bench(Jobs(), messages, wording, settings, today=lambda: FixedClock().now().date())
        opening = Opening(bench, home, FixedClock())
        window = MainWindow(bench, opening, PLACES, StartPage)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        if opening.exists:
            opening.open()
            qtbot.waitUntil(lambda: bool(window.place))
        settle(qtbot, bench)
        return SimpleNamespace(
            window=window, bench=bench, opening=opening, messages=messages, settle=settler(bench)
        )

    def settler(bench: Bench) -> Callable[[], None]:
        return lambda: settle(qtbot, bench)

    yield open_window
    for window in windows:
        window.bench.messages.yes = False  # typed work is thrown away
        window.close()


def settle(qtbot: QtBot, bench: Bench) -> None:
    """Wait until the store's thread has answered everything, and what that led to."""

    def quiet() -> bool:
        QApplication.processEvents()
        return bench.jobs.pending == 0

    for _ in range(3):
        qtbot.waitUntil(quiet)
