"""Above a list: its views, what it is narrowed to as chips, its columns and its export."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets.base import clear, ghost, label, link, row, set_property

_MOST, _WIDEST = 3, 240
Taken = tuple[str, Callable[[], object]]


class ListBar(QWidget):
    """One quiet line; the chips take what room there is."""

    def __init__(
        self,
        views: Callable[[], object],
        columns: Callable[[], object],
        export: Callable[[], object],
        free: Callable[[], object],
    ) -> None:
        super().__init__()
        set_property(self, "kind", "clear")
        self._free = free
        self.views: QPushButton = ghost("list-tree", "视图（Ctrl+Shift+V）", views, "视图：默认")
        self.columns = ghost("columns-3", "选择要显示的列", columns)
        self.export = ghost("download", "导出所显示的列和行…", export)
        self.chips = row(gap=6)
        self.setLayout(
            row(self.views, self.chips, None, self.columns, self.export, margins=(4, 2, 6, 2))
        )

    def show_view(self, name: str, changed: bool = False) -> None:
        """Which view is on; `changed` when the list stands otherwise by now."""
        self.views.setText(f"视图：{name or '默认'}{'（已改动）' if changed else ''}")

    def show_chips(self, parts: Sequence[Taken]) -> None:
        """What narrows or groups the list; a click on the cross takes one away."""
        clear(self.chips)
        for text, take in parts[:_MOST]:
            self.chips.addWidget(_Taken(text, take))
        if rest := parts[_MOST:]:
            more = label(f"另 {len(rest)} 项", "small")
            more.setToolTip("\n".join(text for text, _ in rest))
            self.chips.addWidget(more)
        if len(parts) > 1:
            self.chips.addWidget(link("全部清除", self._free))


class _Taken(QWidget):
    """A filter that is on, and its cross."""

    def __init__(self, text: str, take: Callable[[], object]) -> None:
        super().__init__()
        set_property(self, "kind", "taken")
        self.setAccessibleName(text)
        look = theme.current()
        said: QLabel = label(text, "note", "accent")
        wide = QFontMetrics(look.font("small")).horizontalAdvance(text)
        said.setMinimumWidth(min(wide + 1, look.px(_WIDEST)))
        said.setToolTip(text)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        cross = ghost("x", f"去掉：{text}", take)
        self.setLayout(row(said, cross, gap=2, margins=(8, 0, 0, 0)))
