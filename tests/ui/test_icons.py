from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

import ipdesk.ui
from ipdesk.paths import resources
from ipdesk.ui import icons
from ipdesk.ui.theme import Theme

SOURCES = [path.read_text("utf-8") for path in Path(ipdesk.ui.__file__).parent.rglob("*.py")]
SHIPPED = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", SHIPPED)
def test_only_icons_the_window_shows_are_shipped(name: str) -> None:
    assert any(f'"{name}"' in text for text in SOURCES)


def test_every_icon_put_on_a_button_is_shipped() -> None:
    first_text = (
        r'(?:icon=|icons\.picture\(|icons\.icon\(|icons\.(?:put|show)\([\w.]+, |ghost\()"([\w-]+)"'
    )
    asked = {name for text in SOURCES for name in re.findall(first_text, text)}
    assert asked
    assert asked - set(SHIPPED) == set()


def test_icons_take_the_colour_of_the_theme(qtbot: QtBot, look: Theme) -> None:
    button = QPushButton("保存")
    qtbot.addWidget(button)
    icons.put(button, "check", "text")
    light = button.icon().pixmap(18).toImage()
    alone = QLabel()
    alone.setParent(button)
    icons.show(alone, "check", "text")
    pale = alone.pixmap().toImage()
    button.show()
    look.apply("dark")
    assert button.icon().pixmap(18).toImage() != light
    assert alone.pixmap().toImage() != pale


def test_the_licence_of_the_icons_is_beside_them() -> None:
    folder = resources() / "icons"
    assert "ISC License" in (folder / "LICENSE").read_text("utf-8")
    assert "lucide-static 1.62.0" in (folder / "SOURCES").read_text("utf-8")
