"""A row of joined buttons, of which one is chosen: the parts of a place, with their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ipdesk.ui.widgets.base import quiet, set_property
from ipdesk.ui.widgets.wrapping import WrappingLayout, wrap


class Segments(QWidget):
    """`choices` are (name, caption); a count stands behind the caption once it is known."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._captions = dict(choices)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        line = WrappingLayout(0)
        for number, (name, caption) in enumerate(choices):
            button = quiet(caption, partial(self.chosen.emit, name))
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            last = number == len(choices) - 1
            set_property(button, "place", "first" if not number else "last" if last else "")
            self._group.addButton(button)
            self.buttons[name] = button
            line.addWidget(button)
        wrap(self, line)
        self.buttons[choices[0][0]].setChecked(True)

    def value(self) -> str:
        return next(name for name, button in self.buttons.items() if button.isChecked())

    def caption(self) -> str:
        """The chosen part as it is called, without its count."""
        return self._captions[self.value()]

    def choose(self, name: str) -> None:
        """Choose a part as if its button had been pressed."""
        self.buttons[name].setChecked(True)
        self.chosen.emit(name)

    def offer(self, name: str, wanted: bool) -> bool:
        """Offer a part or not; when the part left out was chosen, the first one is."""
        self.buttons[name].setVisible(wanted)
        if not wanted and self.value() == name:
            self.choose(next(iter(self.buttons)))
        return wanted

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for name, button in self.buttons.items():
            count = counts.get(name, 0)
            button.setText(f"{self._captions[name]} {count:,}" if count else self._captions[name])
