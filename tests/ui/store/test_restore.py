from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from ipdesk.paths import Home
from ipdesk.services import backups, bureaus
from ipdesk.storage import journal
from ipdesk.ui.bench import Bench
from ipdesk.ui.desk.page import DeskPage
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.opening import Opening
from ipdesk.ui.settings.page import SettingsPage
from ipdesk.ui.start.page import StartPage
from ipdesk.ui.store.restore_sheet import NoBackupSheet, RestoreSheet
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording
from tests.conftest import SampleFolder
from tests.ui.conftest import settle
from tests.ui.recorded import RecordedMessages

PAGE = 4096


class _Clock:
    def now(self) -> datetime:
        return datetime(2025, 3, 3, 9, 0)


class _Clicking(RecordedMessages):
    """Shows each dialog and presses its button, as a hand would."""

    def run(self, dialog: QDialog) -> bool:
        self.dialogs.append(dialog)
        self.asked.append(dialog.windowTitle())
        dialog.show()
        button = dialog.yes if self.yes else dialog.no  # type: ignore[attr-defined]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return dialog.result() == QDialog.DialogCode.Accepted


@pytest.fixture
def home(sample: SampleFolder, tmp_path: Path) -> Home:
    """A bureau with one backup, and one act done since."""
    found = sample.copy(tmp_path / "home")
    office = bureaus.open_bureau(found, _Clock())
    backups.back_up(office)
    bureaus.close(office)
    return found


@pytest.fixture
def opened(
    qtbot: QtBot, home: Home, wording: Wording, tmp_path: Path
) -> Iterator[Callable[..., SimpleNamespace]]:
    windows: list[MainWindow] = []

    def open_window(*, yes: bool = True) -> SimpleNamespace:
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        messages = _Clicking(wording)
        messages.yes = yes
        bench = Bench(Jobs(), messages, wording, settings, today=lambda: _Clock().now().date())
        opening = Opening(bench, home, _Clock())
        places = {"desk": DeskPage, "settings": SettingsPage}
        window = MainWindow(bench, opening, places, StartPage)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        opening.open()
        settle(qtbot, bench)
        return SimpleNamespace(
            window=window,
            bench=bench,
            messages=messages,
            settle=lambda: settle(qtbot, bench),
        )

    yield open_window
    for window in windows:
        window.close()


def test_a_sound_store_is_worked_on_after_its_check(
    opened: Callable[..., SimpleNamespace],
) -> None:
    seen = opened()
    assert not seen.bench.read_only
    assert seen.messages.dialogs == []
    assert seen.window.navigation.backup.text().startswith("上次备份 今天 09:00")


def test_three_clicks_bring_a_backup_back(
    opened: Callable[..., SimpleNamespace], qtbot: QtBot, home: Home
) -> None:
    seen = opened()
    seen.window.go("settings", "操作员")
    seen.settle()
    seen.bench.jobs.run(_one_more_act)
    seen.settle()
    section = seen.window.pages["settings"].backups
    seen.window.go("settings", "备份")
    section.refresh()
    seen.settle()
    view = section.table.view
    # 1: the row
    place = view.visualRect(section.table.model.index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    seen.settle()
    # 2: 恢复…; 3: the button of the sheet, pressed by _Clicking
    QTest.mouseClick(section.restore, Qt.MouseButton.LeftButton)
    seen.settle()
    qtbot.waitUntil(lambda: any("已恢复" in text for text in seen.messages.said))
    sheet = seen.messages.dialogs[-1]
    assert isinstance(sheet, RestoreSheet)
    assert sheet.after.text() == "备份之后的 1 步会没有，须重新办理："
    answers: list[object] = []
    seen.bench.jobs.run(lambda office: journal.page(office.db, limit=1)[0].act, answers.append)
    seen.settle()
    assert answers == ["restore_backup"]
    assert len(list(home.root.glob("ipdesk.replaced-*.db"))) == 1


def test_a_damaged_store_is_only_seen_and_the_newest_good_backup_is_proposed(
    opened: Callable[..., SimpleNamespace], home: Home
) -> None:
    _flip(home.database, home.database.stat().st_size // PAGE // 2 * PAGE + 1000)
    seen = opened(yes=False)
    sheet = seen.messages.dialogs[-1]
    assert isinstance(sheet, RestoreSheet)
    assert sheet.windowTitle() == "数据核对没有通过"
    assert seen.bench.read_only
    assert not seen.window.new_button.isEnabled()
    assert seen.window.navigation.backup.text() == "数据核对没有通过，只能查看"


def test_one_button_puts_a_damaged_store_right(
    opened: Callable[..., SimpleNamespace], qtbot: QtBot, home: Home
) -> None:
    _flip(home.database, home.database.stat().st_size // PAGE // 2 * PAGE + 1000)
    seen = opened()
    qtbot.waitUntil(lambda: any("已恢复" in text for text in seen.messages.said))
    seen.settle()
    assert not seen.bench.read_only
    assert seen.window.new_button.isEnabled()


def test_a_store_that_does_not_open_is_put_right_from_the_first_screen(
    opened: Callable[..., SimpleNamespace], qtbot: QtBot, home: Home
) -> None:
    _flip(home.database, 2000)
    seen = opened()
    qtbot.waitUntil(lambda: seen.window.place == "desk")
    seen.settle()
    assert not seen.bench.read_only


def test_without_a_good_backup_it_is_said_plainly(
    opened: Callable[..., SimpleNamespace], home: Home
) -> None:
    _flip(home.database, home.database.stat().st_size // PAGE // 2 * PAGE + 1000)
    for path in home.backups.glob("*.db"):
        _flip(path, 9000)
    seen = opened()
    assert isinstance(seen.messages.dialogs[-1], NoBackupSheet)
    assert seen.bench.read_only


def _one_more_act(office: object) -> object:
    from dataclasses import replace
    from typing import Any, cast

    from ipdesk.services.office import Actor
    from ipdesk.services.operators import list_operators

    known = cast(Any, office)
    one = list_operators(known)[0]
    now = bureaus.bureau(known)
    actor = Actor(one.id, one.name, one.roles)
    return bureaus.change_bureau(known, actor, replace(now, phone="0751-1"))


def _flip(path: Path, at: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        byte = stream.read(1)
        stream.seek(at)
        stream.write(bytes((byte[0] ^ 0x40,)))
