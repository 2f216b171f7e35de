"""kill -9 at any line of the store: what was said to be kept is kept, and nothing by halves."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ipdesk.storage import backup, blobs, driver, integrity, migrations, settings
from ipdesk.storage.database import Database

Run = Callable[..., list[str]]
Child = Callable[..., "subprocess.Popen[str]"]
FEW_OR_MANY = pytest.mark.parametrize("count", [4, pytest.param(60, marks=pytest.mark.long)])
CONTENT = b"evidence" * 20_000
SCRIPTS = Path(migrations.db_scripts()) / "migrations"


def points(total: int, count: int) -> list[int]:
    """Line numbers spread over a run; the same in each run of the tests."""
    return sorted(random.Random(total).sample(range(1, total + 1), min(count, total)))


def whole_acts(path: Path, key: bytes) -> int:
    """Open a store after a kill: only whole acts in it; returns how many."""
    with Database.open(path, key) as db:
        assert integrity.check(db).sound
        kept = settings.everything(db)
        firsts = {name.split(".")[1] for name in kept if name.startswith("first.")}
        seconds = {name.split(".")[1] for name in kept if name.startswith("second.")}
        entries = {str(number) for (number,) in db.rows("SELECT entity_id FROM journal")}
        assert firsts == seconds == entries
        return len(entries)


def kill_in_acts(run: Run, task: str, store: Path, key: bytes, count: int) -> int:
    """Kill a process at `count` lines of its acts, each time in the store it left before."""
    whole = run(task, store, 3, die_at=0)
    total = int(whole[-1].split()[1])
    kept = whole_acts(store, key)
    assert kept == 3
    for point in points(total, count):
        said = run(task, store, 3, die_at=point)
        assert said[-1] == "died"
        found = whole_acts(store, key)
        # The act may have been kept just before it could be said.
        assert found - kept in (len(said) - 1, len(said))
        kept = found
    return count


def test_a_killed_process_leaves_only_whole_acts(run: Run, store: Path, key: bytes) -> None:
    assert kill_in_acts(run, "acts", store, key, 6) == 6


def test_the_harness_finds_acts_torn_in_two(run: Run, store: Path, key: bytes) -> None:
    with pytest.raises(AssertionError):
        kill_in_acts(run, "torn-acts", store, key, 40)


@pytest.mark.long
def test_a_process_killed_at_any_line_leaves_only_whole_acts(
    run: Run, store: Path, key: bytes
) -> None:
    assert kill_in_acts(run, "acts", store, key, 250) == 250


@pytest.mark.long
def test_a_process_killed_at_any_moment_leaves_only_whole_acts(
    start: Child, store: Path, key: bytes
) -> None:
    chance = random.Random(7)
    kept = acknowledged = 0
    for _ in range(150):
        process = start("acts", store, 100_000)
        assert process.stdout is not None
        first = process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 0.05))
        process.kill()
        process.wait()
        # Read through the same buffer as the first line; communicate() would pass it by.
        said = [first, *process.stdout.read().splitlines()]
        found = whole_acts(store, key)
        assert found - kept in (len(said), len(said) + 1)
        acknowledged += len(said)
        kept = found
    assert acknowledged > 1_000


def six_steps(tmp_path: Path) -> tuple[Path, int]:
    """The scripts of today and one more."""
    scripts = tmp_path / "scripts"
    shutil.copytree(SCRIPTS, scripts)
    number = migrations.newest() + 1
    (scripts / f"{number:04}_more.sql").write_text(
        "".join(f"CREATE TABLE more_{step} (a INTEGER NOT NULL) STRICT;\n" for step in range(6)),
        encoding="utf-8",
    )
    return scripts, number


def kill_in_upgrade(run: Run, tmp_path: Path, key: bytes, count: int) -> None:
    scripts, number = six_steps(tmp_path)
    original = tmp_path / "original" / "ipdesk.db"
    original.parent.mkdir()
    Database.create(original, key).close()
    run("acts", original, 5)
    folder = tmp_path / "home"
    path = folder / "ipdesk.db"
    total, killed, seen = 0, 0, set()
    for point in [0, *range(1, count + 1)]:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copyfile(original, path)
        said = run("upgrade", path, scripts, die_at=max(total * point // (count + 1), point and 1))
        if point == 0:
            total = int(said[-1].split()[1])
        killed += said[-1] == "died"
        with Database.inspect(path, key, scripts=scripts) as db:
            seen.add(db.schema_version)
            old = db.schema_version < number
        if old:
            run("upgrade", path, scripts)
        with Database.open(path, key, scripts=scripts) as db:
            assert integrity.check(db).sound
            assert integrity.counts(db)["journal"] == 5
            assert integrity.counts(db)["more_5"] == 0
    assert killed == count
    assert seen == {number - 1, number}


def test_a_killed_upgrade_leaves_the_old_store_or_the_new_one(
    run: Run, tmp_path: Path, key: bytes
) -> None:
    kill_in_upgrade(run, tmp_path, key, 4)


@pytest.mark.long
def test_an_upgrade_killed_anywhere_leaves_the_old_store_or_the_new_one(
    run: Run, tmp_path: Path, key: bytes
) -> None:
    kill_in_upgrade(run, tmp_path, key, 150)


@pytest.mark.parametrize(("way", "left"), [("ours", 0), ("executescript", 3)])
def test_only_executescript_leaves_half_a_script(
    run: Run, store: Path, key: bytes, way: str, left: int
) -> None:
    assert run("half-script", store, way) == ["died"]
    connection = driver.connect(store, key, "mode=rw")
    tables = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'step_%'"
    assert connection.execute(tables).fetchone()[0] == left
    connection.close()


@FEW_OR_MANY
def test_a_killed_backup_is_no_backup_and_a_finished_one_is_whole(
    run: Run, store: Path, key: bytes, tmp_path: Path, count: int
) -> None:
    run("acts", store, 2)
    folder = tmp_path / "backups"
    total = int(run("backup", store, folder, die_at=0)[-1].split()[1])
    backup.listing(folder)[0].path.unlink()
    for point in points(total, count):
        run("backup", store, folder, die_at=point)
        for made in backup.listing(folder):
            with Database.inspect(made.path, key) as copy:
                assert integrity.check(copy).sound
                assert integrity.counts(copy)["journal"] == 2
            made.path.unlink()
    assert whole_acts(store, key) == 2


@FEW_OR_MANY
def test_a_killed_restore_leaves_one_of_the_two_stores(
    run: Run, store: Path, key: bytes, tmp_path: Path, count: int
) -> None:
    run("acts", store, 2)
    run("backup", store, tmp_path / "backups")
    copy = backup.listing(tmp_path / "backups")[0].path
    run("acts", store, 1)
    later = tmp_path / "later.db"
    shutil.copyfile(store, later)
    total = int(run("restore", copy, store, die_at=0)[-1].split()[1])
    assert whole_acts(store, key) == 2
    seen = set()
    for point in points(total, count):
        for old in tmp_path.glob("ipdesk.*"):
            old.unlink()
        shutil.copyfile(later, store)
        assert run("restore", copy, store, die_at=point)[-1] == "died"
        seen.add(whole_acts(store, key))
    assert seen <= {2, 3}


@FEW_OR_MANY
def test_a_killed_write_leaves_the_old_file_or_the_new_one(
    run: Run, tmp_path: Path, count: int
) -> None:
    target = tmp_path / "letter.pdf"
    total = int(run("write-safely", target, die_at=0)[-1].split()[1])
    for point in points(total, count):
        target.write_bytes(b"old")
        assert run("write-safely", target, die_at=point)[-1] == "died"
        assert target.read_bytes() in (b"old", CONTENT)


def test_a_plain_write_that_is_killed_destroys_the_old_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "letter.pdf"
    target.write_bytes(b"old")
    run("write-plainly", target, die_at=1_000_000)
    assert target.read_bytes() not in (b"old", CONTENT)


@FEW_OR_MANY
def test_a_kept_file_is_whole_or_absent_after_a_kill(
    run: Run, tmp_path: Path, key: bytes, count: int
) -> None:
    total = int(run("put-blob", tmp_path, die_at=0)[-1].split()[1])
    name = blobs.put(tmp_path, key, CONTENT)
    for point in points(total, count):
        blobs.path_of(tmp_path, name).unlink()
        run("put-blob", tmp_path, die_at=point)
        assert blobs.problem(tmp_path, key, name) in ("", "file-missing")
        assert blobs.put(tmp_path, key, CONTENT) == name


@pytest.mark.parametrize("room", [0, 5_000, 20_000, 60_000])
def test_a_full_disk_stops_acts_and_keeps_those_before(
    run: Run, store: Path, key: bytes, room: int
) -> None:
    said = [line for line in run("full-disk", store, room) if "lines" not in line]
    codes = [line for line in said if not line.isdigit()]
    assert codes[0] in ("commit-uncertain", "disk-full", "disk-fault")
    # After an uncertain commit nothing more is written until the store is reopened and read.
    assert len(codes) == 2
    assert whole_acts(store, key) in (len(said) - 2, len(said) - 1)
