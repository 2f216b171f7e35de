"""kill -9 while somebody fills in a form: no more than the last key is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipdesk.services import bureaus
from ipdesk.services.typed import typed
from ipdesk.services.verification import verify
from tests.services.casework import new_desk

CHILD = "tests.ui.form_typing_child"


@pytest.mark.long
@pytest.mark.parametrize("keys", [1, 7, 23])
def test_a_form_keeps_all_but_the_last_key(tmp_path: Path, keys: int) -> None:
    desk = new_desk(tmp_path / "home")
    home = desk.office.home
    bureaus.close(desk.office)
    process = subprocess.Popen(
        [sys.executable, "-m", CHILD, str(home.root)],
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
    text = str(typed(office, desk.clerk, "applicant", "new").get("address", ""))
    assert verify(office).sound
    bureaus.close(office)
    assert "".join(str(number % 10) for number in range(pressed)).startswith(text)
    assert len(text) >= pressed - 1
