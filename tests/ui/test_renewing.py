"""A store of an older program: what is going on is said, and it can be left at that."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from ipdesk.paths import Home
from ipdesk.storage import migrations
from tests.ui.conftest import FixedClock
from tests.ui.guarded import cheap, guard, word
from tests.ui.test_gate import at_work, enter, shut_desk

__all__ = ["cheap", "shut_desk"]
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
    opening.renewed.connect(lambda *_: opening.stop_work(), direct)
    opening.open_at(home)
    opened.settle()
    assert said[0][0]
    assert said[0][1].endswith("%")
    assert start.stack.currentWidget() is start.choices
    assert "没有改动" in start.notice.text()
    assert home.database.read_bytes() == before
    assert start.open_button.hasFocus()


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From then on the program knows one step more than the store has taken."""

    def grow() -> None:
        scripts = tmp_path / "scripts"
        shutil.copytree(migrations.db_scripts() / "migrations", scripts / "migrations")
        step = scripts / "migrations" / f"{migrations.newest() + 1:04}_more.sql"
        step.write_text("CREATE TABLE more (a INTEGER) STRICT;\n", encoding="utf-8")
        monkeypatch.setattr(migrations, "db_scripts", lambda: scripts)

    return grow


@pytest.mark.usefixtures("cheap")
def test_who_came_in_by_password_sees_it_too_and_is_at_the_door_again_when_it_is_stopped(
    founded: Home, shut_desk: Callable[[], SimpleNamespace], newer: Callable[[], None]
) -> None:
    guard(founded, FixedClock())
    newer()
    opened = shut_desk()
    window, opening = opened.window, opened.opening
    said: list[str] = []

    def heard(*_: int) -> None:
        if window.start.stop_button.isVisible():
            said.append(window.start.wait_count.text())

    opening.renewed.connect(heard)
    direct = Qt.ConnectionType.DirectConnection
    stopping = opening.renewed.connect(lambda *_: opening.stop_work(), direct)
    enter(opened, "黄志强", word("黄志强"))
    assert said[0].endswith("%")
    assert window._root.currentWidget() is opened.page
    assert "没有改动" in opened.page.note.text()
    opening.renewed.disconnect(stopping)
    enter(opened, "黄志强", word("黄志强"))
    assert at_work(opened)
