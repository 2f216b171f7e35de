"""From a file to a draft: read beside the window, with a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from ipdesk.services import policy_drafts
from ipdesk.services.policy_drafts import Started
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import label
from ipdesk.ui.widgets.ask import Sheet

SOON_MS = 250  # what is read sooner needs no sheet
KINDS = "政策文本 (*.txt *.docx *.pdf)"
ENDINGS = (".txt", ".docx", ".pdf", ".md")


class ReadingSheet(Sheet):
    """Says what is done; its one button gives it up."""

    def __init__(self, parent: QWidget | None, name: str) -> None:
        super().__init__(parent, "从文件新建", "", "停止")
        self.yes.hide()
        bar = QProgressBar()
        bar.setMaximum(0)
        bar.setTextVisible(False)
        bar.setAccessibleName("正在读取")
        self.body.addWidget(label(f"正在读“{name}”：整理文字、分条款、认金额和条件…", wrap=True))
        self.body.addWidget(bar)
        self.body.addWidget(label("停止的话，什么也不会留下。", "small"))


class FileReading(QObject):
    """One file on its way to a draft."""

    def __init__(self, bench: Bench, done: Callable[[int], object]) -> None:
        super().__init__(bench)
        self._bench = bench
        self._done = done
        self._stopped = False
        self.sheet: ReadingSheet | None = None
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)

    def begin(self, path: Path) -> None:
        self.sheet = ReadingSheet(self._bench.messages.window, path.name)
        self.sheet.rejected.connect(self.stop)
        self._timer.timeout.connect(self.sheet.open)
        self._timer.start()
        work = policy_drafts.read_policy_file
        self._bench.jobs.aside(work, self._read, self._failed, path)

    def stop(self) -> None:
        """Whatever is read from now on is thrown away; nothing was kept yet."""
        self._stopped = True
        self._bench.say("已停止，没有新建拟稿")

    def _read(self, read: Any) -> None:
        if self._stopped:
            self._end()
            return
        work = (self._bench.actor, read)
        self._bench.jobs.run(policy_drafts.start_document, self._kept, self._failed, *work)

    def _kept(self, started: Started) -> None:
        self._end()
        self._bench.announce(started.changes)
        self._done(started.id)

    def _failed(self, error: Exception) -> None:
        stopped = self._stopped
        self._end()
        if not stopped:
            self._bench.messages.complain(error)

    def _end(self) -> None:
        self._timer.stop()
        if self.sheet is not None:
            self.sheet.rejected.disconnect(self.stop)
            self.sheet.reject()
            self.sheet.deleteLater()
        self.deleteLater()
