from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ipdesk.ui.applicants.page import ApplicantsPage
from ipdesk.ui.widgets import Chip
from tests.services.casework import Desk, works
from tests.ui.at_work import Place

JINLING = "乐昌市金岭机械有限公司"


def test_the_last_claims_stand_below_the_register_and_lead_there(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    number = casework.applicant(JINLING)
    first = casework.approved(number, "03-01", *works(1, 2))
    last = casework.approved(number, "03-01", *works(3, 2))
    opened = place(ApplicantsPage)
    opened.page.listing.table.choose(number)
    opened.page.recent.show_applicant(opened.page.listing.table.current())
    qtbot.waitUntil(opened.page.recent.isVisible)
    links = opened.page.recent.findChildren(QPushButton)
    assert opened.page.recent.count.text() == "2 件"
    assert {chip.text() for chip in opened.page.recent.findChildren(Chip)} == {"✓ 已批准"}
    for each in links:
        each.click()
    assert opened.gone == [("claims", last), ("claims", first)]
