from __future__ import annotations

import errno
from pathlib import Path

import pytest

from ipdesk.errors import StorageError
from ipdesk.paths import resources
from ipdesk.storage import files
from ipdesk.wording import Wording


def test_a_file_is_replaced_as_a_whole_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")
    files.write_safely(target, b"new" * 100_000)
    assert target.read_bytes() == b"new" * 100_000
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refusal:
        files.write_safely(tmp_path / "none" / "台账.xlsx", b"new")
    assert refusal.value.code == "disk-gone"
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(StorageError):
        files.write_safely(folder, b"new")
    assert list(tmp_path.iterdir()) == [folder]


def test_a_private_file_is_closed_to_others(tmp_path: Path) -> None:
    files.write_safely(tmp_path / "a", b"x", private=True)
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0


def test_a_new_file_never_takes_the_name_of_another(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"first")
    (tmp_path / "b").write_bytes(b"second")
    with pytest.raises(StorageError) as refusal:
        files.publish_new(tmp_path / "b", tmp_path / "a")
    assert refusal.value.code == "store-exists"
    assert (tmp_path / "a").read_bytes() == b"first"


def test_only_remains_of_the_same_file_are_cleared(tmp_path: Path) -> None:
    remains = files.beside(tmp_path / "ipdesk.db")
    other = files.beside(tmp_path / "other.db")
    for path in (remains, Path(f"{remains}-wal"), other, tmp_path / "ipdesk.db"):
        path.touch()
    files.clear_remains(tmp_path / "ipdesk.db")
    assert sorted(tmp_path.iterdir()) == sorted([other, tmp_path / "ipdesk.db"])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EACCES, "disk-denied"),
        (errno.EROFS, "disk-denied"),
        (errno.ENODEV, "disk-gone"),
        (errno.ESTALE, "disk-gone"),
        (errno.EIO, "disk-fault"),
    ],
)
def test_each_fault_of_a_disk_has_its_own_message(number: int, code: str) -> None:
    wording = Wording.load(resources() / "wording")
    fault = files.fault(OSError(number, "system words", "/媒体/U盘"))
    said = wording.text("message", fault.code, fault.values)
    assert fault.code == code
    assert "system words" not in said
    assert ("/媒体/U盘" in said) == (code in ("disk-denied", "disk-gone"))
