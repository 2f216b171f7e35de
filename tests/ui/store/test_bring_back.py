"""A lost disk: three clicks on the first screen bring the bureau back from the stick."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ipdesk.paths import Home
from ipdesk.services import backups, bureaus, entry
from ipdesk.services.door import Door
from ipdesk.ui.bench import Bench
from ipdesk.ui.desk.page import DeskPage
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.opening import Opening
from ipdesk.ui.settings.page import SettingsPage
from ipdesk.ui.start.page import StartPage
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording
from tests.services.casework import HandClock, new_desk
from tests.ui.conftest import settle
from tests.ui.guarded import CODE, cheap, guard, word
from tests.ui.recorded import RecordedMessages

__all__ = ["cheap"]
pytestmark = pytest.mark.usefixtures("cheap")
NOW = datetime(2024, 3, 4, 10, 0)
Open = Callable[[Home], SimpleNamespace]


class _Pointing(RecordedMessages):
    """Points at the stick whenever a folder is asked for."""

    stick = Path()

    def folder(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.stick


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Backups of a bureau whose PC is gone; it opens by password."""
    desk = new_desk(tmp_path / "old" / "home")
    home = desk.office.home
    bureaus.close(desk.office)
    guard(home, HandClock(NOW))
    made = tmp_path / "U盘"
    made.mkdir()
    came = entry.come_in(Door(home), desk.clerk.id, word(desk.clerk.name), HandClock(NOW))
    backups.set_second(came.office, came.actor, made)
    bureaus.close(came.office)
    return made


@pytest.fixture
def opened(qtbot: QtBot, wording: Wording, tmp_path: Path, stick: Path) -> Iterator[Open]:
    windows: list[MainWindow] = []

    def open_window(home: Home) -> SimpleNamespace:
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        messages = _Pointing(wording)
        messages.stick = stick
        bench = Bench(Jobs(), messages, wording, settings, today=NOW.date)
        opening = Opening(bench, home, HandClock(NOW))
        places = {"desk": DeskPage, "settings": SettingsPage}
        window = MainWindow(bench, opening, places, StartPage)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        if opening.exists:
            opening.open()
        settle(qtbot, bench)
        start = window.start
        assert isinstance(start, StartPage)
        return SimpleNamespace(
            window=window,
            bench=bench,
            messages=messages,
            start=start,
            card=start.bring_back,
            settle=lambda: settle(qtbot, bench),
        )

    yield open_window
    for window in windows:
        window.close()


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_three_clicks_and_a_password_bring_the_bureau_back(
    opened: Open, tmp_path: Path, stick: Path
) -> None:
    shutil.rmtree(tmp_path / "old")
    home = Home(tmp_path / "new PC" / "ipdesk")
    seen = opened(home)
    click(seen.start.restore_button)
    assert seen.card.which.currentText().endswith("凭密码")
    assert seen.card.who.currentText() == "经办甲"
    seen.card.password.setText(word("经办甲"))
    click(seen.card.do)
    seen.settle()
    assert "乐昌市市场监督管理局：申报 0 件" in seen.card.brings.text()
    assert "账号 5 个" in seen.card.brings.text()
    assert not home.database.exists()
    click(seen.card.do)
    seen.settle()
    assert seen.window.place == "desk"
    assert seen.bench.actor.name == "经办甲"
    assert seen.card.password.text() == ""
    assert any("已恢复，操作记录到第" in text for text in seen.messages.said)


def test_by_the_code_of_the_envelope_one_signs_in_afterwards(opened: Open, tmp_path: Path) -> None:
    seen = opened(Home(tmp_path / "new"))
    click(seen.start.restore_button)
    click(seen.card.other)
    seen.card.code.setText(CODE)
    click(seen.card.do)
    seen.settle()
    click(seen.card.do)
    seen.settle()
    assert seen.window.gate.page.isVisibleTo(seen.window)
    assert not seen.bench.has_actor


def test_a_wrong_password_is_told_at_its_field_and_changes_nothing(
    opened: Open, tmp_path: Path
) -> None:
    home = Home(tmp_path / "new")
    seen = opened(home)
    click(seen.start.restore_button)
    seen.card.password.setText("Falsch#123")
    click(seen.card.do)
    seen.settle()
    assert "要用做这份备份时的密码" in seen.card.form["password"].note_text()
    assert not home.root.exists()
    assert seen.card.do.isEnabled()


def test_a_folder_without_backups_says_what_is_looked_for(opened: Open, tmp_path: Path) -> None:
    seen = opened(Home(tmp_path / "new"))
    (tmp_path / "empty").mkdir()
    seen.messages.stick = tmp_path / "empty"
    click(seen.start.restore_button)
    assert "没有找到备份" in seen.card.note.text()
    assert not seen.card.do.isEnabled()


def test_lost_passwords_are_put_back_from_beside_a_backup(opened: Open, tmp_path: Path) -> None:
    home = Home(tmp_path / "old" / "home")
    home.slots.unlink()
    seen = opened(home)
    assert any("密码文件" in text for text in seen.messages.asked)
    assert home.slots.exists()
    seen.window.opening.sign_in(1, word("经办甲"))
    seen.settle()
    assert seen.window.place == "desk"
