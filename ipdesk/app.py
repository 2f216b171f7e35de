"""Composition root: paths, log, fonts, jobs, pages and the window; nothing imports it."""

from __future__ import annotations

# Before anything of Qt is read.
import ipdesk.ui.late_signatures  # noqa: F401  # isort: skip

import gc
import logging
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from types import TracebackType
from typing import Any

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from ipdesk.paths import Home, resources
from ipdesk.services.office import Clock, SystemClock
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.file_watch import FileWatch
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.messages import Messages
from ipdesk.ui.opening import Opening
from ipdesk.ui.page import Page
from ipdesk.ui.platform import choose_input_method, speak_chinese
from ipdesk.ui.practice import Practice
from ipdesk.ui.start.page import StartPage
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording

log = logging.getLogger("ipdesk")

ROOMY_WIDTH = 1440
BACKUP_MS = 30 * 60 * 1000
PREPARE_MS = 100
COLLECT_MS = 3000  # after the start: what is made on the way to the first rows all stays
_NEW_OBJECTS = 10_000  # made before the collector looks at them; a page makes more than 700
# Where each place of the window stands; read when it is first shown, or in an idle moment.
_CLASSES = {
    "desk": ("desk", "DeskPage"),
    "applicants": ("applicants", "ApplicantsPage"),
    "claims": ("claims", "ClaimsPage"),
    "publicity": ("publicity", "PublicityPage"),
    "notices": ("letters", "LettersPage"),
    "ledgers": ("ledgers", "LedgersPage"),
    "targets": ("targets", "TargetsPage"),
    "policies": ("policies", "PoliciesPage"),
    "drafting": ("drafting", "DraftingPage"),
    "imports": ("imports", "ImportsPage"),
    "settings": ("settings", "SettingsPage"),
}


def _made(place: str, bench: Bench) -> Page:
    made: Page = _class(place)(bench)
    return made


def _class(place: str) -> Any:
    folder, name = _CLASSES[place]
    return getattr(import_module(f"ipdesk.ui.{folder}.page"), name)


def _read_pages() -> None:
    """Read the pages before anybody asks for them: half a second that no click waits for."""
    for place in _CLASSES:
        _class(place)


def _read_first() -> None:
    """What opens the bureau and shows its first place, read while a password is typed."""
    import_module("ipdesk.services.entry")
    import_module("ipdesk.services.waiting")
    _class("desk")


PAGES: Mapping[str, Callable[[Bench], Page]] = {place: partial(_made, place) for place in _CLASSES}


def run(home: Home, clock: Clock | None = None) -> int:
    """Open the window on a data folder and stay until it is closed; the exit code."""
    choose_input_method(os.environ)
    # Said so, Qt makes the style itself: setStyle() hands it back, which reads all kinds of it.
    application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    speak_chinese(application)
    keep_log(home)
    messages = Messages(Wording.load(resources() / "wording"))
    messages.log_folder = home.logs
    sys.excepthook = _Unforeseen(messages)
    window = make_window(application, home, messages, clock or SystemClock())
    show(window)
    if window.opening.exists:
        window.opening.open()
    QTimer.singleShot(COLLECT_MS, window, collect)
    return application.exec()


def collect() -> None:
    """From now on the collector runs; what is loaded by now it need not go through each time."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    gc.enable()


def show(window: MainWindow) -> None:
    """Show the window; on an office screen no larger than it, it takes the whole screen."""
    free = window.screen().availableGeometry()
    if free.width() < ROOMY_WIDTH and not window.bench.settings.contains("window/geometry"):
        window.showMaximized()
    else:
        window.show()


def make_window(
    application: QApplication, home: Home, messages: Messages, clock: Clock
) -> MainWindow:
    """The whole window with its pages; the tests drive this very window."""
    settings = QSettings(str(home.window), QSettings.Format.IniFormat)
    look = theme.Theme(application, resources())
    look.apply(
        str(settings.value("look/scheme", "light")), int(str(settings.value("look/zoom", 100)))
    )
    today = clock.now
    bench = Bench(Jobs(), messages, messages.wording, settings, lambda: today().date())
    window = MainWindow(bench, Opening(bench, home, clock), PAGES, StartPage)
    window.in_turns = True
    practice = Practice(bench, home)
    window.actions_of.add("practice", "另开窗口练习（样例单位）", "帮助", practice.open)
    FileWatch(bench, window.opening)
    timer = QTimer(window, interval=BACKUP_MS)
    timer.timeout.connect(lambda: _back_up(bench))
    window.opening.opened.connect(lambda *_: timer.start())
    window.opening.opened.connect(
        lambda *_: bench.jobs.later(_nothing, lambda _: bench.jobs.aside(_read_pages))
    )
    # The sign-in page is painted by then, and nobody has typed a password.
    window.opening.shut.connect(
        lambda *_: QTimer.singleShot(
            PREPARE_MS, window, lambda: bench.jobs.aside(_read_first, lambda _: window.prepare())
        )
    )
    return window


def _nothing(_office: object) -> None:
    """Asks nothing of the store: it is done when everything seen is there."""


def _back_up(bench: Bench) -> None:
    """A copy every half hour when something changed (reliability.md, Files)."""
    from ipdesk.services import backups

    bench.jobs.run(
        backups.back_up_quietly, lambda changes: bench.announce(changes) if changes else None
    )


def keep_log(home: Home) -> None:
    """A log beside the data, a few megabytes at most; it never holds what was typed."""
    # Its module draws in sockets, which nothing else here asks for.
    from logging.handlers import RotatingFileHandler

    home.logs.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        home.logs / "ipdesk.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


class _Unforeseen:
    """Our own bugs: logged with their traceback and told in a dialog, never swallowed."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        import traceback

        details = "".join(traceback.format_exception(kind, error, trace))
        log.error("unforeseen\n%s", details)
        if isinstance(error, Exception):
            self._messages.complain(error, details)
