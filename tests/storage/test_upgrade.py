from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from ipdesk.errors import StorageError, UserError
from ipdesk.storage import driver, integrity, journal, migrations
from ipdesk.storage.database import Database
from ipdesk.storage.upgrade import Upgraded, upgrade

SCRIPTS = migrations.db_scripts() / "migrations"


def newer_scripts(tmp_path: Path, *statements: str) -> Path:
    """The scripts of the program and two steps more."""
    folder = tmp_path / "scripts"
    shutil.copytree(SCRIPTS, folder)
    for extra, statement in enumerate(statements, migrations.newest() + 1):
        (folder / f"{extra:04}_more.sql").write_text(statement + ";\n", encoding="utf-8")
    return folder


def write(db: Database) -> None:
    with db.atomic():
        journal.append(
            db,
            at=datetime(2026, 3, 2),
            operator="甲",
            act="a",
            entity="e",
            entity_id=1,
            data={},
        )


def test_an_older_store_is_brought_up_on_a_copy_and_the_old_file_kept(
    store: Path, key: bytes, tmp_path: Path
) -> None:
    with Database.open(store, key) as db:
        write(db)
        head = journal.head(db)
    now = migrations.newest()
    scripts = newer_scripts(tmp_path, "CREATE TABLE more (a INTEGER) STRICT", "DROP TABLE more")
    with pytest.raises(StorageError) as refusal:
        Database.open(store, key, scripts=scripts)
    assert refusal.value.code == "store-older"
    kept = tmp_path / f"ipdesk.schema-{now}.db"
    assert upgrade(store, key, scripts=scripts) == Upgraded(now, now + 2, kept)
    with Database.open(store, key, scripts=scripts) as db:
        assert journal.head(db) == head
        assert integrity.check(db).sound
        write(db)
    with Database.inspect(kept, key) as old:
        assert (old.schema_version, journal.head(old)) == (now, head)
    assert {path.name for path in tmp_path.iterdir()} == {"ipdesk.db", kept.name, "scripts"}


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(
    store: Path, key: bytes, tmp_path: Path
) -> None:
    scripts = newer_scripts(tmp_path, "CREATE TABLE more (a)", "CREATE TABLE more (a)")
    with pytest.raises(driver.Error):
        upgrade(store, key, scripts=scripts)
    Database.open(store, key).close()
    assert {path.name for path in tmp_path.iterdir()} == {"ipdesk.db", "scripts"}


def test_a_store_someone_works_on_is_not_upgraded(db: Database, key: bytes, tmp_path: Path) -> None:
    scripts = newer_scripts(tmp_path, "CREATE TABLE more (a)")
    with pytest.raises(StorageError) as refusal:
        upgrade(db.path, key, scripts=scripts)
    assert refusal.value.code == "store-in-use"
    write(db)


def test_a_damaged_store_is_not_upgraded(store: Path, key: bytes, tmp_path: Path) -> None:
    content = bytearray(store.read_bytes())
    content[-100] ^= 1
    store.write_bytes(content)
    scripts = newer_scripts(tmp_path, "CREATE TABLE more (a)")
    with pytest.raises(StorageError) as refusal:
        upgrade(store, key, scripts=scripts)
    assert refusal.value.code in ("copy-unsound", "store-damaged")
    assert store.read_bytes() == bytes(content)


def test_a_store_of_today_needs_no_upgrade(store: Path, key: bytes) -> None:
    with pytest.raises(StorageError) as refusal:
        upgrade(store, key)
    assert refusal.value.code == "store-current"


def test_an_upgrade_tells_how_far_it_is(store: Path, key: bytes, tmp_path: Path) -> None:
    heard: list[int] = []

    def goes_on(done: int, of: int) -> bool:
        heard.append(done * 100 // of)
        return True

    upgrade(store, key, scripts=newer_scripts(tmp_path, "CREATE TABLE more (a)"), progress=goes_on)
    assert heard == sorted(heard)
    assert heard[0] >= 0
    assert 90 > heard[-1] > 70


@pytest.mark.parametrize("at", [0, 25, 35, 60])
def test_an_upgrade_that_is_stopped_leaves_the_store_as_it_was(
    store: Path, key: bytes, tmp_path: Path, at: int
) -> None:
    before, scripts = store.read_bytes(), newer_scripts(tmp_path, "CREATE TABLE more (a)")
    with pytest.raises(UserError) as stopped:
        upgrade(store, key, scripts=scripts, progress=lambda done, of: done < at)
    assert stopped.value.code == "upgrade-stopped"
    assert store.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"ipdesk.db", "scripts"}


def test_what_was_unsound_before_is_found_after_it_was_brought_up(
    store: Path, key: bytes, tmp_path: Path
) -> None:
    raw = driver.connect(store, key, "mode=rw")
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("INSERT INTO applicant_like (key, applicant) VALUES (1, 999)")
    raw.close()
    scripts = newer_scripts(tmp_path, "CREATE TABLE more (a)")
    with pytest.raises(StorageError) as refusal:
        upgrade(store, key, scripts=scripts)
    assert refusal.value.values["problems"] == "check-references"
    assert not list(tmp_path.glob("*.schema-*"))
