from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from ipdesk.domain.applicant_document import DocumentKind
from ipdesk.services import applicants
from ipdesk.services.alike_applicants import alike_to
from ipdesk.services.applicant_documents import DocumentForm, documents_of, file_document
from ipdesk.ui.applicants.alike import AlikeApplicantSheet
from ipdesk.ui.applicants.documents import DocumentSheet
from ipdesk.ui.applicants.merging import MergeSheet
from ipdesk.ui.applicants.names import read_names, show_names
from ipdesk.ui.applicants.page import ApplicantsPage
from tests.services.casework import Desk, works
from tests.ui.at_work import Place

JINLING, YINLING = "乐昌市金岭机械有限公司", "乐昌市银岭机械有限公司"


def opened_on(place: Place, number: int) -> SimpleNamespace:
    opened = place(ApplicantsPage)
    opened.page.open(number)
    opened.settle()
    opened.sheet = opened.page.sheet
    return opened


def texts(widget: object) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel)]  # type: ignore[attr-defined]


def test_the_page_tells_what_was_asked_for_and_what_is_left(casework: Desk, place: Place) -> None:
    number = casework.applicant(JINLING)
    casework.approved(number, "03-01", *works(1, 63))
    opened = opened_on(place, number)
    sheet = opened.sheet
    assert sheet.isVisible()
    assert sheet.heading.text() == JINLING
    assert "1 笔 6,300.00" in texts(sheet.money)
    assert sheet.money.quotas.text() == "作品著作权登记资助 2024：已 63，剩 37 个"
    lines = sheet.money.lines
    for width, narrow in ((900, False), (260, True)):
        lines.setFixedWidth(width)
        assert lines.narrow is narrow  # two lines for an award, nothing beyond the edge
    assert "申报 1 笔 6,300.00" in texts(lines)
    sheet.money.copy_button.click()
    assert "作品著作权登记资助 2024：已 63，剩 37 个" in QGuiApplication.clipboard().text()
    sheet.money.print_button.click()
    opened.settle()
    assert opened.messages.asked[-1] == f"申报主体情况 {JINLING}"


