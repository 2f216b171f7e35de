"""Draw the pictures of README and help from the real window on the sample bureau.

    python installer/pictures.py

The same seed, clock and fonts give the same pictures; run it after a change of a screen.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from picture_sheets import Seen, paint_sheets, paint_start
from PIL import Image
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ipdesk.app import make_window
from ipdesk.domain.stages import Stage
from ipdesk.paths import Home, resources
from ipdesk.services import bureaus, claims, sample
from ipdesk.services.claims import ClaimFilter
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.messages import Messages
from ipdesk.ui.platform import speak_chinese
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording

CLAIMS = 80
SEED = 7
SIZE = (1366, 768)
PUBLISHED = Path(__file__).parents[1] / "tests" / "reference" / "drafting" / "heyang-ip.txt"
REST_MS = 250
# Parts of a place besides the one it opens with, by the name of their button.
PARTS = {
    "publicity": ("published", "payable", "publicity", "payment"),
    "notices": ("waiting",),
    "ledgers": ("sums", "registers"),
    "targets": ("entry", "tasks", "records", "reports"),
    "policies": ("readings", "names", "clauses", "check"),
}
SECTIONS = {
    "people": "操作员",
    "security": "登录与签办",
    "casework": "办理规则",
    "rounds": "申报批次",
    "paper": "文书",
    "numbers": "文号",
    "fonts": "文书字体",
    "templates": "文书模板",
    "backups": "备份",
    "journal": "操作记录",
    "printers": "打印机",
    "look": "外观",
    "about": "关于",
}


class NewYear:
    """The sample year is over; the office works on what is left of it."""

    def now(self) -> datetime:
        return datetime(2025, 1, 6, 9, 0)


class Painter:
    """Opens places of the window and keeps them as pictures."""

    def __init__(self, application: QApplication, window: MainWindow, folder: Path) -> None:
        self._application = application
        self._window = window
        self._folder = folder

    def until(self, true: Callable[[], object]) -> None:
        while not true():
            self._application.processEvents()
        for _ in range(20):
            self._application.processEvents()
            if self._window.bench.jobs.pending:
                self.until(lambda: not self._window.bench.jobs.pending)

    def keep(self, name: str, picture: QPixmap | None = None) -> None:
        """The window as it stands, or a picture of what stands before it."""
        # Previews beside a list are read when the cursor rests on a row.
        QTest.qWait(REST_MS)
        self.until(lambda: not self._window.bench.jobs.pending)
        self._window.quiet_line.hide()
        path = self._folder / f"{name}.png"
        (picture or self._window.grab()).save(str(path))
        # A palette of the picture's own colours: a quarter of the size, nothing to be seen of it.
        with Image.open(path) as drawn:
            small = drawn.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        small.save(path, optimize=True)

    def place(self, place: str, target: object = None, name: str = "") -> None:
        self._window.go(place, target)
        self.keep(name or place)


def main() -> None:
    folder = resources() / "help" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    speak_chinese(application)
    messages = Seen(Messages(Wording.load(resources() / "wording")))
    with tempfile.TemporaryDirectory() as scratch:
        # A path of this machine is not for a manual, and would be another one each time.
        os.chdir(scratch)
        _start(application, messages, Home(Path("新单位")), folder)
        home = Home(Path("样例单位"))
        made = sample.build_sample(home, CLAIMS, SEED)
        wanted = _wanted(made)
        bureaus.close(made.office)
        window = make_window(application, home, messages, NewYear())
        window.resize(*SIZE)
        window.show()
        painter = Painter(application, window, folder)
        window.opening.open()
        painter.until(lambda: window.place == "desk")
        painter.keep("desk")
        for place in ("applicants", "claims", "publicity", "notices", "ledgers"):
            painter.place(place)
        for place in ("targets", "policies", "settings"):
            painter.place(place)
        for name in ("claim", "claim-decided"):
            painter.place("claims", wanted[name], name)
        painter.place("claims", "new", "new-claim")
        _parts(painter, window)
        _counter(painter, window)
        painter.place("drafting", PUBLISHED)
        paint_sheets(painter, window, wanted["claim-decided"], wanted["issue"])
        window.close()
        os.chdir(folder)


def _parts(painter: Painter, window: MainWindow) -> None:
    """The other parts of the places, each as its button shows it, and the settings."""
    for place, parts in PARTS.items():
        window.go(place)
        painter.until(lambda: not window.bench.jobs.pending)
        choice = window.pages[place].findChild(Segments)
        assert choice is not None
        for part in parts:
            choice.buttons[part].click()
            painter.keep(f"{place}-{part}")
        next(iter(choice.buttons.values())).click()
    for name, caption in SECTIONS.items():
        painter.place("settings", caption, f"settings-{name}")
    painter.place("applicants", 1, "applicant")
    painter.place("applicants", "new", "applicant-new")


def _counter(painter: Painter, window: MainWindow) -> None:
    """A queue at the counter: an applicant chosen, the words said, the receipt to come."""
    page = window.pages["claims"]
    assert isinstance(page, ClaimsPage)
    window.go("claims")
    page.serve(True)
    page.open(("new", 1))
    painter.until(lambda: not window.bench.jobs.pending)
    page.new.what.setText("地标")
    page.new.what.textEdited.emit("地标")
    painter.keep("counter")
    page.serve(False)


def _start(application: QApplication, messages: Messages, home: Home, folder: Path) -> None:
    window = make_window(application, home, messages, NewYear())
    window.resize(*SIZE)
    window.show()
    painter = Painter(application, window, folder)
    painter.keep("start")
    paint_start(painter, window)
    window.close()


def _wanted(made: sample.Sample) -> dict[str, int]:
    """A claim at work and a decided one, each with several items where there is such a claim."""
    office = made.office
    ids = claims.claim_ids(office, ClaimFilter())
    rows = sorted(
        claims.claim_rows(office, list(ids)).values(),
        key=lambda row: (-row.item_count, row.id),
    )
    at_work = (Stage.ACCEPTED, Stage.RECEIVED, Stage.DRAFT)
    chosen = {}
    for name, stages in (
        ("claim", at_work),
        ("claim-decided", (Stage.PAID, Stage.ARCHIVED)),
        ("issue", (Stage.APPROVED,)),
    ):
        found = [row.id for stage in stages for row in rows if row.stage is stage]
        if found:
            chosen[name] = found[0]
    return chosen


if __name__ == "__main__":
    main()
