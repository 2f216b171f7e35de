from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from ipdesk.paths import Home
from ipdesk.ui.arrivals import Arrival

Opener = Callable[[], SimpleNamespace]
BLOCK = "名称\t类别\n红星茶场\t企业\n"


def at(opened: SimpleNamespace, place: str) -> list[tuple[str, object]]:
    """Where the window is sent from this place on."""
    opened.window.go(place)
    opened.settle()
    gone: list[tuple[str, object]] = []
    opened.bench.gone.connect(lambda where, target: gone.append((where, target)))
    return gone


def let_fall(opened: SimpleNamespace, *names: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(Path("/srv") / name)) for name in names])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier)
    assert opened.window.arrivals.eventFilter(opened.window, event)


def test_a_block_pasted_into_the_register_goes_through_an_import(
    qtbot: QtBot, founded: Home, desk: Opener
) -> None:
    opened = desk()
    gone = at(opened, "applicants")
    QGuiApplication.clipboard().setText(BLOCK)
    view = opened.window.pages["applicants"].listing.table.view
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert gone == [("imports", Arrival("applicants", block=BLOCK))]


def test_where_a_block_cannot_be_pasted_it_is_said_where_it_can(
    qtbot: QtBot, founded: Home, desk: Opener
) -> None:
    opened = desk()
    gone = at(opened, "policies")
    QGuiApplication.clipboard().setText(BLOCK)
    qtbot.keyClick(opened.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert gone == []
    assert opened.messages.said[-1].startswith("这里不能粘贴表格；申报主体、申报办理")


def test_a_table_let_fall_is_imported_where_it_fits_and_a_scan_is_told_where_it_does(
    founded: Home, desk: Opener
) -> None:
    opened = desk()
    gone = at(opened, "applicants")
    let_fall(opened, "企业名单.xlsx")
    assert gone == [("imports", Arrival("applicants", Path("/srv/企业名单.xlsx")))]
    let_fall(opened, "证书.jpg")
    assert opened.messages.said[-1].startswith("佐证材料可拖到打开的申报的材料上")
    let_fall(opened, "音乐.mp3")
    assert opened.messages.said[-1].startswith("这种文件没有用得上的地方")


def test_a_backup_of_elsewhere_is_told_where_it_is_opened(founded: Home, desk: Opener) -> None:
    opened = desk()
    at(opened, "settings")
    let_fall(opened, "ipdesk-20240101-090000-12.db")
    opened.settle()
    assert opened.messages.said[-1].startswith("这份备份不在本单位的备份位置里")
