"""Files that are not our store are refused with a reason, and not a byte of them changes."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from ipdesk.errors import StorageError
from ipdesk.storage import driver, opening
from ipdesk.storage.database import Database

OTHER = bytes(reversed(range(48)))
NAME = "ipdesk.db"
Make = Callable[[Path, bytes], None]


def empty(path: Path, _key: bytes) -> None:
    path.touch()


def text(path: Path, _key: bytes) -> None:
    path.write_text("申报编号,金额\n" * 2000, encoding="utf-8")


def short(path: Path, _key: bytes) -> None:
    path.write_bytes(b"x")


def noise(path: Path, _key: bytes) -> None:
    path.write_bytes(random.Random(1).randbytes(40_960))


def plain(path: Path, _key: bytes) -> None:
    """A plain SQLite file as another program leaves it after a crash: with its log."""
    left_behind(path, None, ("PRAGMA journal_mode = WAL",))


def hot_journal(path: Path, _key: bytes) -> None:
    """The same with a rollback journal that SQLite would play back into the file."""
    left_behind(path, None, ("PRAGMA cache_spill = 1", "PRAGMA cache_size = 1"), open_act=True)


def other_office(path: Path, _key: bytes) -> None:
    left_behind(path, OTHER, ("PRAGMA journal_mode = WAL",))


def other_program(path: Path, key: bytes) -> None:
    left_behind(path, key, ("PRAGMA application_id = 1", "PRAGMA user_version = 1"))


def no_program(path: Path, key: bytes) -> None:
    left_behind(path, key, ())


def newer(path: Path, key: bytes) -> None:
    marks = (f"PRAGMA application_id = {opening.APPLICATION_ID}", "PRAGMA user_version = 9999")
    left_behind(path, key, marks)


def older(path: Path, key: bytes) -> None:
    marks = (f"PRAGMA application_id = {opening.APPLICATION_ID}", "PRAGMA user_version = 1")
    left_behind(path, key, marks)


def first_page_damaged(path: Path, key: bytes) -> None:
    Database.create(path, key).close()
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)


def cut_short(path: Path, key: bytes) -> None:
    Database.create(path, key).close()
    path.write_bytes(path.read_bytes()[:3000])


def folder(path: Path, _key: bytes) -> None:
    path.mkdir()


def missing(path: Path, _key: bytes) -> None:
    assert not path.exists()


def left_behind(
    path: Path, key: bytes | None, pragmas: tuple[str, ...], *, open_act: bool = False
) -> None:
    """Make a database in a process that dies with it open."""
    child = os.fork()
    if child == 0:
        connection = driver.connect(path, key, "mode=rwc")
        for pragma in pragmas:
            connection.execute(pragma)
        connection.execute("CREATE TABLE t (a TEXT)")
        connection.execute("INSERT INTO t VALUES ('x')")
        if open_act:
            connection.execute("BEGIN")
            for _ in range(200):
                connection.execute("INSERT INTO t VALUES (?)", ("y" * 900,))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def prints(folder_of: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder_of.iterdir()
    }


REFUSED = [
    (empty, "store-empty"),
    (text, "store-other-key"),
    (short, "store-foreign"),
    (noise, "store-other-key"),
    (plain, "store-plain"),
    (hot_journal, "store-plain"),
    (other_office, "store-other-key"),
    (other_program, "store-foreign"),
    (no_program, "store-foreign"),
    (newer, "store-newer"),
    (older, "store-older"),
    (first_page_damaged, "store-damaged"),
    (cut_short, "store-damaged"),
    (folder, "store-foreign"),
    (missing, "store-missing"),
]


@pytest.mark.parametrize(("make", "code"), REFUSED, ids=[make.__name__ for make, _ in REFUSED])
def test_a_file_that_is_not_our_store_is_refused_untouched(
    tmp_path: Path, key: bytes, make: Make, code: str
) -> None:
    path = tmp_path / NAME
    make(path, key)
    before = prints(tmp_path)
    with pytest.raises(StorageError) as refusal:
        Database.open(path, key)
    assert refusal.value.code == code
    assert prints(tmp_path) == before


@pytest.mark.parametrize("make", [empty, text, plain, other_office, newer, folder])
def test_creating_never_overwrites(tmp_path: Path, key: bytes, make: Make) -> None:
    make(tmp_path / NAME, key)
    before = prints(tmp_path)
    with pytest.raises(StorageError) as refusal:
        Database.create(tmp_path / NAME, key)
    assert refusal.value.code == "store-exists"
    assert prints(tmp_path) == before


def test_opening_never_creates(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(StorageError):
        Database.open(tmp_path / NAME, key)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_with_the_right_salt_is_told_as_damage(store: Path, key: bytes) -> None:
    # SQLCipher cannot tell these two apart, and neither can we.
    wrong = bytes(32) + key[32:]
    with pytest.raises(StorageError) as refusal:
        Database.open(store, wrong)
    assert refusal.value.code == "store-damaged"


def test_a_key_of_the_wrong_length_is_refused(store: Path) -> None:
    with pytest.raises(StorageError) as refusal:
        Database.open(store, b"short")
    assert refusal.value.code == "key-damaged"


def test_our_own_log_after_a_crash_is_taken_in(store: Path, key: bytes) -> None:
    child = os.fork()
    if child == 0:
        db = Database.open(store, key)
        with db.atomic():
            db.execute("INSERT INTO setting VALUES ('a', '1')")
        os._exit(0)
    os.waitpid(child, 0)
    assert Path(f"{store}-wal").stat().st_size > 0
    with Database.open(store, key) as db:
        assert db.value("SELECT value FROM setting WHERE key = 'a'") == "1"
    assert not Path(f"{store}-wal").exists()


def test_inspecting_changes_nothing_and_writes_nothing(store: Path, key: bytes) -> None:
    before = prints(store.parent)
    with Database.inspect(store, key) as db:
        assert db.value("SELECT count(*) FROM journal") == 0
        with pytest.raises(StorageError) as refusal, db.atomic():
            db.execute("INSERT INTO setting VALUES ('a', '1')")
        assert refusal.value.code == "store-read-only"
    assert prints(store.parent) == before


def test_an_older_backup_can_still_be_read(tmp_path: Path, key: bytes) -> None:
    older(tmp_path / NAME, key)
    with Database.inspect(tmp_path / NAME, key) as db:
        assert db.schema_version == 1
