"""The first screen of an empty PC: four ways to begin, each said in a sentence."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.ui import icons, theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.opening import Opening
from ipdesk.ui.widgets import Card, Notice, column, frame, label, primary, quiet, row
from ipdesk.ui.widgets.wrapping import Wrapping

# Where a bureau is opened, as on most mornings, only the waiting is ever seen.
if TYPE_CHECKING:
    from ipdesk.services.bringing_back import Brought
    from ipdesk.ui.start.bring_back import BringBackCard
    from ipdesk.ui.start.founding import FoundingForm

_SAMPLE_STOPPED, _STOPPED = "sample-stopped", ("sample-stopped", "upgrade-stopped")
_RENEWING = "正在换成现在的数据格式……"
_RENEWED = "数据是以前版本的程序写的；原来的一份留在旁边不动。"


class StartPage(QWidget):
    """Shown until a bureau is open."""

    def __init__(self, bench: Bench, opening: Opening) -> None:
        super().__init__()
        self.setProperty("kind", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bench = bench
        self._opening = opening
        self.notice = Notice("", "fault")
        self.stack = QStackedWidget()
        self._waits = self._put(self._waiting())
        inner = column(self.notice, gap=12, margins=(24, 16, 24, 16))
        inner.addWidget(self.stack, 1)
        self.setLayout(inner)
        opening.failed.connect(self._failed)
        opening.progressed.connect(self._progress)
        opening.renewed.connect(self._renewing)
        opening.opened.connect(lambda *_: self.notice.tell(""))
        if opening.exists:
            self.wait("正在打开数据……")
        else:
            self.stack.setCurrentWidget(self.choices)

    @cached_property
    def choices(self) -> QWidget:
        """The four ways to begin."""
        return self._put(self._choices())

    @cached_property
    def form(self) -> FoundingForm:
        """新建单位."""
        from ipdesk.ui.start.founding import FoundingForm

        form = FoundingForm()
        form.back.connect(self.show_choices)
        form.founded.connect(self._found)
        self._form_place = self._put(_scrolling(form))
        return form

    @cached_property
    def bring_back(self) -> BringBackCard:
        """从备份恢复."""
        from ipdesk.ui.start.bring_back import BringBackCard

        opening = self._opening
        card = BringBackCard(self._bench, lambda: opening.home)
        theme.current().hold(card, fixed=640)
        card.back.connect(self.show_choices)
        card.brought.connect(self._brought)
        self._bring_back_place = self._put(_scrolling(card))
        return card

    def _put(self, part: QWidget) -> QWidget:
        self.stack.addWidget(part)
        return part

    def show_choices(self) -> None:
        self.notice.tell("")
        self.stack.setCurrentWidget(self.choices)
        self.new_button.setFocus()

    def show_form(self) -> None:
        self.notice.tell("")
        self.form.start()
        self.stack.setCurrentWidget(self._form_place)

    def wait(self, text: str, *, why: str = "", stops: bool = False) -> None:
        """Say what is going on while the store's thread works, and whether it can be stopped."""
        self.notice.tell("")
        self.wait_text.setText(text)
        self.wait_why.setText(why)
        self.wait_why.setVisible(bool(why))
        self.wait_count.setText("")
        self.bar.setRange(0, 0)
        self.stop_button.setVisible(stops)
        self.stop_button.setEnabled(stops)
        self.stack.setCurrentWidget(self._waits)
        if stops:
            self.stop_button.setFocus()

    def try_sample(self) -> None:
        self.wait("正在建立样例单位：登记、受理、复核、审批、文书……", stops=True)
        self._opening.build_sample()

    def stop_work(self) -> None:
        """Esc does it too; where nothing can be stopped nothing is."""
        if self.stop_button.isEnabled() and self.stop_button.isVisible():
            self.stop_button.setEnabled(False)
            self.wait_text.setText("正在停止……")
            self._opening.stop_work()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stop_work()
        else:
            super().keyPressEvent(event)

    def open_other(self) -> None:
        folder: Path | None = self._bench.messages.folder("选择数据文件夹")
        if folder is None:
            return
        home = Home(folder)
        if not home.database.exists():
            self.notice.tell(f"“{folder}”里没有本程序的数据（{home.database.name}）。", "attention")
            return
        self.wait("正在打开数据……")
        self._opening.open_at(home)

    def restore_backup(self) -> None:
        """The first of three clicks: which folder."""
        self.notice.tell("")
        if self.bring_back.ask():
            self.stack.setCurrentWidget(self._bring_back_place)

    def _brought(self, done: Brought, number: int, password: str) -> None:
        self.wait("正在打开恢复好的数据……")
        missing = f"；缺 {done.missing} 个材料文件" if done.missing else ""
        self._bench.say(f"已恢复，操作记录到第 {done.head:,} 条，带回材料 {done.files} 个{missing}")
        self._opening.come_back(number, password)

    def _found(self) -> None:
        self.wait("正在建立单位……")
        self._opening.found(self.form.form())

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self.stack.setCurrentWidget(self.choices)
            return
        text = self._bench.messages.text_of(error)
        if error.code in _STOPPED:
            self.show_choices()
            self.notice.tell(text)
            again = self.sample_button if error.code == _SAMPLE_STOPPED else self.open_button
            again.setFocus()
            return
        if not self.form.fault(error.field, text):
            self.notice.tell(text, "fault")
        self.stack.setCurrentWidget(self._form_place if error.field else self.choices)

    def _progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
        self.wait_count.setText(f"{done:,} / {of:,} 件")

    def _renewing(self, done: int, of: int) -> None:
        """A store of an older program on its way to this one's form."""
        if self.stack.currentWidget() is not self._waits or self.stop_button.isHidden():
            self.wait(_RENEWING, why=_RENEWED, stops=True)
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.wait_count.setText(f"{done}%")

    def _choices(self) -> QWidget:
        page = QWidget()
        head = label("知识产权奖补工作台", "display")
        says = label("数据只存在本机，不连网络。先选一种方式开始。", "muted")
        self.new_button = primary("新建单位", self.show_form)
        self.sample_button = quiet("建立样例", self.try_sample)
        self.open_button = quiet("选择文件夹", self.open_other)
        self.restore_button = quiet("选择备份", self.restore_backup)
        tiles = (
            _tile(
                "landmark",
                "新建单位",
                "填写单位名称、发文代字和操作员，约两分钟。",
                self.new_button,
            ),
            _tile(
                "inbox",
                "试用样例单位",
                "带一年的申报、文书和台账，随便练，不影响真实数据。",
                self.sample_button,
            ),
            _tile(
                "folder-open",
                "打开已有",
                "已有数据文件夹，或从另一台电脑拷来的。",
                self.open_button,
            ),
            _tile(
                "history",
                "从备份恢复",
                "换了电脑、硬盘坏了：用U盘上的备份找回来。",
                self.restore_button,
            ),
        )
        middle = column(None, row(None, head, None), row(None, says, None), 20)
        ways = Wrapping(*tiles, gap=16)
        middle.addLayout(row(None, ways, None))
        middle.addStretch(2)
        page.setLayout(middle)
        area = QScrollArea()  # at large letters the ways stand in two lines
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setProperty("kind", "page")
        area.setWidget(page)
        return area

    def _waiting(self) -> QWidget:
        page = QWidget()
        self.wait_text = label("", "heading")
        self.wait_why = label("", "muted", wrap=True)
        self.wait_why.hide()
        self.wait_count = label("", "muted")
        self.bar = QProgressBar()
        card = Card(padding=28)
        theme.current().hold(card, fixed=520)
        card.body.addWidget(self.wait_text)
        card.body.addWidget(self.wait_why)
        card.body.addWidget(self.bar)
        self.stop_button = quiet("停止（Esc）", self.stop_work)
        self.stop_button.hide()
        card.body.addLayout(row(self.wait_count, None, self.stop_button))
        page.setLayout(column(None, row(None, card, None), None))
        return page


def _tile(icon: str, title: str, text: str, button: QPushButton) -> QFrame:
    tile = frame("tile")
    theme.current().hold(tile, fixed=252)
    sign = QLabel()
    icons.show(sign, icon, "accent", 30)
    button.setAccessibleDescription(text)
    says = label(text, "muted", wrap=True)
    says.setMinimumHeight(says.fontMetrics().lineSpacing() * 2 + 8)
    says.setAlignment(Qt.AlignmentFlag.AlignTop)
    inner = column(sign, label(title, "title"), margins=(20, 20, 20, 18))
    inner.addWidget(says, 1)  # the headings of all tiles stand in one line, and so do the buttons
    inner.addSpacing(8)
    inner.addWidget(button)
    tile.setLayout(inner)
    return tile


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    holder = QWidget()
    holder.setProperty("kind", "page")
    holder.setLayout(column(row(None, widget, None), None))
    area.setWidget(holder)
    return area
