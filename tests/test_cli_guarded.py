"""The command line on a bureau that opens by password."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import ipdesk.commands.line as command
from ipdesk.commands import entering
from ipdesk.paths import Home
from ipdesk.services import bureaus
from tests.services.casework import HandClock, new_desk
from tests.ui.guarded import cheap, guard, word

__all__ = ["cheap"]
pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    desk = new_desk(tmp_path / "home")
    bureaus.close(desk.office)
    guard(desk.office.home, HandClock(desk.clock.now()))
    return desk.office.home


def test_without_a_terminal_nothing_is_asked_and_nothing_opens(home: Home) -> None:
    result = CliRunner().invoke(command.main, ["verify", "--home", str(home.root)])
    assert result.exit_code == 2
    assert "启用了密码登录" in result.output


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (f"经办甲\n{word('经办甲')}\n", 0, "核验通过"),
        ("经办甲\nfalsch\n", 2, "还可以再试 4 次"),
        ("没有此人\n", 2, "可用的账号：经办甲、复核乙"),
        ("全能戊\nErst#全能戊-1\n", 2, "初始密码"),
    ],
)
def test_on_a_terminal_account_and_password_are_asked(
    home: Home, monkeypatch: pytest.MonkeyPatch, typed: str, code: int, said: str
) -> None:
    monkeypatch.setattr(entering, "on_terminal", lambda: True)
    result = CliRunner().invoke(command.main, ["verify", "--home", str(home.root)], input=typed)
    assert (result.exit_code, said in result.output) == (code, True), result.output
    assert "Lc86" not in result.output


def test_the_doctor_says_that_it_did_not_open_the_bureau(home: Home) -> None:
    result = CliRunner().invoke(command.main, ["doctor", "--home", str(home.root)])
    assert "启用了密码登录，没有打开" in result.output
