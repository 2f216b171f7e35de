from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from ipdesk.errors import StorageError
from ipdesk.storage import driver, opening, settings
from ipdesk.storage.database import Database, IntegrityError


def test_every_pragma_of_the_store_is_read_back(db: Database) -> None:
    found = {name: db.value(f"PRAGMA {name}") for name, _set, _expected in opening.PRAGMAS}
    assert found == {
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "cache_size": -65536,
        "temp_store": 2,
    }
    assert db.value("PRAGMA application_id") == int.from_bytes(b"IPDK", "big")
    assert db.value("PRAGMA cipher_version")


def test_the_library_is_newer_than_its_last_known_corruption_bug() -> None:
    driver.assert_library()
    assert driver.dbapi2.sqlite_version_info >= (3, 51, 3)


def test_a_store_whose_pragmas_do_not_hold_is_refused() -> None:
    connection = driver.dbapi2.connect(":memory:", isolation_level=None)
    with pytest.raises(StorageError) as refusal:
        opening.set_pragmas(connection)
    assert refusal.value.code == "store-unsafe"
    assert refusal.value.values == {"pragma": "journal_mode", "found": "memory"}


def test_the_file_is_encrypted_under_its_own_salt(store: Path, key: bytes) -> None:
    content = store.read_bytes()
    assert content[:16] == key[32:]
    assert b"CREATE TABLE" not in content
    assert b"journal" not in content


def test_a_new_store_is_one_file(store: Path) -> None:
    assert [path.name for path in store.parent.iterdir()] == ["ipdesk.db"]


