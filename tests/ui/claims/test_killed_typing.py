"""kill -9 while somebody types: of a draft no more than the last key is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipdesk.services import bureaus
from ipdesk.services.verification import verify
from ipdesk.storage import claims
from tests.services.casework import new_desk

CHILD = "tests.ui.claims.typing_child"


@pytest.mark.long
@pytest.mark.parametrize("keys", [1, 2, 7, 23])
def test_a_draft_keeps_all_but_the_last_key(tmp_path: Path, keys: int) -> None:
    desk = new_desk(tmp_path / "home")
    claim = desk.draft(desk.applicant(), "01-01")
    home = desk.office.home
    bureaus.close(desk.office)
    process = subprocess.Popen(
        [sys.executable, "-m", CHILD, str(home.root), str(claim)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(keys + 1)]
    process.kill()
    process.wait()
    pressed = int([*said, *process.stdout.read().splitlines()][-1])
    process.stdout.close()
    office = bureaus.open_bureau(home)
    subjects = [item.subject for item in claims.items(office.db, claim)]
    assert verify(office).sound
    bureaus.close(office)
    typed = "".join(str(number % 10) for number in range(pressed))
    kept = subjects[0] if subjects else ""
    assert typed.startswith(kept)
    assert len(kept) >= pressed - 1
