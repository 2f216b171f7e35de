"""A new key with the passwords: what the old key file opened it opens no more, nothing is lost."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ipdesk.domain import recovery
from ipdesk.errors import StorageError
from ipdesk.paths import Home
from ipdesk.services import access, backups, bureaus, entry, restoring
from ipdesk.services.door import Door
from ipdesk.services.verification import verify
from ipdesk.storage import backup, blobs, files, journal, keys, rekeying, slots
from tests.services import renewal_child
from tests.services.casework import KEY, Desk, new_desk
from tests.services.renewal_child import enable, word

CODE = recovery.draw()
CHILD = Path(renewal_child.__file__)
PAPERS = (b"%PDF-1.4 certificate", b"%PDF-1.4 contract" * 4000)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_derived", renewal_child.quick)
    monkeypatch.setattr(renewal_child, "CODE", CODE)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A bureau with two kept files and two backups, closed."""
    desk = new_desk(tmp_path_factory.mktemp("founded") / "home")
    for paper in PAPERS:
        blobs.put(desk.office.home.root, KEY, paper)
    backups.back_up(desk.office)
    desk.clock.moment += timedelta(minutes=30)
    now = bureaus.bureau(desk.office)
    bureaus.change_bureau(desk.office, desk.clerk, replace(now, phone="0751-1"))
    backups.back_up(desk.office)
    bureaus.close(desk.office)
    return desk


@pytest.fixture
def home(founded: Desk, tmp_path: Path) -> Home:
    shutil.copytree(founded.office.home.root, tmp_path / "home")
    return Home(tmp_path / "home")


def opened_by(home: Home, key: bytes) -> list[str]:
    """Everything in the folder that this key opens."""
    found = [path.name for path in blobs.everything(home.root) if _opens(home, key, path.name)]
    stores = (*home.root.glob("*.db"), *home.backups.glob("*.db"))
    return found + [path.name for path in stores if rekeying.wanted_by(path, key)]


def _opens(home: Home, key: bytes, name: str) -> bool:
    return not blobs.problem(home.root, key, name)


def in_order(home: Home, desk: Desk) -> None:
    """Whatever was cut off: the bureau opens, holds all it held, and no old key opens a thing."""
    door = Door(home)
    if not door.guarded:
        office = bureaus.open_bureau(home, desk.clock)
        assert office.key == KEY
        enable(office)
    else:
        office = entry.come_in(door, desk.clerk.id, word(desk.clerk.name), desk.clock).office
    key = office.key
    assert opened_by(home, KEY) == []
    assert not home.key.exists()
    assert [_opens(home, key, blobs.name_of(paper)) for paper in PAPERS] == [True, True]
    assert verify(office).sound
    acts = [one.act for one in journal.page(office.db, limit=50)]
    assert acts.count("enable_passwords") == 1
    rows = restoring.backup_rows(office)
    assert [restoring.check_row(row, key).problem for row in rows] == ["", ""]
    assert all(slots.read(slots.beside(row.path)) for row in rows)
    bureaus.close(office)
    assert Door(home).unlock_envelope(CODE) == key


def run(home: Home, die_at: int) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "tests.services.renewal_child", str(home.root), str(die_at)]
    return subprocess.run([*words, CODE], capture_output=True, encoding="utf-8", check=False)


def kill_at_points(founded: Desk, folder: Path, count: int) -> None:
    origin = founded.office.home.root
    whole = Home(folder / "whole")
    shutil.copytree(origin, whole.root)
    said = run(whole, 0)
    assert said.returncode == 0, said.stderr
    total = int(said.stdout.split()[-1])
    assert total > 1_000
    in_order(whole, founded)
    killed = 0
    for point in sorted(random.Random(total).sample(range(1, total), count)):
        home = Home(folder / f"at-{point}")
        shutil.copytree(origin, home.root)
        killed += run(home, point).returncode == -signal.SIGKILL
        in_order(home, founded)
        shutil.rmtree(home.root)
    assert killed == count


def test_the_old_key_file_opens_nothing_once_passwords_are_on(home: Home, founded: Desk) -> None:
    stolen = keys.read_key_file(home.key)
    office = bureaus.open_bureau(home, founded.clock)
    assert len(opened_by(home, stolen)) == 5
    enable(office)
    assert office.key != stolen
    assert backups.back_up(office, asked=True) is not None
    bureaus.close(office)
    assert opened_by(home, stolen) == []
    with pytest.raises(StorageError) as refused:
        bureaus.open_bureau(home, founded.clock, key=stolen)
    assert refused.value.code == "store-other-key"


def test_a_backup_of_before_opens_by_the_passwords_of_now(home: Home, founded: Desk) -> None:
    office = bureaus.open_bureau(home, founded.clock)
    enable(office)
    first = restoring.backup_rows(office)[-1]
    key = office.key
    bureaus.close(office)
    back = restoring.restore(home, key, first.path, "甲", founded.clock)
    assert back.problem is None
    assert bureaus.bureau(back.office).phone != "0751-1"
    bureaus.close(back.office)
    came = entry.come_in(Door(home), founded.clerk.id, word(founded.clerk.name), founded.clock)
    bureaus.close(came.office)


def test_what_cannot_be_done_is_undone(
    home: Home, founded: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = bureaus.open_bureau(home, founded.clock)

    def full(*_arguments: object) -> None:
        raise StorageError("disk-full")

    with monkeypatch.context() as patched:
        patched.setattr(backup, "compare", full)
        with pytest.raises(StorageError):
            enable(office)
    assert not access.guarded(office)
    assert office.key == KEY
    assert len(opened_by(home, KEY)) == 5
    bureaus.bureau(office)
    enable(office)
    bureaus.close(office)
    in_order_again = entry.come_in(
        Door(home), founded.clerk.id, word(founded.clerk.name), founded.clock
    )
    bureaus.close(in_order_again.office)


def test_a_name_that_cannot_be_switched_leaves_the_store_at_work(
    home: Home, founded: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = bureaus.open_bureau(home, founded.clock)
    real = files.publish

    def refuse(new: Path, target: Path) -> None:
        if target == home.database:
            raise OSError(13, "denied")
        real(new, target)

    with monkeypatch.context() as patched:
        patched.setattr(files, "publish", refuse)
        with pytest.raises(StorageError):
            enable(office)
    now = bureaus.bureau(office)
    bureaus.change_bureau(office, founded.clerk, replace(now, phone="0751-2"))
    bureaus.close(office)
    office = bureaus.open_bureau(home, founded.clock)
    assert bureaus.bureau(office).phone == "0751-2"
    assert verify(office).sound
    bureaus.close(office)


def test_killed_at_any_line_it_is_brought_to_its_end(founded: Desk, tmp_path: Path) -> None:
    kill_at_points(founded, tmp_path, 3)


@pytest.mark.long
def test_killed_at_many_lines_it_is_brought_to_its_end(founded: Desk, tmp_path: Path) -> None:
    kill_at_points(founded, tmp_path, 150)
