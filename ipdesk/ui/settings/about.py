"""What program this is, where its data lie, and that it never talks to a network."""

from __future__ import annotations

import platform

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout

from ipdesk import __version__
from ipdesk.services.office import Office
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, clear, label, quiet, row


class AboutSection(Card):
    """Versions, data folder, policies in use."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("关于", padding=24)
        self._bench = bench
        self._home = ""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.body.addSpacing(6)
        self.body.addLayout(row(quiet("打开数据文件夹", self._open, icon="folder-open"), None))

    def refresh(self) -> None:
        self._bench.jobs.run(_home_of, self._show)

    def _show(self, home: str) -> None:
        self._home = home
        clear(self._grid)
        policies = "\n".join(
            f"{policy.document_number}　版本 {policy.sha256[:12]}"
            for policy in self._bench.policies
        )
        lines = (
            ("程序", f"知识产权奖补工作台 {__version__}"),
            ("数据文件夹", home),
            ("政策", policies),
            ("网络", "不连接任何网络"),
            (
                "运行环境",
                f"Python {platform.python_version()}，Qt {qVersion()}，{platform.system()}",
            ),
        )
        for number, (caption, text) in enumerate(lines):
            self._grid.addWidget(label(caption, "muted"), number, 0)
            self._grid.addWidget(label(text, wrap=True, select=True), number, 1)

    def _open(self) -> None:
        if self._home:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._home))


def _home_of(office: Office) -> str:
    return str(office.home.root)
