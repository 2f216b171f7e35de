"""What can be done from anywhere in the window: its acts, their places in the menu, their keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ipdesk.paths import resources
from ipdesk.ui import theme
from ipdesk.ui.navigation import PLACES, SETTINGS
from ipdesk.ui.page import Page
from ipdesk.ui.permit import ANYBODY, Permit

# What is opened by an act is read when the act is taken.
if TYPE_CHECKING:
    from ipdesk.ui.store.history_sheet import History
    from ipdesk.ui.window import MainWindow


class WindowActs:
    """Makes the acts of the window and takes those that no page takes."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._bench = window.bench
        self._ways()
        self._office()
        self._looks()
        self._help()
        by_id = window.actions_of.by_id
        # F1 helps in a dialog too: it opens the page of the place the dialog belongs to.
        self._bench.messages.everywhere = (by_id["help"],)
        writing = (by_id["new_claim"], by_id["register"])
        self.permit = Permit(self._bench, ANYBODY, window.new_button, *writing)

    @cached_property
    def history(self) -> History:
        from ipdesk.ui.store.history_sheet import History

        return History(self._bench, self._window.asking)

    def show_keys(self) -> None:
        """F1: every act with its place and keys."""
        from ipdesk.ui.keys_sheet import KeysSheet

        window, page = self._window, self._page
        named = window.actions_of.named(page.title if page else "", self.own())
        self._bench.messages.run(KeysSheet(window.asking, named))

    def show_history(self) -> None:
        """All that was done to what is shown."""
        found = self._page.shown_record() if self._page else None
        if found is None:
            self._bench.say("先打开或选中一件申报、一个主体或一份文书，再看历史")
        else:
            self.history.begin(*found)

    def show_help(self, page: str = "") -> None:
        """The page about this place, or a certain one, with the way to all keys."""
        from ipdesk.ui.help import HelpSheet
        from ipdesk.ui.help_topics import asked_about

        shown = self._window.stack.currentWidget()
        topic = (page, ()) if page else asked_about(self._window.place, shown)
        sheet = HelpSheet(self._window.asking, resources() / "help", *topic)
        sheet.keys_asked.connect(self.show_keys)
        self._bench.messages.run(sheet)

    def set_look(self, scheme: str = "", zoom: int = 0) -> None:
        """Change colours or letter size, now and for the next start."""
        look = theme.current()
        look.apply(scheme or None, zoom or None)
        self._bench.settings.setValue("look/scheme", look.scheme)
        self._bench.settings.setValue("look/zoom", look.zoom)

    def own(self) -> Sequence[QAction]:
        """The acts of the page that is shown."""
        return self._page.page_actions() if self._page else ()

    def offer_menu(self) -> None:
        window = self._window
        menu = QMenu(window.asking)
        window.actions_of.fill(menu, self._page.title if self._page else "", self.own())
        button = window.menu_button
        place = button.mapToGlobal(button.rect().bottomRight())
        place.setX(place.x() - menu.sizeHint().width())
        menu.popup(place)

    @property
    def _page(self) -> Page | None:
        page = self._window.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def _go(self, place: str) -> None:
        """By the place's own keys one wants into the page, also from the navigation."""
        navigation = self._window.navigation
        if navigation.has_keyboard():
            navigation.leave()
        self._window.go(place)

    def _ways(self) -> None:
        add, go = self._window.actions_of.add, self._go
        for place in (*PLACES, SETTINGS):
            add(place.id, place.caption, "前往", partial(go, place.id), place.shortcut)
        add("search", "搜索", "前往", self._search, "Ctrl+K", "search")

    def _office(self) -> None:
        window, add = self._window, self._window.actions_of.add
        add("new_claim", "新建申报", "办理", window.new_claim, "Ctrl+N", "plus")
        add("register", "登记申报主体", "办理", partial(window.go, "applicants", "new"))
        add("history", "历史", "查看", self.show_history, "Ctrl+Shift+H", "history")
        add("refresh", "刷新本页", "查看", self._refresh, "F5", "refresh-cw")

    def _looks(self) -> None:
        add = self._window.actions_of.add
        add("larger", "放大文字", "查看", lambda: self._zoom(10), "Ctrl+Alt+=")
        add("smaller", "缩小文字", "查看", lambda: self._zoom(-10), "Ctrl+Alt+-")
        add("plain", "恢复文字大小", "查看", lambda: self.set_look(zoom=100), "Ctrl+Alt+0")
        for scheme, caption in theme.SCHEME_LABELS.items():
            add(f"look-{scheme}", f"{caption}外观", "查看", partial(self.set_look, scheme))

    def _help(self) -> None:
        window, add = self._window, self._window.actions_of.add
        operators = window.navigation.offer_operators
        add("operator", "更换操作员", "文件", operators, "Ctrl+Shift+O", "user-round")
        add("lock", "锁定窗口", "文件", window.gate.lock, "Ctrl+L", "lock")
        add("menu", "打开菜单", "文件", self.offer_menu, "Alt+M", "menu")
        add("quit", "退出", "文件", window.close, "Ctrl+Q")
        add("help", "本页说明", "帮助", self.show_help, "F1", "book-open")
        add("keys", "操作与快捷键", "帮助", self.show_keys, "Shift+F1", "keyboard")
        add("first-steps", "上手清单", "帮助", partial(window.go, "desk", "上手"))
        add("changes", "更新说明", "帮助", partial(self.show_help, "changes"))
        add("about", "关于和检查", "帮助", partial(window.go, "settings", "关于"))

    def _search(self) -> None:
        window, page = self._window, self._page
        found = page.shown_record() if page and not window.top.isVisible() else None
        if found is not None:
            window.finding.seen(*found[:2])  # a claim that fills the window was worked on
        window.top.setVisible(True)
        window.search.edit.setFocus()
        window.search.edit.selectAll()

    def _refresh(self) -> None:
        if self._page:
            self._page.refresh()

    def _zoom(self, by: int) -> None:
        self.set_look(zoom=theme.current().zoom + by)
        self._bench.say(f"文字大小 {theme.current().zoom}%")
