"""What program this is, whether each part of it is whole, and that it never talks to a network."""

from __future__ import annotations

import platform
from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QGridLayout, QWidget

from ipdesk import __version__
from ipdesk.services.diagnosis import Part, diagnose_open
from ipdesk.services.office import Office
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, Chip, clear, column, label, quiet, row

_PRODUCT = "知识产权奖补工作台"
# Held by tests/test_architecture.py (no module that connects) and tests/test_delivery.py.
_NO_NETWORK = (
    "不连接任何网络，不打开网络端口。每次改动都检查：程序里没有联网的部分，"
    "并在禁止联网的条件下办完样例单位的一年"
)


class AboutSection(Card):
    """Versions, data folder, policies in use; a check of every part, as text for who mends it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("关于", padding=24)
        self._bench = bench
        self._home = ""
        self._lines: list[tuple[str, str]] = []
        self._parts: tuple[Part, ...] = ()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self.check = quiet("检查一遍", self.look, icon="shield-check")
        self.check.setToolTip("程序、字体、政策包、校验链、材料文件、备份和磁盘")
        self.copy = quiet("复制为文字", self.copy_text)
        self.copy.setToolTip("交给维护人员；不含申报主体和金额")
        folder = quiet("打开数据文件夹", self._open, icon="folder-open")
        self.found = column(gap=6)
        self.body.addLayout(self._grid)
        self.body.addSpacing(6)
        self.body.addLayout(row(self.check, self.copy, folder, None))
        self.body.addLayout(self.found)

    def refresh(self) -> None:
        self._bench.jobs.run(_home_of, self._show)

    def look(self) -> None:
        """Check every part; it reads each kept file, so it takes a while with many."""
        self.check.setEnabled(False)
        self._bench.jobs.run(diagnose_open, self.show_parts, self._failed)

    def show_parts(self, parts: Sequence[Part]) -> None:
        self.check.setEnabled(True)
        self._parts = tuple(parts)
        clear(self.found)
        for part in self._parts:
            sign = Chip("正常" if part.ok else "异常", "done" if part.ok else "fault")
            says = label(part.detail, wrap=True, select=True)
            line = row(sign, label(self._name(part), "muted"), says, gap=10)
            line.setStretch(2, 1)
            self.found.addLayout(line)
        broken = sum(not part.ok for part in self._parts)
        self._bench.say(f"{broken} 处异常，见下" if broken else "各部分都正常")

    def copy_text(self) -> None:
        """Everything on this page as text."""
        lines = [f"{caption}：{text}" for caption, text in self._lines]
        lines += [f"系统：{platform.platform()}", f"屏幕：{_screen(self)}"]
        for part in self._parts:
            lines.append(f"{'正常' if part.ok else '异常'}　{self._name(part)}：{part.detail}")
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._bench.say("已复制，可以粘贴到邮件或记事本里")

    def _name(self, part: Part) -> str:
        return self._bench.wording.text("cli", part.code)

    def _failed(self, error: Exception) -> None:
        self.check.setEnabled(True)
        self._bench.messages.complain(error)

    def _show(self, home: str) -> None:
        self._home = home
        clear(self._grid)
        policies = "\n".join(
            f"{policy.document_number}　版本 {policy.sha256[:12]}"
            for policy in self._bench.policies
        )
        runs_on = f"Python {platform.python_version()}，Qt {qVersion()}，{platform.system()}"
        self._lines = [
            ("程序", f"{_PRODUCT} {__version__}"),
            ("数据文件夹", home),
            ("政策", policies),
            ("网络", _NO_NETWORK),
            ("运行环境", runs_on),
            ("打印机", "、".join(QPrinterInfo.availablePrinterNames()) or "这台电脑没有装打印机"),
        ]
        for number, (caption, text) in enumerate(self._lines):
            self._grid.addWidget(label(caption, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(text, wrap=True, select=True), number, 1)

    def _open(self) -> None:
        if self._home:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._home))


def _screen(part: QWidget) -> str:
    """How much room the window has: most of what looks wrong comes from here."""
    screen, look = part.screen(), theme.current()
    size, ratio = screen.size(), round(screen.devicePixelRatio() * 100)
    seen = part.window().size()
    return (
        f"{size.width()}×{size.height()}，缩放 {ratio}%，文字 {look.zoom}%，"
        f"窗口 {seen.width()}×{seen.height()}"
    )


def _home_of(office: Office) -> str:
    return str(office.home.root)
