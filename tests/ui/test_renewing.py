"""A store of an older program: what is going on is said, and it can be left at that."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import Qt

from ipdesk.paths import Home

OLD = Path(__file__).parents[1] / "data" / "stores" / "schema-25"


def test_bringing_up_an_older_store_is_shown_and_can_be_stopped(
    home: Home, desk: Callable[[], SimpleNamespace]
) -> None:
    opened = desk()  # nothing lies in the folder yet
    shutil.copytree(OLD, home.root)
    before = home.database.read_bytes()
    start, opening = opened.window.start, opened.opening
    said: list[tuple[bool, str]] = []

    def heard(done: int, of: int) -> None:
        said.append((start.stop_button.isVisible(), start.wait_count.text()))

    opening.renewed.connect(heard)
    # At once, on the store's thread: as if the clerk had been that quick.
    direct = Qt.ConnectionType.DirectConnection
    opening.renewed.connect(lambda *_: opening.stop_sample(), direct)
    opening.open_at(home)
    opened.settle()
    assert said[0][0]
    assert said[0][1].endswith("%")
    assert start.stack.currentWidget() is start.choices
    assert "没有改动" in start.notice.text()
    assert home.database.read_bytes() == before
    assert start.open_button.hasFocus()
