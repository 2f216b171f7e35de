from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import StorageError, UserError
from ipdesk.paths import Home
from ipdesk.services import backups, bureaus, claims, restoring, start_check
from ipdesk.services.office import Actor, Office
from ipdesk.services.operators import list_operators
from ipdesk.storage import backup, claim_list, driver, integrity, journal
from ipdesk.storage.claim_list import ClaimFilter
from tests.conftest import SampleFolder


class _Clock:
    def __init__(self) -> None:
        self.at = datetime(2025, 3, 3, 9, 0)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def home(sample: SampleFolder, tmp_path: Path) -> Home:
    return sample.copy(tmp_path / "home")


@pytest.fixture
def office(home: Home, clock: _Clock) -> Iterator[Office]:
    opened = bureaus.open_bureau(home, clock)
    yield opened
    opened.db.close()


def _clerk(office: Office) -> Actor:
    one = next(one for one in list_operators(office) if Role.CLERK in one.roles)
    return Actor(one.id, one.name, one.roles)


def _act(office: Office) -> None:
    """One more entry of the journal."""
    now = bureaus.bureau(office)
    bureaus.change_bureau(office, _clerk(office), replace(now, phone=now.phone + "1"))


def test_a_copy_is_made_only_when_something_changed(office: Office) -> None:
    assert backups.back_up(office) is not None
    assert backups.back_up(office) is None
    _act(office)
    assert backups.back_up(office) is not None


def test_a_draft_that_changed_is_copied_though_the_journal_stands(office: Office) -> None:
    (draft, *_) = claim_list.ids(office.db, ClaimFilter(stages=(Stage.DRAFT,)))
    backups.back_up(office)
    head = journal.head(office.db)
    claims.discard_draft(office, _clerk(office), draft)
    assert journal.head(office.db) == head
    assert backups.back_up(office) is not None
    assert backups.back_up(office) is None


def test_a_copy_asked_for_is_made_even_when_nothing_changed(
    office: Office, clock: _Clock, home: Home
) -> None:
    backups.back_up(office)
    clock.at += timedelta(minutes=1)
    backups.back_up(office, asked=True)
    assert len(backup.listing(home.backups)) == 2


def test_a_change_no_copy_holds_is_late_after_a_day(office: Office, clock: _Clock) -> None:
    backups.back_up(office)
    assert not backups.state(office).changed
    _act(office)
    assert backups.state(office).changed
    assert not backups.state(office).late
    clock.at += timedelta(hours=24)
    assert backups.state(office).late


