"""Keeps what stands on the screen as pictures of the help, and checks that it is what is meant."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from ipdesk.ui import theme
from ipdesk.ui.messages import Messages
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.window import MainWindow

CATALOGUE = Path(__file__).with_name("pictures.toml")
REST_MS = 250
_PATIENCE = 120
_EDGE = 14  # of the ground around a dialog
_NARROW = 12  # of the ground around a part of the window


class Seen(Messages):
    """Shows a dialog without waiting for an answer, and hands it to the painter."""

    def __init__(self, messages: Messages) -> None:
        super().__init__(messages.wording)
        self.dialogs: list[QDialog] = []
        self.path: Path | None = None  # what a clerk would choose in the system's dialog

    def run(self, dialog: QDialog) -> bool:
        dialog.show()
        self.dialogs.append(dialog)
        return False

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        return self.path / name if self.path else None

    def folder(self, title: str) -> Path | None:
        return self.path


class Painter:
    """Opens places of the window and keeps them as pictures."""

    def __init__(self, application: QApplication, window: MainWindow, folder: Path) -> None:
        self._application = application
        self.window = window
        self._folder = folder
        self.shows: dict[str, list[str]] = tomllib.loads(CATALOGUE.read_text("utf-8"))["pictures"]
        seen = window.bench.messages
        assert isinstance(seen, Seen)
        self.seen = seen

    def begin(self) -> None:
        """Open the bureau and come to its first place."""
        self.window.opening.open()
        self.until(lambda: self.window.place == "desk" and self.window.bench.informed)
        self.rest()

    def until(self, true: Callable[[], object]) -> None:
        while not true():
            self._application.processEvents()
        for _ in range(20):
            self._application.processEvents()
            if self.window.bench.jobs.pending:
                self.until(lambda: not self.window.bench.jobs.pending)

    def rest(self) -> None:
        """What is read when a cursor rests on a row is read, and lists have their rows."""
        for _ in range(_PATIENCE):
            self.until(lambda: not self.window.bench.jobs.pending)
            QTest.qWait(REST_MS)
            self.until(lambda: not self.window.bench.jobs.pending)
            tables = [one for one in self.window.findChildren(RecordTable) if one.isVisible()]
            if all(one.model.rowCount() for one in tables):
                return

    def keep(self, name: str, of: QWidget | QPixmap | None = None) -> None:
        """The window as it stands, a part of it, or what is drawn already."""
        self.rest()
        self.window.quiet_line.hide()
        root = of if isinstance(of, QWidget) else self.window
        self._check(name, root)
        picture = of if isinstance(of, QPixmap) else self._grab(of)
        path = self._folder / f"{name}.png"
        picture.save(str(path))
        # A palette of the picture's own colours: a quarter of the size, nothing to be seen of it.
        with Image.open(path) as drawn:
            small = drawn.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        print(name, flush=True)

    def _grab(self, of: QWidget | None) -> QPixmap:
        if of is None:
            return self.window.grab()
        if of.isWindow():
            return _framed(of.grab())
        corner = of.mapTo(self.window, QPoint(0, 0))
        edge = _NARROW
        part = QRect(corner, of.size()).adjusted(-edge, -edge, edge, edge)
        return self.window.grab(part.intersected(self.window.rect()))

    def _check(self, name: str, root: QWidget) -> None:
        """The screens the catalogue names are there to be seen."""
        roots = (root, self.window) if not root.isWindow() else (root,)
        there = {_named(root)}
        for one in roots:
            there |= {_named(part) for part in one.findChildren(QWidget) if part.isVisible()}
        missing = set(self.shows.get(name, ())) - there
        if missing:
            raise RuntimeError(f"{name} does not show {missing}")

    def place(self, place: str, target: object = None, name: str = "") -> Any:
        page = self.go(place, target)
        self.keep(name or place)
        return page

    def go(self, place: str, target: object = None) -> Any:
        self.window.go(place, target)
        self.rest()
        return self.window.pages[place]

    def part(self, place: str, part: str) -> Any:
        """A part of a place, chosen by its button."""
        page = self.go(place)
        choice = page.findChild(Segments)
        assert choice is not None
        choice.buttons[part].click()
        self.rest()
        return page

    def seat(self, name: str) -> None:
        """Another operator takes over."""
        person = next(one for one in self.window.operators if one.name == name)
        if self.window.bench.actor.id != person.id:
            self.window._seat_now(person.id)
            self.rest()

    def dialog(
        self, name: str, act: Callable[[], object], then: Callable[[Any], object] | None = None
    ) -> None:
        """What an act asks, filled in by `then`, as a picture; it is closed unanswered."""
        self.seen.dialogs.clear()
        act()
        for _ in range(_PATIENCE):
            QTest.qWait(REST_MS)
            self.until(lambda: not self.window.bench.jobs.pending)
            if self.seen.dialogs:
                break
        else:
            raise RuntimeError(f"nothing opened for {name}")
        self.rest()
        if then is not None:
            then(self.seen.dialogs[-1])
            self.rest()
        self.keep(name, self.seen.dialogs[-1])
        for one in reversed(self.seen.dialogs):
            one.close()
        self.rest()


def press(within: QWidget, text: str) -> None:
    """The button a clerk would press, by its words."""
    for button in within.findChildren(QAbstractButton):
        if button.isVisible() and button.text().replace("&", "").startswith(text):
            button.click()
            return
    raise RuntimeError(f"no button {text}")


def over(window: QWidget, popup: QWidget) -> QPixmap:
    """The window with what stands before it as a window of its own."""
    whole = window.grab()
    painter = QPainter(whole)
    at = popup.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    painter.drawPixmap(at, popup.grab())
    painter.end()
    return whole


def _framed(dialog: QPixmap) -> QPixmap:
    """A dialog on the ground it stands before, with the edge a window has."""
    wide, high = dialog.width() + 2 * _EDGE, dialog.height() + 2 * _EDGE
    whole = QPixmap(wide, high)
    whole.fill(QColor(theme.current().colour("ground")))
    painter = QPainter(whole)
    painter.drawPixmap(_EDGE, _EDGE, dialog)
    painter.setPen(QColor(theme.current().colour("line")).darker(115))
    painter.drawRect(_EDGE - 1, _EDGE - 1, dialog.width() + 1, dialog.height() + 1)
    painter.end()
    return whole


def _named(widget: QWidget) -> str:
    kind = type(widget)
    return f"{kind.__module__.removeprefix('ipdesk.ui.')}.{kind.__name__}"
