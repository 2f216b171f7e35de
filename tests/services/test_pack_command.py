"""`ipdesk policy`: what a clerk reads of a pack without opening the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ipdesk.commands.line import main
from ipdesk.services import bureaus
from ipdesk.services.activation import activate
from tests.policies.deciding import lechang
from tests.services.casework import Desk
from tests.services.packs_at_hand import (
    PATENTS,
    changed,
    lechang_files,
    retexted,
    six_thousand,
    write,
)


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["policy", *words])
    return done.exit_code, done.stdout, done.stderr


def test_the_shipped_pack_holds() -> None:
    code, out, _ = run("check", "lechang-2022")
    assert code == 0
    assert lechang().sha256 in out
    lines = out.splitlines()
    assert any("（五） 比例 1.5%" in line and "← 05-03" in line for line in lines)
    assert any("一个" in line and "不作规则：" in line for line in lines)
    assert lines[-1].startswith("核对通过：51 处数字都有着落")


def test_a_folder_is_checked_as_well(tmp_path: Path) -> None:
    assert run("check", str(write(six_thousand(), tmp_path)))[0] == 0


def test_a_number_without_an_answer_is_named(tmp_path: Path) -> None:
    files = retexted(lechang_files(), "给予奖励1万元。", "给予奖励1万元；另补20万元。")
    code, out, _ = run("check", str(write(files, tmp_path)))
    assert code == 1
    [line] = [line for line in out.splitlines() if "没有着落" in line and "×" in line]
    assert "（一） 金额 20万元" in line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fen = 500000\n", "fen = 500001\n"),
        ("years = 10", "years = 11"),
        ("维持年限超过十年的", "维持年限满十年的"),
    ],
)
def test_a_number_or_quote_changed_by_hand_is_caught(old: str, new: str, tmp_path: Path) -> None:
    files = changed(lechang_files(), PATENTS, old, new)
    code, _, err = run("check", str(write(files, tmp_path)))
    assert code == 2
    assert "clauses/01-patents.toml：awards[0]" in err


def test_what_is_no_pack_is_told(tmp_path: Path) -> None:
    code, out, err = run("check", str(tmp_path / "nothing"))
    assert (code, out) == (2, "")
    assert "打不开文件夹" in err


def test_the_shipped_packs_are_listed() -> None:
    code, out, _ = run("list")
    assert code == 0
    assert "lechang-2022  乐府办发函〔2022〕86号" in out
    assert "有效期 2022-09-13 至 2024-12-31，未复核，随程序提供" in out


def test_the_versions_of_a_bureau_are_listed(desk: Desk) -> None:
    activate(desk.office, desk.clerk, six_thousand(), "复核乙", date(2024, 3, 1))
    home = desk.office.home.root
    bureaus.close(desk.office)
    code, out, _ = run("list", "--home", str(home))
    assert code == 0
    assert "复核乙 于 2024-03-01 复核，在用（0 件申报）" in out
    assert "未复核，存档（0 件申报）" in out
