from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest

from ipdesk.errors import StorageError
from ipdesk.storage import driver, integrity, journal, settings
from ipdesk.storage.database import Database

PAGE = 4096


def fill(path: Path, key: bytes, acts: int = 60) -> None:
    with Database.open(path, key) as db:
        for number in range(acts):
            with db.atomic():
                settings.put(db, f"text.{number}", "金额" * 300)
                journal.append(
                    db,
                    at=datetime(2026, 3, 2, 9, 0, number % 60),
                    operator="甲",
                    act="set",
                    entity="setting",
                    entity_id=number,
                    data={"n": number},
                )


def flip(path: Path, place: int, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << bit
    path.write_bytes(content)


def found_wrong(path: Path, key: bytes) -> tuple[str, ...]:
    """How a damage shows: the opening is refused, or the check names it."""
    try:
        with Database.open(path, key) as db:
            return integrity.check(db).problems
    except StorageError as error:
        return (error.code,)


def test_a_sound_store_has_no_problem_and_its_rows_are_counted(store: Path, key: bytes) -> None:
    fill(store, key)
    with Database.open(store, key) as db:
        report = integrity.check(db)
    assert report.sound
    assert report.problems == ()
    assert report.chain.checked == 60
    assert (report.counts["journal"], report.counts["setting"]) == (60, 60)


def test_what_is_still_in_the_log_is_checked_too(store: Path, key: bytes) -> None:
    with Database.open(store, key) as db:
        with db.atomic():
            settings.put(db, "a", 1)
        assert Path(f"{store}-wal").stat().st_size > 0
        assert integrity.check(db).sound
        assert Path(f"{store}-wal").stat().st_size == 0


def check_flips(store: Path, key: bytes, count: int) -> int:
    fill(store, key)
    whole = store.read_bytes()
    chance = random.Random(count)
    missed = 0
    for number in range(count):
        # Each page in turn, any byte of it, any bit.
        page = number % (len(whole) // PAGE)
        place = page * PAGE + chance.randrange(PAGE)
        store.write_bytes(whole)
        flip(store, place, chance.randrange(8))
        missed += not found_wrong(store, key)
    store.write_bytes(whole)
    assert found_wrong(store, key) == ()
    return missed


def test_one_flipped_bit_is_found_wherever_it_is(store: Path, key: bytes) -> None:
    assert check_flips(store, key, 80) == 0


@pytest.mark.long
def test_each_of_many_flipped_bits_is_found(store: Path, key: bytes) -> None:
    assert check_flips(store, key, 1500) == 0


def test_the_structure_check_alone_would_miss_flipped_bits(store: Path, key: bytes) -> None:
    # Without page seals a changed bit inside a text is a valid text: why the HMAC is asked.
    fill(store, key)
    plain = store.with_name("plain.db")
    source = driver.connect(store, key, "mode=rw")
    source.execute(f"ATTACH '{plain}' AS plain KEY ''")
    source.execute("SELECT sqlcipher_export('plain')")
    source.close()
    whole = plain.read_bytes()
    chance = random.Random(3)
    missed = 0
    for _ in range(60):
        plain.write_bytes(whole)
        flip(plain, chance.randrange(len(whole)), chance.randrange(8))
        connection = driver.connect(plain, None, "mode=rw")
        try:
            missed += connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except (driver.Error, UnicodeDecodeError):
            pass
        finally:
            connection.close()
    assert missed > 10


def past_the_program(path: Path, key: bytes, *statements: str) -> None:
    connection = driver.connect(path, key, "mode=rw")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_forged_entry_is_named(store: Path, key: bytes) -> None:
    fill(store, key, 5)
    past_the_program(
        store,
        key,
        "DROP TRIGGER journal_no_update",
        "UPDATE journal SET operator = '乙' WHERE seq = 4",
    )
    with Database.open(store, key) as db:
        report = integrity.check(db)
    assert report.problems == ("check-journal",)
    assert report.chain.first_broken == 4


def test_a_row_that_points_to_nothing_is_named(store: Path, key: bytes) -> None:
    past_the_program(
        store,
        key,
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO letter_copy (letter, act, operator, at) VALUES (7, 'print', 8, '2026-03-02')",
    )
    with Database.open(store, key) as db:
        report = integrity.check(db)
    assert report.problems == ("check-references",)
    assert report.references[0].startswith("letter_copy")


def test_a_changed_structure_is_named(store: Path, key: bytes) -> None:
    past_the_program(
        store,
        key,
        "PRAGMA ignore_check_constraints = ON",
        "INSERT INTO setting VALUES ('a', 'no json')",
    )
    with Database.open(store, key) as db:
        report = integrity.check(db)
    assert report.problems == ("check-structure",)
