from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ipdesk.ui.claims.page import ClaimsPage
from tests.services.casework import Desk, patent, works
from tests.ui.at_work import Place


def test_the_claim_under_the_cursor_is_told_in_short(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    casework.examined(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = place(ClaimsPage)
    peek = opened.page.listing.peek
    qtbot.waitUntil(lambda: peek.applicant.text() == "乐昌市甲科技有限公司")
    assert peek.caption.text() == "拟核定金额"
    assert peek.amount.text() == "5,000.00 元"
    assert peek.next.text() == "复核通过（复核人）"


def test_what_a_person_has_to_do_is_one_press_away(casework: Desk, place: Place) -> None:
    applicant = casework.applicant()
    casework.examined(applicant, "01-01", patent("ZL201310000001.3"))
    casework.received(applicant, "03-01", *works(1, 1))
    opened = place(ClaimsPage, casework.reviewer)
    listing = opened.page.listing
    assert len(listing.ids()) == 2
    listing.scopes.choose("mine")
    opened.settle()
    assert [listing.table.model.record(0).award] == ["01-01"]
    assert listing.count.text() == "1 件"


def test_the_next_claim_of_the_list_is_one_key_away(casework: Desk, place: Place) -> None:
    applicant = casework.applicant()
    first = casework.received(applicant, "03-01", *works(1, 1))
    second = casework.received(applicant, "03-01", *works(2, 1))
    opened = place(ClaimsPage)
    listing = opened.page.listing
    # The newest stands first.
    assert list(listing.ids()) == [second, first]
    listing.table.choose(second)
    QTest.keyClick(listing.table.view, Qt.Key.Key_Return)
    opened.settle()
    assert opened.page.sheet.view.claim.id == second
    assert opened.page.sheet.head.place.text() == "第 1 / 2 件"
    opened.page.actions()[0].trigger()
    opened.settle()
    assert opened.page.sheet.view.claim.id == first
