from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ipdesk.paths import resources
from ipdesk.ui.platform import speak_chinese
from ipdesk.ui.theme import Theme


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Theme:
    speak_chinese(qapp)
    theme = Theme(qapp, resources())
    theme.apply("light", 100)
    return theme


@pytest.fixture(autouse=True)
def plain_look(look: Theme) -> Iterator[None]:
    yield
    if (look.scheme, look.zoom) != ("light", 100):
        look.apply("light", 100)


@pytest.fixture(autouse=True)
def no_log_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    loud = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    expected = getattr(caplog, "expected", ())
    assert [r.getMessage() for r in loud if not r.getMessage().startswith(tuple(expected))] == []
