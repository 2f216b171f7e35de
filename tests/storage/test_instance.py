from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ipdesk.errors import StorageError
from ipdesk.storage import instance
from ipdesk.storage.database import Database

Child = Callable[..., "subprocess.Popen[str]"]
Run = Callable[..., list[str]]


def test_a_second_instance_is_refused_within_a_second(
    start: Child, store: Path, key: bytes
) -> None:
    first = start("hold", store)
    assert first.stdout is not None
    assert first.stdout.readline() == "open\n"
    began = time.monotonic()
    with pytest.raises(StorageError) as refusal:
        Database.open(store, key)
    assert time.monotonic() - began < 1
    assert refusal.value.code == "store-in-use"


def test_a_killed_instance_leaves_no_lock(start: Child, store: Path, key: bytes) -> None:
    first = start("hold", store)
    assert first.stdout is not None
    first.stdout.readline()
    first.kill()
    first.wait()
    Database.open(store, key).close()


def test_looking_at_the_live_file_does_not_let_go_of_its_lock(
    run: Run, db: Database, key: bytes
) -> None:
    # A plain open() and close() in this process would drop its POSIX locks.
    with pytest.raises(StorageError):
        Database.open(db.path, key)
    with pytest.raises(StorageError):
        Database.inspect(db.path, bytes(48))
    Database.inspect(db.path, key).close()
    assert run("try-open", db.path) == ["store-in-use"]


def test_a_plain_look_at_the_live_file_would_let_go_of_its_lock(run: Run, db: Database) -> None:
    db.path.read_bytes()
    assert run("try-open", db.path) == ["opened"]


MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:41 / /mnt/share rw,relatime shared:9 - cifs //server/share rw
31 22 0:42 / /mnt/my\\040disk rw - fuse.sshfs user@host:/ rw
32 30 254:9 / /mnt/share/local rw - xfs /dev/vdb rw
33 22 0:50 / /media/\u4e91 rw - nfs4 server:/ rw
"""
NETWORK = ["cifs", "fuse.sshfs", "nfs4", "9p"]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("/home/clerk/ipdesk", ""),
        ("/mnt/share", "place-network"),
        ("/mnt/share/office/ipdesk", "place-network"),
        ("/mnt/share/local/ipdesk", ""),
        ("/mnt/shared", ""),
        ("/mnt/my disk/ipdesk", "place-network"),
        ("/media/云/ipdesk", "place-network"),
    ],
)
def test_a_network_share_is_no_place_for_a_live_store(place: str, code: str) -> None:
    mounts = instance.parse_mounts(MOUNTS)
    assert instance.mount_problem(Path(place), mounts, NETWORK) == code


def test_a_root_over_9p_is_a_container_and_not_a_share() -> None:
    mounts = (instance.Mount("0:5", Path("/"), "9p"),)
    assert instance.mount_problem(Path("/srv/ipdesk"), mounts, NETWORK) == ""


def test_a_disk_on_the_usb_bus_and_a_card_are_removable(tmp_path: Path) -> None:
    stick = tmp_path / "devices" / "pci0000:00" / "usb1" / "1-1" / "block" / "sdb" / "sdb1"
    card = tmp_path / "devices" / "mmc" / "block" / "mmcblk1" / "mmcblk1p1"
    disk = tmp_path / "devices" / "ata1" / "block" / "sda" / "sda1"
    for folder, removable in ((stick, "0"), (card, "1"), (disk, "0")):
        folder.mkdir(parents=True)
        (folder.parent / "removable").write_text(f"{removable}\n")
    for number, folder in enumerate((stick, card, disk)):
        (tmp_path / f"8:{number}").symlink_to(folder)
    found = [instance.is_removable(f"8:{number}", tmp_path) for number in range(4)]
    assert found == [True, True, False, False]


@pytest.mark.parametrize(
    "name", ["OneDrive", "onedrive - 示例市", "坚果云", "Dropbox", "BaiduSyncdisk"]
)
def test_a_sync_folder_is_refused_for_creating_and_opening(
    tmp_path: Path, key: bytes, name: str
) -> None:
    folder = tmp_path / name / "ipdesk"
    folder.mkdir(parents=True)
    for act in (Database.create, Database.open):
        with pytest.raises(StorageError) as refusal:
            act(folder / "ipdesk.db", key)
        assert refusal.value.code == "place-sync"
    assert list(folder.iterdir()) == []


def test_a_folder_a_sync_program_looks_after_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert instance.place_problem(tmp_path / "a" / "b") == "place-sync"


def test_an_ordinary_folder_is_a_place_and_a_missing_one_is_not(tmp_path: Path) -> None:
    assert instance.place_problem(tmp_path) == ""
    assert instance.place_problem(tmp_path / "none") == "place-missing"