def test_a_paper_is_added_and_says_how_long_it_holds(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    number = casework.applicant(JINLING)
    opened = opened_on(place, number)
    scan = tmp_path / "执照.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    sheet = DocumentSheet(opened.bench, number)
    sheet.form.fill(
        {
            "kind": DocumentKind.BUSINESS_LICENCE,
            "valid_from": date(2024, 3, 20),
            "valid_to": date(2024, 3, 10),
        }
    )
    sheet.take_file(scan)
    sheet.yes.click()
    opened.settle()
    assert sheet.form["valid_to"].has_fault()
    sheet.form["valid_to"].set_value(date(2024, 3, 25))
    sheet.yes.click()
    opened.settle()
    (kept,) = opened.ask(documents_of, number)
    assert kept.file_name == "执照.pdf"
    chips = [
        one.accessibleName()
        for one in opened.sheet.documents.findChildren(type(opened.sheet.about.kind))
    ]
    assert "2024-03-25 到期，剩 21 天" in chips


def test_two_alike_are_judged_side_by_side_and_the_verdict_stands_on_both(
    casework: Desk, place: Place
) -> None:
    one = casework.applicant(JINLING, account="1")
    other = casework.applicant(YINLING, account="2")
    opened = opened_on(place, one)
    assert YINLING in texts(opened.sheet.alike)
    sheet = AlikeApplicantSheet(opened.bench, one, opened.sheet.view.alike)
    opened.settle()
    assert ("名称", JINLING, YINLING) in sheet.pair.texts()
    sheet.different.click()
    assert sheet.words._text.text().startswith("请先写明")
    sheet.reason.setPlainText("两家公司，地址、法定代表人都不同")
    sheet.different.click()
    opened.settle()
    for number in (one, other):
        (found,) = opened.ask(alike_to, number)
        assert found.judgement.reason == "两家公司，地址、法定代表人都不同"


def test_a_merge_is_seen_before_it_is_done_and_taken_back(casework: Desk, place: Place) -> None:
    one = casework.applicant(JINLING)
    other = casework.applicant("乐昌市金岭机械厂")
    casework.received(other, "03-01", *works(1, 3))
    opened = opened_on(place, one)
    sheet = MergeSheet(opened.bench, (one, JINLING), (other, "乐昌市金岭机械厂"))
    sheet.merged.connect(opened.sheet.show_number)
    opened.settle()
    assert "带过来：申报 1 件" in sheet.texts()
    sheet.yes.click()
    assert sheet.notice._text.text() == "请先写明凭什么认定是同一主体。"
    sheet.reason.setPlainText("同一营业执照，更名")
    sheet.yes.click()
    opened.settle()
    assert "1 笔 300.00" in texts(opened.sheet.money)
    assert "曾用名" in texts(opened.sheet.about)
    opened.page.open(other)
    opened.settle()
    assert opened.sheet.heading.text() == JINLING
    assert opened.sheet.notice.isVisible()
    back = [b for b in opened.sheet.alike.findChildren(QPushButton) if b.text() == "撤回并入"]
    back[0].click()
    opened.settle()
    assert opened.ask(applicants.applicant, other).name == "乐昌市金岭机械厂"


def test_registering_a_look_alike_shows_the_two_beside_each_other_first(
    casework: Desk, place: Place
) -> None:
    known = casework.applicant(JINLING)
    opened = place(ApplicantsPage)
    page = opened.page
    page.register()
    page.form.form.fill({"name": "乐昌市（金岭）机械有限责任公司", "code_exception": "待补"})
    opened.messages.yes = False
    page.form.save()
    opened.settle()
    assert opened.messages.asked[-1] == "相近主体"
    assert len(opened.ask(applicants.applicant_page)) == 1
    opened.messages.yes = True
    page.form.save()
    opened.settle()
    assert opened.messages.said == ["已登记：乐昌市（金岭）机械有限责任公司"]
    (found,) = opened.ask(alike_to, known)
    assert found.judgement is not None


def test_a_new_name_keeps_the_old_one_with_its_last_day(casework: Desk, place: Place) -> None:
    number = casework.applicant(JINLING)
    opened = opened_on(place, number)
    page = opened.page
    page.amend(opened.sheet.view.applicant)
    opened.settle()
    form = page.form.form
    assert not form["renaming"].isVisible()
    form["name"].editor.selectAll()
    form["name"].editor.insert("乐昌市金岭智能装备有限公司")
    form["name"].editor.textEdited.emit("")
    assert form["renaming"].isVisible()
    form["renamed_on"].set_value(date(2024, 2, 29))
    page.form.save()
    opened.settle()
    now = opened.ask(applicants.applicant, number)
    assert now.former_names == (JINLING,)
    assert now.former_until == ((JINLING, date(2024, 2, 29)),)


def test_a_licence_about_to_end_is_offered_no_more_once_it_ended(
    casework: Desk, place: Place
) -> None:
    number = casework.applicant(JINLING)
    form = DocumentForm(DocumentKind.BUSINESS_LICENCE, valid_to=date(2024, 3, 1))
    file_document(casework.office, casework.clerk, number, form)
    opened = opened_on(place, number)
    chips = [
        one.accessibleName()
        for one in opened.sheet.documents.findChildren(type(opened.sheet.about.kind))
    ]
    assert "2024-03-01 已过期" in chips


@pytest.mark.parametrize(
    ("text", "names", "until"),
    [
        pytest.param("甲厂、乙社", ("甲厂", "乙社"), (), id="names alone"),
        pytest.param(
            "甲厂（至 2021-05-01）、乙社",
            ("甲厂", "乙社"),
            (("甲厂", date(2021, 5, 1)),),
            id="with a day",
        ),
        pytest.param("甲厂(至2021.5.1)", ("甲厂",), (("甲厂", date(2021, 5, 1)),), id="loosely"),
        pytest.param("甲（乐昌）厂", ("甲（乐昌）厂",), (), id="brackets of the name"),
        pytest.param("", (), (), id="none"),
    ],
)
def test_former_names_are_read_from_one_line(
    text: str, names: tuple[str, ...], until: tuple[tuple[str, date], ...]
) -> None:
    assert read_names(text) == (names, until)
    assert read_names(show_names(names, until)) == (names, until)
