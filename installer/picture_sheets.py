"""Pictures of what opens over a place: dialogs, menus of columns, results of a search, steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ipdesk.ui.messages import Messages
from ipdesk.ui.publicity.parts import PARTS
from ipdesk.ui.widgets.list_desk import ListDesk
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.window import MainWindow

_REST_MS = 250
_PATIENCE = 40
# A table as a colleague would send it; one code is not right.
_COMING = """名称,类别,统一社会信用代码,镇街,联系人,联系电话
乐昌市云岩茶叶专业合作社,农民专业合作社,93440281MA4WPXDJ0L,云岩镇,张春燕,13800000001
乐昌市坪石机电设备有限公司,企业,91440281MA4X000000,坪石镇,李志明,13800000002
乐昌市梅花镇商会,社会团体,51440281MJM0000000,梅花镇,陈国强,13800000003
"""


class Painting(Protocol):
    """What keeps pictures: the painter of installer/pictures.py."""

    def until(self, true: Callable[[], object]) -> None: ...
    def keep(self, name: str, picture: QPixmap | None = None) -> None: ...


class Seen(Messages):
    """Shows a dialog without waiting for an answer, and hands it to the painter."""

    def __init__(self, messages: Messages) -> None:
        super().__init__(messages.wording)
        self.dialogs: list[QDialog] = []

    def run(self, dialog: QDialog) -> bool:
        dialog.show()
        self.dialogs.append(dialog)
        return False


def paint_sheets(painter: Painting, window: MainWindow, claim: int, payable: int) -> None:
    """Everything that opens over a place, one after the other."""
    seen = window.bench.messages
    assert isinstance(seen, Seen)
    rest = painter.until

    def dialog(name: str, act: Callable[[], object]) -> None:
        seen.dialogs.clear()
        act()
        for _ in range(_PATIENCE):
            QTest.qWait(_REST_MS)
            if seen.dialogs:
                break
        else:
            raise RuntimeError(f"nothing opened for {name}")
        QTest.qWait(_REST_MS)
        rest(lambda: not window.bench.jobs.pending)
        painter.keep(name, seen.dialogs[0].grab())
        for one in seen.dialogs:
            one.close()

    def place(name: str, target: object = None) -> Any:
        window.go(name, target)
        rest(lambda: not window.bench.jobs.pending)
        QTest.qWait(_REST_MS)
        return window.pages[name]

    _search(painter, window)
    claims = place("claims")
    claims.show_list()
    rest(lambda: not window.bench.jobs.pending)
    desk = _desk_of(claims)
    dialog("view-sheet", desk.views.ask)
    _column_menu(painter, window, desk)
    dialog("keys", window.acts.show_keys)
    publicity = place("publicity")
    for part in PARTS:
        publicity.segments.choose(part.name)
        rest(lambda: not window.bench.jobs.pending)
        if publicity.table.listed.ids:
            break
    dialog("batch", publicity.act_button.click)
    place("claims", claim)
    dialog("history", window.acts.show_history)
    place("notices", ("issue", payable))
    painter.keep("issue")
    imports = place("imports", "applicants")
    painter.keep("imports")
    coming = Path("申报主体名册.csv")
    coming.write_text(_COMING, "utf-8")
    imports.read_file(coming)
    rest(lambda: imports._plan is not None)
    painter.keep("imports-check")
    place("drafting")
    painter.keep("drafts")


def paint_start(painter: Painting, window: MainWindow) -> None:
    """A new bureau, and one brought back, as the first screen offers them."""
    start: Any = window.start
    start.show_form()
    painter.keep("start-new")
    start.bring_back.setFocus()
    start.stack.setCurrentWidget(start._bring_back_place)
    painter.keep("start-restore")


def _search(painter: Painting, window: MainWindow) -> None:
    window.go("desk")
    window.search.edit.setFocus()
    window.search.edit.setText("乐昌市九峰")
    window.search.edit.textEdited.emit("乐昌市九峰")
    painter.until(lambda: window.search.hits_shown)
    painter.keep("search")
    window.search.hide_hits()
    window.search.clear()


def _column_menu(painter: Painting, window: MainWindow, desk: ListDesk) -> None:
    number = next(n for n, one in enumerate(desk.table.model.columns) if one.title == "环节")
    desk.open_menu(number)
    painter.until(QApplication.activePopupWidget)
    menu = QApplication.activePopupWidget()
    QTest.qWait(_REST_MS)
    painter.until(lambda: not window.bench.jobs.pending)
    painter.keep("column-menu", _over(window, menu))
    menu.close()


def _over(window: QWidget, popup: QWidget) -> QPixmap:
    """The window with what stands before it as a window of its own."""
    whole = window.grab()
    painter = QPainter(whole)
    painter.drawPixmap(popup.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0)),
                       popup.grab())  # fmt: skip
    painter.end()
    return whole


def _desk_of(page: QWidget) -> ListDesk:
    return next(
        desk
        for table in page.findChildren(RecordTable)
        if table.isVisible() and (desk := table.findChild(ListDesk)) is not None
    )
