"""Types into the form of a new applicant in a window of its own: form_typing_child.py HOME.

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
from ipdesk.ui.applicants.page import ApplicantsPage
from ipdesk.ui.messages import Messages
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording

KEY_MS = 400


class Typist:
    """Opens the form and types an address."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.pressed = window, 0
        self.timer = QTimer(window, interval=KEY_MS)
        self.timer.timeout.connect(self.go_on)

    def go_on(self) -> None:
        bench = self.window.bench
        if self.window.place != "applicants":
            if self.window.place == "desk" and not bench.read_only and not bench.jobs.pending:
                self.window.go("applicants", "new")
            return
        page = self.window.pages["applicants"]
        assert isinstance(page, ApplicantsPage)
        if bench.jobs.pending and not self.pressed:
            return
        editor = page.form.form["address"].editor
        QTest.keyClick(editor, Qt.Key(ord("0") + self.pressed % 10))
        self.pressed += 1
        print(self.pressed, flush=True)


if __name__ == "__main__":
    application = QApplication([])
    messages = Messages(Wording.load(resources() / "wording"))
    opened = make_window(application, Home(Path(sys.argv[1])), messages, SystemClock())
    opened.show()
    opened.opening.open()
    typist = Typist(opened)
    typist.timer.start()
    sys.exit(application.exec())
