"""The bar on top of every page: the search, 新建申报 and the menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from ipdesk.ui import theme
from ipdesk.ui.widgets import SearchBox, ghost, primary, row

_LEAST_SEARCH, _MOST_SEARCH = 300, 450


class TopBar(QFrame):
    """Its parts belong to the window, which knows what they lead to."""

    def __init__(
        self, search: SearchBox, new: Callable[[], object], menu: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.search = search
        self.new = primary("新建申报", new, icon="plus", keys="Ctrl+N")
        self.menu = ghost("menu", "菜单（Alt+M）", menu)
        search.setMinimumWidth(_LEAST_SEARCH)
        line = row(search, None, self.new, self.menu, margins=(18, 8, 14, 8))
        line.setStretch(0, 1 << 10)  # first the search, up to what it needs
        self.setLayout(line)
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)

    def _follow_zoom(self) -> None:
        self.search.setMaximumWidth(theme.current().px(_MOST_SEARCH))