def test_the_second_place_gets_every_copy_and_catches_up_when_it_comes_back(
    office: Office, clock: _Clock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.set_second(office, _clerk(office), stick)
    place = backups.second_folder(office, stick)
    assert [one.head for one in backup.listing(place)] == [journal.head(office.db)[0]]
    away = tmp_path / "away"
    stick.rename(away)
    _act(office)
    clock.at += timedelta(minutes=30)
    backups.back_up(office)
    assert backups.state(office).second_problem == "second-place-missing"
    assert not backups.state(office).problem
    away.rename(stick)
    clock.at += timedelta(minutes=30)
    backups.back_up(office)
    assert backups.state(office).second_problem == ""
    assert backup.listing(place)[0].head == journal.head(office.db)[0]


def test_a_second_place_inside_the_data_is_refused(office: Office, home: Home) -> None:
    home.backups.mkdir(exist_ok=True)
    with pytest.raises(UserError) as refused:
        backups.set_second(office, _clerk(office), home.backups)
    assert refused.value.code == "second-place-inside"


def test_a_restore_brings_back_the_state_and_keeps_the_replaced_store(
    home: Home, clock: _Clock
) -> None:
    office = bureaus.open_bureau(home, clock)
    before = bureaus.bureau(office).phone
    backups.back_up(office)
    row = restoring.backup_rows(office)[0]
    _act(office)
    lost = restoring.loss(office, row)
    assert (lost.count, [entry.act for entry in lost.entries]) == (1, ["change_bureau"])
    key = office.key
    restoring.close_to_restore(office)
    back = restoring.restore(home, key, row.path, "陈晓岚", clock)
    try:
        assert back.problem is None
        assert bureaus.bureau(back.office).phone == before
        assert back.kept is not None
        assert back.kept.exists()
        entry = journal.page(back.office.db, limit=1)[0]
        assert (entry.act, entry.operator, entry.data["head"]) == (
            "restore_backup",
            "陈晓岚",
            row.seq,
        )
    finally:
        back.office.db.close()


def test_a_damaged_backup_is_not_used_and_the_store_opens_as_it_was(
    home: Home, clock: _Clock
) -> None:
    office = bureaus.open_bureau(home, clock)
    backups.back_up(office)
    row = restoring.backup_rows(office)[0]
    head = journal.head(office.db)
    key = office.key
    restoring.close_to_restore(office)
    _flip(row.path, 9000)
    back = restoring.restore(home, key, row.path, "陈晓岚", clock)
    try:
        assert back.problem is not None
        assert journal.head(back.office.db) == head
    finally:
        back.office.db.close()


def test_the_guided_restore_passes_over_damaged_backups(
    office: Office, clock: _Clock, home: Home
) -> None:
    backups.back_up(office)
    good = restoring.backup_rows(office)[0]
    _act(office)
    clock.at += timedelta(minutes=30)
    backups.back_up(office)
    _flip(restoring.backup_rows(office)[0].path, 9000)
    chosen = restoring.newest_good(home, office.key)
    assert chosen is not None
    assert chosen.path == good.path


def test_a_store_whose_check_failed_is_only_read_and_never_copied_over_good_backups(
    office: Office, home: Home
) -> None:
    backups.back_up(office)
    office.db.freeze(start_check.UNSOUND)
    assert backups.back_up(office) is None
    with pytest.raises(StorageError) as refused:
        _act(office)
    assert refused.value.code == start_check.UNSOUND
    assert len(backup.listing(home.backups)) == 1


def test_a_sound_store_is_written_after_the_check_and_the_chain_is_then_short(
    office: Office,
) -> None:
    done = start_check.advance(office)
    assert done.sound
    assert done.whole
    assert office.db.frozen == ""
    again = start_check.advance(office)
    assert again.sound
    assert not again.whole
    assert again.seq == done.seq


def test_the_whole_chain_is_gone_through_again_the_next_day(office: Office, clock: _Clock) -> None:
    start_check.advance(office)
    clock.at += timedelta(days=1)
    assert start_check.advance(office).whole


@pytest.mark.parametrize("place", [0.3, 0.5, 0.7, 0.9])
def test_a_flipped_byte_leaves_the_store_read_only(home: Home, clock: _Clock, place: float) -> None:
    page = int(home.database.stat().st_size * place) // 4096
    _flip(home.database, page * 4096 + 1000)
    opened = bureaus.open_bureau(home, clock)
    try:
        done = start_check.advance(opened)
        assert "check-pages" in {fault.code for fault in done.faults}
        assert opened.db.frozen == start_check.UNSOUND
    finally:
        opened.db.close()


def test_a_row_changed_past_the_program_is_named(office: Office, home: Home) -> None:
    office.db.close()
    raw = driver.connect(home.database, office.key, "mode=rw")
    for (name,) in raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
    ).fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.execute("UPDATE journal SET operator = '某人' WHERE seq = 7")
    raw.commit()
    raw.close()
    opened = bureaus.open_bureau(home)
    try:
        done = start_check.advance(opened)
        assert [fault.text for fault in done.faults] == [
            "操作记录从第 7 条起对不上，可能有人在程序之外改过"
        ]
    finally:
        opened.db.close()


def test_a_truncated_store_is_put_right_from_its_backup(home: Home, clock: _Clock) -> None:
    office = bureaus.open_bureau(home, clock)
    backups.back_up(office)
    claims = integrity.counts(office.db)["claim"]
    key = office.key
    office.db.close()
    with home.database.open("r+b") as stream:
        stream.truncate(home.database.stat().st_size // 2 // 4096 * 4096)
    chosen = restoring.newest_good(home, key)
    assert chosen is not None
    back = restoring.restore(home, key, chosen.path, "", clock)
    try:
        assert integrity.counts(back.office.db)["claim"] == claims
        assert start_check.advance(back.office).sound
    finally:
        back.office.db.close()


def _flip(path: Path, at: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        byte = stream.read(1)
        stream.seek(at)
        stream.write(bytes((byte[0] ^ 0x40,)))


def test_the_list_counts_what_each_backup_holds(office: Office) -> None:
    backups.back_up(office)
    row = restoring.backup_rows(office)[0]
    assert row.good
    assert row.claims == 40
    assert row.seq == journal.head(office.db)[0]
    assert row.last_at is not None
    assert row.last_at.date() <= date(2025, 3, 3)
