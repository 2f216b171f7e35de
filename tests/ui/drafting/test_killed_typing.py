"""kill -9 while a proposal is put right: of what was typed no more than the last key is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ipdesk.services import bureaus
from ipdesk.services.verification import verify
from tests.services.casework import new_desk
from tests.services.policy_drafts.desk import row, started

CHILD = "tests.ui.drafting.typing_child"
KEYS = 7


@pytest.mark.long
def test_a_proposal_keeps_all_but_the_last_key(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "home")
    draft = started(desk)
    home = desk.office.home
    bureaus.close(desk.office)
    process = subprocess.Popen(
        [sys.executable, "-m", CHILD, str(home.root), str(draft)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(KEYS + 1)]
    process.kill()
    process.wait()
    pressed = int([*said, *process.stdout.read().splitlines()][-1])
    process.stdout.close()
    office = bureaus.open_bureau(home, desk.clock)
    kept = row(replace(desk, office=office), draft, "01-01").title
    assert verify(office).sound
    bureaus.close(office)
    typed = "".join(str(number % 10) for number in range(pressed))
    assert typed.startswith(kept)
    assert len(kept) >= pressed - 1
