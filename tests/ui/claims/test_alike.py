from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from ipdesk.domain.applicant_document import DocumentKind
from ipdesk.services.applicant_documents import DocumentForm, file_document
from ipdesk.services.likenesses import alike_of
from ipdesk.ui.claims.alike import AlikeSheet
from ipdesk.ui.claims.page import ClaimsPage
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place


def two_claims(desk: Desk) -> tuple[int, int]:
    first = desk.received(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    other = desk.applicant("乐昌市坪石永利茶厂", account="1")
    return first, desk.received(other, "01-01", patent("ZL201310000001.3"))


def test_a_duplicate_is_counted_on_the_page_and_judged_side_by_side(
    casework: Desk, place: Place
) -> None:
    first, second = two_claims(casework)
    opened = place(ClaimsPage)
    opened.page.open(second)
    opened.settle()
    line = opened.page.sheet.applicant.alike
    assert line.isVisible()
    assert line.chip.text() == "! 疑似重复 1"
    said = [one.text() for one in opened.page.sheet.sum.findChildren(QLabel)]
    assert "! 疑似重复 1 件尚未核对" in said

    sheet = AlikeSheet(opened.bench, opened.page.sheet.view)
    opened.settle()
    assert sheet.words._text.text() == "专利号相同：ZL201310000001.3"
    assert ("标的", "ZL201310000001.3", "ZL201310000001.3") in sheet.pair.texts()
    assert ("申报主体", "乐昌市坪石永利茶厂", "乐昌市甲科技有限公司") in sheet.pair.texts()

    sheet.different.click()
    assert sheet.words._text.text().startswith("请先写明理由")
    sheet.reason.setPlainText("共有专利，份额分别申报")
    sheet.different.click()
    opened.settle()
    assert sheet.result() == AlikeSheet.DialogCode.Accepted
    assert line.chip.text() == "✓ 重复已核对 1"
    (found,) = opened.ask(alike_of, first).claims
    assert found.judgement.reason == "共有专利，份额分别申报"


def test_a_claim_like_no_other_shows_nothing(casework: Desk, place: Place) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = place(ClaimsPage)
    opened.page.open(claim)
    opened.settle()
    assert not opened.page.sheet.applicant.alike.isVisible()


def test_the_licence_on_file_is_taken_over_with_one_click(casework: Desk, place: Place) -> None:
    applicant = casework.applicant()
    form = DocumentForm(DocumentKind.BUSINESS_LICENCE, file_name="执照.pdf", data=b"%PDF-1.4\n")
    file_document(casework.office, casework.clerk, applicant, form)
    claim = casework.received(applicant, "01-01", patent("ZL201310000001.3"))
    opened = place(ClaimsPage)
    opened.page.open(claim)
    opened.settle()
    card = opened.page.sheet.evidence
    take = [one for one in card.findChildren(QPushButton) if one.toolTip() == "用档案中的营业执照"]
    take[0].click()
    opened.settle()
    pieces = {piece.id: piece for piece in opened.page.sheet.view.evidence}
    assert [record.file_name for record in pieces["C2"].records] == ["执照.pdf"]
    assert opened.messages.said == ["已取用档案中的材料"]
