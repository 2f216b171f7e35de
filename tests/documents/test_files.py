from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from ipdesk.documents.files import replace_file
from ipdesk.errors import UserError


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    replace_file(path, b"one")
    replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["台账.xlsx"]


def test_a_place_that_cannot_be_written_is_the_users_to_mend(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refusal:
        replace_file(tmp_path / "没有" / "台账.xlsx", b"one")
    assert refusal.value.code == "file-write-failed"
    assert refusal.value.values["path"] == str(tmp_path / "没有" / "台账.xlsx")


def test_a_name_taken_by_a_folder_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").mkdir()
    with pytest.raises(UserError):
        replace_file(tmp_path / "台账.xlsx", b"one")
    assert [entry.name for entry in tmp_path.iterdir()] == ["台账.xlsx"]


@pytest.mark.parametrize("step", ["fsync", "replace", "read_bytes"])
def test_trouble_at_any_step_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    with monkeypatch.context() as broken:
        broken.setattr(os if step == "fsync" else Path, step, _fails)
        with pytest.raises(UserError):
            replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["台账.xlsx"]


def test_negative_control_a_plain_write_loses_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    with suppress(OSError), path.open("wb") as file:
        file.write(b"n")
        _fails()
    assert path.read_bytes() != b"old"


def test_what_reads_back_differently_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    with monkeypatch.context() as broken:
        broken.setattr(Path, "read_bytes", lambda self: b"nex")
        with pytest.raises(UserError):
            replace_file(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_new_file_has_the_rights_of_any_file_and_keeps_those_it_had(tmp_path: Path) -> None:
    plain, path = tmp_path / "plain", tmp_path / "台账.xlsx"
    plain.write_bytes(b"")
    replace_file(path, b"one")
    assert _rights(path) == _rights(plain)
    path.chmod(0o600)
    replace_file(path, b"two")
    assert _rights(path) == 0o600


def _rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _fails(*args: object) -> None:
    raise OSError("no space left")
