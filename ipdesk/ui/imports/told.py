"""Above the choice of a file: what the last import did, and what lies ready for the next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ipdesk.services.imports.taking import Imported
from ipdesk.ui.widgets import Notice, column, link, primary, row
from ipdesk.ui.widgets.base import appear


class Told(QWidget):
    """Two quiet lines with what can be done about them; empty they take no room."""

    undo_asked = Signal()
    rows_asked = Signal()
    going_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.done = Notice("", "done")
        self.undo_last = link("撤销本次导入", self.undo_asked.emit)
        self.rows_out = link("导出未导入的行…", self.rows_asked.emit)
        self.held = Notice("", "accent")
        self.go_on = primary("核对", self.going_on.emit)
        last = row(gap=12)
        last.addWidget(self.done, 1)
        last.addWidget(self.undo_last)
        last.addWidget(self.rows_out)
        ready = row(gap=12)
        ready.addWidget(self.held, 1)
        ready.addWidget(self.go_on)
        self.setLayout(column(last, ready, gap=12))
        self.tell_done(None)
        self.tell_held("")

    def tell_done(self, done: Imported | None) -> None:
        """What an import came to; None: nothing was imported just now."""
        self.done.tell(_said(done) if done is not None else "", "done")
        self.undo_last.setVisible(done is not None)
        self.rows_out.setVisible(done is not None and done.left_out > 0)
        self._show()

    def tell_held(self, name: str) -> None:
        """What lies ready; one press goes on with the award that is chosen by then."""
        said = f"“{name}”已经放好。先选定奖补事项，再核对。" if name else ""
        self.held.tell(said, "accent")
        self.go_on.setVisible(bool(name))
        self._show()

    def _show(self) -> None:
        appear(self, bool(self.done.text() or self.held.text()))


def _said(done: Imported) -> str:
    parts = [f"已导入 {done.added:,} 行"]
    parts += [f"形成申报 {done.claims:,} 件"] if done.claims else []
    parts += [f"新登记主体 {done.newcomers:,} 个"] if done.newcomers else []
    parts += [f"已有 {done.duplicates:,} 行未重复导入"] if done.duplicates else []
    parts += [f"未导入 {done.left_out:,} 行"] if done.left_out else []
    return "，".join(parts) + f"（第 {done.id} 次导入）。"
