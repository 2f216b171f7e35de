"""A start without PySide's tables of signatures, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys

_ASKING = """
import sys
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QLabel
from PySide6.support.signature import get_signature
unread = "type_map" not in vars(sys.modules["PySide6.support.signature.mapping"])
for wrong in (lambda: QPoint("3", 5), lambda: QTimer().setInterval(2, 4), lambda: QTimer(foo=3)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(get_signature(QLabel.setText), get_signature(QTimer.start))
print(unread, file=sys.stderr)
"""


def told(first: str) -> tuple[str, str]:
    words = [sys.executable, "-c", first + _ASKING]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=environment)
    return done.stdout, done.stderr.strip()


def test_wrong_calls_are_told_as_ever_and_nothing_is_read_before() -> None:
    ours, unread = told("import ipdesk.ui.late_signatures\n")
    assert unread == "True"
    assert "Supported signatures" in ours
    assert (ours, "False") == told("")


def test_the_window_is_read_without_commands_and_without_signatures() -> None:
    """The modules of a bare start: what nobody waits for in the morning is not among them."""
    code = "import sys, ipdesk.__main__, ipdesk.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    read = set(done.stdout.split())
    assert "PySide6.QtWidgets" in read
    assert not read & {"click", "argparse", "openpyxl", "reportlab", "sqlite_utils", "pypinyin"}
