"""The search box of the window over 1,000,000 names: from the text to its painted answers."""

from __future__ import annotations

import sys
import time

from PySide6.QtWidgets import QMainWindow

from ipdesk.ui.actions import Actions
from ipdesk.ui.finding import Finding
from ipdesk.ui.widgets import SearchBox
from tests.bench.big_store import big_home
from tests.bench.lists import Stand, told

GOAL_MS = 50.0
TYPED = (
    *("茶", "乐", "乐昌", "茶业", "华兴瑞", "有限公司", "cy", "lcs", "yxgs"),
    *("LC-2024-0001", "0001", "30000", "30,000.00", "91440281", "无此名称"),
)


class Box:
    """A search box in a window of its own, with the big store behind it."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.window = QMainWindow()
        self.box = SearchBox("")
        self.finding = Finding(stand.bench, self.box, Actions(self.window))
        self.window.setCentralWidget(self.box)
        self.window.resize(1366, 768)
        self.window.show()
        stand.settle()

    def answered(self, text: str) -> float:
        """Processor milliseconds from the text to what is shown of it, acts among it."""
        self.box.edit.setText(text)
        started = time.process_time()
        self.box.asked.emit(text)
        self.stand.settle()
        taken = (time.process_time() - started) * 1000
        if not self.box.hits_shown:
            sys.exit(f"nothing was shown for {text}")
        return taken


def main(claims: int = 100_000, applicants: int = 1_000_000) -> bool:
    stand = Stand(big_home(claims, applicants))
    box = Box(stand)
    box.answered("乐")  # the first answer makes the list it is shown in
    held = [told(f"search box: {text}", box.answered(text), GOAL_MS) for text in TYPED]
    stand.end()
    return all(held)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
