"""The head of the editor: which draft, what it replaces, and what can be done with the whole."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy

from ipdesk.services.policy_drafts import DraftPage
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import DRAFTERS, Permit
from ipdesk.ui.widgets import ghost, label, link, quiet, row


class DraftHead(QFrame):
    """Way back, title, and the acts on the whole draft."""

    back = Signal()
    comparing = Signal()
    exporting = Signal()
    naming = Signal()
    dropping = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.title = label("", "heading")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""  # the title, of which is shown what there is room for
        self.kept = label("随改随存", "small")
        self.leave = link("← 拟稿", self.back.emit)
        self.compare = quiet("与原政策比较…", self.comparing.emit)
        self.export = quiet("导出…", self.exporting.emit, icon="upload")
        self.name = quiet("名称和接续…", self.naming.emit, icon="pencil")
        self.drop = quiet("放弃…", self.dropping.emit)
        Permit(bench, DRAFTERS, self.name, self.drop)
        self.more = ghost("ellipsis", "更多", self.offer)
        line = row(self.leave, gap=10, margins=(14, 7, 14, 7))
        line.addWidget(self.title, 1)
        self._acts = (self.compare, self.export, self.name, self.drop)
        for part in (self.kept, *self._acts, self.more):
            line.addWidget(part)
        self.more.hide()
        self.setLayout(line)

    def fit(self, narrow: bool) -> None:
        """Where there is little room, the acts are behind one button."""
        for act in self._acts:
            act.setVisible(not narrow)
        self.more.setVisible(narrow)

    def menu(self) -> QMenu:
        """The acts that are behind the button."""
        made = QMenu(self)
        for act in self._acts:
            line = made.addAction(act.text(), act.click)
            line.setEnabled(act.isEnabled())
        return made

    def offer(self) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def show_page(self, page: DraftPage) -> None:
        self._whole = page.title
        self._elide()
        replaced = f"\n接续：{page.replaces_title}" if page.replaces_title else ""
        self.title.setToolTip(f"{page.title}\n政策包编号：{page.pack}{replaced}")
        self.compare.setEnabled(bool(page.replaces))
        said = "" if page.replaces else "先在“名称和接续…”里选它接续的政策"
        self.compare.setToolTip(said or f"与《{page.replaces_title}》逐条比较")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.title.width()
        metrics = self.title.fontMetrics()
        self.title.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room))

    def tell_kept(self) -> None:
        self.kept.setText("✓ 已保存")
