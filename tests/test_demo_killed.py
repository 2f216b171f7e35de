"""kill -9 in the middle of `ipdesk demo`: the store opens, verifies and holds only whole acts."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.services import bureaus
from ipdesk.services.verification import verify
from ipdesk.storage import journal
from tests.conftest import SampleFolder
from tests.storage.test_proofs import found, plant


def hashes(sample: SampleFolder, folder: Path) -> dict[int, str]:
    """The journal of the same year lived to its end: every whole act has its place in it."""
    office = bureaus.open_bureau(sample.copy(folder))
    known = {int(seq): str(text) for seq, text in office.db.rows("SELECT seq, hash FROM journal")}
    bureaus.close(office)
    return known


def kill_demo(folder: Path, after: float) -> Home:
    """Start the demo and kill it `after` seconds from when its store is there."""
    home = Home(folder / "home")
    words = ["demo", "--home", str(home.root), "--claims", "40", "--out", str(folder / "out")]
    process = subprocess.Popen(
        [sys.executable, "-m", "ipdesk", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while not home.database.exists():
        assert process.poll() is None, "the demo ended before it began"
        assert time.monotonic() < until
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(after)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    return home


def kept(home: Home, known: dict[int, str]) -> int:
    """How many entries were kept: a beginning of the whole year, and sound in itself.

    Killed while the bureau was being founded, nothing is there yet, and that is said.
    """
    try:
        office = bureaus.open_bureau(home)
    except UserError as error:
        if error.code == "bureau-unfounded":
            return 0
        raise
    try:
        checked = verify(office)
        assert checked.faults == ()
        seq, head = journal.head(office.db)
        assert seq == 0 or head == known[seq]
        assert office.db.value("SELECT count(*) FROM letter") == office.db.value(
            "SELECT count(*) FROM journal WHERE act = 'issue_letter'"
        )
        return seq
    finally:
        bureaus.close(office)


def kill_often(sample: SampleFolder, tmp_path: Path, times: int, longest: float) -> list[int]:
    known = hashes(sample, tmp_path / "whole")
    chance = random.Random(times)
    reached = []
    for number in range(times):
        home = kill_demo(tmp_path / str(number), chance.uniform(0.05, longest))
        reached.append(kept(home, known))
    # A run in which nothing was under way would prove nothing.
    assert 0 < max(reached) < max(known)
    return reached


def test_a_killed_demo_leaves_only_whole_acts(sample: SampleFolder, tmp_path: Path) -> None:
    reached = kill_often(sample, tmp_path, 3, 3.0)
    assert len(set(reached)) > 1


@pytest.mark.long
def test_a_demo_killed_at_thirty_moments_leaves_only_whole_acts(
    sample: SampleFolder, tmp_path: Path
) -> None:
    reached = kill_often(sample, tmp_path, 30, 3.0)
    assert len(set(reached)) > 15


def test_half_an_act_would_be_found(sample: SampleFolder, tmp_path: Path) -> None:
    """The control: rows of the last act without its entry, as a torn act would leave them."""
    home = sample.copy(tmp_path / "home")
    last = "(SELECT max(seq) FROM journal WHERE act IN (SELECT act FROM stage_move))"
    plant(home.database, sample.key, f"DELETE FROM journal WHERE seq >= {last}")
    assert "step-without-entry" in found(home.database, sample.key)
