"""从文件新建: from a file, chosen or let fall, to a draft; what is no policy is told so."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from ipdesk.services import policy_drafts
from ipdesk.services.policy_drafts import KeptRow
from ipdesk.ui.drafting.page import DraftingPage
from ipdesk.ui.policies.page import PoliciesPage
from ipdesk.ui.terms.activating import ActivationSheet
from tests.services.casework import Desk
from tests.services.policy_drafts.desk import TEXT
from tests.ui.at_work import Place

NOVEL = "那天夜里下着雨，他在码头上等了很久，船始终没有来。\n" * 60


def drafts(opened: SimpleNamespace) -> tuple[KeptRow, ...]:
    found: tuple[KeptRow, ...] = opened.ask(policy_drafts.kept_drafts)
    return found


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def let_fall(target: QWidget, path: Path) -> bool:
    """Drop a file on a widget as the desktop would; whether it was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy = QPointF(20, 20), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), copy, mime, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(at, copy, mime, buttons, keys))
    return True


def test_a_chosen_text_opens_in_the_editor_and_waits_in_the_list(
    place: Place, tmp_path: Path
) -> None:
    opened = place(DraftingPage)
    opened.messages.chosen_files = [written(tmp_path, "云岭市.txt", TEXT.encode())]
    opened.page.choose_file()
    opened.settle()
    assert opened.page.editor.page.title == "云岭市促进知识产权发展若干措施"
    assert opened.page.editor.isVisible()
    opened.page.editor.choose("proposal:01-01")
    opened.page.editor.take_next()
    opened.settle()
    opened.page.show_list()
    opened.settle()
    [kept] = drafts(opened)
    table = opened.page.listing.list.model
    texts = [column.text(table.record(0)) for column in table.columns]
    assert texts[:2] == ["云岭市促进知识产权发展若干措施", f"已处理 1／{kept.open + 1}"]
    opened.page.listing.list.opened.emit(table.record(0))
    opened.settle()
    assert opened.page.editor.isVisible()
    opened.messages.given_reason = "文件撤销了"
    opened.page.editor.head.drop.click()
    opened.settle()
    assert drafts(opened) == ()
    assert opened.page.listing.isVisible()


def test_files_that_are_no_policy_are_refused_with_one_message_each(
    place: Place, tmp_path: Path
) -> None:
    opened = place(DraftingPage)
    book = tmp_path / "表格.docx"
    with zipfile.ZipFile(book, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    for path, said in (
        (written(tmp_path, "空.txt", b""), "没有文字"),
        (written(tmp_path, "小说.txt", NOVEL.encode()), "不像奖补政策"),
        (written(tmp_path, "数字.txt", b"1,2,3\n" * 400), "不像政策正文"),
        (written(tmp_path, "五兆.txt", "长".encode() * (5 * 2**20 // 3)), "不像一份政策文件"),
        (written(tmp_path, "坏.pdf", b"%PDF-1.7 ..."), "损坏"),
        (book, "Word"),
        (tmp_path / "没有.txt", "打不开"),
    ):
        before = len(opened.messages.complaints)
        opened.page.read_file(path)
        opened.settle()
        [message] = opened.messages.complaints[before:]
        assert said in message
    assert drafts(opened) == ()
    assert opened.page.listing.isVisible()


def test_a_reading_that_is_stopped_leaves_nothing(place: Place, tmp_path: Path) -> None:
    opened = place(DraftingPage)
    opened.page.read_file(written(tmp_path, "云岭市.txt", TEXT.encode()))
    opened.page.reading.sheet.reject()
    opened.settle()
    assert drafts(opened) == ()
    assert opened.messages.said[-1] == "已停止，没有新建拟稿"


def test_a_text_let_fall_on_the_policies_goes_to_the_drafts_and_a_parcel_is_checked(
    casework: Desk, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = place(PoliciesPage)
    text = written(tmp_path, "云岭市.txt", TEXT.encode())
    assert let_fall(opened.page, text)
    assert opened.gone[-1] == ("drafting", text)
    let_fall(opened.page, written(tmp_path, "台账.docm", b"PK"))
    assert len(opened.gone) == 1
    parcel = written(tmp_path, "云岭市.ippack", b"PK\x03\x04 not whole")
    assert let_fall(opened.page, parcel)
    opened.settle()
    [sheet] = opened.messages.dialogs
    assert isinstance(sheet, ActivationSheet)
    assert "已经损坏，没有导入" in sheet.verdict.text()
    opened.bench.sit_down(casework.payer)
    let_fall(opened.page, text)
    let_fall(opened.page, parcel)
    opened.settle()
    assert (len(opened.gone), len(opened.messages.dialogs)) == (1, 1)
