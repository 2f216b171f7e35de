from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ipdesk.services.claims import ClaimForm, ItemForm, save_draft
from ipdesk.storage import claims
from ipdesk.ui.claims.page import ClaimsPage
from tests.services.casework import Desk
from tests.services.policy_drafts.test_successors import NEW, OLD, claim, put_in_use
from tests.ui.at_work import Place


def test_a_draft_goes_over_to_the_policy_of_its_day_with_one_press(
    casework: Desk, place: Place
) -> None:
    put_in_use(casework, OLD, "yunling-2021")
    put_in_use(casework, NEW, "yunling-2024")
    casework.clock.go_to(date(2025, 3, 3))
    applicant = casework.applicant()
    draft = claim(casework, applicant, "yunling-2021", "02-01", "2024-12-31", base_fen="10000")
    opened = place(ClaimsPage)
    opened.page.open(draft)
    opened.settle()
    sheet = opened.page.sheet
    line = sheet.policy_line
    assert not line.isVisible()  # the last day is the old policy's

    typed = {"achieved_on": "2025-01-01", "base_fen": "10000"}
    day = sheet.view.claim.received_on
    form = ClaimForm(day, 2024, 1, "", "", (ItemForm("合同9", typed),))
    opened.ask(save_draft, casework.clerk, draft, form)
    sheet.reread()
    opened.settle()
    assert line.isVisible()
    assert line.said.text() == (
        "事实日期 2025-01-01 不在云府〔2021〕9号的有效期内（2022-01-01 至 2024-12-31）；"
        "当日执行的是云府〔2024〕30号，应按第一条“知识产权质押贷款补贴”办理。"
    )
    assert line.move_over.text() == "改按云府〔2024〕30号办理"
    line.move_over.setFocus()
    QTest.keyClick(line.move_over, Qt.Key.Key_Space)
    opened.settle()
    assert not line.isVisible()
    assert (sheet.view.policy.id, sheet.view.award.id) == ("yunling-2024", "01-01")
    assert sheet.view.items[0].subject == "合同9"
    # 10,000 × 60%, as the new policy has it.
    assert sheet.view.amount_fen == 600_000
    assert opened.ask(lambda office: claims.get(office.db, draft)) is None
    assert opened.messages.complaints == []
