"""The quiet line: good news at the bottom of the window that fades by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, Qt, QTimer
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QLabel, QWidget

from ipdesk.ui import icons
from ipdesk.ui.widgets.base import clear, label, link, row

# Nobody is told of a file on the way to the first rows.
if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

_SIGNS = {"done": "circle-check", "attention": "triangle-alert", "fault": "circle-alert"}
_LEAST_MS = 2600
_PER_CHARACTER_MS = 90
_FILE_MS = 10_000  # as long as it takes to want the file


class QuietLine(QFrame):
    """Lies over the foot of its window; a click sends it away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("kind", "quiet-line")
        self._sign = QLabel()
        self._text = label(wrap=False)
        self._ways = row(gap=10)
        layout = row(self._sign, self._text, gap=10, margins=(16, 10, 18, 10))
        layout.addLayout(self._ways)
        self.setLayout(layout)
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setOpacity(1.0)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(300)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.finished.connect(self.hide)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._fade.start)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, tone: str = "done") -> None:
        """Show one sentence, longer for longer ones and for warnings."""
        self._fade.stop()
        clear(self._ways)
        self._effect.setOpacity(1.0)
        icons.show(self._sign, _SIGNS.get(tone, "info"), "surface")
        self._text.setText(text)
        self._text.setWordWrap(len(text) > 60)
        self.setAccessibleName(text)
        self.show()
        self.raise_()
        self._place()
        length = _LEAST_MS + _PER_CHARACTER_MS * len(text)
        self._timer.start(length if tone == "done" else length * 2)

    def offer(self, file: Path) -> None:
        """The ways to the file that was just told of: opened, or seen where it lies."""
        from PySide6.QtCore import QUrl

        for text, what in (("打开", file), ("打开所在文件夹", file.parent)):
            url = QUrl.fromLocalFile(str(what))
            way = link(text, partial(self._follow, url))
            way.setAccessibleDescription(str(what))
            self._ways.addWidget(way)
        self._place()
        self._timer.start(_FILE_MS)

    def _follow(self, url: QUrl) -> None:
        from PySide6.QtGui import QDesktopServices

        self._timer.stop()
        self.hide()
        QDesktopServices.openUrl(url)

    def text(self) -> str:
        """What is being said now, '' when the line is gone."""
        return self._text.text() if self.isVisible() else ""

    def mousePressEvent(self, event: object) -> None:
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        window = self._window
        self.setMaximumWidth(max(240, window.width() - 80))
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - 24)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
