"""Colours and letter size; changed at once, remembered for the next start."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, label
from ipdesk.ui.widgets.wrapping import Wrapping

ZOOMS = (90, 100, 110, 125, 150, 175, 200)


class LookSection(Card):
    """Appearance of the window on this PC."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("外观", "立即生效，只影响这台电脑", padding=24)
        self._bench = bench
        look = theme.current()
        self.schemes = self._choices("颜色", list(theme.SCHEME_LABELS.items()), look.scheme)
        zooms = [(str(zoom), f"{zoom}%") for zoom in ZOOMS]
        self.zooms = self._choices("文字大小", zooms, str(look.zoom))
        says = "也可以随时按 Ctrl+Alt+= 放大、Ctrl+Alt+- 缩小、Ctrl+Alt+0 恢复。"
        self.body.addWidget(label(says, "small", wrap=True))
        self.schemes.buttonClicked.connect(lambda _: self._apply())
        self.zooms.buttonClicked.connect(lambda _: self._apply())
        look.changed.connect(self._tick)

    def _choices(self, caption: str, choices: list[tuple[str, str]], now: str) -> QButtonGroup:
        group = QButtonGroup(self)
        buttons = []
        for value, text in choices:
            button = QRadioButton(text)
            button.setProperty("value", value)
            button.setChecked(value == now)
            group.addButton(button)
            buttons.append(button)
        self.body.addWidget(label(caption, "heading"))
        self.body.addWidget(Wrapping(*buttons, gap=16))
        self.body.addSpacing(8)
        return group

    def _apply(self) -> None:
        scheme = self.schemes.checkedButton()
        zoom = self.zooms.checkedButton()
        look = theme.current()
        wanted = int(zoom.property("value")) if zoom is not None else look.zoom
        look.apply(str(scheme.property("value")), wanted)
        self._bench.settings.setValue("look/scheme", look.scheme)
        self._bench.settings.setValue("look/zoom", look.zoom)

    def _tick(self) -> None:
        look = theme.current()
        for group, value in ((self.schemes, look.scheme), (self.zooms, str(look.zoom))):
            for button in group.buttons():
                button.setChecked(button.property("value") == value)
