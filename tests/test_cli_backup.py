"""backup and restore on the command line: what they say, what they refuse, what they keep."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import ipdesk.commands.line as command
from ipdesk.commands import entering
from ipdesk.paths import Home
from ipdesk.services import bureaus
from ipdesk.storage import backup, files
from tests.services.casework import HandClock, new_desk
from tests.ui.guarded import CODE, cheap, guard, word

__all__ = ["cheap"]
pytestmark = pytest.mark.usefixtures("cheap")


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(command.main, [str(one) for one in arguments], input=typed)


def refused(result: Result, said: str) -> None:
    assert (result.exit_code, said in result.stderr) == (2, True), result.output
    assert "Traceback" not in result.output


@pytest.fixture
def home(tmp_path: Path) -> Home:
    desk = new_desk(tmp_path / "一号 机")
    bureaus.close(desk.office)
    return desk.office.home


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "U盘 备份"
    made.mkdir()
    return made


def test_a_backup_is_made_checked_and_copied_where_it_is_told(home: Home, stick: Path) -> None:
    result = run("backup", "--home", home.root, "--to", stick)
    assert result.exit_code == 0, result.output
    assert "已备份，逐页核对过" in result.output
    assert "ipdesk.key，请另外保管" in result.output
    assert len(backup.listing(home.backups)) == 1
    assert [one.name for one in stick.glob("*/*.db")] == [
        one.path.name for one in backup.listing(home.backups)
    ]


def test_a_backup_inside_the_data_or_nowhere_is_refused(home: Home, stick: Path) -> None:
    home.backups.mkdir(exist_ok=True)
    refused(run("backup", "--home", home.root, "--to", home.backups), "在数据文件夹里面")
    refused(run("backup", "--home", home.root, "--to", stick / "none"), "文件夹不存在")
    refused(run("backup", "--home", stick), "找不到密钥文件")
    assert backup.listing(home.backups) == ()


def test_a_backup_comes_back_into_an_empty_folder(home: Home, stick: Path, tmp_path: Path) -> None:
    assert run("backup", "--home", home.root, "--to", stick).exit_code == 0
    shutil.copy(home.key, stick)
    new = tmp_path / "新 电脑"
    result = run("restore", stick, "--home", new)
    assert result.exit_code == 0, result.output
    assert "已恢复到" in result.output
    assert "原来的数据" not in result.output
    assert run("verify", "--home", new).exit_code == 0


def test_a_bureau_is_replaced_only_when_told_to_and_kept(
    home: Home, stick: Path, tmp_path: Path
) -> None:
    run("backup", "--home", home.root, "--to", stick)
    shutil.copy(home.key, stick)
    before = home.database.read_bytes()
    refused(run("restore", stick, "--home", home.root), "--replace")
    assert home.database.read_bytes() == before
    result = run("restore", stick, "--home", home.root, "--replace")
    assert (result.exit_code, "原来的数据没有删除" in result.output) == (0, True), result.output
    (kept,) = home.root.glob("replaced-*")
    assert (kept / "ipdesk.db").read_bytes() == before
    assert (kept / "ipdesk.key").is_file()
    assert run("verify", "--home", home.root).exit_code == 0


def test_what_is_no_backup_or_lacks_its_key_is_refused(
    home: Home, stick: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    refused(run("restore", stick, "--home", new), "没有找到备份")
    refused(run("restore", stick / "none", "--home", new), "没有找到备份")
    run("backup", "--home", home.root, "--to", stick)
    refused(run("restore", stick, "--home", new), "没有能打开它的钥匙")
    assert not new.exists()


def test_a_torn_backup_is_refused_and_nothing_is_written(
    home: Home, stick: Path, tmp_path: Path
) -> None:
    run("backup", "--home", home.root, "--to", stick)
    shutil.copy(home.key, stick)
    (torn,) = stick.glob("*/*.db")
    with torn.open("r+b") as stream:
        stream.seek(9000)
        stream.write(b"torn")
    refused(run("restore", stick, "--home", tmp_path / "new"), "这份备份没有通过检查")
    assert not (tmp_path / "new" / "ipdesk.db").exists()


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (f"经办甲\n{word('经办甲')}\n", 0, "有密码的账号 5 个"),
        (f"经办甲\n\n{CODE}\n", 0, "有密码的账号 5 个"),
        ("经办甲\nfalsch\n", 2, "要用做这份备份时的密码"),
        ("没有此人\n", 2, "可用的账号：经办甲"),
    ],
    ids=("the password", "the code", "a wrong password", "nobody known"),
)
def test_with_passwords_the_password_or_the_code_of_then_is_asked(
    home: Home,
    stick: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    code: int,
    said: str,
) -> None:
    guard(home, HandClock(datetime(2024, 3, 4, 10, 0)))
    monkeypatch.setattr(entering, "on_terminal", lambda: True)
    login = f"经办甲\n{word('经办甲')}\n"
    assert run("backup", "--home", home.root, "--to", stick, typed=login).exit_code == 0
    new = tmp_path / "new"
    result = run("restore", stick, "--home", new, typed=typed)
    assert (result.exit_code, said in result.output) == (code, True), result.output
    assert "Lc86" not in result.output
    if code == 0:
        assert run("verify", "--home", new, typed=login).exit_code == 0


def test_a_full_disk_is_told_and_leaves_no_half_backup(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "sync_file", full)
    refused(run("backup", "--home", home.root), "磁盘已满")
    assert list(home.backups.iterdir()) == []
