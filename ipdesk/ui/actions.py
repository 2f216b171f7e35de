"""Every act of the window: its name, its place in the menu, its keys; listed under F1."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ipdesk.ui import icons

MENUS = ("文件", "前往", "办理", "查看", "帮助")
# Keys of lists and grids, which belong to the control that has the focus.
LIST_KEYS = (
    ("列表", "打开所选一行", "Enter"),
    ("列表", "复制所选各行（可粘贴到 Excel）", "Ctrl+C"),
    ("列表", "复制这一格", "Ctrl+Shift+C"),
    ("列表", "这一行可以办的、只看和排除这个值", "右键或菜单键"),
    ("列表", "到第一行／最后一行", "Home／End"),
    ("列表", "全选", "Ctrl+A"),
    ("列表", "在列表中查找；在行上直接打字也行，↓回到各行", "Ctrl+F"),
    ("列表", "从 Excel 粘贴一块，先核对再导入", "Ctrl+V"),
    ("列表", "当前列的排序、筛选和分组", "Alt+↓"),
    ("列表", "折叠／展开所在分组", "←／→"),
    ("列表", "选择视图", "Ctrl+Shift+V"),
    ("表格录入", "从 Excel 粘贴一块", "Ctrl+V"),
    ("表格录入", "撤销／重做", "Ctrl+Z／Ctrl+Y"),
    ("表格录入", "插入行／删除行", "Ctrl+=／Ctrl+-"),
    ("表格录入", "清除所选格", "Delete"),
    ("表格录入", "是／否", "空格"),
    ("日期", "打开日历", "Alt+↓"),
    ("核对清单", "符合／不符合／不适用／待补", "1／2／3／4"),
    ("核对清单", "上一条／下一条", "↑／↓"),
    ("核对原件", "必交的全部打勾", "Ctrl+A"),
    ("看材料", "放大／缩小／适合宽度／向右转", "+／-／0／R"),
    ("疑似重复", "判“不是重复”", "Ctrl+Return"),
    ("登记主体", "保存", "Ctrl+S"),
    ("申报办理", "保存修改", "Ctrl+S"),
    ("登记主体", "户名同名称，联系人同法定代表人", "Ctrl+D"),
    ("登记主体", "取消，返回列表", "Esc"),
    ("新建申报", "登记新主体", "Ctrl+Shift+N"),
    ("新建申报", "几项合在一张申请表", "Shift+回车"),
    ("预览", "打印", "Ctrl+P"),
    ("预览", "另存为 PDF", "Ctrl+S"),
    ("预览", "放大／缩小", "Ctrl+=／Ctrl+-"),
)


class Named(NamedTuple):
    """One line of the list under F1."""

    menu: str
    text: str
    keys: str


class Actions:
    """Makes the window's acts and keeps them by id."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._menus: dict[str, str] = {}
        self._icons: dict[str, str] = {}  # drawn when the menu they are seen in is first opened
        self.by_id: dict[str, QAction] = {}

    def add(
        self,
        name: str,
        text: str,
        menu: str,
        slot: Callable[[], object],
        shortcut: str = "",
        icon: str = "",
    ) -> QAction:
        """Make an act that works wherever the focus is."""
        action = QAction(text, self._window)
        action.setObjectName(name)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if icon:
            self._icons[name] = icon
        action.triggered.connect(lambda _=False: slot())
        self._window.addAction(action)
        self.by_id[name] = action
        self._menus[name] = menu
        return action

    def fill(self, menu: QMenu, page_title: str = "", page: Iterable[QAction] = ()) -> None:
        """Put everything into a menu, one part per menu place, the page's own acts first."""
        menu.clear()
        while self._icons:
            name, icon = self._icons.popitem()
            icons.put(self.by_id[name], icon)
        own = list(page)
        if own:
            part = menu.addMenu(page_title or "本页")
            for action in own:
                part.addAction(action)
            menu.addSeparator()
        for name in MENUS:
            entries = [a for key, a in self.by_id.items() if self._menus[key] == name]
            if entries:
                part = menu.addMenu(name)
                part.addActions(entries)

    def named(self, page_title: str = "", page: Iterable[QAction] = ()) -> list[Named]:
        """Every act with its menu place and keys, as F1 lists them."""
        lines = [Named(page_title or "本页", a.text(), _keys(a)) for a in page if a.text()]
        for name in MENUS:
            lines += [
                Named(name, action.text(), _keys(action))
                for key, action in self.by_id.items()
                if self._menus[key] == name
            ]
        return lines + [Named(*line) for line in LIST_KEYS]


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
