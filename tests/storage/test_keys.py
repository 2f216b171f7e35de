from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ipdesk.errors import StorageError
from ipdesk.storage import keys
from ipdesk.storage.database import Database


def test_a_new_key_is_random_and_read_back(tmp_path: Path) -> None:
    one = keys.create_key_file(tmp_path / "one.key")
    two = keys.create_key_file(tmp_path / "two.key")
    assert len(one) == 48
    assert one != two
    assert keys.read_key_file(tmp_path / "one.key") == one
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.key", "two.key"]


def test_only_this_account_can_read_the_key(tmp_path: Path) -> None:
    keys.create_key_file(tmp_path / "one.key")
    assert stat.S_IMODE((tmp_path / "one.key").stat().st_mode) == 0o600


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "one.key"
    key = keys.create_key_file(path)
    with pytest.raises(StorageError) as refusal:
        keys.create_key_file(path)
    assert refusal.value.code == "key-exists"
    assert keys.read_key_file(path) == key


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ipdesk-key-1\n",
        b"ipdesk-key-1\n" + b"ab" * 47,
        b"ipdesk-key-1\n" + b"ab" * 49,
        b"ipdesk-key-1\n" + b"zz" * 48,
        b"\xff\xfe" * 60,
        b"ipdesk-key-2\n" + b"ab" * 48,
    ],
)
def test_a_damaged_key_file_is_named_as_such(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "one.key"
    path.write_bytes(content)
    with pytest.raises(StorageError) as refusal:
        keys.read_key_file(path)
    assert refusal.value.code == "key-damaged"


def test_a_missing_key_file_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refusal:
        keys.read_key_file(tmp_path / "one.key")
    assert (refusal.value.code, refusal.value.values) == (
        "key-missing",
        {"path": str(tmp_path / "one.key")},
    )


def test_a_folder_in_the_place_of_the_key_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refusal:
        keys.read_key_file(tmp_path)
    assert refusal.value.code == "key-unreadable"


def test_the_key_of_another_office_opens_nothing(tmp_path: Path) -> None:
    ours = keys.create_key_file(tmp_path / "ours.key")
    other = keys.create_key_file(tmp_path / "other.key")
    Database.create(tmp_path / "ipdesk.db", ours).close()
    with pytest.raises(StorageError) as refusal:
        Database.open(tmp_path / "ipdesk.db", other)
    assert refusal.value.code == "store-other-key"


def test_a_key_that_cannot_be_written_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refusal:
        keys.create_key_file(tmp_path / "none" / "one.key")
    assert refusal.value.code == "disk-gone"
