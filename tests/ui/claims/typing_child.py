"""Types into the open cell of a draft in a window of its own: typing_child.py HOME CLAIM.

Says how many keys it has pressed, one line each, until it is killed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ipdesk.app import make_window
from ipdesk.paths import Home, resources
from ipdesk.services.office import SystemClock
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.messages import Messages
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording

KEY_MS = 200


class Typist:
    """Opens the claim, goes to its first cell and types."""

    def __init__(self, window: MainWindow, claim: int) -> None:
        self.window, self.claim, self.pressed = window, claim, 0
        self.timer = QTimer(window, interval=KEY_MS)
        self.timer.timeout.connect(self.go_on)

    def go_on(self) -> None:
        if self.window.place != "claims":
            if self.window.place == "desk" and not self.window.bench.read_only:
                self.window.go("claims", self.claim)
            return
        page = self.window.pages["claims"]
        assert isinstance(page, ClaimsPage)
        items = page.sheet.items
        if items is None or (self.window.bench.jobs.pending and not self.pressed):
            return
        if not self.pressed:
            items.grid.setFocus()
            items.grid.setCurrentIndex(items.grid.grid.index(0, 0))
        editor = items.grid.viewport().findChild(QLineEdit)
        place: QWidget = editor if isinstance(editor, QLineEdit) else items.grid
        QTest.keyClick(place, Qt.Key(ord("0") + self.pressed % 10))
        self.pressed += 1
        print(self.pressed, flush=True)


if __name__ == "__main__":
    application = QApplication([])
    messages = Messages(Wording.load(resources() / "wording"))
    opened = make_window(application, Home(Path(sys.argv[1])), messages, SystemClock())
    opened.show()
    opened.opening.open()
    typist = Typist(opened, int(sys.argv[2]))
    typist.timer.start()
    sys.exit(application.exec())
