from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ipdesk.errors import StorageError
from ipdesk.storage import backup, integrity, journal, settings, switch
from ipdesk.storage.database import Database

AT = datetime(2026, 3, 2, 9, 0, 0)


def act(db: Database, number: int) -> None:
    with db.atomic():
        settings.put(db, f"n.{number}", number)
        journal.append(
            db, at=AT, operator="甲", act="a", entity="e", entity_id=number, data={"n": number}
        )


def test_a_backup_is_a_whole_encrypted_store_of_its_own(
    db: Database, key: bytes, tmp_path: Path
) -> None:
    act(db, 1)
    folder = tmp_path / "stick" / "backups"
    made = backup.make(db, key, folder, AT)
    assert made.path == folder / "ipdesk-20260302-090000-1.db"
    assert backup.listing(folder) == (made,)
    assert list(folder.iterdir()) == [made.path]
    assert b"journal" not in made.path.read_bytes()
    act(db, 2)
    with Database.inspect(made.path, key) as copy:
        assert integrity.check(copy).sound
        assert settings.everything(copy) == {"n.1": 1}
        assert copy.value("PRAGMA journal_mode") != "off"


def test_a_backup_needs_room_on_the_disk(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refusal:
        switch.require_space(tmp_path, 10**18)
    assert refusal.value.code == "disk-no-space"


def test_a_damaged_store_yields_no_backup(store: Path, key: bytes, tmp_path: Path) -> None:
    with Database.open(store, key) as db:
        for number in range(300):
            act(db, number)
    content = bytearray(store.read_bytes())
    content[len(content) * 9 // 10] ^= 1  # among the rows of the journal
    store.write_bytes(content)
    with Database.open(store, key) as db, pytest.raises(StorageError):
        backup.make(db, key, tmp_path / "backups", AT)
    assert backup.listing(tmp_path / "backups") == ()


def test_a_restore_brings_back_the_state_of_the_backup_and_keeps_the_other(
    store: Path, key: bytes, tmp_path: Path
) -> None:
    with Database.open(store, key) as db:
        act(db, 1)
        made = backup.make(db, key, tmp_path / "backups", AT)
        act(db, 2)
    before = made.path.read_bytes()
    restored = backup.restore(made.path, store, key, AT)
    assert restored == backup.Restored(1, tmp_path / "ipdesk.replaced-20260302-090000.db")
    with Database.open(store, key) as db:
        assert settings.everything(db) == {"n.1": 1}
        act(db, 3)
    assert restored.kept is not None
    with Database.inspect(restored.kept, key) as old:
        assert settings.everything(old) == {"n.1": 1, "n.2": 2}
    assert made.path.read_bytes() == before


@pytest.mark.parametrize("damage", ["gone", "cut", "first page", "log"])
def test_a_restore_works_whatever_has_happened_to_the_live_file(
    store: Path, key: bytes, tmp_path: Path, damage: str
) -> None:
    with Database.open(store, key) as db:
        act(db, 1)
        made = backup.make(db, key, tmp_path / "backups", AT)
    if damage == "gone":
        store.unlink()
    elif damage == "cut":
        store.write_bytes(store.read_bytes()[:5000])
    else:
        store.write_bytes(b"\x00" * 4096 + store.read_bytes()[4096:])
    if damage == "log":
        Path(f"{store}-wal").write_bytes(b"\x37\x7f\x06\x82" * 1000)
    restored = backup.restore(made.path, store, key, AT)
    assert (restored.kept is None) == (damage == "gone")
    with Database.open(store, key) as db:
        assert settings.everything(db) == {"n.1": 1}
        assert integrity.check(db).sound


def test_a_damaged_backup_is_not_restored(store: Path, key: bytes, tmp_path: Path) -> None:
    with Database.open(store, key) as db:
        for number in range(60):  # so that the last pages hold entries
            act(db, number)
        made = backup.make(db, key, tmp_path / "backups", AT)
    content = bytearray(made.path.read_bytes())
    content[-100] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(StorageError) as refusal:
        backup.restore(made.path, store, key, AT)
    assert refusal.value.code == "backup-unsound"
    with Database.open(store, key) as db:
        assert settings.everything(db) == {f"n.{number}": number for number in range(60)}
    assert {path.name for path in tmp_path.iterdir()} == {"ipdesk.db", "backups"}


def test_a_store_someone_works_on_is_not_replaced(db: Database, key: bytes, tmp_path: Path) -> None:
    made = backup.make(db, key, tmp_path / "backups", AT)
    with pytest.raises(StorageError) as refusal:
        backup.restore(made.path, db.path, key, AT)
    assert refusal.value.code == "store-in-use"


NOW = datetime(2026, 12, 31, 18, 0, 0)


def kept_of(*ages: timedelta) -> list[timedelta]:
    kept = backup.kept_times([NOW - age for age in ages], NOW)
    return sorted(NOW - at for at in kept)


def test_all_of_the_last_two_days_are_kept() -> None:
    ages = [timedelta(minutes=30 * number) for number in range(96)]
    assert kept_of(*ages) == ages


def test_after_two_days_the_last_of_each_day_is_kept() -> None:
    # 2026-12-28 at 08:00, 12:00 and 17:00, and 2026-12-27 at 17:00.
    ages = [timedelta(days=3, hours=hours) for hours in (10, 6, 1, 25)]
    assert kept_of(*ages) == [timedelta(days=3, hours=1), timedelta(days=4, hours=1)]


def at_six(*days: tuple[int, int]) -> list[timedelta]:
    return [NOW - datetime(2026, month, day, 18) for month, day in days]


DAYS = [timedelta(days=number) for number in range(14)]  # 2 days of all, then 12 daily


def test_after_twelve_days_the_last_of_each_week_is_kept() -> None:
    # The oldest day is Friday 2026-12-18; what is left of its week has a last moment too.
    # Monday 2026-12-07 to Sunday 2026-12-13 is the week before, 2026-11-30 to 12-06 another.
    older = at_six((12, 17), (12, 16), (12, 13), (12, 7), (12, 6), (11, 30))
    assert kept_of(*DAYS, *older) == [*DAYS, older[0], older[2], older[4]]


def test_after_ten_weeks_the_last_of_each_month_is_kept_nine_times() -> None:
    # Sundays 2026-12-13 back to 2026-10-11 are the ten weeks.
    weeks = [NOW - (datetime(2026, 12, 13, 18) - timedelta(weeks=number)) for number in range(10)]
    months = at_six((9, 30), (9, 1), (8, 31), (7, 5), (6, 30), (5, 31), (4, 1), (3, 9), (2, 2))
    beyond = [NOW - datetime(2026, 1, 31, 18), NOW - datetime(2025, 12, 31, 18)]
    kept = kept_of(*DAYS, *weeks, *months, *beyond)
    assert kept == [*DAYS, *weeks, months[0], *months[2:], beyond[0]]


def test_a_clock_far_ahead_does_not_clear_away_what_there_was() -> None:
    backups = [timedelta(days=number) for number in range(1, 31)]
    ahead = NOW + timedelta(days=365 * 70)
    kept = backup.kept_times([ahead, *(NOW - age for age in backups)], ahead)
    # The last of each of twelve days and of the weeks before them are still there.
    assert kept >= {ahead, *(NOW - timedelta(days=number) for number in range(1, 13))}
    assert len(kept) >= 15


def test_the_only_backup_is_kept_however_old() -> None:
    assert kept_of(timedelta(days=4000)) == [timedelta(days=4000)]


def test_a_backup_from_a_time_to_come_is_kept() -> None:
    assert kept_of(timedelta(0), timedelta(days=-40)) == [timedelta(days=-40), timedelta(0)]


def test_two_years_of_half_hours_leave_a_bounded_number_reaching_back_a_year() -> None:
    kept: frozenset[datetime] = frozenset()
    start = NOW - timedelta(days=730)
    for step in range(730 * 4):
        now = start + timedelta(hours=6 * step)
        kept = backup.kept_times([*kept, now], now)
    ages = sorted(NOW - at for at in kept)
    assert len(ages) == 8 + 12 + 10 + 9
    assert timedelta(days=300) < ages[-1] < timedelta(days=400)
    gaps = [later - earlier for earlier, later in pairwise(ages)]
    assert max(gaps) <= timedelta(days=45)


def test_thinning_removes_the_files_the_rule_does_not_keep(tmp_path: Path) -> None:
    times = [NOW - timedelta(days=5, hours=hours) for hours in (1, 2, 3)]
    random.Random(1).shuffle(times)
    for at in times:
        (tmp_path / f"ipdesk-{at:%Y%m%d-%H%M%S}-7.db").touch()
    (tmp_path / "ipdesk-notes.db").touch()
    (tmp_path / "else.txt").touch()
    removed = backup.thin(tmp_path, NOW)
    assert sorted(NOW - made.at for made in removed) == [
        timedelta(days=5, hours=2),
        timedelta(days=5, hours=3),
    ]
    assert {path.name for path in tmp_path.iterdir()} == {
        f"ipdesk-{NOW - timedelta(days=5, hours=1):%Y%m%d-%H%M%S}-7.db",
        "ipdesk-notes.db",
        "else.txt",
    }
