from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.services import bureaus
from ipdesk.services.sample_whole import put_sample


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_sample_that_was_stopped_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text("kept", "utf-8")
    seen: list[int] = []

    def goes_on(done: int, of: int) -> bool:
        seen.append(done)
        return done < 2

    with pytest.raises(UserError) as stopped:
        put_sample(Home(tmp_path), 4, 1, goes_on)
    assert stopped.value.code == "sample-stopped"
    assert seen
    assert names(tmp_path) == {"window.ini"}


def test_a_sample_stands_whole_in_its_folder_also_after_one_that_was_killed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    left = tmp_path / "sample-unfinished"
    left.mkdir()
    (left / "ipdesk.db").write_bytes(b"half")
    put_sample(home, 2, 1, lambda done, of: True)
    assert not left.exists()
    office = bureaus.open_bureau(home)
    assert office.db.value("SELECT count(*) FROM claim") == 2
    bureaus.close(office)
    with pytest.raises(UserError, match="no-demo-home"):
        put_sample(home, 2, 1, lambda done, of: True)
