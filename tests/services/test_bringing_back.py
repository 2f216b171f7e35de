"""After the loss of a disk: a bureau brought back from a stick onto a new PC."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ipdesk.domain import recovery
from ipdesk.errors import StorageError, UserError
from ipdesk.paths import Home
from ipdesk.services import backups, bringing_back, bureaus, entry, evidence, letters
from ipdesk.services.bringing_back import Source
from ipdesk.services.door import Door
from ipdesk.services.evidence_files import file_faults, read_file
from ipdesk.services.verification import verify
from ipdesk.storage import casefile, files, journal, keys, slots
from ipdesk.storage.database import Database
from tests.services import renewal_child
from tests.services.casework import Desk, new_desk, patent
from tests.services.renewal_child import enable, word

CODE = recovery.draw()
OTHER_KEY = bytes(range(100, 148))
SCAN = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_derived", renewal_child.quick)
    monkeypatch.setattr(renewal_child, "CODE", CODE)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A bureau in a folder with Chinese and spaces, with a letter and a file of evidence."""
    made = new_desk(tmp_path / "数据 文件夹" / "一号机")
    claim = made.received(made.applicant(), "01-01", patent("201210123456.8"))
    evidence.attach_file(made.office, made.clerk, claim, "C1", "证书 扫描.pdf", SCAN)
    other = made.applicant("乐昌市乙科技有限公司")
    decided = made.approved(other, "01-01", patent("201210123457.2"))
    letters.issue_letter(made.office, made.clerk, letters.preview_letter(made.office, decided))
    yield made
    made.office.db.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "U盘 备份"
    made.mkdir()
    return made


def new_pc(tmp_path: Path) -> Home:
    return Home(tmp_path / "新电脑")


def held(home: Home, desk: Desk, key: bytes) -> tuple[int, int, list[bytes]]:
    """Claims, letters and the evidence of a bureau, read as the window reads them."""
    office = bureaus.open_bureau(home, desk.clock, key=key)
    try:
        assert verify(office).sound
        pieces = casefile.evidence(office.db, 1)
        data = [read_file(office, one) for one in pieces if one.is_file]
        counted = office.db.value("SELECT count(*) FROM claim")
        return counted, len(letters.letter_ids(office)), data
    finally:
        bureaus.close(office)


