"""The screen the pictures are taken on: 1366×768 without a desktop, the same everywhere."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

WIDE, HIGH = 1366, 768


def as_in_an_office() -> None:
    """To be called before the application is made; dialogs fit themselves to this screen."""
    screen = {"name": "office", "x": 0, "y": 0, "width": WIDE, "height": HIGH,
              "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
    told = Path(tempfile.mkdtemp()) / "screen.json"
    told.write_text(json.dumps({"screens": [screen]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={told}"
    os.environ["QT_SCALE_FACTOR"] = "1"