def test_an_act_is_kept_as_a_whole(store: Path, key: bytes) -> None:
    with Database.open(store, key) as db, db.atomic():
        settings.put(db, "office.name", "示例市知识产权局")
        settings.put(db, "office.code", "乐")
    with Database.open(store, key) as db:
        assert settings.everything(db) == {"office.code": "乐", "office.name": "示例市知识产权局"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_act_that_fails_leaves_nothing(db: Database, error: type[BaseException]) -> None:
    def act() -> None:
        with db.atomic():
            settings.put(db, "a", 1)
            raise error

    with pytest.raises(error):
        act()
    assert settings.everything(db) == {}
    assert not db.in_act
    with db.atomic():
        settings.put(db, "b", 2)
    assert settings.everything(db) == {"b": 2}


def test_acts_do_not_nest(db: Database) -> None:
    with pytest.raises(RuntimeError), db.atomic(), db.atomic():
        settings.put(db, "a", 1)
    assert not db.in_act
    assert settings.get(db, "a") is None


WRITES = ("INSERT INTO setting VALUES ('a', '1')", "DELETE FROM setting", "REINDEX")


@pytest.mark.parametrize("statement", WRITES)
def test_a_write_outside_an_act_is_refused(db: Database, statement: str) -> None:
    with pytest.raises(RuntimeError):
        db.execute(statement)
    with db.atomic():
        db.execute(statement)
    with pytest.raises(RuntimeError):
        db.execute(statement)


def test_sqlite_utils_writes_only_inside_an_act(db: Database) -> None:
    with pytest.raises(driver.Error):
        db.tables["setting"].insert({"key": "a", "value": "1"})
    with db.atomic():
        db.tables["setting"].insert({"key": "a", "value": "1"})
        assert db.in_act
    assert db.tables["setting"].count == 1
    with pytest.raises(driver.Error):
        db.tables["setting"].insert({"key": "b", "value": "1"})
    assert db.tables["setting"].count == 1


HIDDEN = (
    "WITH new AS (SELECT 'a', '1') INSERT INTO setting SELECT * FROM new",
    "/* told */ INSERT INTO setting VALUES ('a', '1')",
    "-- told\nDELETE FROM setting",
)


@pytest.mark.parametrize("statement", HIDDEN)
def test_a_write_in_other_clothes_is_refused_outside_an_act_too(
    db: Database, statement: str
) -> None:
    with pytest.raises(RuntimeError):
        db.execute(statement)
    with db.atomic():
        db.execute(statement)
    before = settings.everything(db)
    with pytest.raises(RuntimeError):
        db.execute(statement)
    with pytest.raises(RuntimeError):
        db.rows(statement)
    with pytest.raises(RuntimeError):
        db.executemany(statement, [()])
    assert settings.everything(db) == before


def test_a_statement_is_prepared_once_and_not_anew_in_each_act(db: Database) -> None:
    asked: list[int] = []
    guard = db._guard

    def counting(action: int, *about: str | None) -> int:
        asked.append(action)
        return guard(action, *about)  # type: ignore[arg-type]

    db._connection.set_authorizer(counting)
    for value in range(3):
        with db.atomic():
            settings.put(db, "a", value)
        assert settings.get(db, "a") == value
        if not value:
            assert dbapi2.SQLITE_INSERT in asked
            asked.clear()
    assert asked == []  # of the second and third act


def test_what_a_view_of_the_rows_writes_does_not_mark_what_was_read_before(db: Database) -> None:
    read = "SELECT count(*) FROM setting"
    with db.atomic():
        assert db.value(read) == 0
        db.tables["setting"].insert({"key": "a", "value": "1"})
    assert db.value(read) == 1


def test_rows_of_sqlite_utils_go_back_with_the_act(db: Database) -> None:
    def act() -> None:
        with db.atomic():
            rows = [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]
            db.tables["setting"].insert_all(rows)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert db.tables["setting"].count == 0


FORBIDDEN = (
    "DROP TABLE journal",
    "DROP TRIGGER journal_no_update",
    "DROP INDEX journal_entity",
    "ALTER TABLE journal ADD COLUMN note TEXT",
    "ALTER TABLE journal RENAME TO other",
    "CREATE TRIGGER blind BEFORE UPDATE ON journal BEGIN SELECT raise(IGNORE); END",
    "CREATE TEMP TRIGGER blind BEFORE UPDATE ON journal BEGIN SELECT raise(IGNORE); END",
    "PRAGMA writable_schema = ON",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA query_only = OFF",
    "PRAGMA user_version = 99",
    "PRAGMA rekey = 'x'",
    "ATTACH ':memory:' AS other",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "VACUUM",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_no_statement_undoes_what_opening_assured(db: Database, statement: str) -> None:
    with pytest.raises((driver.Error, RuntimeError)):
        db.execute(statement)
    with pytest.raises(driver.Error), db.atomic():
        db.execute(statement)
    assert db.value("SELECT count(*) FROM sqlite_master WHERE name LIKE 'journal%'") == 5


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"])
def test_what_the_store_has_used_itself_is_at_nobodys_hand(db: Database, statement: str) -> None:
    with db.atomic(), db.part():
        settings.put(db, "a", 1)

    def fail_half_way() -> None:
        with db.atomic(), db.part():
            settings.put(db, "a", 2)
            with pytest.raises(driver.Error):
                db.execute(statement)
            with pytest.raises(driver.Error):
                db.tables.conn.execute(statement)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert settings.everything(db) == {"a": 1}


def test_executescript_cannot_end_an_act_half_way(db: Database) -> None:
    def act() -> None:
        with db.atomic():
            settings.put(db, "a", 1)
            db.tables.conn.executescript("DELETE FROM setting;")

    with pytest.raises(driver.Error):
        act()
    assert settings.everything(db) == {}


def test_only_the_thread_that_opened_the_store_uses_it(db: Database) -> None:
    errors: list[Exception] = []

    def elsewhere() -> None:
        try:
            db.value("SELECT 1")
        except driver.Error as error:
            errors.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert [type(error).__name__ for error in errors] == ["ProgrammingError"]


def test_a_frozen_store_is_read_but_not_written(db: Database) -> None:
    db.freeze()
    with pytest.raises(StorageError) as refusal, db.atomic():
        settings.put(db, "a", 1)
    assert refusal.value.code == "store-read-only"
    assert settings.everything(db) == {}


def test_a_check_deferred_to_the_end_of_the_act_takes_all_of_it_back(
    tmp_path: Path, key: bytes
) -> None:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "0001_pair.sql").write_text(
        "CREATE TABLE pair (id INTEGER PRIMARY KEY, other INTEGER NOT NULL\n"
        "  REFERENCES pair (id) DEFERRABLE INITIALLY DEFERRED) STRICT;\n",
        encoding="utf-8",
    )
    with Database.create(tmp_path / "pair.db", key, scripts=scripts) as db:
        with db.atomic():
            db.executemany("INSERT INTO pair VALUES (?, ?)", [(1, 2), (2, 1)])
        with pytest.raises(IntegrityError), db.atomic():
            db.insert("INSERT INTO pair VALUES (?, ?)", (3, 4))
        assert db.rows("SELECT id FROM pair ORDER BY id") == [(1,), (2,)]
        with db.atomic():
            assert db.insert("INSERT INTO pair VALUES (?, ?)", (3, 1)) == 3
