"""Types into a field of a draft in a window of its own: typing_child.py HOME DRAFT.

Says how many keys it has pressed, one line each, until it is killed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ipdesk.app import make_window
from ipdesk.paths import Home, resources
from ipdesk.services.office import SystemClock
from ipdesk.ui.drafting.page import DraftingPage
from ipdesk.ui.messages import Messages
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording

KEY_MS = 200
FIELD = "label"


class Typist:
    """Opens the draft, goes to the name of its first award and types."""

    def __init__(self, window: MainWindow, draft: int) -> None:
        self.window, self.draft, self.pressed = window, draft, 0
        self.timer = QTimer(window, interval=KEY_MS)
        self.timer.timeout.connect(self.go_on)

    def go_on(self) -> None:
        if self.window.place != "drafting":
            if self.window.place == "desk" and not self.window.bench.read_only:
                self.window.go("drafting", self.draft)
            return
        page = self.window.pages["drafting"]
        assert isinstance(page, DraftingPage)
        editor = page.editor
        if editor.page is None or (self.window.bench.jobs.pending and not self.pressed):
            return
        if editor.state.current != "proposal:01-01":
            editor.choose("proposal:01-01")
            return
        field = editor.part.form.fields[FIELD].editor
        if not self.pressed:
            field.setFocus()
            field.selectAll()
        QTest.keyClick(field, Qt.Key(ord("0") + self.pressed % 10))
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
