from __future__ import annotations

import os

# Before Qt is imported: tests draw into memory, at the scaling the pictures are judged at.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

import pytest


def pytest_configure(config: pytest.Config) -> None:
    # The offscreen platform says so of every window with a least size; nothing is wrong.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")
