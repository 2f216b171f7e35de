from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ipdesk.storage import driver, journal
from ipdesk.storage.database import Database, IntegrityError
from ipdesk.storage.journal import START

AT = datetime(2026, 3, 2, 9, 0, 0)


def write(db: Database, number: int = 1, at: datetime = AT, **data: object) -> journal.Entry:
    with db.atomic():
        return journal.append(
            db,
            at=at,
            operator="陈晓",
            act="submit",
            entity="claim",
            entity_id=number,
            data=data,
            reason="材料齐全",
        )


def test_an_entry_is_sealed_over_all_its_fields_and_the_one_before(db: Database) -> None:
    first = write(db, 7, amount_fen=500_000)
    # The text written out by hand: a change of the format would break every kept chain.
    text = (
        '[1,"2026-03-02T09:00:00","陈晓","submit","claim",7,"{\\"amount_fen\\":500000}",'
        f'"材料齐全",0,"sha256","{START}"]'
    )
    assert first.hash == hashlib.sha256(text.encode()).hexdigest()
    second = write(db, 8)
    assert (second.seq, second.previous) == (2, first.hash)
    assert journal.head(db) == (2, second.hash)


def test_an_empty_journal_has_an_empty_head(db: Database) -> None:
    assert journal.head(db) == (0, START)
    assert journal.verify(db).whole


def test_data_is_written_one_way_whatever_its_order(db: Database) -> None:
    data = {"b": date(2024, 3, 1), "a": (1, None, True), "率": Decimal("0.50")}
    assert journal.canonical(data) == '{"a":[1,null,true],"b":"2024-03-01","率":"0.50"}'
    assert journal.canonical(dict(reversed(data.items()))) == journal.canonical(data)


def test_a_float_is_refused_and_the_act_with_it(db: Database) -> None:
    with pytest.raises(TypeError):
        write(db, amount=0.1)
    assert journal.head(db) == (0, START)


def test_an_entry_outside_an_act_is_our_own_mistake(db: Database) -> None:
    with pytest.raises(RuntimeError):
        journal.append(db, at=AT, operator="甲", act="a", entity="e", entity_id=1, data={})


def test_entries_come_newest_first_and_page_by_number(db: Database) -> None:
    for number in range(1, 6):
        write(db, number % 2)
    assert [entry.seq for entry in journal.page(db, limit=2)] == [5, 4]
    assert [entry.seq for entry in journal.page(db, before=4, limit=2)] == [3, 2]
    ones = journal.page(db, entity="claim", entity_id=1)
    assert [entry.seq for entry in ones] == [5, 3, 1]
    assert journal.page(db, entity="letter") == ()
    assert [entry.seq for entry in journal.page(db, act="submit", operator="陈晓", limit=1)] == [5]


@pytest.mark.parametrize(
    ("back", "flagged"),
    [
        pytest.param(timedelta(minutes=4, seconds=59), False, id="a correction"),
        pytest.param(timedelta(minutes=5), True, id="five minutes"),
        pytest.param(timedelta(days=400), True, id="a flat battery"),
        pytest.param(timedelta(minutes=-90), False, id="later"),
    ],
)
def test_a_clock_that_went_back_is_flagged(db: Database, back: timedelta, flagged: bool) -> None:
    write(db)
    assert write(db, at=AT - back).clock_back is flagged
    assert len(journal.clock_jumps(db)) == flagged
    assert journal.verify(db).whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET reason = 'other' WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 3",
        "DELETE FROM journal",
        "REPLACE INTO journal SELECT seq, at, 'other', act, entity, entity_id, data, reason,"
        " clock_back, algorithm, previous, hash FROM journal WHERE seq = 3",
        "INSERT INTO journal SELECT 9, at, operator, act, entity, entity_id, data, reason,"
        " clock_back, algorithm, hash, upper(hash) FROM journal WHERE seq = 3",
        "INSERT INTO journal SELECT 4, at, operator, act, entity, entity_id, data, reason,"
        " clock_back, algorithm, previous, upper(hash) FROM journal WHERE seq = 3",
    ],
)
def test_an_entry_is_never_changed_removed_or_slipped_in(db: Database, statement: str) -> None:
    for number in range(3):
        write(db, number)
    before = db.rows("SELECT * FROM journal")
    with pytest.raises(IntegrityError), db.atomic():
        db.execute(statement)
    assert db.rows("SELECT * FROM journal") == before


FORGERIES = {
    "a changed reason": ("UPDATE journal SET reason = '' WHERE seq = 2", 2),
    "a changed time": ("UPDATE journal SET at = '2026-03-02T09:00:01' WHERE seq = 3", 3),
    "a changed name": ("UPDATE journal SET operator = 'x' WHERE seq = 1", 1),
    "changed data": ("UPDATE journal SET data = '{}' WHERE seq = 2", 2),
    "a hidden clock": ("UPDATE journal SET clock_back = 1 WHERE seq = 2", 2),
    "an entry cut out": ("DELETE FROM journal WHERE seq = 2", 2),
    "the first cut off": ("DELETE FROM journal WHERE seq = 1", 1),
}


def forge(path: Path, key: bytes, statement: str) -> None:
    """What a local administrator with the key could do past the program."""
    connection = driver.connect(path, key, "mode=rw")
    for name in ("follows", "no_update", "no_delete"):
        connection.execute(f"DROP TRIGGER journal_{name}")
    connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(("statement", "broken"), FORGERIES.values(), ids=FORGERIES)
def test_a_forged_row_is_found_at_its_number(
    store: Path, key: bytes, statement: str, broken: int
) -> None:
    with Database.open(store, key) as db:
        for number in range(4):
            write(db, number, fen=5)
        assert journal.verify(db).checked == 4
    forge(store, key, statement)
    with Database.open(store, key) as db:
        found = journal.verify(db)
    assert not found.whole
    assert (found.first_broken, found.checked) == (broken, broken - 1)


def test_a_cut_tail_is_only_seen_by_a_head_known_from_before(store: Path, key: bytes) -> None:
    with Database.open(store, key) as db:
        for number in range(4):
            write(db, number)
        known = journal.head(db)
    forge(store, key, "DELETE FROM journal WHERE seq = 4")
    with Database.open(store, key) as db:
        assert journal.verify(db).whole
        assert journal.verify(db, after=known).first_broken == 4


def test_a_check_from_a_known_head_reads_only_what_came_after(db: Database) -> None:
    for number in range(3):
        write(db, number)
    known = journal.head(db)
    last = write(db, 9)
    assert journal.verify(db, after=known) == journal.Chain(1, 4, last.hash, None)
