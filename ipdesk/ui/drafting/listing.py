"""拟稿: the drafts that are open, how far each is, and the way to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from ipdesk.services.policy_drafts import KeptRow
from ipdesk.ui.bench import Bench
from ipdesk.ui.drafting.reading_file import ENDINGS
from ipdesk.ui.permit import DRAFTERS, Permit
from ipdesk.ui.widgets import Card, Column, column, label, link, primary, row
from ipdesk.ui.widgets.fixed_list import FixedList

ABOUT = (
    "政策公布以后，把全文的 Word、文字 PDF 或文本文件放进来：程序认出条款、奖补事项、金额和上限，"
    "逐条列出来。您对照原文逐条确认，再由另一人复核启用。改动随时保存，可以放下再接着做。"
)


def _progress(kept: KeptRow) -> str:
    done = kept.confirmed + kept.written_off
    return f"已处理 {done}／{done + kept.open}"


COLUMNS = (
    Column("政策", lambda k: k.title, width=300, stretch=4),
    Column("进度", _progress, width=140, tone=lambda k: "accent" if k.open else "done"),
    Column("接续", lambda k: k.replaces or "—", width=120, stretch=1),
    Column("文件", lambda k: k.file_name, width=150, stretch=2),
    Column("经办", lambda k: k.by, width=80),
    Column(
        "最近改动",
        lambda k: f"{k.changed_at:%Y-%m-%d %H:%M}",
        width=150,
        rank=lambda k: k.changed_at,
    ),
)


def dropped_file(event: QDropEvent, endings: Sequence[str]) -> Path | None:
    """The one file of a drop with one of these endings."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 else None
    return path if path is not None and path.suffix.lower() in endings else None


class DropBox(QFrame):
    """Where the published text is let fall, or chosen."""

    asked = Signal()
    chosen = Signal(Path)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setAcceptDrops(True)
        self.button = primary("选择文件…", self.asked.emit, icon="folder-open", keys="Ctrl+O")
        Permit(bench, DRAFTERS, self.button)
        hint = label("把政策全文拖到这里，或选择文件：.docx、文字 PDF、.txt", "muted", wrap=True)
        inner = row(gap=14, margins=(16, 14, 16, 14))
        about = column(label("从文件新建", "heading"), label(ABOUT, wrap=True), hint, gap=6)
        inner.addLayout(about, 1)
        inner.addLayout(column(None, self.button, None))
        self.setLayout(inner)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.button.isEnabled() and dropped_file(event, ENDINGS) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event, ENDINGS)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)


class DraftList(QWidget):
    """The box for a new text above, the open drafts below."""

    closed = Signal()
    opened = Signal(int)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.box = DropBox(bench)
        self.list = FixedList(bench, "policy-drafts", "拟稿", COLUMNS)
        self.list.opened.connect(lambda kept: self.opened.emit(kept.id))
        self.nothing = label("还没有拟稿。", "muted")
        self.open = link("打开（Enter）", self._open)
        card = Card(padding=0)
        card.body.addWidget(self.list)
        self._card = card
        head = row(
            link("← 政策", self.closed.emit), label("拟稿", "title"), None, self.open, gap=12
        )
        whole = column(head, self.box, self.nothing, gap=10, margins=(18, 14, 18, 16))
        whole.addWidget(card, 1)
        self._rest = QWidget()  # without drafts the box stays as high as its words
        self._rest.setProperty("kind", "clear")
        whole.addWidget(self._rest, 1)
        self.setLayout(whole)

    def show_drafts(self, drafts: Sequence[KeptRow]) -> None:
        self.list.show_records(drafts)
        self._card.setVisible(bool(drafts))
        self.open.setVisible(bool(drafts))
        self.nothing.setVisible(not drafts)
        self._rest.setVisible(not drafts)

    def _open(self) -> None:
        kept = self.list.current()
        if kept is not None:
            self.opened.emit(kept.id)