def test_with_passwords_everything_comes_back_from_the_stick(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    enable(desk.office)
    backups.set_second(desk.office, desk.clerk, stick)
    bureaus.close(desk.office)
    shutil.rmtree(desk.office.home.root)

    home = new_pc(tmp_path)
    (source,) = bringing_back.sources(stick)
    assert [one.name for one in source.accounts] == [
        "经办甲",
        "复核乙",
        "审批丙",
        "财务丁",
        "全能戊",
    ]
    key = bringing_back.key_by_password(source, desk.clerk.id, word(desk.clerk.name))
    seen = bringing_back.outlook(source, key, home)
    assert (seen.claims, seen.letters, seen.files, seen.missing) == (2, 1, 1, 0)
    assert (seen.accounts, seen.replaces) == (5, False)
    done = bringing_back.bring_back(home, source, key, desk.clerk.name, desk.clock)
    assert (done.head, done.files, done.missing, done.kept) == (seen.seq, 1, 0, None)
    assert held(home, desk, key) == (2, 1, [SCAN])
    came = entry.come_in(Door(home), desk.clerk.id, word(desk.clerk.name), desk.clock)
    acts = [one.act for one in journal.page(came.office.db, limit=2)]
    assert acts == ["sign_in", "restore_backup"]
    # Until the first backup here, the state names the one the data came from.
    assert backups.state(came.office).restored == source.at
    backups.back_up(came.office)
    assert backups.state(came.office).restored is None
    bureaus.close(came.office)


def test_the_envelope_opens_a_backup_too(desk: Desk, stick: Path, tmp_path: Path) -> None:
    enable(desk.office)
    backups.set_second(desk.office, desk.clerk, stick)
    (source,) = bringing_back.sources(stick)
    assert bringing_back.key_by_envelope(source, CODE) == desk.office.key
    with pytest.raises(UserError) as refused:
        bringing_back.key_by_envelope(source, recovery.draw())
    assert (refused.value.code, refused.value.field) == ("envelope-of-then", "code")
    with pytest.raises(UserError) as refused:
        bringing_back.key_by_password(source, desk.clerk.id, "Falsch#12")
    assert (refused.value.code, refused.value.field) == ("password-of-then", "password")


def test_without_passwords_the_key_file_must_lie_beside(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    backups.set_second(desk.office, desk.clerk, stick)
    home = new_pc(tmp_path)
    (source,) = bringing_back.sources(stick)
    with pytest.raises(UserError) as refused:
        bringing_back.key_by_file(source, home)
    assert refused.value.code == "backup-without-key"
    assert not home.root.exists()
    shutil.copy(desk.office.home.key, stick)
    (source,) = bringing_back.sources(stick)
    key = bringing_back.key_by_file(source, home)
    bringing_back.bring_back(home, source, key, "", desk.clock)
    assert keys.read_key_file(home.key) == desk.office.key
    assert held(home, desk, key) == (2, 1, [SCAN])


def test_a_key_file_of_another_bureau_opens_nothing(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    backups.set_second(desk.office, desk.clerk, stick)
    keys.create_key_file(stick / "ipdesk.key", OTHER_KEY)
    (source,) = bringing_back.sources(stick)
    with pytest.raises(UserError) as refused:
        bringing_back.key_by_file(source, new_pc(tmp_path))
    assert refused.value.code == "backup-without-key"


def test_what_was_there_is_kept_aside_whole(desk: Desk, stick: Path, tmp_path: Path) -> None:
    shutil.copy(desk.office.home.key, stick)
    backups.set_second(desk.office, desk.clerk, stick)
    other = new_desk(new_pc(tmp_path).root)
    home, before = other.office.home, journal.head(other.office.db)
    bureaus.close(other.office)
    (source,) = bringing_back.sources(stick)
    key = bringing_back.key_by_file(source, Home(tmp_path / "none"))
    assert bringing_back.outlook(source, key, home).replaces
    done = bringing_back.bring_back(home, source, key, "", desk.clock)
    assert done.kept is not None
    kept = Home(done.kept)
    with Database.open(kept.database, keys.read_key_file(kept.key)) as old:
        assert journal.head(old) == before
    assert held(home, desk, key) == (2, 1, [SCAN])


def test_a_bureau_somebody_works_on_is_not_replaced(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    backups.set_second(desk.office, desk.clerk, stick)
    (source,) = bringing_back.sources(stick)
    with pytest.raises(StorageError) as refused:
        bringing_back.bring_back(desk.office.home, source, desk.office.key, "", desk.clock)
    assert refused.value.code == "store-in-use"
    assert desk.office.home.database.exists()


def test_a_damaged_backup_changes_nothing(desk: Desk, stick: Path, tmp_path: Path) -> None:
    backups.set_second(desk.office, desk.clerk, stick)
    (source,) = bringing_back.sources(stick)
    with source.path.open("r+b") as stream:
        stream.seek(9000)
        stream.write(b"torn")
    home = new_pc(tmp_path)
    for work in (bringing_back.outlook, _bring):
        with pytest.raises(StorageError):
            work(source, desk.office.key, home)
    assert not home.database.exists()


def _bring(source: Source, key: bytes, home: Home) -> None:
    bringing_back.bring_back(home, source, key, "")


def test_killed_before_the_last_step_nothing_is_lost(
    desk: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.set_second(desk.office, desk.clerk, stick)
    bureaus.close(desk.office)
    home, key = desk.office.home, desk.office.key
    (source,) = bringing_back.sources(stick)

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(files, "publish_new", die)
        with pytest.raises(KeyboardInterrupt):
            bringing_back.bring_back(home, source, key, "", desk.clock)
    (aside,) = home.root.glob("replaced-*")
    assert (aside / "ipdesk.db").is_file()
    assert not home.database.exists()
    desk.clock.moment = desk.clock.moment.replace(minute=59)
    done = bringing_back.bring_back(home, source, key, "", desk.clock)
    assert done.missing == 0
    assert held(home, desk, key) == (2, 1, [SCAN])


def test_a_file_that_is_nowhere_is_counted_and_named_by_the_check(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    backups.set_second(desk.office, desk.clerk, stick)
    (source,) = bringing_back.sources(stick)
    key, home = desk.office.key, new_pc(tmp_path)
    alone = replace(source, files=None)
    assert bringing_back.outlook(alone, key, home).missing == 1
    done = bringing_back.bring_back(home, alone, key, "", desk.clock)
    assert done.missing == 1
    office = bureaus.open_bureau(home, desk.clock, key=key)
    assert [one.code for one in file_faults(office)] == ["file-missing"]
    bureaus.close(office)


def test_lost_slots_come_back_from_beside_the_newest_backup(desk: Desk) -> None:
    enable(desk.office)
    backups.back_up(desk.office, asked=True)
    home = desk.office.home
    bureaus.close(desk.office)
    home.slots.write_bytes(b"torn")
    kept = bringing_back.slots_kept(home)
    assert kept is not None
    bringing_back.bring_slots_back(home, kept, desk.clock)
    came = entry.come_in(Door(home), desk.clerk.id, word(desk.clerk.name), desk.clock)
    bureaus.close(came.office)
    (aside,) = home.root.glob("ipdesk.replaced-*.slots")
    assert aside.read_bytes() == b"torn"
