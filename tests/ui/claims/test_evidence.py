from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from ipdesk.domain.record import EvidenceRecord
from ipdesk.services.claim_page import view_claim
from ipdesk.services.evidence import attach_file
from ipdesk.services.evidence_files import Incoming
from ipdesk.services.evidence_view import SIGNED
from ipdesk.services.signing import Paper, record_paper
from ipdesk.storage import blobs
from ipdesk.ui.claims.evidence_card import EvidenceLine
from ipdesk.ui.claims.seen_sheet import SeenSheet
from tests.services.casework import Desk, patent
from tests.services.papers import acting, packed, scan
from tests.ui.at_work import Place
from tests.ui.claims.test_sheet import opened_claim

ZL = "ZL201310000001.3"


def picture(width: int = 300, height: int = 200, kind: str = "PNG") -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 30, 30))
    image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(held.data())


@pytest.fixture(autouse=True)
def clipboard() -> Iterator[None]:
    """Left empty: what lies in it at the end of the run takes the process down with it."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def claim(casework: Desk) -> int:
    return casework.received(casework.applicant(), "01-01", patent(ZL))


def attach(desk: Desk, claim: int, name: str, data: bytes, kind: str = "C1", **more: int) -> None:
    attach_file(desk.office, desk.clerk, claim, kind, name, data, **more)


def line(opened: SimpleNamespace, kind: str) -> EvidenceLine:
    found: EvidenceLine = next(one for one in opened.sheet.evidence.lines if one.piece.id == kind)
    return found


def records(opened: SimpleNamespace, claim: int, kind: str = "C1") -> tuple[EvidenceRecord, ...]:
    view = opened.ask(view_claim, claim)
    return next(one.records for one in view.evidence if one.id == kind)


def drop(opened: SimpleNamespace, kind: str, *paths: Path) -> None:
    card = opened.sheet.evidence
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    target = line(opened, kind)
    place = card.mapFromGlobal(target.mapToGlobal(target.rect().center()))
    card.dropEvent(
        QDropEvent(
            QPointF(place),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    opened.settle()


def test_files_dropped_on_a_line_come_in_the_order_of_the_scanner(
    casework: Desk, claim: int, place: Place, tmp_path: Path
) -> None:
    opened = opened_claim(place, claim)
    paths = [tmp_path / name for name in ("第10页.pdf", "第2页.pdf")]
    for number, path in enumerate(paths, start=1):
        path.write_bytes(scan(number))
    drop(opened, "C2", *paths)
    assert [one.file_name for one in records(opened, claim, "C2")] == ["第2页.pdf", "第10页.pdf"]
    assert "已加密保存 2 个文件" in opened.messages.said


def test_what_is_refused_is_named_and_the_rest_is_kept(
    casework: Desk, claim: int, place: Place, tmp_path: Path
) -> None:
    opened = opened_claim(place, claim)
    (tmp_path / "装.pdf").write_bytes(b"MZ program")
    (tmp_path / "好.pdf").write_bytes(acting())
    drop(opened, "C1", tmp_path / "装.pdf", tmp_path / "好.pdf")
    assert [one.file_name for one in records(opened, claim)] == ["好.pdf"]
    assert opened.messages.complaints[0].startswith("文件“装.pdf”不是")


def test_a_picture_in_the_clipboard_is_pasted_as_a_png(
    casework: Desk, claim: int, place: Place
) -> None:
    opened = opened_claim(place, claim)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 200, 10))
    QGuiApplication.clipboard().setImage(image)
    line(opened, "C1").setFocus()
    QTest.keyClick(line(opened, "C1"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    (piece,) = records(opened, claim)
    assert (piece.file_name, piece.kind) == ("粘贴的图片 2024-03-04.png", "png")


def test_copied_files_are_pasted_and_text_is_not(
    casework: Desk, claim: int, place: Place, tmp_path: Path
) -> None:
    opened = opened_claim(place, claim)
    QGuiApplication.clipboard().setText("不是文件")
    opened.sheet.evidence.paste("C1")
    assert opened.messages.complaints == ["剪贴板里没有文件或图片。请先复制扫描件，再按 Ctrl+V。"]
    (tmp_path / "a.pdf").write_bytes(scan())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf"))])
    QGuiApplication.clipboard().setMimeData(mime)
    opened.sheet.evidence.paste("C1")
    opened.settle()
    assert [one.file_name for one in records(opened, claim)] == ["a.pdf"]


def test_space_opens_the_scan_beside_the_checklist_which_stays_at_work(
    casework: Desk, claim: int, place: Place
) -> None:
    attach(casework, claim, "表.pdf", scan(3))
    opened = opened_claim(place, claim)
    sheet = opened.sheet
    line(opened, "C1").setFocus()
    QTest.keyClick(line(opened, "C1"), Qt.Key.Key_Space)
    opened.settle()
    viewer = sheet.papers.viewer
    assert (viewer.isVisible(), sheet.checks.isVisible(), sheet.foot.isVisible()) == (
        True,
        True,
        False,
    )
    assert len(viewer.scan.sheets) == 3
    assert viewer.page.text() == "第 1 / 3 页"
    assert viewer.scan.sheets[0].asked > 0
    before = sheet.checks.current
    sheet.checks.area.setFocus()
    QTest.keyClick(sheet.checks.area, Qt.Key.Key_1)
    opened.settle()
    assert sheet.checks.current != before
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert (viewer.isVisible(), sheet.foot.isVisible()) == (False, True)


def test_pages_are_turned_enlarged_and_gone_through_by_keys(
    casework: Desk, claim: int, place: Place
) -> None:
    attach(casework, claim, "表.pdf", scan(3))
    attach(casework, claim, "照片.png", picture(), kind="C2")
    opened = opened_claim(place, claim)
    opened.sheet.papers.open_kind("C1")
    opened.settle()
    view = opened.sheet.papers.viewer.scan
    width, height = view.sheets[0].width(), view.sheets[0].height()
    assert height > width
    QTest.keyClick(view.area, Qt.Key.Key_PageDown)
    assert opened.sheet.papers.viewer.page.text() == "第 2 / 3 页"
    QTest.keyClick(view.area, Qt.Key.Key_Plus)
    assert (view.zoom, view.sheets[0].width() > width) == (125, True)
    QTest.keyClick(view.area, Qt.Key.Key_0)
    QTest.keyClick(view.area, Qt.Key.Key_R)
    opened.settle()
    assert (view.turned, view.sheets[0].height() < view.sheets[0].width()) == (90, True)
    QTest.keyClick(view.area, Qt.Key.Key_Right)
    opened.settle()
    record = opened.sheet.papers.viewer.record
    assert record.file_name == "照片.png"
    assert len(view.sheets) == 1


def test_a_picture_of_a_held_camera_stands_upright(
    casework: Desk, claim: int, place: Place
) -> None:
    jpeg = picture(300, 200, "JPG")
    # Orientation 6: the camera was held upright, so the picture is to be turned to the right.
    exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06"
    exif += b"\x00\x00\x00\x00\x00\x00"
    turned = jpeg[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + jpeg[2:]
    attach(casework, claim, "照片.jpg", turned)
    opened = opened_claim(place, claim)
    opened.sheet.papers.open_kind("C1")
    opened.settle()
    (page,) = opened.sheet.papers.viewer.scan.sheets
    assert page.height() > page.width()


def test_the_papers_of_the_line_worked_on_come_into_sight(
    casework: Desk, claim: int, place: Place
) -> None:
    checks = view_claim(casework.office, claim).checks
    first, last = (next(c for c in way if c.pieces) for way in (checks, checks[::-1]))
    assert set(first.pieces).isdisjoint(last.pieces)
    attach(casework, claim, "一.pdf", scan(1), kind=first.pieces[0])
    attach(casework, claim, "二.pdf", scan(2), kind=last.pieces[0])
    opened = opened_claim(place, claim)
    opened.sheet.checks.go_to(first.id)
    opened.sheet.checks.evidence_asked.emit(first.pieces[0])
    opened.settle()
    viewer = opened.sheet.papers.viewer
    assert viewer.record.file_name == "一.pdf"
    opened.sheet.checks.go_to(last.id)
    opened.settle()
    assert viewer.record.file_name == "二.pdf"


def test_a_sheet_is_not_opened_only_copied_out(
    casework: Desk, claim: int, place: Place, tmp_path: Path
) -> None:
    attach(casework, claim, "附表.xlsx", packed("xl/workbook.xml"))
    opened = opened_claim(place, claim)
    opened.sheet.papers.open_kind("C1")
    opened.settle()
    viewer = opened.sheet.papers.viewer
    assert (viewer.closed_file.isVisible(), viewer.scan.isVisible()) == (True, False)
    opened.messages.chosen_file = tmp_path / "出.xlsx"
    viewer.closed_file.button.click()
    opened.settle()
    assert (tmp_path / "出.xlsx").read_bytes() == packed("xl/workbook.xml")


def test_a_newer_version_is_shown_and_the_older_can_still_be_read(
    casework: Desk, claim: int, place: Place, tmp_path: Path
) -> None:
    attach(casework, claim, "旧.pdf", scan(3))
    opened = opened_claim(place, claim)
    opened.sheet.papers.open_kind("C1")
    opened.settle()
    viewer = opened.sheet.papers.viewer
    (tmp_path / "新.pdf").write_bytes(scan(1))
    opened.messages.chosen_files = [tmp_path / "新.pdf"]
    viewer.acted.emit("replace", viewer.record, "")
    opened.settle()
    assert (viewer.record.file_name, viewer.state.text()) == ("新.pdf", "✓ 有效")
    old = records(opened, claim)[0]
    viewer.show_record(old)
    opened.settle()
    assert (viewer.state.text(), len(viewer.scan.sheets)) == ("已替换", 3)


def test_rejecting_moving_and_taking_back_go_through_the_menu(
    casework: Desk, claim: int, place: Place
) -> None:
    attach(casework, claim, "表.pdf", scan(3))
    opened = opened_claim(place, claim)
    opened.sheet.papers.open_kind("C1")
    opened.settle()
    viewer = opened.sheet.papers.viewer

    def press(text: str) -> None:
        menu = viewer.menu()
        next(one for one in menu.findChildren(QAction) if one.text() == text).trigger()
        opened.settle()

    press("驳回…")
    assert viewer.said.text() == "已驳回：测试理由"
    press("恢复为有效")
    assert viewer.state.text() == "✓ 有效"
    press("申报主体身份证明")
    assert [one.file_name for one in records(opened, claim, "C2")] == ["表.pdf"]
    assert viewer.record.evidence == "C2"


def test_originals_are_recorded_line_by_line_or_all_at_once(
    casework: Desk, claim: int, place: Place
) -> None:
    attach(casework, claim, "表.pdf", scan(3))
    opened = opened_claim(place, claim)
    opened.sheet.evidence.seen.emit("")
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, SeenSheet)
    # Only what was handed in is offered; its pages are those of the scan.
    assert {kind for kind, (tick, _, _) in sheet.lines.items() if tick.isChecked()} == {"C1"}
    seen = records(opened, claim)[-1]
    assert (seen.form, seen.pages, seen.copies) == ("paper", 3, 1)
    opened.sheet.evidence.seen.emit("C2")
    opened.settle()
    assert records(opened, claim, "C2")[0].pages == 1


def test_a_damaged_file_is_told_on_its_line_and_attached_again(
    casework: Desk, claim: int, place: Place, tmp_path: Path
) -> None:
    attach(casework, claim, "表.pdf", scan(3))
    piece = next(
        record for one in view_claim(casework.office, claim).evidence for record in one.files
    )
    path = blobs.path_of(casework.office.home.root, piece.sha256)
    path.write_bytes(path.read_bytes()[:-1])
    opened = opened_claim(place, claim)
    opened.settle()
    assert line(opened, "C1").chip.text() == "× 损坏"
    opened.sheet.papers.open_kind("C1")
    opened.settle()
    viewer = opened.sheet.papers.viewer
    assert viewer.said.text().startswith("文件已损坏")
    (tmp_path / "再.pdf").write_bytes(scan(3))
    opened.messages.chosen_files = [tmp_path / "再.pdf"]
    viewer.mend.click()
    opened.settle()
    opened.settle()
    assert line(opened, "C1").chip.text() == "✓ 文件 1"
    assert (viewer.said.text(), len(viewer.scan.sheets)) == ("", 3)
    assert records(opened, claim) == (piece,)


def test_whoever_reviews_looks_and_changes_nothing(
    casework: Desk, claim: int, place: Place
) -> None:
    attach(casework, claim, "表.pdf", scan(3))
    opened = opened_claim(place, claim, casework.reviewer)
    opened.sheet.papers.open_kind("C1")
    opened.settle()
    menu = opened.sheet.papers.viewer.menu()
    on = [one.text() for one in menu.actions() if one.isEnabled() and one.text()]
    assert on == ["另存副本…"]
    opened.sheet.evidence.attached.emit("C1", [Incoming("x.pdf", data=scan())])
    opened.settle()
    assert len(records(opened, claim)) == 1


def test_what_was_signed_by_hand_is_seen_beside_the_checklist_and_not_changed(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    claim = casework.examined(casework.applicant(), "01-01", patent(ZL))
    casework.take("reviewer", claim, "review")
    signed = Paper("陈副市长", "副市长", casework.clock.now().date(), "审批表.png", picture())
    record_paper(casework.office, casework.clerk, signed, claim, "sign", {}, "同意。")
    opened = opened_claim(place, claim)
    opened.settle()
    own = line(opened, SIGNED)
    assert own.accessibleName() == "纸面签批：已附文件"
    QTest.keyClick(own, Qt.Key.Key_Space)
    opened.settle()
    viewer = opened.sheet.papers.viewer
    assert viewer.isVisible()
    assert len(viewer.scan.sheets) == 1
    assert viewer.about.text().endswith("经办甲 03-04")
    menu = viewer.menu()
    may = [action.text() for action in menu.actions() if action.isEnabled() and action.text()]
    assert may == ["另存副本…"]
    opened.messages.chosen_file = tmp_path / "签批.png"
    viewer.acted.emit("copy", viewer.record, "")
    opened.settle()
    assert (tmp_path / "签批.png").read_bytes() == picture()
